"""Costs and benefits on numbers that can be followed by hand, and on some that numpy-financial 1.0 computed."""

import tracemalloc
from collections.abc import Sequence
from typing import Any

import pytest

from beffroi.analytics.appraisal.cba.appraise import Appraisal, appraise
from beffroi.analytics.appraisal.cba.model import Flow, Project
from beffroi.analytics.appraisal.cba.polynomials import only_positive_root, positive_roots
from beffroi.analytics.appraisal.cba.present import npv, present_value
from beffroi.analytics.appraisal.cba.reading import EXAMPLE, parse_project
from beffroi.analytics.appraisal.cba.returns import internal_rate
from beffroi.analytics.appraisal.cba.simulation import factors
from beffroi.analytics.errors import InputError

NUMPY_FINANCIAL = [
    (0.04, [-12000, 9000, 9000], 4974.8520710059165, 0.3187293044088437),
    (0.03, [-12000, 15000, 20000], 21415.02497879159, 1.0593262065048754),
    (0.08, [-40000, 5000, 8000, 12000, 30000], 3065.2226681795255, 0.10582259840890185),
    (0.0281, [-15000, 1500, 2500, 3500, 4500, 6000], 1296.480609166068, 0.05243288885941433),
    (0.0, [-100, 39, 59, 55, 20], 73.0, 0.28094842115996066),
    (0.12, [0, -100, 0, 74.25, 74.5], 10.910065955591392, 0.17358682498191547),
    (0.05, [-5000.5, *[812.75] * 9], 776.3820668797032, 0.08367384956297874),
    (0.1, [-1e6, 250000, 250000, 250000, 0, 400000.25], -129918.3177999517, 0.04792273343416076),
]


def flows(net: Sequence[float]) -> list[Flow]:
    """Net amounts as one cost and one benefit."""
    return [
        Flow("out", "cost", ("economic",), tuple(max(0, -amount) for amount in net)),
        Flow("in", "benefit", ("economic",), tuple(max(0, amount) for amount in net)),
    ]


def found(*given: Flow, **options: Any) -> Appraisal:
    return appraise(Project(0.04, 0.03, given, **options))


@pytest.mark.parametrize(("rate", "net", "value", "internal"), NUMPY_FINANCIAL)
def test_values_and_rates_are_those_of_numpy_financial(
    rate: float, net: list[float], value: float, internal: float
) -> None:
    assert npv(flows(net), rate) == pytest.approx(value, rel=1e-12)
    assert internal_rate(flows(net)).rate == pytest.approx(internal, rel=1e-12)


def test_the_example_of_the_guide() -> None:
    answer = appraise(parse_project("cba.yaml", EXAMPLE))
    assert answer.npv_financial == pytest.approx(-12000 + 9000 / 1.04 + 9000 / 1.04**2)
    assert answer.npv_economic == pytest.approx(-12000 + 15000 / 1.03 + 20000 / 1.03**2)
    assert answer.bcr_economic == pytest.approx((15000 / 1.03 + 20000 / 1.03**2) / 12000)
    assert {each.name: each.factor for each in answer.switching} == {
        "preparation": pytest.approx(1 + answer.npv_economic / 12000),
        "fees": None,
        "new contracts": pytest.approx(12000 / (12000 + answer.npv_economic)),
    }
    assert [bar.name for bar in answer.tornado] == ["new contracts", "preparation"]
    assert answer.quantiles is not None
    # Below zero: contracts at f < 0.359 and less as preparation falls; P(f < 0.359) = 0.159² / (1.3 · 0.8) = 2.4 %.
    assert answer.p_npv_economic_positive == pytest.approx(0.97, abs=0.01)
    assert answer.quantiles.p5 < answer.quantiles.p50 < answer.quantiles.p95
    assert answer.reasons == ()


