"""Complexity and relatedness of the German states, 2015, against seven published packages.

Where a package rounds, flips a sign or is faulty, the test says so beside it.
"""

import csv
from pathlib import Path

import numpy as np
import pytest

from beffroi.analytics.matrix import Floats
from beffroi.analytics.relatedness.complexity import Scale, complexity
from beffroi.analytics.relatedness.density import Own, density
from beffroi.analytics.relatedness.fitness import fitness
from beffroi.analytics.relatedness.outlook import outlook_gain, outlook_index
from beffroi.analytics.relatedness.proximity import Kind, Marginals, cooccurrence, proximity
from beffroi.analytics.relatedness.reflections import reflections
from beffroi.analytics.relatedness.specialisation import diversity, revealed_advantage, specialised, ubiquity

ORACLES = Path(__file__).resolve().parents[2].parent / "shared" / "oracles" / "complexity"
pytestmark = pytest.mark.oracle
EXACT = {"rtol": 1e-9, "atol": 1e-9}


def matrix(name: str) -> Floats:
    """The cells of a file without its first column; empty ones are NaN."""
    if not ORACLES.is_dir():
        pytest.skip("needs ../shared/oracles: what other people's software computed")
    with (ORACLES / f"german_{name}.csv").open(encoding="utf-8", newline="") as stream:
        return np.array([[float(cell or "nan") for cell in row[1:]] for row in list(csv.reader(stream))[1:]])


def column(name: str, at: int = 0) -> Floats:
    return matrix(name)[:, at]


def cells(name: str) -> Floats:
    """A column of py-ecomplexity's long table as a matrix."""
    matrix("input")
    with (ORACLES / "german_pyecomplexity_cells.csv").open(encoding="utf-8", newline="") as stream:
        return np.array([float(row[name]) for row in csv.DictReader(stream)]).reshape(16, 17)


def states() -> Floats:
    return specialised(revealed_advantage(matrix("input")))


def standardised(values: Floats, ddof: int) -> Floats:
    return (values - values.mean()) / values.std(ddof=ddof)


def rescaled(values: Floats) -> Floats:
    return 100 * (values - values.min()) / np.ptp(values)


@pytest.mark.parametrize("name", ["datawheel_rca", "econcomplex_rca", "econgeo_lq", "reat_locq"])
def test_revealed_advantage(name: str) -> None:
    np.testing.assert_allclose(revealed_advantage(matrix("input")), matrix(name), **EXACT)


def test_specialisation_diversity_and_ubiquity() -> None:
    for name in ("econgeo_rca_binary", "econcomplex_mcp"):
        assert (states() == (matrix(name) == 1)).all()
    assert diversity(states()).tolist() == column("econgeo_diversity").tolist()
    assert ubiquity(states()).tolist() == column("econgeo_ubiquity").tolist()


@pytest.mark.parametrize(
    ("regions", "sectors", "scale", "ddof"),
    [
        ("reks_rci", "reks_tci", "mean_of_sectors", 1),
        ("ecpkg2_eigenvalues_region", "ecpkg2_eigenvalues_industry", "own", 1),
    ],
)
def test_complexity(regions: str, sectors: str, scale: Scale, ddof: int) -> None:
    found = complexity(states(), scale=scale, ddof=ddof)
    np.testing.assert_allclose(found.eci, column(regions), **EXACT)
    np.testing.assert_allclose(found.pci, column(sectors), **EXACT)


def test_complexity_of_py_ecomplexity() -> None:
    found = complexity(states())
    np.testing.assert_allclose(found.eci, column("pyecomplexity_loc", 1), **EXACT)
    np.testing.assert_allclose(found.pci, column("pyecomplexity_prod", 1), **EXACT)


def test_complexity_of_econcomplex_which_flips_the_sign_of_sectors() -> None:
    found = complexity(states(), scale="own")
    np.testing.assert_allclose(found.eci, column("econcomplex_eigenvector_region"), **EXACT)
    np.testing.assert_allclose(found.pci, -column("econcomplex_eigenvector_industry"), **EXACT)


def test_complexity_of_econgeo_which_rounds_its_matrix_to_four_digits_and_flips_the_sign_of_sectors() -> None:
    found = complexity(states())
    kci, tci = standardised(column("econgeo_kci"), 0), standardised(column("econgeo_tci"), 0)
    np.testing.assert_allclose(found.eci, kci, atol=1e-2)
    np.testing.assert_allclose(standardised(found.pci, 0), -tci, atol=6e-2)


@pytest.mark.parametrize("name", ["datawheel_eci_it20", "ecpkg2_reflections_region"])
def test_reflections_of_regions(name: str) -> None:
    # Twenty "iterations" are nineteen steps, of which the last even one is that of regions.
    np.testing.assert_allclose(standardised(reflections(states(), steps=18).regions, 1), column(name), **EXACT)


@pytest.mark.parametrize("name", ["datawheel_pci_it20", "ecpkg2_reflections_industry"])
def test_reflections_of_sectors(name: str) -> None:
    np.testing.assert_allclose(standardised(reflections(states(), steps=19).sectors, 1), column(name), **EXACT)


def test_reflections_of_econgeo() -> None:
    for centred in (True, False):
        found = reflections(states(), steps=20, centred=centred).regions
        np.testing.assert_allclose(rescaled(found), column("econgeo_morc20"), rtol=1e-9, atol=1e-6)
        found = reflections(states(), steps=19, centred=centred).sectors
        np.testing.assert_allclose(rescaled(found), column("econgeo_mort19"), rtol=1e-9, atol=1e-6)


