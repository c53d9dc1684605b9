"""Critical path and replanning against slow second ones, and the laws that both keep."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.property.analytics.planning.random_plans import dates, plans

from beffroi.analytics.errors import InputError
from beffroi.analytics.planning.check import check
from beffroi.analytics.planning.critical import critical_path
from beffroi.analytics.planning.dates import PartialDate
from beffroi.analytics.planning.model import Plan, PlannedAction
from beffroi.analytics.planning.replan import Change, moved, replan

LAWS = settings(deadline=None, max_examples=60)
DAY = timedelta(days=1)
WANTED = st.dictionaries(st.integers(0, 5), st.tuples(dates(), dates()), max_size=3)
Days = tuple[date | None, date | None]


def days(start: PartialDate | None, end: PartialDate | None) -> Days:
    start, end = start or end, end or start
    return (start.first if start else None, end.last if end else None)


def stepped(day: date, action: PlannedAction) -> date:
    """One step later: the next month or year of an action planned so, else the next day."""
    if any(known.day for known in (action.start, action.end) if known):
        return day + DAY
    if not in_months(action):
        return day.replace(year=day.year + 1, month=1, day=1)
    return (day.replace(day=1) + 32 * DAY).replace(day=1)


def in_months(action: PlannedAction) -> bool:
    return any(known.month for known in (action.start, action.end) if known)


def by_hand(plan: Plan, asked: dict[str, Days] | None = None) -> dict[str, Days]:
    """Each action asks its predecessors, and steps on until they let it start; if dates are asked for, only then."""
    done: dict[str, Days] = {}
    moving = set() if asked is not None else set(plan.by_id)

    def place(name: str) -> Days:
        if name in done:
            return done[name]
        action = plan.by_id[name]
        stood = days(action.start, action.end)
        first, last = (asked or {}).get(name, stood)
        ends = {other: place(other)[1] for other in action.after}
        latest = max((end for end in ends.values() if end), default=None)
        met = {other for other, end in ends.items() if other in moving and end and (first is None or end > first)}
        if met or (first, last) != stood:
            moving.add(name)
        if first is None or last is None:
            done[name] = (None, latest)
        elif latest is None or first >= latest or name not in moving:
            done[name] = (first, last)
        else:
            meets = {other for other in ends if days(plan.by_id[other].start, plan.by_id[other].end)[1] == stood[0]}
            begin, length = first, last - first
            steps = 0
            while any(end and (begin < end or (begin == end and other not in meets)) for other, end in ends.items()):
                begin, steps = stepped(begin, action), steps + 1
            in_days = any(known.day for known in (action.start, action.end) if known)
            done[name] = (
                begin,
                begin + length if in_days else months_on(last, steps if in_months(action) else 12 * steps),
            )
        return done[name]

    for each in plan.actions:
        place(each.id)
    return done


def months_on(last: date, steps: int) -> date:
    """The last day of the month so many months on."""
    for _ in range(steps):
        last = ((last + DAY) + 31 * DAY).replace(day=1) - DAY
    return last


@LAWS
@given(plans(has_circles=False))
def test_earliest_dates_are_those_found_by_asking_and_stepping(plan: Plan) -> None:
    dated = {name: each for name, each in by_hand(plan).items() if each[0]}
    timings = critical_path(plan).timings
    assert {each.action: (each.earliest_start, each.earliest_end) for each in timings} == dated


@LAWS
@given(plans(most=6, has_circles=False), WANTED)
def test_what_moves_is_not_too_early_and_nothing_else_moves_or_becomes_so(
    plan: Plan, wanted: dict[int, tuple[PartialDate, PartialDate]]
) -> None:
    changes = changes_of(plan, wanted)
    moves = replan(plan, changes)
    after = moved(plan, moves)
    told = {move.action for move in moves}
    before, now = (
        {each.action for each in check(one) if each.code == "starts_before_predecessor_ends"} for one in (plan, after)
    )
    assert now <= before - told
    assert all((move.old_start, move.old_end) != (move.start, move.end) for move in moves)
    assert {move.action for move in moves if move.asked} <= set(changes)
    assert told <= set(changes) | {one for one, other in reach(plan) if other in changes}
    assert [each for each in plan.actions if each.id not in told] == [
        each for each in after.actions if each.id not in told
    ]
    assert replan(plan, {}) == replan(after, {}) == ()


@LAWS
@given(plans(most=6, has_circles=False), WANTED)
def test_what_moves_is_what_is_found_by_asking_and_stepping(
    plan: Plan, wanted: dict[int, tuple[PartialDate, PartialDate]]
) -> None:
    plan = Plan(tuple(each for each in plan.actions if (each.start and each.end) or not (each.start or each.end)))
    plan = Plan(tuple(replace(each, after=tuple(set(each.after) & set(plan.by_id))) for each in plan.actions))
    changes = {
        name: change
        for name, change in changes_of(plan, wanted).items()
        if precision(plan.by_id[name]) == {len(str(change.start)), len(str(change.end))}
    }
    asked = {name: days(change.start, change.end) for name, change in changes.items()}
    after = moved(plan, replan(plan, changes))
    found = {name: each for name, each in by_hand(plan, asked).items() if each[0]}
    assert {each.id: days(each.start, each.end) for each in after.actions if each.start} == found


def precision(action: PlannedAction) -> set[int]:
    return {len(str(known)) for known in (action.start, action.end)}


def changes_of(plan: Plan, wanted: dict[int, tuple[PartialDate, PartialDate]]) -> dict[str, Change]:
    """New dates, the earlier one first."""
    return {
        plan.actions[at].id: Change(*((one, other) if one.first <= other.last else (other, one)))
        for at, (one, other) in wanted.items()
        if at < len(plan.actions)
    }


def reach(plan: Plan) -> set[tuple[str, str]]:
    """Who comes after whom, over others too."""
    pairs = {(action.id, other) for action in plan.actions for other in action.after}
    while more := {(one, last) for one, middle in pairs for same, last in pairs if middle == same} - pairs:
        pairs |= more
    return pairs


def slipped(plan: Plan, name: str, by: int) -> date:
    """The end of the plan if one action slips, what comes after it pushed day by day with the links it has."""
    path = critical_path(plan)
    first = {each.action: each.earliest_start for each in path.timings}
    last = {each.action: each.earliest_end for each in path.timings}

    def planned(at: str) -> date | None:
        """When it ends before anything slips; an undated action ends with what comes before it."""
        return last.get(at) or max(filter(None, map(planned, plan.by_id[at].after)), default=None)

    meets = {(one, other) for one in first for other in plan.by_id[one].after if first[one] == planned(other)}
    first[name] += by * DAY
    last[name] += by * DAY
    ends: dict[str, date | None] = {}

    def end(at: str) -> date | None:
        if at not in ends:
            before = {other: found for other in plan.by_id[at].after if (found := end(other))}
            if at in first:
                floors = [found + (0 if (at, other) in meets else 1) * DAY for other, found in before.items()]
                ends[at] = last[at] + max(max(floors, default=first[at]) - first[at], 0 * DAY)
            else:
                ends[at] = max(before.values(), default=None)
        return ends[at]

    return max(found for at in last if (found := end(at)))


@LAWS
@given(plans(most=6, has_circles=False))
def test_slack_is_how_far_an_action_can_slip_before_the_plan_ends_later(plan: Plan) -> None:
    path = critical_path(plan)
    for each in path.timings:
        assert each.slack >= 0
        assert each.critical == (each.slack == 0)
        assert each.latest_start - each.earliest_start == each.latest_end - each.earliest_end == each.slack * DAY
        assert slipped(plan, each.action, each.slack) == path.end
        assert path.end is not None
        assert slipped(plan, each.action, each.slack + 1) > path.end
    assert bool(path.critical) == bool(path.timings)
    assert {each.action for each in path.timings if each.critical} == set(path.critical)


@LAWS
@given(st.lists(st.integers(1, 90), min_size=1, max_size=12))
def test_in_a_chain_everything_is_critical_and_as_long_as_the_plan(lengths: list[int]) -> None:
    day, actions = date(2020, 1, 1), []
    for at, length in enumerate(lengths):
        last = day + (length - 1) * DAY
        first, end = (PartialDate(each.year, each.month, each.day) for each in (day, last))
        actions.append(PlannedAction(f"A{at}", start=first, end=end, after=(f"A{at - 1}",) if at else ()))
        day = last + DAY
    path = critical_path(Plan(tuple(reversed(actions))))
    assert path.critical == tuple(action.id for action in actions)
    assert path.days == sum(lengths)


@LAWS
@given(plans(has_circles=False))
def test_the_order_of_rows_does_not_matter(plan: Plan) -> None:
    one, other = critical_path(plan), critical_path(Plan(tuple(reversed(plan.actions))))
    assert {each.action: each for each in one.timings} == {each.action: each for each in other.timings}
    changes = changes_of(plan, {0: (PartialDate(2020, 11), PartialDate(2020, 12))})
    there, back = replan(plan, changes), replan(Plan(tuple(reversed(plan.actions))), changes)
    assert sorted(map(str, there)) == sorted(map(str, back))


@LAWS
@given(plans())
def test_circles_and_dates_turned_round_are_refused_in_a_sentence(plan: Plan) -> None:
    codes = {each.code for each in check(plan)}
    if codes & {"cycle", "end_before_start"}:
        for ask in (critical_path, lambda given: replan(given, {})):
            with pytest.raises(InputError, match=r"take one of the links out|correct its dates first"):
                ask(plan)
    else:
        assert len(critical_path(plan).timings) + len(critical_path(plan).undated) == len(plan.actions)
