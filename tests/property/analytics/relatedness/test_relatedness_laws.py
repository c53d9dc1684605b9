"""Laws that hold for complexity and relatedness of any table."""

from random import Random

import numpy as np
import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from beffroi.analytics.matrix import Floats
from beffroi.analytics.relatedness.complexity import complexity
from beffroi.analytics.relatedness.density import density
from beffroi.analytics.relatedness.fitness import fitness
from beffroi.analytics.relatedness.proximity import RULES, Kind, proximity
from beffroi.analytics.relatedness.specialisation import Binary, revealed_advantage, specialised
from beffroi.analytics.relatedness.tables import complexity_tables

LAWS = settings(deadline=None, max_examples=60)
SAME = {"rtol": 1e-7, "atol": 1e-7}


@st.composite
def amounts(draw: st.DrawFn) -> Floats:
    """Values of 3 to 12 regions and 3 to 12 sectors: whole numbers with zeros and gaps, perhaps empty rows."""
    shape = draw(st.integers(3, 12)), draw(st.integers(3, 12))
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    values = np.floor(random.lognormal(3, 1.5, shape))
    values[random.random(shape) < draw(st.sampled_from([0.0, 0.2, 0.5]))] = 0.0
    values[random.random(shape) < draw(st.sampled_from([0.0, 0.1]))] = np.nan
    assume(np.nansum(values) > 0)
    return values


def presences() -> st.SearchStrategy[Binary]:
    return amounts().map(lambda values: specialised(revealed_advantage(values)))


def determined(presence: Binary) -> bool:
    """Whether the index is determined, well enough to be compared."""
    found = complexity(presence)
    second, third = found.eigenvalues
    return not any("sign is" in note for note in found.notes) and second - third > 1e-4 and 1e-4 < second < 1 - 1e-6


@LAWS
@given(presences(), st.randoms(use_true_random=False))
def test_the_order_of_regions_and_sectors_changes_nothing(presence: Binary, chance: Random) -> None:
    assume(determined(presence))
    rows, columns = list(range(presence.shape[0])), list(range(presence.shape[1]))
    chance.shuffle(rows)
    chance.shuffle(columns)
    moved = presence[np.ix_(rows, columns)]
    found, again = complexity(presence), complexity(moved)
    np.testing.assert_allclose(again.eci, found.eci[rows], **SAME)
    np.testing.assert_allclose(again.pci, found.pci[columns], **SAME)
    near, near_again = proximity(presence), proximity(moved)
    np.testing.assert_allclose(near_again, near[np.ix_(columns, columns)], **SAME)
    np.testing.assert_allclose(
        density(moved, near_again, own="out"), density(presence, near, own="out")[np.ix_(rows, columns)], **SAME
    )


@LAWS
@given(amounts(), st.integers(-8, 8))
def test_the_unit_changes_no_quotient_and_every_region_with_data_is_specialised_in_something(
    values: Floats, power: int
) -> None:
    found = revealed_advantage(values)
    np.testing.assert_allclose(revealed_advantage(values * 10.0**power), found, rtol=1e-9)
    of_region, of_sector = np.nansum(values, axis=1), np.nansum(values, axis=0)
    weighted = np.nansum(found * (of_sector / of_sector.sum()), axis=1)
    if not np.isnan(values).any():
        np.testing.assert_allclose(weighted[of_region > 0], 1.0, rtol=1e-9)  # their weighted mean is one
    assert specialised(found).any(axis=1)[of_region > 0].all()  # so that every region is specialised in something


