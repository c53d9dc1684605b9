"""Beneficiary rows: who sees them, what stands, and how many enterprises an indicator counts."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from beffroi.analytics.results.months import month_of
from beffroi.analytics.results.path import Point
from beffroi.web.accounts.permissions import roles_of, standing
from beffroi.web.accounts.wording import number_or_fault
from beffroi.web.chain.queries import nodes_in_order
from beffroi.web.core import work
from beffroi.web.monitoring import rules
from beffroi.web.monitoring.beneficiary_file import Known, Row
from beffroi.web.monitoring.beneficiary_rules import Help, Shared, counted_by, firms_by_month, shared
from beffroi.web.monitoring.models import BeneficiaryFile, BeneficiaryRow, Indicator
from beffroi.web.monitoring.permissions import READERS_OF_ROWS
from beffroi.web.piloting.queries import visible_of
from beffroi.web.strategy.queries import spaces_at_work

if TYPE_CHECKING:
    from beffroi.web.chain.models import Item, Node
    from beffroi.web.strategy.models import Strategy

CHECK = "monitoring.check_beneficiaries"
"""The kind of job that checks a file."""
HELPED_UNDER = ("intervention", "priority_area", "niche")


def visible_beneficiaries(user: Any) -> QuerySet[BeneficiaryRow]:
    """The rows that a person may read: all of a strategy by their role, else those that their organisation sent."""
    return visible_of(user, BeneficiaryRow).filter(_readable(user))


def visible_files(user: Any) -> QuerySet[BeneficiaryFile]:
    """The files, in the same way."""
    found = visible_of(user, BeneficiaryFile).filter(_readable(user))
    return found.select_related("organisation", "imported_by", "strategy")


def _readable(user: Any) -> Q:
    mine = [one for one in roles_of(user) if one.role in READERS_OF_ROWS]
    if any(one.scope_type is None for one in mine):
        return Q()
    scopes = [one.scope_id for one in mine]
    return Q(strategy__pk__in=scopes) | Q(organisation__in=list(standing(user).represented))


def rows_standing(found: QuerySet[BeneficiaryRow]) -> QuerySet[BeneficiaryRow]:
    """Those that stand: neither superseded nor taken out."""
    return found.filter(superseded_by=None, is_withdrawn=False)


def listed(user: Any, strategy: "Strategy") -> QuerySet[BeneficiaryRow]:
    """The rows of a strategy that stand and that a person may read, the newest first."""
    found = rows_standing(visible_beneficiaries(user).filter(strategy=strategy))
    return found.select_related("organisation", "item", "supersedes", "file")


def visible_checks(user: Any, strategy: "Strategy") -> QuerySet[work.Job]:
    """A person's own checks of files of a strategy that are done and still kept."""
    found = work.visible_to(user).filter(kind=CHECK, state=work.State.DONE, arguments__strategy=strategy.pk)
    return found.exclude(outcome=None)


def helped_under(strategy: "Strategy") -> "dict[str, Node]":
    """Code → the intervention, priority or niche under which somebody can be helped."""
    found = nodes_in_order(spaces_at_work(strategy), *HELPED_UNDER)
    return {node.code: node for node in reversed(found) if node.code}


def parts_known(strategy: "Strategy") -> frozenset[str]:
    """The parts by which indicators that count rows are broken down."""
    found = Indicator.objects.filter(strategy=strategy, rule=Indicator.Rule.DISTINCT)
    return frozenset(part for names in found.values_list("breakdown", flat=True) for part in names)


def known_to_rows(strategy: "Strategy") -> Known:
    """What a file of beneficiaries may speak of."""
    return Known(
        frozenset(helped_under(strategy)), parts_known(strategy), timezone.localdate(), number_or_fault,
    )  # fmt: skip


def standing_of(strategy: "Strategy", organisation: Any, codes: "Mapping[int, str]") -> dict[str, Row]:
    """Reference → what stands of a sender, as a file states it; `codes` are those of items."""
    found = rows_standing(BeneficiaryRow.objects.filter(strategy=strategy, organisation=organisation))
    return {
        one.reference: Row(
            0,
            one.reference,
            one.number,
            codes.get(one.item_id, ""),
            one.support,
            one.amount,
            one.on,
            one.part,
            one.name,
        )
        for one in found
    }


def helps_of(strategy: "Strategy") -> list[Help]:
    """What counting needs of all rows that stand; one query."""
    found = rows_standing(BeneficiaryRow.objects.filter(strategy=strategy))
    return [
        Help(number, on, str(item), support, part)
        for number, on, item, support, part in found.values_list("number", "on", "item__key", "support", "part")
    ]


def firms_counted(rows: "Sequence[Indicator]", helps: Iterable[Help], today: date) -> dict[int, tuple[Point, ...]]:
    """Indicator → the enterprises that had been helped at the ends of its months; nothing before the first row."""
    helps, now = list(helps), month_of(today) - 1
    found: dict[int, tuple[Point, ...]] = {}
    for row in rows:
        mine = counted_by(helps, row.rows_of, row.support)
        first = min((month_of(one.on) for one in mine), default=now + 1)
        months = rules.periods(first, now, rules.MONTHS[row.frequency])
        values = firms_by_month(mine, months)
        found[row.pk] = tuple(Point(at, value) for at, value in zip(months, values, strict=True))
    return found


def shared_out(row: Indicator) -> Shared:
    """The enterprises of an indicator by part, up to the end of the last month."""
    end = rules.last_day(month_of(timezone.localdate()) - 1)
    helps = [one for one in helps_of(row.strategy) if one.on <= end]
    return shared(counted_by(helps, row.rows_of, row.support), row.breakdown)


def items_by_key(nodes: "Iterable[Node]") -> "dict[str, Item]":
    """Key of an element → the element."""
    return {str(node.item.key): node.item for node in nodes}
