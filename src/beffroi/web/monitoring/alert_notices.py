"""What people are told about alerts; called inside actions."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beffroi.web.core.notifications import Way, declare, notify

if TYPE_CHECKING:
    from beffroi.web.monitoring.queries.alerts import AlertView
    from beffroi.web.strategy.models import Strategy

SHOWN = 10
KINDS = {
    "alerts": (_("New alerts of a strategy that you monitor"), Way.DIGEST),
    "owner": (_("You are asked to look after an alert"), Way.MAIL),
    "woken": (_("An alert that was put off stands again"), Way.DIGEST),
}

for _kind, (_label, _way) in KINDS.items():
    declare(f"monitoring.{_kind}", _label, f"monitoring/notices/{_kind}.txt", _way)


def tell_new(strategy: "Strategy", many: int, views: "Sequence[AlertView]", people: Iterable[Any]) -> None:
    """The M&E officers hear of what one look opened, in one notice that names the first."""
    link = reverse("monitoring:alerts", kwargs={"slug": strategy.slug})
    context = {
        "strategy": strategy, "many": many, "views": views, "more": many - len(views),
    }  # fmt: skip
    key = f"{strategy.pk}-{min(view.alert.pk for view in views)}"
    notify(to=people, kind="monitoring.alerts", context=context, key=key, link=link)


def tell_owner(view: "AlertView", owner: Any) -> None:
    """Who is asked to look after an alert hears of it, each time."""
    key = f"{view.alert.pk}-{timezone.now():%Y%m%d%H%M%S%f}"
    notify(to=owner, kind="monitoring.owner", context={"view": view}, key=key, link=view.url)


def tell_woken(view: "AlertView", people: Iterable[Any]) -> None:
    """Who looks after an alert hears that its day has come; where nobody does, the officers."""
    key = f"{view.alert.pk}-{timezone.localdate()}"
    notify(to=people, kind="monitoring.woken", context={"view": view}, key=key, link=view.url)
