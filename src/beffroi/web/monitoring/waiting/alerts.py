"""Alerts that stand open: for the M&E unit the most pressing ones, for whoever looks after one their own."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beffroi.web.chain.queries import reads_of_nodes
from beffroi.web.core.permissions import allows
from beffroi.web.core.together import read
from beffroi.web.core.waiting import Asked, Urgency, Wait, most, reads, waits
from beffroi.web.monitoring.alert_words import facts_words, headline
from beffroi.web.monitoring.queries.alerts import AlertView, awake, items_of, open_alerts, views_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from beffroi.web.monitoring.models import Alert

SHOWN = 5
URGENCIES: dict[str, Urgency] = {"high": "high", "medium": "normal", "low": "low"}


def _open(asked: Asked) -> "tuple[QuerySet[Alert], QuerySet[Any, Any]] | None":
    """The alerts that concern whoever asks, and the items that the first of them are about; None for who sees none."""
    if not allows(asked.user, "monitoring.view_results", asked.of):
        return None
    found = open_alerts(asked.of).filter(awake(asked.today))
    if not allows(asked.user, "monitoring.change_alerts", asked.of):
        found = found.filter(owner=asked.user)
    return found, items_of(found)[: SHOWN + 1]


@reads(then=True)
def ahead(asked: Asked) -> "Iterable[QuerySet[Any, Any]]":
    """The alerts, and the elements of those that are shown."""
    concerned = _open(asked)
    return (concerned[0], reads_of_nodes(concerned[1])) if concerned else ()


@waits
def alerts(asked: Asked) -> Iterable[Wait]:
    """What has to be looked at: where it comes from stands on the page of each."""
    concerned = _open(asked)
    if concerned is None:
        return
    found, about = concerned
    shown, rest = most(read(found), SHOWN)
    for view in views_of(shown, about):
        yield _wait(view)
    if rest:
        said = ngettext("One more alert is open", "%(many)s more alerts are open", len(rest)) % {"many": len(rest)}
        url = reverse("monitoring:alerts", kwargs={"slug": asked.of.slug})
        yield Wait(_("Alert"), said, url, _("See the alerts"), urgency="low")


def _wait(view: AlertView) -> Wait:
    alert = view.alert
    return Wait(
        _("Alert"), headline(view), view.url, _("See where it comes from"), note=facts_words(alert.rule, alert.facts),
        since=timezone.localtime(alert.opened_at).date(), urgency=URGENCIES[alert.severity],
        whose=str(alert.owner) if alert.owner else "",
    )  # fmt: skip