def test_two_hundred_reflections_where_others_lose_every_digit() -> None:
    found, first = reflections(states(), steps=200), complexity(states())
    np.testing.assert_allclose(standardised(found.regions, 0), first.eci, **EXACT)


@pytest.mark.parametrize(
    ("regions", "sectors", "iterations"),
    [
        ("reks_fitness_fitness", "reks_fitness_complexity", 1000),
        ("econcomplex_fitness_it1000_region", "econcomplex_fitness_it1000_industry", 1000),
        ("ecpkg2_fitness_region", "ecpkg2_fitness_industry", 19),
    ],
)
def test_fitness(regions: str, sectors: str, iterations: int) -> None:
    found = fitness(states(), iterations=iterations)
    np.testing.assert_allclose(found.regions, column(regions), **EXACT)
    np.testing.assert_allclose(found.sectors, column(sectors), **EXACT)


@pytest.mark.parametrize(
    ("name", "kind", "marginals", "diagonal"),
    [
        ("pyecomplexity_proximity", "minimum", "ubiquity", True),
        ("reks_proximity_min_cond_prob", "minimum", "ubiquity", True),
        ("datawheel_proximity_max", "minimum", "ubiquity", False),
        ("econcomplex_proximity_max", "minimum", "ubiquity", False),
        ("datawheel_proximity_sqrt", "cosine", "ubiquity", False),
        ("econcomplex_relidx_cosine", "cosine", "ubiquity", False),
        ("econcomplex_relidx_jaccard", "jaccard", "ubiquity", False),
        ("econcomplex_relidx_association", "association", "ubiquity", False),
        ("econcomplex_relidx_probability", "probability", "ubiquity", False),
        ("econgeo_relatedness_cosine", "cosine", "cooccurrence", False),
        ("econgeo_relatedness_jaccard", "jaccard", "cooccurrence", False),
        ("econgeo_relatedness_association", "association", "cooccurrence", False),
        ("econgeo_relatedness_prob", "probability", "cooccurrence", False),
    ],
)
def test_proximity(name: str, kind: Kind, marginals: Marginals, diagonal: bool) -> None:
    found = proximity(states(), kind=kind, marginals=marginals, diagonal=diagonal)
    np.testing.assert_allclose(found, matrix(name), **EXACT)


def test_cooccurrence() -> None:
    found = cooccurrence(states())
    np.fill_diagonal(found, 0)
    assert (found == matrix("econgeo_cooccurrence")).all()


def test_density_and_distance() -> None:
    near = proximity(states())
    with_itself, without = density(states(), near, own="in"), density(states(), near, own="out")
    np.testing.assert_allclose(with_itself, cells("density"), **EXACT)
    np.testing.assert_allclose(with_itself, matrix("ecpkg2_density"), **EXACT)
    np.testing.assert_allclose(1 - with_itself, matrix("ecpkg2_distance"), **EXACT)
    np.testing.assert_allclose(without, matrix("datawheel_relatedness"), **EXACT)
    np.testing.assert_allclose(1 - without, matrix("datawheel_distance"), **EXACT)
    np.testing.assert_allclose(100 * without, matrix("econcomplex_relatedness_density"), **EXACT)


def test_density_of_econgeo_which_rounds_to_two_digits() -> None:
    for name, kind in (("cosine", "cosine"), ("prob", "probability")):
        near = proximity(states(), kind=kind, marginals="cooccurrence")
        found = 100 * density(states(), near, own="out")
        np.testing.assert_allclose(found, matrix(f"econgeo_reldens_{name}"), atol=5.0001e-3)
    found = 100 * density(states(), (near > 1).astype(float), own="out")
    np.testing.assert_allclose(found, matrix("econgeo_reldens_probgt1"), atol=5.0001e-3)


def outlook(pci: Floats, own: Own) -> Floats:
    return outlook_index(states(), density(states(), proximity(states()), own=own), pci)


def test_outlook_of_the_r_package() -> None:
    pci = complexity(states(), scale="own", ddof=1).pci
    np.testing.assert_allclose(outlook(pci, "in"), column("ecpkg2_coi"), **EXACT)
    gain = outlook_gain(states(), proximity(states()), pci, own="in")
    np.testing.assert_allclose(np.nan_to_num(gain), matrix("ecpkg2_cog"), **EXACT)


def test_outlook_of_py_ecomplexity_which_does_not_centre_complexity() -> None:
    pci = complexity(states(), centre=False).pci
    np.testing.assert_allclose(standardised(outlook(pci, "in"), 0), column("pyecomplexity_loc", 2), **EXACT)
    gain = outlook_gain(states(), proximity(states()), pci, own="in")
    np.testing.assert_allclose(np.nan_to_num(gain), cells("cog"), **EXACT)


def test_outlook_of_econcomplex_which_flips_the_sign_of_sectors() -> None:
    pci = -complexity(states(), scale="own").pci
    np.testing.assert_allclose(outlook(pci, "out"), column("econcomplex_coi"), **EXACT)
    gain = outlook_gain(states(), proximity(states()), pci, own="out", by="own")
    np.testing.assert_allclose(np.nan_to_num(gain), matrix("econcomplex_cog"), **EXACT)


def test_gain_of_datawheel() -> None:
    pci = standardised(reflections(states(), steps=19).sectors, 1)
    found = outlook_gain(states(), proximity(states()), pci, own="out", by="own", deduct=True)
    np.testing.assert_allclose(found[~states()], matrix("datawheel_opportunity_gain")[~states()], **EXACT)
