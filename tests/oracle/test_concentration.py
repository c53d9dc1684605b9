"""Measures of concentration against EconGeo, REAT, ReKS and econcomplex.

REAT's `theil(weighting=)` is wrong and no oracle; Theil's measures are held against their definition instead.
"""

import csv
from pathlib import Path

import numpy as np
import pytest

from beffroi.analytics.concentration.ellison_glaeser import ellison_glaeser
from beffroi.analytics.concentration.entropy import entropy
from beffroi.analytics.concentration.gini import gini, locational_gini
from beffroi.analytics.concentration.hachman import hachman
from beffroi.analytics.concentration.herfindahl import herfindahl
from beffroi.analytics.concentration.hoover import hoover
from beffroi.analytics.concentration.krugman import krugman
from beffroi.analytics.concentration.shift_share import dunn, esteban
from beffroi.analytics.concentration.theil import theil
from beffroi.analytics.concentration.variety import variety
from beffroi.analytics.matrix import Floats

ORACLES = Path(__file__).resolve().parents[2].parent / "shared" / "oracles" / "complexity"
pytestmark = pytest.mark.oracle
EXACT = {"rtol": 1e-9, "atol": 1e-9}


def rows(name: str) -> list[list[str]]:
    """The rows of a file without its header."""
    if not ORACLES.is_dir():
        pytest.skip("needs ../shared/oracles: what other people's software computed")
    with (ORACLES / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))[1:]


def column(name: str, at: int = 1) -> Floats:
    return np.array([float(row[at]) for row in rows(name)])


def states() -> Floats:
    """Jobs of 16 states in 17 sections."""
    return np.array([[float(cell) for cell in row[1:]] for row in rows("german_input")])


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("econgeo_krugman", lambda: krugman(states(), of="regions")),
        ("reat_krugman_spec", lambda: krugman(states(), of="regions")),
        ("econcomplex_krugman_index", lambda: krugman(states(), of="regions")),
        ("econgeo_spec_coeff", lambda: krugman(states(), of="regions", halved=True)),
        ("econcomplex_specialization_coefficient", lambda: krugman(states(), of="regions", halved=True)),
        ("reat_krugman_conc", lambda: krugman(states(), of="sectors")),
        ("reat_hoover_conc", lambda: krugman(states(), of="sectors", halved=True)),
        ("econgeo_herfindahl", lambda: herfindahl(states(), of="regions")),
        ("econcomplex_herfindahl_raw", lambda: herfindahl(states(), of="regions")),
        ("reat_herf", lambda: herfindahl(states(), of="regions")),
        ("reat_herf_norm", lambda: herfindahl(states(), of="regions", normalised=True)),
        ("econcomplex_herfindahl_norm", lambda: herfindahl(states(), of="regions", normalised=True)),
        ("econcomplex_shannon_entropy", lambda: entropy(states(), of="regions")),
        ("econgeo_hachman", lambda: hachman(states(), of="regions")),
        ("econcomplex_hachman_index", lambda: hachman(states(), of="regions")),
        ("econgeo_locational_gini", lambda: locational_gini(states(), of="sectors", halved=True)),
        ("econcomplex_locational_gini", lambda: locational_gini(states(), of="sectors", halved=True)),
        ("econcomplex_hoover_gini", lambda: locational_gini(states(), of="sectors")),
    ],
)
def test_measures_of_the_german_states(name: str, found: object) -> None:
    np.testing.assert_allclose(found(), column(f"german_{name}"), **EXACT)  # type: ignore[operator]


def test_entropy_of_econgeo_which_rounds_to_three_digits() -> None:
    np.testing.assert_allclose(entropy(states(), of="regions"), column("german_econgeo_entropy"), atol=5.01e-4)


def test_unweighted_ginis_of_quotients_of_reat() -> None:
    jobs = states()
    quotients = jobs / jobs.sum(axis=1, keepdims=True) / (jobs.sum(axis=0) / jobs.sum())
    np.testing.assert_allclose([gini(each) for each in quotients.T], column("german_reat_gini_conc"), **EXACT)
    np.testing.assert_allclose([gini(each) for each in quotients], column("german_reat_gini_spec"), **EXACT)


def test_hoover_of_each_sector() -> None:
    jobs = states()
    found = [hoover(each, reference=jobs.sum(axis=1)) for each in jobs.T]
    np.testing.assert_allclose(found, column("german_reat_hoover_conc"), **EXACT)


def test_related_and_unrelated_variety_of_reks() -> None:
    found = variety(states(), [row[1] for row in rows("german_groups")])
    for measure, at in ((found.total, 1), (found.related, 2), (found.unrelated, 3)):
        np.testing.assert_allclose(measure, column("german_reks_entropy_theil_decomp", at), **EXACT)


def test_agglomeration_of_the_textbook_plants() -> None:
    plants = rows("eg_input_FK2014_firms")
    expected = rows("eg_reat_ellison_a_with_regional_totals")
    names = [row[0] for row in expected]
    regions = np.array([int(row[0]) - 1 for row in plants])
    totals = np.array([{int(row[0]) - 1: float(row[4]) for row in plants}[at] for at in range(3)])
    found = ellison_glaeser(
        np.array([float(row[3]) for row in plants]), np.array([names.index(row[1]) for row in plants]), regions, totals
    )
    measures = (found.gamma, found.concentration, found.z, found.plants, found.herfindahl)
    for at, measure in enumerate(measures, start=1):
        np.testing.assert_allclose(measure, [float(row[at]) for row in expected], **EXACT)


def test_shift_share_of_freiburg() -> None:
    given = rows("shiftshare_input_freiburg")
    region_before, region_after, before, after = (np.array([float(row[at]) for row in given]) for at in (1, 2, 4, 5))
    plain = dunn(region_before, region_after, before, after)
    even = esteban(region_before, region_after, before, after)
    parts = [plain.change, plain.national, plain.mix, plain.regional, plain.mix + plain.regional]
    np.testing.assert_allclose([part.sum() for part in parts], column("shiftshare_reat_Dunn"), **EXACT)
    parts = [even.change, even.national, even.mix, even.regional, even.allocation]
    np.testing.assert_allclose([part.sum() for part in parts], column("shiftshare_reat_Esteban"), **EXACT)
    # By sector REAT counts the mix as national.
    by_sector = np.array([[float(cell) for cell in row[1:]] for row in rows("shiftshare_reat_Dunn_by_industry")])
    np.testing.assert_allclose([plain.change, plain.national + plain.mix, plain.regional], by_sector[:3], **EXACT)
    gerfin = [1 + plain.mix.sum() / (region_before + plain.national).sum()]
    assert gerfin[0] == pytest.approx(column("shiftshare_reat_Gerfin")[0], rel=1e-9)


def test_inequality_of_the_german_counties() -> None:
    product, people, per_head = (column("counties_gdp2014", at) for at in (1, 2, 3))
    expected = {row[0]: float(row[1]) for row in rows("counties_reat_inequality")}
    assert gini(per_head) == pytest.approx(expected["gini"], rel=1e-9)
    assert gini(per_head, corrected=True) == pytest.approx(expected["gini_norm"], rel=1e-9)
    assert theil(per_head, weights=people).total == pytest.approx(0.078293, abs=5e-7)
    assert theil(per_head, weights=people, measure="L").total == pytest.approx(0.070638, abs=5e-7)
    assert len(product) == 402