@pytest.mark.parametrize(
    ("net", "reason"),
    [
        ([-100], "its net amounts never change sign"),
        ([0, 0, 5], "its net amounts never change sign"),
        ([0, 0], "its costs and benefits are equal in every year"),
        ([1, -1, 1], "its net present value is not zero at any rate"),
        ([-100, 230, -132], "its net present value is zero at 2 different rates"),  # at 10 % and 20 %
        ([-100, 230.0001, -132.11], "its net present value is zero at 2 different rates"),
        ([-1, 6, -11, 6], "its net present value is zero at 3 different rates"),
        ([-1e-9, 1e12], "the rate is too far from zero to be told"),
    ],
)
def test_no_rate_of_return_without_the_reason(net: list[float], reason: str) -> None:
    told = internal_rate(flows(net))
    assert (told.rate, str(told.reason)) == (None, reason)


@pytest.mark.parametrize(
    ("net", "rate"),
    [
        ([-1, 2, -1], 0),  # touches zero at one rate only
        ([-100, 50], -0.5),
        ([100, -110], 0.1),  # first the benefit
        ([0, 0, -100, 0, 121], 0.1),
        ([-0.1, 0.3, -0.2, 0.06], None),
        ([-1, *[0] * 198, 1], 0),
    ],
)
def test_one_rate_is_found_wherever_it_lies(net: list[float], rate: float | None) -> None:
    told = internal_rate(flows(net)).rate
    assert told is not None
    assert told == pytest.approx(rate, abs=1e-12) if rate is not None else npv(flows(net), told) == pytest.approx(0)


def test_costs_that_cancel_as_they_are_written_cancel() -> None:
    both = [
        Flow("a", "cost", ("economic",), (0.3,)),
        *(Flow(str(x), "benefit", ("economic",), (x,)) for x in (0.1, 0.2)),
    ]
    assert str(internal_rate(both).reason) == "its costs and benefits are equal in every year"


def test_roots_close_together_are_two() -> None:
    near = [10**12, -(2 * 10**12 + 1), 10**12 + 1]  # at 1 and 1 + 10⁻¹²
    assert positive_roots(near) == 2
    assert only_positive_root([1, -3]) == 3
    assert only_positive_root([1, 2, -3]) == 1


def test_an_account_without_flows_is_not_zero_but_nothing() -> None:
    answer = found(Flow("fees", "benefit", ("financial",), (5,)))
    assert answer.npv_financial == 5
    assert (answer.npv_economic, answer.bcr_economic, answer.irr_economic, answer.quantiles) == (None,) * 4
    assert answer.p_npv_economic_positive is None
    assert answer.present_values["economic"] is None
    assert [str(each) for each in answer.reasons] == [
        "financial account: no rate of return, its net amounts never change sign",
        "economic account: no flow belongs to it",
    ]


def test_without_costs_there_is_no_ratio() -> None:
    answer = found(Flow("gain", "benefit", ("economic",), (5,)), Flow("nothing", "cost", ("economic",), (0,)))
    assert answer.bcr_economic is None
    assert "economic account: no ratio of benefits to costs, there are no costs" in answer.reasons
    assert [(each.name, each.factor, each.reason) for each in answer.switching] == [
        ("gain", 0, None),
        ("nothing", None, "its amounts are all zero"),
    ]


def test_a_negative_switching_value_says_that_the_flow_decides_nothing() -> None:
    answer = found(
        Flow("cost", "cost", ("economic",), (10,)),
        Flow("much", "benefit", ("economic",), (100,)),
        Flow("little", "benefit", ("economic",), (5,)),
    )
    little = answer.switching[2]
    assert little.factor == -18
    assert little.reason == "even without it the net present value keeps its sign"


def test_without_ranges_every_draw_is_the_same() -> None:
    answer = found(Flow("gain", "benefit", ("economic",), (5,)), draws=1)
    assert answer.quantiles is not None
    assert (answer.p_npv_economic_positive, vars(answer.quantiles)) == (1, {"p5": 5, "p50": 5, "p95": 5})
    assert found(Flow("loss", "cost", ("economic",), (5,))).p_npv_economic_positive == 0
    assert answer.tornado == ()


