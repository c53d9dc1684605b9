"""Laws that hold for structural distances, and what specs are refused."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beffroi.analytics.errors import InputError
from beffroi.analytics.relatedness.peer_spec import load_peer_spec
from beffroi.analytics.relatedness.peers import Variable, structural_distances

LAWS = settings(deadline=None, max_examples=50)
HEAD = "id: x\nversion: 1\ntitle: t\nsource: s\nvariables:\n"


@st.composite
def structures(draw: st.DrawFn) -> list[Variable]:
    """A value and a mix of 3 to 10 regions, some of them unknown."""
    count, parts = draw(st.integers(3, 10)), draw(st.integers(2, 6))
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    value, mix = random.normal(size=count), np.floor(random.lognormal(3, 1, (count, parts))) + 1
    value[random.random(count) < 0.2] = np.nan
    mix[random.random((count, parts)) < 0.1] = np.nan
    return [Variable("value", 1.0, value), Variable("mix", 2.0, mix)]


@LAWS
@given(structures(), st.floats(0.1, 10), st.floats(-5, 5))
def test_units_change_nothing_and_parts_add_up(variables: list[Variable], scale: float, shift: float) -> None:
    found = structural_distances(variables, 0, minimum_coverage=0)
    value, mix = variables
    moved = [Variable("value", 1.0, value.values * scale + shift), Variable("mix", 2.0, mix.values * scale)]
    again = structural_distances(moved, 0, minimum_coverage=0)
    np.testing.assert_allclose(again.total, found.total, rtol=1e-6, atol=1e-9)
    known = ~np.isnan(found.total)
    np.testing.assert_allclose(np.nansum(found.parts, axis=1)[known], found.total[known])
    assert (found.total[known] >= 0).all()
    assert known.sum() == (found.coverage > 0).sum()


@LAWS
@given(structures())
def test_distances_are_symmetric_and_on_average_one(variables: list[Variable]) -> None:
    for each in variables:
        count = len(each.values)
        every = np.array([structural_distances([each], at, minimum_coverage=0).total for at in range(count)])
        np.testing.assert_allclose(every, every.T, rtol=1e-9, atol=1e-12)
        pairs = every[np.triu_indices(count, 1)]
        if (~np.isnan(pairs)).any() and np.nanmax(pairs) > 0:
            assert np.nanmean(pairs) == pytest.approx(1)


def test_too_little_known_is_not_ranked_and_a_constant_is_named() -> None:
    half = [Variable("a", 1.0, np.array([1.0, np.nan, 2.0])), Variable("b", 1.0, np.ones(3))]
    found = structural_distances(half, 0)
    assert np.isnan(found.total).tolist() == [False, True, False]
    assert found.coverage.tolist() == [1, 0.5, 1]
    assert found.notes == ("the variable 'b' is the same everywhere and tells nothing",)


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ([], "there is no variable to compare"),
        ([Variable("a", -1.0, np.ones(2))], "weights: a must be zero or more"),
        ([Variable("a", 0.0, np.ones(2))], "weights: all must be zero or more, and one above zero"),
        ([Variable("a", 1.0, np.ones(2)), Variable("b", 1.0, np.ones(3))], "there are [2, 3] regions"),
    ],
)
def test_what_cannot_be_compared_is_refused(variables: list[Variable], said: str) -> None:
    with pytest.raises(InputError) as caught:
        structural_distances(variables, 0)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD + "  - {id: a, series: x, weight: -1}\n", "line 6, variables.0.weight: input should be greater than"),
        (HEAD + "  - {id: a, series: x}\n  - {id: a, series: y}\n", "the variable 'a' stands twice"),
        (HEAD + "  - {id: a, series: x, weight: 0}\n", "the weights sum to zero"),
        (HEAD + "  - {id: a, series: x, wieght: 1}\n", "variables.0.wieght: extra inputs are not permitted"),
        (HEAD + "  []\n", "variables: tuple should have at least 1 item"),
        ("- 1\n", "input should be a valid dictionary"),
    ],
)
def test_a_spec_with_a_mistake_is_refused_with_its_line(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_peer_spec(path)
    assert str(caught.value).startswith(str(path))
    assert said in str(caught.value)
