"""Laws that hold for estimates of suppressed cells."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beffroi.analytics.clusters.suppressed import estimate_suppressed
from beffroi.analytics.errors import InputError
from beffroi.analytics.matrix import Floats

LAWS = settings(deadline=None, max_examples=60)


@st.composite
def tables(draw: st.DrawFn) -> tuple[Floats, Floats, Floats, Floats]:
    """A whole table, the same with gaps, and its totals, some of them unknown."""
    shape = draw(st.integers(1, 7)), draw(st.integers(1, 7))
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    whole = np.floor(random.lognormal(2, 1.5, shape))
    holed = np.where(random.random(shape) < 0.4, np.nan, whole)
    totals = whole.sum(axis=1), whole.sum(axis=0)
    rows, columns = (
        np.where(random.random(len(each)) < draw(st.sampled_from([0, 0.3])), np.nan, each) for each in totals
    )
    return whole, holed, rows, columns


@LAWS
@given(tables())
def test_the_truth_lies_within_the_bounds_and_so_does_the_estimate(
    table: tuple[Floats, Floats, Floats, Floats],
) -> None:
    whole, holed, rows, columns = table
    found = estimate_suppressed(holed, rows, columns)
    at = found.estimated
    assert (at == (np.isnan(holed) & (~np.isnan(rows)[:, None] | ~np.isnan(columns)))).all()
    assert (found.low[at] <= whole[at] + 1e-6).all()
    assert (found.high[at] >= whole[at] - 1e-6).all()
    assert ((found.low[at] - 1e-6 <= found.values[at]) & (found.values[at] <= found.high[at] + 1e-6)).all()
    np.testing.assert_array_equal(found.values[~at], holed[~at])


@LAWS
@given(tables())
def test_known_totals_are_met_where_nothing_stays_unknown(table: tuple[Floats, Floats, Floats, Floats]) -> None:
    whole, holed, _, _ = table
    found = estimate_suppressed(holed, whole.sum(axis=1), whole.sum(axis=0))
    assert not np.isnan(found.values).any()
    if len(found.notes) < 2:
        np.testing.assert_allclose(found.values.sum(axis=1), whole.sum(axis=1), rtol=1e-6, atol=1e-6)
        np.testing.assert_allclose(found.values.sum(axis=0), whole.sum(axis=0), rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize(
    ("values", "rows", "said"),
    [
        ([[5.0, np.nan]], [4.0], "region 0 (counted from 0): its cells exceed its total"),
        ([[5.0, 1.0]], [9.0], "region 0 (counted from 0): no cell is missing and the total is larger"),
        ([[5.0, 1.0]], [9.0, 1.0], "there are 1 regions and 2 totals"),
    ],
)
def test_totals_that_contradict_the_cells_are_refused(values: list[list[float]], rows: list[float], said: str) -> None:
    with pytest.raises(InputError) as caught:
        estimate_suppressed(np.array(values), np.array(rows), np.full(2, np.nan))
    assert said in str(caught.value)
