"""Costs and benefits against Horner's rule and exact fractions, and the laws that an appraisal keeps."""

import math
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from beffroi.analytics.appraisal.cba.appraise import appraise
from beffroi.analytics.appraisal.cba.model import ACCOUNTS, KINDS, Flow, Project
from beffroi.analytics.appraisal.cba.polynomials import only_positive_root, positive_roots
from beffroi.analytics.appraisal.cba.present import npv, present_value
from beffroi.analytics.appraisal.cba.returns import internal_rate

LAWS = settings(deadline=None, max_examples=50)
AMOUNTS = st.lists(st.integers(0, 2000) | st.floats(0, 2000, allow_subnormal=False), min_size=1, max_size=8).map(tuple)
RATES = st.floats(0, 1)


@st.composite
def projects(draw: st.DrawFn) -> Project:
    """Up to five flows of any length in one account or both."""
    flows = tuple(
        Flow(
            name,
            draw(st.sampled_from(KINDS)),
            tuple(draw(st.lists(st.sampled_from(ACCOUNTS), min_size=1, unique=True))),
            draw(AMOUNTS),
            draw(st.sampled_from([0, 0.5, 1])),
            draw(st.sampled_from([1, 1.5, 3])),
        )
        for name in draw(st.lists(st.sampled_from("abcdefg"), min_size=1, max_size=5, unique=True))
    )
    return Project(draw(RATES), draw(RATES), flows, draws=200, seed=draw(st.integers(0, 5)))


@LAWS
@given(AMOUNTS, RATES)
def test_the_present_value_is_that_of_horner_and_of_fractions(amounts: tuple[float, ...], rate: float) -> None:
    horner = 0.0
    for amount in reversed(amounts):
        horner = horner / (1 + rate) + amount
    exact = sum(Fraction(amount) / (1 + Fraction(rate)) ** year for year, amount in enumerate(amounts))
    found = present_value(amounts, rate)
    assert math.isclose(found, horner, rel_tol=1e-12, abs_tol=1e-300)
    assert math.isclose(found, float(exact), rel_tol=1e-12, abs_tol=1e-300)


@LAWS
@given(st.lists(st.integers(-50, 50), min_size=2, max_size=8))
def test_a_rate_of_return_is_a_root_and_the_only_one(net: list[int]) -> None:
    flows = [
        Flow("out", "cost", ("economic",), tuple(max(0, -amount) for amount in net)),
        Flow("in", "benefit", ("economic",), tuple(max(0, amount) for amount in net)),
    ]
    told = internal_rate(flows)
    assert (told.rate is None) == (told.reason is not None)
    # Signs on a fine grid of x = 1 / (1 + rate) can only show roots that there are.
    places = [math.exp(step / 40) for step in range(-240, 241)]
    values = [sum(amount * x**year for year, amount in enumerate(net)) for x in places]
    changes = sum(one * other < 0 for one, other in pairwise(values))
    if told.rate is None:
        assert changes != 1 or "different rates" in str(told.reason)
    else:
        assert changes <= 1
        x = 1 / (1 + told.rate)
        size = sum(abs(amount) * x**year for year, amount in enumerate(net))
        assert abs(sum(amount * x**year for year, amount in enumerate(net))) <= 1e-9 * size


@LAWS
@given(st.lists(st.tuples(st.integers(-6, 6).filter(bool), st.integers(1, 2)), min_size=1, max_size=4))
def test_roots_are_counted_that_a_polynomial_was_made_of(roots: list[tuple[int, int]]) -> None:
    made = [1]
    for root, times in roots:
        for _ in range(times):
            made = [one - root * other for one, other in zip([*made, 0], [0, *made], strict=True)]
    positive = {root for root, _ in roots if root > 0}
    assert positive_roots(made) == len(positive)
    if len(positive) == 1:
        assert only_positive_root(made) == positive.pop()


@LAWS
@given(projects(), st.randoms(use_true_random=False))
def test_the_order_of_flows_changes_nothing_but_that_of_the_answer(project: Project, random: object) -> None:
    flows = list(project.flows)
    random.shuffle(flows)  # type: ignore[attr-defined]
    one, other = appraise(project), appraise(replace(project, flows=tuple(flows)))
    assert {each.name: each for each in one.switching} == {each.name: each for each in other.switching}
    assert replace(one, switching=()) == replace(other, switching=())


@LAWS
@given(projects())
@example(
    Project(
        0,
        0,
        (Flow("a", "cost", ("economic",), (2000,)), Flow("b", "cost", ("economic",), (2.3e-308,))),
        draws=200,
        seed=0,
    )
)
def test_a_switching_value_brings_the_net_present_value_to_zero(project: Project) -> None:
    for each in appraise(project).switching:
        flow = next(flow for flow in project.flows if flow.name == each.name)
        economic = [other for other in project.of("economic") if other != flow]
        worth = flow.sign * present_value(flow.amounts, project.social_rate)
        if each.factor is None:
            assert "economic" not in flow.accounts or abs(worth) < 1e-300
            continue
        value = npv(economic, project.social_rate) + each.factor * worth
        size = sum(present_value(other.amounts, project.social_rate) for other in project.of("economic"))
        assert abs(value) <= 1e-9 * size + 1e-12
        assert (each.factor < 0) == (each.reason is not None)


@LAWS
@given(projects())
def test_outcomes_lie_between_the_best_and_the_worst(project: Project) -> None:
    found = appraise(project)
    assume(found.quantiles is not None and found.npv_economic is not None)
    assert found.quantiles is not None and found.npv_economic is not None
    worst = found.npv_economic + sum(min(bar.low, bar.high) - found.npv_economic for bar in found.tornado)
    best = found.npv_economic + sum(max(bar.low, bar.high) - found.npv_economic for bar in found.tornado)
    slack = 1e-9 * (abs(worst) + abs(best)) + 1e-9
    assert worst - slack <= found.quantiles.p5 <= found.quantiles.p50 <= found.quantiles.p95 <= best + slack
    assert found.p_npv_economic_positive is not None
    assert best > -slack or found.p_npv_economic_positive == 0


@LAWS
@given(projects(), st.integers(1, 9))
def test_amounts_in_another_unit_change_no_rate_and_no_ratio(project: Project, power: int) -> None:
    unit = 2.0**power
    scaled = tuple(replace(flow, amounts=tuple(unit * amount for amount in flow.amounts)) for flow in project.flows)
    one, other = appraise(project), appraise(replace(project, flows=scaled))
    assert one.bcr_economic == other.bcr_economic
    assert (one.irr_economic is None) == (other.irr_economic is None)
    if one.irr_economic is not None and other.irr_economic is not None:  # amounts are rounded as they are written
        assert math.isclose(one.irr_economic, other.irr_economic, rel_tol=1e-9, abs_tol=1e-9)
    assert one.p_npv_economic_positive == other.p_npv_economic_positive
    assert one.npv_economic is None or other.npv_economic == unit * one.npv_economic
