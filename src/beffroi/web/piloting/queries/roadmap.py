"""The roadmap in memory: its actions with owners, predecessors and evidence, as a plan, and how they stand today."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Count
from django.utils.translation import get_language

from beffroi.analytics.errors import InputError
from beffroi.analytics.planning.check import check
from beffroi.analytics.planning.critical import critical_path
from beffroi.analytics.planning.dates import PartialDate, parse_date
from beffroi.analytics.planning.model import Plan, PlannedAction, Statement
from beffroi.analytics.planning.replan import Change, Move, replan
from beffroi.web.accounts.queries import current
from beffroi.web.chain.queries import in_language, links_of, nodes_in_order, nodes_of, nodes_of_spaces, read_nodes
from beffroi.web.core.audit import state_of_record
from beffroi.web.core.kept import Kept
from beffroi.web.core.refusals import in_the_language_of_the_reader
from beffroi.web.core.together import hand_over, read, together, told
from beffroi.web.piloting.models import Action, Body, Responsibility, Term
from beffroi.web.piloting.permissions import OWNING
from beffroi.web.piloting.rules import standing
from beffroi.web.strategy.queries import spaces_at_work, versions_at_work

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from beffroi.analytics.planning.findings import PlanFinding
    from beffroi.web.chain.models import Node, Space
    from beffroi.web.strategy.models import Strategy

T = TypeVar("T")
KEPT, RECKONED = Kept(most=16), Kept(most=16)
AT_ONCE = 5
"""Actions that a body can carry at once for each full-time equivalent."""


@dataclass(frozen=True)
class Row:
    """An action as the pages of the roadmap show it."""

    action: Action
    node: "Node"
    intervention: "Node | None"
    after: tuple[str, ...]
    owners: tuple[str, ...]
    standing: str
    is_critical: bool

    @property
    def code(self) -> str:
        """Its code."""
        return self.node.code


@dataclass(frozen=True)
class Roadmap:
    """All actions of a strategy, by intervention and then in their order."""

    rows: tuple[Row, ...]
    plan: Plan
    interventions: tuple["Node", ...]

    def plan_again(self) -> Plan:
        """The plan in the language in which it is asked for now."""
        return Plan(
            tuple(planned(row.action, row.node, self.plan.by_id[row.code].group, row.after) for row in self.rows)
        )


def roadmap_of(strategy: "Strategy", today: date) -> Roadmap:
    """The roadmap in two queries, however many actions there are."""
    with together(versions_at_work(strategy)), together(*reads_of_roadmap(strategy)):
        nodes, actions, after, carried = _parts(strategy)
        interventions = interventions_of(strategy)
        known = {node.item_id: node for node in interventions}
        groups = {item: known[of].code for item, of in carried.items() if of in known}
        plan, critical = _reckoned(strategy, nodes, groups, lambda: _plan(nodes, actions, after, groups))
    order = {node.item_id: place for place, node in enumerate(interventions)}
    rows = [
        Row(
            one, node, known.get(carried.get(node.item_id, 0)), plan.by_id[node.code].after,
            plan.by_id[node.code].owners, standing(one.state, one.start, one.end, today), node.code in critical,
        )
        for node in nodes
        if (one := actions.get(node.item_id))
    ]  # fmt: skip
    rows.sort(key=lambda row: order.get(row.intervention.item_id, len(order)) if row.intervention else len(order) + 1)
    return Roadmap(tuple(rows), plan, tuple(interventions))


def reads_of_roadmap(strategy: "Strategy") -> "tuple[QuerySet[Any, Any], ...]":
    """The queries of the roadmap and of the plan check."""
    spaces = spaces_at_work(strategy)
    return (*reads_of_actions(strategy), nodes_of_spaces(spaces, "intervention"), *_reads_of_seats(strategy))


def reads_of_kept_roadmap(
    strategy: "Strategy", today: date, state: tuple[int, int]
) -> "tuple[QuerySet[Any, Any], ...]":
    """The same, unless the roadmap is kept."""
    return () if _key(strategy, today, state) in KEPT else reads_of_roadmap(strategy)


def kept_roadmap(
    strategy: "Strategy", today: date, state: tuple[int, int] | None = None
) -> "tuple[Roadmap, tuple[PlanFinding, ...]]":
    """The roadmap and what the plan check finds in it, kept until somebody writes; shared, so nobody may change it."""

    def compute() -> "tuple[Roadmap, tuple[PlanFinding, ...]]":
        with together(versions_at_work(strategy)), together(*reads_of_roadmap(strategy)):
            found = roadmap_of(strategy, today)
            same = told(*reads_of_actions(strategy)[2:], *_reads_of_seats(strategy))
            ties = tuple((row.code, row.after, row.owners) for row in found.rows)
            key = (same, ties, today, get_language()) if same else None
            return found, _kept_if(key, lambda: findings(strategy, found))

    return KEPT.get(_key(strategy, today, state or state_of_record()), compute)


def _reckoned(
    strategy: "Strategy", nodes: list["Node"], groups: Mapping[int, str], compute: Callable[[], Plan]
) -> tuple[Plan, frozenset[str]]:
    """The plan, and which of its actions are critical.

    Both are reckoned anew only if dates, owners or links are others than before: another name moves nothing.
    """
    asked = reads_of_actions(strategy)
    same = told(*asked[:1], *asked[2:])
    codes = tuple((node.item_id, node.code, groups.get(node.item_id)) for node in nodes)

    def reckon() -> tuple[Plan, frozenset[str]]:
        plan = compute()
        return plan, _critical(plan)

    plan, critical = _kept_if((same, codes, get_language()) if same else None, reckon)
    names = {node.code: in_language(node.title) for node in nodes}
    if any(one.name != names[one.id] for one in plan.actions):
        plan = Plan(
            tuple(one if one.name == names[one.id] else replace(one, name=names[one.id]) for one in plan.actions)
        )
    return plan, critical


def _kept_if(key: Hashable | None, compute: Callable[[], T]) -> T:
    """What is kept under a key; what is computed now if there is none."""
    return RECKONED.get(key, compute) if key else compute()


def _key(strategy: "Strategy", today: date, state: tuple[int, int]) -> tuple[object, ...]:
    return (strategy.living.key if strategy.living else strategy.pk, today, get_language(), state)


def plan_of_strategy(strategy: "Strategy") -> Plan:
    """The actions of a strategy as a plan, each under its code."""
    nodes, actions, after, _carried = _parts(strategy)
    return _plan(nodes, actions, after, {})


def nodes_by_code(space: "Space") -> dict[str, "Node"]:
    """Code → node of every action of a space."""
    return {node.code: node for node in nodes_of(space, "action")}


def interventions_of(strategy: "Strategy") -> list["Node"]:
    """The interventions of the version in force, then those that only the draft knows."""
    found: dict[int, Node] = {}
    for node in nodes_in_order(spaces_at_work(strategy), "intervention"):
        found.setdefault(node.item_id, node)
    return list(found.values())


def moves_of(plan: Plan, changes: Mapping[str, Change], with_successors: bool = True) -> tuple[Move, ...]:
    """What moves when some actions get new dates; one sentence if that cannot be."""
    if not with_successors:
        plan = Plan(tuple(replace(one, after=()) for one in plan.actions))
    try:
        with in_the_language_of_the_reader():
            return replan(plan, changes)
    except InputError as error:
        raise ValidationError(str(error)) from None


def seats_and_capacity(strategy: "Strategy", found: Roadmap) -> tuple[set[str], dict[str, int]]:
    """Owners that are called to account in a body; and what bodies with known staff can carry.

    Who is only named holds a seat if the name stands in what a held seat is for, or in who hosts a body.
    """
    terms, all_bodies = asked = _reads_of_seats(strategy)
    with together(*asked):
        held, bodies = read(terms), read(all_bodies)
    seated_in = {body for body, *_who in held}
    seated = {str(body) for body in bodies if body.pk in seated_in}
    seated |= {organisation for _body, organisation, _label in held if organisation}
    seated |= {body.host.legal_name for body in bodies if body.host}
    shares = [share for row in found.rows for share in row.action.responsibilities.all()]
    on_site = {str(body) for body in bodies} | {one.organisation.legal_name for one in shares if one.organisation}
    named = {owner for row in found.rows for owner in row.owners} - on_site
    told = [*(in_language(label) for *_who, label in held), *(in_language(body.host_name) for body in bodies)]
    seated |= {owner for owner in named if any(_stands_in(owner, words) for words in told)}
    return seated, {str(body): max(1, int(body.fte * AT_ONCE)) for body in bodies if body.fte}


def _reads_of_seats(strategy: "Strategy") -> "tuple[QuerySet[Any, Any], ...]":
    terms = Term.objects.filter(current(), seat__body__strategy=strategy)
    return (
        terms.values_list("seat__body", "organisation__legal_name", "seat__label"),
        Body.objects.filter(strategy=strategy).select_related("host"),
    )


def _stands_in(owner: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(owner.casefold())}(?!\w)", words.casefold()) is not None


def findings(strategy: "Strategy", found: Roadmap) -> "tuple[PlanFinding, ...]":
    """What the plan check finds; what is over or called off needs no mending."""
    seats, capacity = seats_and_capacity(strategy, found)
    over = {row.code for row in found.rows if row.standing in {"done", "cancelled"}}
    return tuple(one for one in check(found.plan, seats, capacity) if one.action not in over)


Parts = tuple[list["Node"], dict[int, Action], dict[int, list[int]], dict[int, int]]


def _parts(strategy: "Strategy") -> Parts:
    """Nodes, actions, predecessors and interventions, by item."""
    if strategy.living is None:
        return [], {}, {}, {}
    links, nodes, actions, shares = reads_of_actions(strategy)
    with together(links, nodes, actions, shares):
        found = read(actions)
        hand_over(found, "responsibilities", read(shares), "action_id")
        after: dict[int, list[int]] = defaultdict(list)
        carried: dict[int, int] = {}
        for kind, source, target in read(links):
            if kind == "precedes":
                after[target].append(source)
            else:
                carried.setdefault(target, source)
        return read_nodes(nodes), {one.item_id: one for one in found}, after, carried


def reads_of_actions(strategy: "Strategy") -> "tuple[QuerySet[Any, Any], ...]":
    """The queries of the actions: predecessors and interventions, what they are called, themselves, who has a part."""
    space = strategy.living
    if space is None:
        return ()
    shares = Responsibility.objects.select_related("body", "organisation").only(
        "part", "name", "position", "action", "body__name", "body__code", "organisation__legal_name"
    )
    return (
        links_of(space, "precedes", "carried_out_by").values_list("kind", "source", "target"),
        nodes_of(space, "action"),
        Action.objects.filter(strategy=strategy).annotate(times=Count("replannings", distinct=True)),
        shares.filter(action__strategy=strategy),
    )


def _plan(
    nodes: Iterable["Node"], actions: Mapping[int, Action], after: Mapping[int, list[int]], groups: Mapping[int, str]
) -> Plan:
    code, name = {node.item_id: node.code for node in nodes}, _names_once()
    return Plan(
        tuple(
            planned(one, node, groups.get(node.item_id, ""), [code[item] for item in after.get(node.item_id, ())], name)
            for node in nodes
            if (one := actions.get(node.item_id))
        )
    )


def planned(
    one: Action, node: "Node", group: str, after: Iterable[str], name: "Callable[[Responsibility], str] | None" = None
) -> PlannedAction:
    """An action as the plan check sees it."""
    shares = [(share.part, (name or owner_name)(share)) for share in one.responsibilities.all()]
    return PlannedAction(
        node.code, in_language(node.title), group, _date(one.start_as_stated, one.start),
        _date(one.end_as_stated, one.end), _names(shares, OWNING), _names(shares, "C"), _names(shares, "O"),
        tuple(after), one.is_milestone, tuple(_statement(said) for said in one.stated_elsewhere),
    )  # fmt: skip


def _names(shares: Iterable[tuple[str, str]], parts: Collection[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for part, name in shares if part in parts))


def _names_once() -> "Callable[[Responsibility], str]":
    """`owner_name`, which words the name of a body or an organisation once for all their parts."""
    known: dict[tuple[int | None, int | None], str] = {}

    def name(share: Responsibility) -> str:
        who = share.body_id, share.organisation_id
        if not any(who):
            return owner_name(share)
        if who not in known:
            known[who] = owner_name(share)
        return known[who]

    return name


def owner_name(share: Responsibility) -> str:
    """Who has a part, in words."""
    return str(share.body or share.organisation or in_language(share.name))


@lru_cache(maxsize=4096)
def _date(stated: str, day: date | None) -> PartialDate | None:
    try:
        return parse_date(stated or day)
    except InputError:
        return parse_date(day)


def _statement(said: Mapping[str, Any]) -> Statement:
    where = said.get("where", "")
    words = in_language(where) if isinstance(where, dict) else str(where)
    return Statement(words, _date(str(said.get("start") or ""), None), _date(str(said.get("end") or ""), None))


def _critical(plan: Plan) -> frozenset[str]:
    """The actions that cannot slip; none while the plan contradicts itself."""
    try:
        return frozenset(critical_path(plan).critical)
    except InputError:
        return frozenset()


def due_soon(rows: Iterable[Row], today: date, days: int) -> list[Row]:
    """The open actions that end within some days, and are not late yet."""
    until = today + timedelta(days=days)
    return [
        row
        for row in rows
        if row.standing in {"open", "due", "under_way"} and row.action.end and row.action.end <= until
    ]
