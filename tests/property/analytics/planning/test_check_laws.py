"""The plan check against a second one that is written as the rules are worded, without a thought for time."""

import calendar
from collections import Counter
from datetime import date, timedelta

from hypothesis import given, settings
from tests.property.analytics.planning.random_plans import plans

from beffroi.analytics.planning.check import check
from beffroi.analytics.planning.dates import PartialDate
from beffroi.analytics.planning.model import Plan, PlannedAction

LAWS = settings(deadline=None, max_examples=40)
CAPACITY = {"SPW": 1, "IWEPS": 2}
DAYS = [date(2019, 1, 1) + timedelta(days=at) for at in range(731)]


def days(given: PartialDate) -> list[date]:
    """Every day that a partial date may be."""
    months = [given.month] if given.month else range(1, 13)
    return [
        date(given.year, month, day)
        for month in months
        for day in ([given.day] if given.day else range(1, calendar.monthrange(given.year, month)[1] + 1))
    ]


def start_end(action: PlannedAction) -> tuple[date | None, date | None]:
    start, end = action.start, action.end
    if action.milestone:
        start, end = start or end, end or start
    return (min(days(start)) if start else None, max(days(end)) if end else None)


def reach(plan: Plan) -> set[tuple[str, str]]:
    """Who comes after whom, over others too."""
    pairs = {(action.id, other) for action in plan.actions for other in action.after}
    while more := {(one, last) for one, middle in pairs for same, last in pairs if middle == same} - pairs:
        pairs |= more
    return pairs


def by_hand(plan: Plan) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    pairs, ids = reach(plan), {action.id: action for action in plan.actions}
    for action in plan.actions:
        start, end = start_end(action)
        name = action.id
        rules = {
            "no_dates": start is None or end is None,
            "end_before_start": bool(start and end and end < start),
            "milestone_with_duration": bool(
                action.milestone and action.start and action.end and str(action.start) != str(action.end)
            ),
            "cycle": (name, name) in pairs,
            "unknown_predecessor": any(other not in ids for other in action.after),
            "starts_before_predecessor_ends": any(
                start and (last := start_end(ids[other])[1]) and start < last and (other, name) not in pairs
                for other in action.after
                if other in ids and other != name
            ),
            "no_owner": not action.owners,
            "owner_without_seat": "IWEPS" in action.owners,
        }
        found.update((code, name) for code, is_so in rules.items() if is_so)
        for statement in action.stated_elsewhere:
            for here, there in ((action.start, statement.start), (action.end, statement.end)):
                if here and there and not (set(days(here)) <= set(days(there)) or set(days(here)) >= set(days(there))):
                    found["stated_differently", name] += 1
    return found


def overloaded(plan: Plan) -> set[str]:
    """Owners with too much on one of the days, each day counted."""
    found = set()
    for owner, most in CAPACITY.items():
        spans = [start_end(action) for action in plan.actions if owner in action.owners and not action.milestone]
        if any(sum(bool(first and last and first <= day <= last) for first, last in spans) > most for day in DAYS):
            found.add(owner)
    return found


@LAWS
@given(plans())
def test_findings_are_those_of_the_rules_as_they_are_worded(plan: Plan) -> None:
    assert Counter((each.code, each.action) for each in check(plan, seats={"SPW"})) == by_hand(plan)


@settings(deadline=None, max_examples=40)
@given(plans())
def test_overloaded_owners_are_those_of_a_count_day_by_day(plan: Plan) -> None:
    findings = [each for each in check(plan, capacity=CAPACITY) if each.code == "owner_overloaded"]
    assert {each.message.values["owner"] for each in findings} == overloaded(plan)
    assert all(each.message.values["owner"] in plan.by_id[each.action].owners for each in findings)


@LAWS
@given(plans())
def test_the_order_of_rows_does_not_matter(plan: Plan) -> None:
    turned = Plan(tuple(reversed(plan.actions)))
    one, other = check(plan, {"SPW"}, CAPACITY), check(turned, {"SPW"}, CAPACITY)
    key = [(each.code, each.action) for each in one]
    assert sorted(key) == sorted((each.code, each.action) for each in other)
    assert key == sorted(key, key=lambda each: plan.position[each[1]])


@LAWS
@given(plans())
def test_a_link_that_is_taken_out_adds_nothing_but_order(plan: Plan) -> None:
    loose = Plan(tuple(PlannedAction(**{**vars_of(action), "after": ()}) for action in plan.actions))
    codes = {"cycle", "unknown_predecessor", "starts_before_predecessor_ends"}
    kept = {(each.code, each.action) for each in check(plan) if each.code not in codes}
    assert {(each.code, each.action) for each in check(loose)} == kept


def vars_of(action: PlannedAction) -> dict[str, object]:
    return {name: getattr(action, name) for name in PlannedAction.__dataclass_fields__}