def test_factors_are_triangular_with_mode_1() -> None:
    drawn = factors(Flow("a", "cost", ("economic",), (1,), 0.2, 1.5), 200_000, seed=1)
    assert drawn.mean() == pytest.approx((0.2 + 1 + 1.5) / 3, abs=0.002)
    assert (drawn < 1).mean() == pytest.approx(0.8 / 1.3, abs=0.004)
    for low, high in ((1, 1.5), (0.5, 1)):
        one_sided = factors(Flow("a", "cost", ("economic",), (1,), low, high), 1000, seed=1)
        assert low <= one_sided.min() <= one_sided.max() <= high


def test_flows_of_different_lengths_end_with_nothing() -> None:
    short, long = Flow("a", "benefit", ("economic",), (5,)), Flow("a", "benefit", ("economic",), (5, 0, 0))
    assert present_value(short.amounts, 0.03) == present_value(long.amounts, 0.03) == 5
    assert found(short).quantiles == found(long).quantiles


def test_memory_grows_with_the_draws_only() -> None:
    given = tuple(
        Flow(f"f{at}", "benefit", ("economic",), tuple((at * y) % 97 + 0.25 for y in range(30)), 0.5, 2)
        for at in range(40)
    )
    tracemalloc.start()
    answer = found(*given, draws=50_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert answer.p_npv_economic_positive == 1
    assert peak < 6 * 50_000 * 8  # a few columns of draws, not forty


def refused(old: str, new: str) -> str:
    assert old in EXAMPLE
    with pytest.raises(InputError) as caught:
        parse_project("c.yaml", EXAMPLE.replace(old, new, 1))
    return str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("0.04", "4", "line 1, discount.financial: 4 is above 1; write 1 or less"),
        ("0.04", "-0.01", "line 1, discount.financial: -0.01 is below 0"),
        ("12000", "-12000", "line 3, flows.1.amounts.1: -12000 is below 0"),
        ("12000", ".nan", "line 3, flows.1.amounts.1: “.nan” is not a number"),
        ("[12000, 0, 0]", "[]", "line 3, flows.1.amounts: there is no amount; write one a year, year 0 first"),
        ("[12000, 0, 0]", "12000", "line 3, flows.1.amounts: a list is wanted here"),
        ("[12000, 0, 0]", str([1] * 101), "line 3, flows.1.amounts: there are more than 100 entries"),
        ("[0.9, 1.3]", "[1.1, 1.3]", "line 3, flows.1.range: the range does not hold 1"),
        ("[0.9, 1.3]", "[0.9]", "line 3, flows.1.range: the range does not hold 1"),
        ("[0.9, 1.3]", "[1.3, 0.9]", "line 3, flows.1.range: the range does not hold 1"),
        ("[0.9, 1.3]", "[-1, 1.3]", "line 3, flows.1.range.1: -1 is below 0"),
        ("kind: cost", "kind: loss", "line 3, flows.1.kind: “loss” is not known here; write cost / benefit"),
        ("[financial, economic]", "[]", "line 3, flows.1.accounts: write at least one of financial, economic"),
        ("[financial, economic]", "[social]", "line 3, flows.1.accounts: “social” is not known here"),
        ("name: fees", "name: preparation", "line 4, flows.2.name: the name preparation stands twice"),
        ("name: fees, ", "", "line 4, flows.2.name: the key is absent or empty"),
        ("draws: 10000", "draws: 1e9", "line 6, draws: 1e9 is above 1,000,000; write 1,000,000 or less"),
        ("draws: 10000", "draws: 0", "line 6, draws: 0 is below 1"),
        ("seed: 1", "seed: 1.5", "line 7, seed: 1.5 is not whole"),
        ("seed: 1", "sead: 1", "line 7, sead: the key is not known here; there are discount, flows, draws, seed"),
        (EXAMPLE, "discount: {financial: 0, social: 0}\nflows: []\n", "line 2, flows: there is no flow"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(old: str, new: str, said: str) -> None:
    assert refused(old, new).startswith(f"c.yaml, {said}")


def test_what_cannot_be_is_refused_from_python_too() -> None:
    flow = Flow("a", "cost", ("economic",), (1,))
    with pytest.raises(InputError, match="stands twice"):
        Project(0, 0, (flow, flow))
    with pytest.raises(InputError, match="does not hold 1"):
        Flow("a", "cost", ("economic",), (1,), 1.5, 2)
