"""Present values and rates of return against numpy-financial, on projects that nobody chose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.analytics.appraisal.cba.appraise import appraise
from beffroi.analytics.appraisal.cba.model import Flow, Project

oracle = pytest.importorskip("numpy_financial")
amounts = st.integers(0, 1_000_000).map(float)


@given(
    st.lists(amounts, min_size=1, max_size=12),
    st.lists(amounts, min_size=1, max_size=12),
    st.floats(0, 0.3),
)
def test_present_values_are_those_of_numpy_financial(costs: list[float], benefits: list[float], rate: float) -> None:
    flows = (Flow("c", "cost", ("economic",), tuple(costs)), Flow("b", "benefit", ("economic",), tuple(benefits)))
    found = appraise(Project(0.04, rate, flows, draws=1)).npv_economic
    years = max(len(costs), len(benefits))
    net = [(benefits + [0.0] * years)[at] - (costs + [0.0] * years)[at] for at in range(years)]
    assert found == pytest.approx(oracle.npv(rate, net), rel=1e-9, abs=1e-3)


@given(st.floats(100, 1e6), st.lists(st.floats(1, 1e6), min_size=1, max_size=10))
def test_the_one_rate_of_return_of_an_outlay_is_that_of_numpy_financial(outlay: float, back: list[float]) -> None:
    flows = (
        Flow("c", "cost", ("economic",), (outlay,)),
        Flow("b", "benefit", ("economic",), (0.0, *back)),
    )
    found = appraise(Project(0.04, 0.03, flows, draws=1)).irr_economic
    wanted = float(oracle.irr([-outlay, *back]))
    if found is not None and wanted == wanted:
        assert found == pytest.approx(wanted, rel=1e-5, abs=1e-6)
