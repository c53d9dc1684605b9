"""Alerts as their pages show them: whom they are about in words, how many there are, who may look after one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from beffroi.web.accounts.queries import holders, holders_of
from beffroi.web.chain.queries import nodes_of_items
from beffroi.web.monitoring.alert_rules import SEVERITIES
from beffroi.web.monitoring.models import Alert
from beffroi.web.piloting.queries import visible_of

if TYPE_CHECKING:
    from beffroi.web.chain.models import Node
    from beffroi.web.monitoring.models import Indicator
    from beffroi.web.strategy.models import Strategy

OFFICER = "m_and_e_officer"


@dataclass(frozen=True)
class AlertView:
    """An alert, and the element or body that it is about; None where that is gone."""

    alert: Alert
    node: "Node | None"

    @property
    def name(self) -> str:
        """What it is about, as people call it."""
        if self.alert.body is not None:
            return str(self.alert.body)
        return f"{self.node.code} {self.node}".strip() if self.node else _("an element that is gone")

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("monitoring:alert", kwargs={"slug": self.alert.strategy.slug, "key": self.alert.key})

    @property
    def about_url(self) -> str:
        """The page of what it is about."""
        slug, alert = self.alert.strategy.slug, self.alert
        if alert.body is not None:
            return reverse("piloting:body", kwargs={"slug": slug, "code": alert.body.code})
        if self.node is None:
            return ""
        view = {"indicator": "monitoring:indicator", "action": "piloting:action"}.get(self.node.item.kind)
        return reverse(view or "strategy:element", kwargs={"slug": slug, "key": self.node.item.key})


def visible_alerts(user: Any) -> QuerySet[Alert]:
    """Alerts of the strategies that a person reads from inside."""
    found = visible_of(user, Alert)
    return found.select_related("strategy", "strategy__living", "indicator__item", "item", "body", "owner")


def open_alerts(strategy: "Strategy") -> QuerySet[Alert]:
    """The open alerts of a strategy, the most pressing first, then the oldest."""
    order = Case(
        *(When(severity=name, then=Value(place)) for place, name in enumerate(SEVERITIES)),
        output_field=IntegerField(),
    )
    found = Alert.objects.filter(strategy=strategy, closed_at=None).select_related(
        "strategy", "indicator__item", "item", "body", "owner"
    )
    return found.order_by(order, "opened_at", "pk")


def alerts_about(indicator: "Indicator") -> list[AlertView]:
    """The open alerts about one indicator."""
    return views_of(open_alerts(indicator.strategy).filter(indicator=indicator))


def held_alerts(strategy: "Strategy") -> "Sequence[tuple[str, str, str, dict[str, Any], date | None]]":
    """Rule, subject, severity, last facts of each open alert, and until when it is put off."""
    found = Alert.objects.filter(strategy=strategy, closed_at=None)
    return list(found.values_list("rule", "subject", "severity", "facts", "snoozed_until"))


def awake(today: date) -> Q:
    """Alerts that nobody put off, or whose day has come."""
    return Q(snoozed_until=None) | Q(snoozed_until__lte=today)


def items_of(alerts: QuerySet[Alert]) -> QuerySet[Any, Any]:
    """The items that alerts are about, as a query."""
    return alerts.annotate(about=Coalesce("indicator__item", "item")).exclude(about=None).values("about")


def views_of(alerts: Iterable[Alert], *about: "QuerySet[Any, Any]") -> list[AlertView]:
    """Alerts with what they are about; one query, none where `about` (`items_of`) was read together with others."""
    found = list(alerts)
    items = {one.pk: one.indicator.item_id if one.indicator else one.item_id for one in found}
    nodes = nodes_of_items(*about or [[item for item in items.values() if item]])
    return [AlertView(one, nodes.get(items[one.pk] or 0)) for one in found]


def by_step(views: Iterable[AlertView], measured: "dict[int, int]") -> dict[int, list[AlertView]]:
    """Item of a step → the alerts at it, of its indicators too (`measured`: item of an indicator → step)."""
    found: dict[int, list[AlertView]] = {}
    for view in views:
        one = view.alert
        item = measured.get(one.indicator.item_id) if one.indicator else one.item_id
        if item is not None:
            found.setdefault(item, []).append(view)
    return found


def officers_of(strategy: "Strategy") -> QuerySet[Any]:
    """The M&E officers of a strategy, or of the site, with an open account."""
    kind = ContentType.objects.get_for_model(type(strategy))
    return holders(OFFICER, kind.pk, str(strategy.pk))


def may_look_after(strategy: "Strategy") -> "Sequence[Any]":
    """Who can be asked to look after an alert: everybody who holds a role for the strategy, each once."""
    found = {grant.person_id: grant.person for grant in holders_of(strategy)}
    return sorted(found.values(), key=str)
