"""Laws that hold for measures of concentration, and what they refuse."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beffroi.analytics.concentration.ellison_glaeser import ellison_glaeser
from beffroi.analytics.concentration.entropy import entropy
from beffroi.analytics.concentration.gini import gini, locational_gini
from beffroi.analytics.concentration.hachman import hachman
from beffroi.analytics.concentration.herfindahl import herfindahl
from beffroi.analytics.concentration.hoover import hoover
from beffroi.analytics.concentration.krugman import krugman
from beffroi.analytics.concentration.shares import Of
from beffroi.analytics.concentration.shift_share import dunn, esteban
from beffroi.analytics.concentration.theil import theil
from beffroi.analytics.concentration.variety import variety
from beffroi.analytics.errors import InputError
from beffroi.analytics.matrix import Floats

LAWS = settings(deadline=None, max_examples=60)
MEASURES = (krugman, herfindahl, entropy, locational_gini, hachman)
SIDES = st.sampled_from(["regions", "sectors"])


@st.composite
def amounts(draw: st.DrawFn, empty: bool = True) -> Floats:
    """Values of up to 9 regions and 9 sectors, with zeros, gaps and perhaps an empty region."""
    shape = draw(st.integers(1, 9)), draw(st.integers(1, 9))
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    values = 1 + np.floor(random.lognormal(3, 2, shape))
    if empty:
        values[random.random(shape) < 0.2] = 0
        values[random.random(shape) < 0.1] = np.nan
        values[0] = draw(st.sampled_from([0.0, 7.0]))
    return values


@LAWS
@given(amounts(), SIDES, st.integers(-6, 6))
def test_units_and_orders_change_nothing(values: Floats, of: Of, power: int) -> None:
    turned = values[::-1, ::-1]
    for measure in MEASURES:
        found = measure(values, of=of)
        np.testing.assert_allclose(measure(values * 10.0**power, of=of), found, rtol=1e-8, atol=1e-9)
        np.testing.assert_allclose(measure(turned, of=of), found[::-1], rtol=1e-8, atol=1e-9)


@LAWS
@given(amounts(), SIDES)
def test_measures_keep_their_bounds_and_nothing_is_missing_but_what_is_empty(values: Floats, of: Of) -> None:
    filled = np.nansum(values, axis=1 if of == "regions" else 0) > 0
    parts = values.shape[1 if of == "regions" else 0]
    bounds = {krugman: (0, 2), herfindahl: (1 / parts, 1), entropy: (0, np.log2(parts)), locational_gini: (0, 1)}
    for measure, (least, most) in bounds.items():
        found = measure(values, of=of)
        assert (np.isfinite(found) == filled).all()
        assert ((found[filled] >= least - 1e-9) & (found[filled] <= most + 1e-9)).all()


@LAWS
@given(amounts(empty=False), st.integers(1, 5))
def test_a_whole_like_everything_is_not_specialised(values: Floats, times: int) -> None:
    alike = np.outer(np.arange(1, times + 2), values.sum(axis=0))
    for of in ("regions", "sectors"):
        assert krugman(alike, of=of) == pytest.approx(0, abs=1e-9)  # type: ignore[arg-type]
        assert locational_gini(alike, of=of) == pytest.approx(0, abs=1e-9)  # type: ignore[arg-type]
        assert hachman(alike, of=of) == pytest.approx(1)  # type: ignore[arg-type]


@LAWS
@given(amounts(), st.integers(1, 4))
def test_variety_adds_up_and_one_group_has_no_unrelated_variety(values: Floats, groups: int) -> None:
    found = variety(values, [f"g{at % groups}" for at in range(values.shape[1])])
    np.testing.assert_allclose(found.unrelated + found.related, found.total, atol=1e-9)
    if groups == 1:
        np.testing.assert_allclose(np.nan_to_num(found.unrelated), 0, atol=1e-9)


@LAWS
@given(amounts(empty=False))
def test_a_region_that_is_split_in_two_halves_is_as_unequal(values: Floats) -> None:
    one, weights = values.sum(axis=1), values[:, 0]
    twice = np.repeat(one, 2), np.repeat(weights / 2, 2)
    assert gini(twice[0], weights=twice[1]) == pytest.approx(gini(one, weights=weights), abs=1e-9)
    for measure in ("T", "L"):
        found = theil(
            twice[0], weights=twice[1], groups=[str(at) for at in range(len(one)) for _ in "ab"], measure=measure
        )  # type: ignore[arg-type]
        assert found.total == pytest.approx(theil(one, weights=weights, measure=measure).total, abs=1e-9)  # type: ignore[arg-type]
        assert found.within == pytest.approx(0, abs=1e-9)
    assert 0 <= hoover(one, reference=weights) <= 1


@LAWS
@given(amounts(empty=False), st.integers(0, 2**32 - 1))
def test_the_parts_of_growth_add_up(values: Floats, seed: int) -> None:
    after = np.floor(values * np.random.default_rng(seed).lognormal(0, 0.5, values.shape))
    values = np.where(np.random.default_rng(seed).random(values.shape) < 0.1, 0, values)
    country = values.sum(axis=0) + 1, after.sum(axis=0) + 1
    for form in (dunn, esteban):
        found = form(values, after, *country)
        parts = found.national + found.mix + found.regional + found.allocation
        np.testing.assert_allclose(parts, found.change, atol=1e-6)
        np.testing.assert_allclose(found.change, after - values)


def test_plants_that_lie_as_all_jobs_do_gather_less_than_chance() -> None:
    spread = ellison_glaeser(np.ones(4), np.zeros(4, int), np.array([0, 0, 1, 1]), np.array([1.0, 1.0]))
    assert spread.concentration.tolist() == [0]
    assert spread.gamma[0] < 0
    alone = ellison_glaeser(np.ones(1), np.zeros(1, int), np.zeros(1, int), np.array([1.0, 1.0]))
    assert np.isnan(alone.gamma).all()


@pytest.mark.parametrize(
    ("work", "said"),
    [
        (lambda: krugman(np.array([[1.0, -1.0]]), of="regions"), "row 0, column 1 (counted from 0): -1 is negative"),
        (lambda: krugman(np.ones((1, 1)), of="x"), "of: 'x' is not known; give regions or sectors"),  # type: ignore[arg-type]
        (lambda: entropy(np.ones((1, 1)), of="regions", base=1), "base: 1 is no base"),
        (lambda: variety(np.ones((1, 2)), ["a"]), "there are 1 groups and 2 sectors"),
        (lambda: gini(np.array([1.0, np.nan])), "values, place 1 (counted from 0): give a number of zero or more"),
        (lambda: gini(np.ones(2), weights=np.zeros(2)), "weights: they sum to zero"),
        (lambda: hoover(np.zeros(2)), "values: the sum is zero"),
        (lambda: theil(np.array([0.0, 1.0]), measure="L"), "values, place 0 (counted from 0): zero has no logarithm"),
        (lambda: dunn(np.ones(2), np.ones(2), np.array([1.0, 0.0]), np.ones(2)), "country, sector 1 (counted from 0)"),
        (lambda: dunn(np.ones(2), np.ones(3), np.ones(2), np.ones(2)), "the two years have not the same shape"),
        (lambda: ellison_glaeser(-np.ones(1), np.zeros(1, int), np.zeros(1, int), np.ones(1)), "plant 0"),
    ],
)
def test_what_cannot_be_measured_is_refused_in_a_sentence(work: object, said: str) -> None:
    with pytest.raises(InputError) as caught:
        work()  # type: ignore[operator]
    assert said in str(caught.value)
