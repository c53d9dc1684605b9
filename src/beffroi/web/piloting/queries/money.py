"""Money as the pages show it: over what it is for, by source and over time, each in a few queries."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import ExtractQuarter, ExtractYear
from django.utils import timezone

from beffroi.web.accounts.permissions import roles_of
from beffroi.web.chain.queries import links_of, nodes_of, read_nodes
from beffroi.web.core.together import read, together
from beffroi.web.piloting.ledger_file import Known
from beffroi.web.piloting.models import FundingSource, LedgerEntry, PeriodClosing
from beffroi.web.piloting.money_rules import Amounts, Booked, Sums, cumulated, quarter_of, rolled_up, total
from beffroi.web.piloting.permissions import READERS_OF_LEDGER
from beffroi.web.strategy.queries import spaces_at_work

if TYPE_CHECKING:
    from beffroi.web.chain.models import Item, Node, Space
    from beffroi.web.strategy.models import Strategy

KINDS = ("priority_area", "niche", "intervention")
UNDER = {"niche": ("holds",), "intervention": ("acts_in",)}


@dataclass(frozen=True)
class Line:
    """A line of the table: what the money is for, how deep it stands, what it is estimated to cost, its sums."""

    node: "Node"
    depth: int
    sums: Sums
    cost: "Cost | None" = None


@dataclass(frozen=True)
class Cost:
    """What an intervention is estimated to cost, once and every year, from the strategy itself."""

    once: tuple[Decimal, Decimal]
    yearly: tuple[Decimal, Decimal]


@dataclass(frozen=True)
class Money:
    """Everything the page of money shows."""

    lines: tuple[Line, ...]
    total: Amounts
    to_date: Amounts
    by_source: tuple[tuple[FundingSource, Amounts], ...]
    quarters: tuple[str, ...]
    course: dict[str, list[Decimal | None]]
    closed: date | None


@dataclass(frozen=True)
class Tree:
    """What money can be for: the nodes by item, and under which one each counts."""

    nodes: dict[int, "Node"]
    parents: dict[int, int]
    costs: dict[int, "Cost"]


def money_of(strategy: "Strategy", today: date) -> Money:
    """All sums of a strategy; what counts under several counts under the first of them."""
    with together(*reads_of_money(strategy)):
        tree, booked, closed = tree_of(strategy), booked_of(strategy), closed_until(strategy)
        sources = read(_sources(strategy))
    sums = rolled_up(booked, tree.parents)
    now = quarter_of(today)
    axis, course = cumulated(booked, now)
    by_source = [(source, total(one for one in booked if one.source == source.pk)) for source in sources]
    return Money(
        lines=tuple(_lines(tree, sums)),
        total=total(booked),
        to_date=total(one for one in booked if one.quarter <= now),
        by_source=tuple(by_source),
        quarters=tuple(axis),
        course=course,
        closed=closed,
    )


def reads_of_money(strategy: "Strategy") -> "tuple[QuerySet[Any, Any], ...]":
    """The queries of what money is for, the ledger, the sources and the closings."""
    return (*reads_of_tree(strategy), _booked(strategy), _sources(strategy), _closings(strategy))


def _sources(strategy: "Strategy") -> QuerySet[FundingSource]:
    return FundingSource.objects.filter(strategy=strategy)


def booked_of(strategy: "Strategy") -> list[Booked]:
    """The ledger summed by item, source, kind and quarter, in one query."""
    return [
        Booked(item, source, kind, f"{year}-{quarter}", Decimal(amount))
        for item, source, kind, year, quarter, amount in read(_booked(strategy))
    ]


def _booked(strategy: "Strategy") -> QuerySet[Any, Any]:
    return (
        LedgerEntry.objects.filter(strategy=strategy)
        .order_by()
        .values("item", "source", "kind", year=ExtractYear("on"), quarter=ExtractQuarter("on"))
        .annotate(total=Sum("amount"))
        .values_list("item", "source", "kind", "year", "quarter", "total")
    )


def tree_of(strategy: "Strategy") -> Tree:
    """Priority areas, niches and interventions of the version in force (or the draft), and the actions under them."""
    nodes: dict[int, Node] = {}
    parents: dict[int, int] = {}
    costs: dict[int, Cost] = {}
    space = _space(strategy)
    if space is not None:
        found = {node.item_id: node for node in read_nodes(nodes_of(space, *KINDS, "cost"))}
        estimates = {item: node for item, node in found.items() if node.item.kind == "cost"}
        nodes = {item: node for item, node in found.items() if item not in estimates}
        links = read(_ends(space, "holds", "acts_in", "costs"))
        for _kind, source, target in (link for link in links if link[0] != "costs"):
            if source in nodes and target in nodes:
                parents.setdefault(target, source)
        costs = _costs(estimates, ((source, target) for kind, source, target in links if kind == "costs"))
    if strategy.living is not None:
        actions = {node.item_id: node for node in read_nodes(nodes_of(strategy.living, "action"))}
        for _kind, source, target in read(_ends(strategy.living, "carried_out_by")):
            if source in nodes and target in actions:
                parents.setdefault(target, source)
        nodes |= actions
    return Tree(nodes, parents, costs)


def reads_of_tree(strategy: "Strategy") -> "tuple[QuerySet[Any, Any], ...]":
    """The queries of the elements and links of it."""
    space, living = _space(strategy), strategy.living
    of_text = (nodes_of(space, *KINDS, "cost"), _ends(space, "holds", "acts_in", "costs")) if space else ()
    return (*of_text, *((nodes_of(living, "action"), _ends(living, "carried_out_by")) if living else ()))


def _space(strategy: "Strategy") -> "Space | None":
    return next(iter(spaces_at_work(strategy)), None)


def _ends(space: "Space", *kinds: str) -> QuerySet[Any, Any]:
    return links_of(space, *kinds).values_list("kind", "source", "target")


def items_by_code(strategy: "Strategy") -> "dict[str, Item]":
    """Code → item of everything that money can be for."""
    return {node.code: node.item for node in tree_of(strategy).nodes.values() if node.item.kind != "niche"}


def known_to(strategy: "Strategy") -> Known:
    """What an extract of a ledger may speak of."""
    code = {item: node.code for item, node in tree_of(strategy).nodes.items() if node.item.kind != "niche"}
    entries = LedgerEntry.objects.filter(strategy=strategy).select_related("source").order_by()
    lines = Counter(
        (one.on, code.get(one.item_id, ""), one.source.code, one.kind, one.amount, one.reference, one.note)
        for one in entries
    )
    return Known(
        codes=frozenset(code.values()),
        sources=frozenset(FundingSource.objects.filter(strategy=strategy).values_list("code", flat=True)),
        taken=frozenset((kind, reference) for *_what, kind, _amount, reference, _note in lines if reference),
        closed=closed_until(strategy),
        today=timezone.localdate(),
        lines=lines,
    )


def closed_until(strategy: "Strategy") -> date | None:
    """The last day up to which the books are closed."""
    return next(iter(read(_closings(strategy))), None)


def _closings(strategy: "Strategy") -> QuerySet[Any, Any]:
    return PeriodClosing.objects.filter(strategy=strategy).order_by("-until").values_list("until", flat=True)[:1]


def visible_entries(user: Any) -> QuerySet[LedgerEntry]:
    """The lines of the ledgers that a person may read, the newest day first."""
    mine = [one for one in roles_of(user) if one.role in READERS_OF_LEDGER]
    found = LedgerEntry.objects.select_related("source", "reverses", "reversed_by", "item", "entered_by")
    if any(one.scope_type is None for one in mine):
        return found
    scoped = Q(pk=None)
    for one in mine:
        scoped |= Q(strategy__living__owner_type=one.scope_type, strategy=int(one.scope_id))
    return found.filter(scoped)


def _costs(estimates: "dict[int, Node]", links: Iterable[tuple[int, int]]) -> dict[int, Cost]:
    found: dict[int, list[Decimal]] = {}
    for source, target in links:
        if target not in estimates:
            continue
        details = estimates[target].details
        at = 2 if details.get("recurring") else 0
        sums = found.setdefault(source, [Decimal(0)] * 4)
        sums[at] += Decimal(str(details.get("low") or 0))
        sums[at + 1] += Decimal(str(details.get("high") or 0))
    return {
        item: Cost((low, high), (low_a_year, high_a_year))
        for item, (low, high, low_a_year, high_a_year) in found.items()
    }


def _lines(tree: Tree, sums: dict[int, Sums]) -> list[Line]:
    """The tree as lines, each under what it counts under.

    What no money is for is left out, unless it is an intervention or one of those stands below it.
    """
    shown: set[int] = set()
    for item, node in tree.nodes.items():
        at = item if item in sums or node.item.kind == "intervention" else None
        while at is not None and at not in shown:
            shown.add(at)
            at = tree.parents.get(at)
    below: dict[int, list[int]] = {}
    for item in tree.nodes:
        parent = tree.parents.get(item)
        below.setdefault(parent if parent in tree.nodes else 0, []).append(item)
    lines: list[Line] = []
    waiting = [(item, 0) for item in reversed(below.get(0, []))]
    while waiting:
        item, depth = waiting.pop()
        node = tree.nodes[item]
        if item in shown:
            lines.append(Line(node, depth, sums.get(item, Sums()), tree.costs.get(item)))
        waiting += [(child, depth + 1) for child in reversed(below.get(item, []))]
    return lines