@LAWS
@given(presences())
def test_complexity_rises_with_diversity_and_the_scales_are_what_they_are_called(presence: Binary) -> None:
    assume(determined(presence))
    rows, columns = presence.any(axis=1), presence.any(axis=0)
    kept = presence[np.ix_(rows, columns)].astype(float)
    diversity, ubiquity = kept.sum(axis=1), kept.sum(axis=0)
    atlas, regions, own = (complexity(presence, scale=scale) for scale in ("mean_of_sectors", "mean_of_regions", "own"))
    eci = atlas.eci[rows]
    assert np.corrcoef(eci, diversity)[0, 1] > 0
    assert (eci.mean(), eci.std()) == pytest.approx((0, 1), abs=1e-9)
    np.testing.assert_allclose(kept @ atlas.pci[columns] / diversity, eci, **SAME)
    np.testing.assert_allclose(kept.T @ eci / ubiquity, regions.pci[columns], **SAME)
    assert (own.pci[columns].mean(), own.pci[columns].std()) == pytest.approx((0, 1), abs=1e-9)
    assert np.corrcoef(own.pci[columns], regions.pci[columns])[0, 1] == pytest.approx(1)


@LAWS
@given(presences())
def test_complexity_is_the_same_from_either_side(presence: Binary) -> None:
    assume(determined(presence))
    rows, columns = presence.any(axis=1), presence.any(axis=0)
    kept = presence[np.ix_(rows, columns)].astype(float)
    reflected = kept / kept.sum(axis=1)[:, None] @ (kept / kept.sum(axis=0)).T
    found = complexity(presence)
    # An eigenvector up to a constant: what is deducted belongs to the first vector, whose eigenvalue is one.
    moved = reflected @ found.eci[rows] - found.eigenvalues[0] * found.eci[rows]
    np.testing.assert_allclose(moved, np.full(len(moved), moved.mean()), **SAME)


@LAWS
@given(presences())
def test_what_is_empty_is_set_aside_and_changes_nothing_for_the_others(presence: Binary) -> None:
    assume(determined(presence))
    wider = np.zeros((presence.shape[0] + 1, presence.shape[1] + 1), dtype=bool)
    wider[1:, 1:] = presence
    found, again = complexity(presence), complexity(wider)
    np.testing.assert_allclose(again.eci, [np.nan, *found.eci], **SAME)
    np.testing.assert_allclose(again.pci, [np.nan, *found.pci], **SAME)
    assert sum("set aside" in note for note in again.notes) == 2
    fit = fitness(wider, iterations=50)
    np.testing.assert_allclose(fit.regions[1:], fitness(presence, iterations=50).regions, **SAME)


@LAWS
@given(presences(), st.sampled_from(list(RULES)))
def test_proximity_is_symmetric_and_bounded_and_so_is_density(presence: Binary, kind: Kind) -> None:
    near = proximity(presence, kind=kind)
    assert (near == near.T).all() or np.allclose(near, near.T, rtol=1e-12)
    assert (near >= 0).all()
    if kind in ("minimum", "cosine", "jaccard"):
        assert (near <= 1 + 1e-12).all()
        used = presence.any(axis=0)
        np.testing.assert_allclose(near.diagonal(), used.astype(float))
    around = density(presence, near, own="in")
    known = around[~np.isnan(around)]
    assert ((known >= 0) & (known <= 1)).all()


@LAWS
@given(amounts())
def test_tables_hold_every_cell_once_and_are_never_missing_for_all(values: Floats) -> None:
    rows = [(f"R{r}", f"S{s}", float(v)) for (r, s), v in np.ndenumerate(values) if not np.isnan(v)]
    table = pl.DataFrame(rows, schema={"region": pl.String, "sector": pl.String, "value": pl.Float64}, orient="row")
    found = complexity_tables(table)
    assert found.cells.height == found.regions.height * found.sectors.height
    assert found.cells.select("region", "sector").is_unique().all()
    specialised_in = found.cells.group_by("region", maintain_order=True).agg(pl.col("specialised").cast(pl.Int64).sum())
    assert specialised_in["specialised"].to_list() == found.regions["diversity"].to_list()
    assert found.regions["fitness"].null_count() < found.regions.height
    same = complexity_tables(table.to_pandas())
    np.testing.assert_allclose(same.cells["density"].to_numpy(float), found.cells["density"].to_numpy(), rtol=1e-12)
