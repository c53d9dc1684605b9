"""The price corridor: the ceiling against a second one, and the laws that a corridor keeps."""

import math
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from beffroi.analytics.appraisal.price.ceiling import ceiling, resampled_ceilings
from beffroi.analytics.appraisal.price.corridor import corridor
from beffroi.analytics.appraisal.price.demand import never_rising
from beffroi.analytics.appraisal.price.model import Answer, Costs, Membership, PriceCase, TakeUp

LAWS = settings(deadline=None, max_examples=40)
AMOUNTS = st.integers(0, 3000) | st.floats(0, 3000)
PRICES = st.lists(st.integers(0, 24), min_size=4, max_size=4, unique=True).map(lambda row: tuple(sorted(row)))
SURVEYS = st.lists(PRICES, min_size=1, max_size=12)
Row = tuple[float, float, float, float]


def by_halving(answers: list[Row]) -> float:
    """The middle of the lowest and the highest price at which the lines of the two shares meet, found by halving."""
    grid = sorted({price for row in answers for price in row})
    too_expensive = [sum(row[3] <= price for row in answers) for price in grid]
    cheap = [sum(row[1] >= price for row in answers) for price in grid]

    def apart(price: float) -> float:
        return float(np.interp(price, grid, np.array(too_expensive) - np.array(cheap)))

    def turning(is_above: Callable[[float], bool]) -> float:
        low, high = grid[0], grid[-1]
        for _ in range(80):
            middle = (low + high) / 2
            low, high = (low, middle) if is_above(middle) else (middle, high)
        return high

    return (turning(lambda price: apart(price) > -1e-9) + turning(lambda price: apart(price) > 1e-9)) / 2


@st.composite
def cases(draw: st.DrawFn) -> PriceCase:
    """Cases with and without members who use the service, viable and not."""
    take_up = sorted(draw(st.tuples(*[st.integers(1, 40)] * 3)))
    membership = Membership(
        fee=draw(AMOUNTS),
        fee_share=draw(st.sampled_from([0, 0.1, 0.5, 1])),
        member_price=draw(st.integers(0, 200)),
        members=draw(st.integers(0, 500)),
        uses=tuple(draw(st.lists(st.integers(0, 12), max_size=10))),
    )
    answers = draw(st.lists(PRICES.map(lambda row: Answer(*(price * 60 for price in row))), max_size=8))
    costs = Costs(draw(AMOUNTS), draw(st.integers(0, 200)))
    protect = draw(st.sampled_from([0, 0.25, 0.75, 0.9, 1]))
    return PriceCase(costs, 40, TakeUp(*take_up), membership, protect, tuple(answers), draws=20)


@LAWS
@given(SURVEYS)
def test_the_ceiling_is_where_the_lines_meet(answers: list[Row]) -> None:
    found = ceiling(answers)
    assert found is not None
    assert math.isclose(found, by_halving(answers), abs_tol=1e-6)


@LAWS
@given(SURVEYS, st.randoms())
def test_the_order_of_answers_does_not_matter_and_units_go_through(answers: list[Row], random: object) -> None:
    turned = list(reversed(answers))
    assert ceiling(turned) == ceiling(answers) == ceiling(answers * 2)
    found, in_pairs = ceiling(answers), ceiling([tuple(2 * price for price in row) for row in answers])  # type: ignore[misc]
    assert found is not None and in_pairs == 2 * found


@LAWS
@given(SURVEYS)
def test_a_sample_of_the_answers_has_the_ceiling_that_it_would_have_alone(answers: list[Row]) -> None:
    random, again = np.random.default_rng(5), np.random.default_rng(5)
    for found in resampled_ceilings(answers, 5, random):
        chosen = again.integers(len(answers), size=len(answers))
        assert found == ceiling([answers[at] for at in chosen])


@LAWS
@given(cases(), AMOUNTS, AMOUNTS, AMOUNTS)
def test_higher_costs_and_fees_never_lower_a_floor_or_make_viable(
    case: PriceCase, fixed: float, variable: float, fee: float
) -> None:
    costs = Costs(case.costs.fixed + fixed, case.costs.variable + variable)
    membership = replace(case.membership, fee=case.membership.fee + fee)
    before, after = corridor(case), corridor(replace(case, costs=costs, membership=membership))
    assert after.floor_cost >= before.floor_cost
    assert (after.floor_members is None) == (before.floor_members is None)
    assert (after.floor_members or 0) >= (before.floor_members or 0)
    assert after.ceiling == before.ceiling
    assert before.viable or not after.viable
    if before.recommended and after.recommended:
        assert after.recommended.low >= before.recommended.low
        assert after.recommended.high >= before.recommended.high


@LAWS
@given(cases())
def test_a_corridor_protects_and_carries_what_it_says(case: PriceCase) -> None:
    found = corridor(case)
    assert found.viable == (found.recommended is not None) == (found.expected is not None)
    assert found.viable or any(reason.startswith("no viable price") for reason in found.reasons)
    assume(found.recommended is not None and found.expected is not None)
    assert found.recommended and found.expected
    assert found.recommended.low <= found.expected.price <= found.recommended.high
    assert found.expected.margin >= -1e-6
    if case.membership.using:
        at_risk = [
            uses
            for uses in case.membership.using
            if case.membership.fee * case.membership.fee_share + uses * case.membership.member_price
            > uses * found.expected.price * (1 + 1e-9)
        ]
        assert found.members_at_risk == len(at_risk) / len(case.membership.uses) * case.membership.members
        # The quantile lies between two members, one of whom may be lost.
        assert len(at_risk) <= (1 - case.protect_share) * (len(case.membership.using) - 1) + 1 + 1e-9


@LAWS
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(20, 40)), min_size=1, max_size=8))
def test_smoothed_demand_never_rises_and_keeps_its_mean(rows: list[tuple[int, int]]) -> None:
    shares, weights = [one / many for one, many in rows], [many for _, many in rows]
    smoothed = never_rising(shares, weights)
    assert all(one >= other - 1e-12 for one, other in pairwise(smoothed))
    total = sum(share * weight for share, weight in zip(smoothed, weights, strict=True))
    assert math.isclose(total, sum(one for one, _ in rows), abs_tol=1e-9)
