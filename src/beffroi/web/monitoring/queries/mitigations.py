"""Findings and mitigations as their pages show them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from beffroi.analytics.results.months import month_of
from beffroi.web.chain.queries import nodes_of_items
from beffroi.web.core.together import read
from beffroi.web.monitoring import mitigation_rules as rules
from beffroi.web.monitoring.mitigation_states import S
from beffroi.web.monitoring.models import Finding, Mitigation
from beffroi.web.monitoring.rules import first_day
from beffroi.web.piloting.queries import visible_of

if TYPE_CHECKING:
    from beffroi.web.chain.models import Node, Space
    from beffroi.web.monitoring.models import Alert
    from beffroi.web.strategy.models import Strategy

RELATED = (
    "strategy", "strategy__living", "item", "indicator__item", "finding__alert__indicator__item", "finding__item",
    "finding__written_by", "finding__alert__item", "finding__alert__body", "decision__meeting", "decision__body",
    "decision__item", "action__item", "proposed_by", "decided_by", "effect_by",
)  # fmt: skip


@dataclass(frozen=True)
class MitigationView:
    """A mitigation with what the living work says of it, of its indicator and of its action."""

    row: Mitigation
    node: "Node | None"
    indicator: "Node | None"
    action: "Node | None"

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("monitoring:mitigation", kwargs={"slug": self.row.strategy.slug, "key": self.row.item.key})

    def awaits_effect(self, today: date) -> bool:
        """Whether its month is over and nobody looked at what came of it."""
        row = self.row
        return row.state == S.ACCEPTED and not row.effect and rules.is_due(row.expected_on, today)


@dataclass(frozen=True)
class FindingView:
    """A finding, the step where it says that the alert begins, and what is proposed on it."""

    row: Finding
    step: "Node | None"
    mitigations: tuple[MitigationView, ...]

    @property
    def is_settled(self) -> bool:
        """Whether piloting decided on it."""
        return any(one.row.state in {S.ACCEPTED, S.REJECTED} for one in self.mitigations)


def visible_findings(user: Any) -> QuerySet[Finding]:
    """Findings on alerts of the strategies that a person reads from inside."""
    found = visible_of(user, Finding, "alert__strategy")
    return found.select_related("alert__strategy__living", "alert__indicator__item", "alert__item", "item")


def visible_mitigations(user: Any) -> QuerySet[Mitigation]:
    """Mitigations of the strategies that a person reads from inside."""
    return visible_of(user, Mitigation).select_related(*RELATED)


def mitigations_of(strategy: "Strategy") -> QuerySet[Mitigation]:
    """All mitigations of a strategy, those that wait for a decision first, then the latest."""
    return Mitigation.objects.filter(strategy=strategy).select_related(*RELATED)


def pending(strategy: "Strategy") -> QuerySet[Mitigation]:
    """Those that wait for a decision, the oldest first."""
    return mitigations_of(strategy).filter(state=S.PROPOSED).order_by("proposed_at", "pk")


def awaiting_effect(strategy: "Strategy", today: date) -> QuerySet[Mitigation]:
    """Accepted ones whose month is over, and whose effect nobody looked at."""
    over = first_day(month_of(today))
    return mitigations_of(strategy).filter(state=S.ACCEPTED, effect="", expected_on__lt=over).order_by("expected_on")


def space_of(strategy: "Strategy") -> "Space":
    """The living work of a strategy, in which mitigations and decisions stand."""
    if strategy.living is None:
        raise ValidationError(_("This strategy has no living work yet."))
    return strategy.living


def items_of_mitigations(rows: QuerySet[Mitigation]) -> "tuple[QuerySet[Any, Any], ...]":
    """The items of some mitigations, of their indicators and of their actions, as queries."""
    rows = rows.order_by()
    return rows.values("item"), rows.values("indicator__item"), rows.exclude(action=None).values("action__item")


def mitigation_views(
    rows: Iterable[Mitigation], about: "tuple[QuerySet[Any, Any], ...] | None" = None
) -> list[MitigationView]:
    """Mitigations with their elements; one query, none where `about` (`items_of_mitigations`) was read with others."""
    found = list(rows)
    items = {one.item_id for one in found} | {one.indicator.item_id for one in found}
    items |= {one.action.item_id for one in found if one.action}
    nodes = nodes_of_items(*about) if about else nodes_of_items(items)
    return [
        MitigationView(
            one, nodes.get(one.item_id), nodes.get(one.indicator.item_id),
            nodes.get(one.action.item_id) if one.action else None,
        )
        for one in found
    ]  # fmt: skip


def reads_of_findings(alert: "Alert") -> "tuple[QuerySet[Finding], QuerySet[Mitigation]]":
    """The queries of what was found about an alert, and of what is proposed on that."""
    rows = Finding.objects.filter(alert=alert).select_related("item", "written_by")
    return rows, Mitigation.objects.filter(finding__alert=alert).select_related(*RELATED)


def findings_on(alert: "Alert", about: "tuple[QuerySet[Any, Any], ...]") -> list[FindingView]:
    """What was found about an alert, with what is proposed; of `about` the nodes were read together with others."""
    rows, mitigations = reads_of_findings(alert)
    held: dict[int, list[MitigationView]] = defaultdict(list)
    for view in mitigation_views(read(mitigations), about):
        held[view.row.finding_id].append(view)
    steps = nodes_of_items(*about)
    return [FindingView(row, steps.get(row.item_id or 0), tuple(held[row.pk])) for row in read(rows)]
