"""The profile of Wallonia, recomputed from the source tables with the csv module: no code is shared with the package.

The tables are read from ../shared/figures; without them the tests are skipped, and say so.
"""

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from beffroi.figures.store import Figures
from beffroi.figures.territories import find_peers, find_territory
from beffroi.reporting.profile.compose import compose_profile
from beffroi.reporting.profile.model import Profile

FIGURES = Path(__file__).resolve().parents[2].parent / "shared" / "figures"
pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif(not FIGURES.is_dir(), reason="needs ../shared/figures: the source tables are not here"),
]
MEMBERS = [
    *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "HR", "HU"),
    *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "UK"),
]
DIMENSIONS = {
    "innovative_economy": ["3.1.1", "3.1.2", "4.1.2", "4.2.3"],
    "new_technologies": ["3.3.1", "3.2.2"],
    "digitalisation": ["1.3.2", "2.3.2"],
    "firm_investments": ["2.2.1", "2.2.2", "2.2.3"],
    "creativity": ["3.3.2", "3.3.3"],
}


def rows(name: str) -> list[dict[str, str]]:
    with (FIGURES / name).open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def profile() -> Profile:
    return compose_profile(Figures.builtin(), find_territory("BE3"), find_peers("pilots"))


def test_pharmaceuticals_weigh_as_much_as_the_source_says(profile: Profile) -> None:
    held: dict[str, dict[str, float]] = defaultdict(dict)
    for row in rows("persons_employed_by_division.csv"):
        if len(row["nace_r2"]) == 3 and row["value"]:
            held[row["geo"]][row["nace_r2"]] = float(row["value"])
    publishing = [code for code in MEMBERS if "C21" in held[code]]
    union = sum(held[code]["C21"] for code in publishing) / sum(sum(held[code].values()) for code in publishing)
    own = held["BE3"]["C21"] / sum(held["BE3"].values())
    sector = next(item for item in profile.clusters.sectors if item.sector == "C21")
    assert sector.lq == pytest.approx(own / union, rel=1e-12)
    assert sector.share == pytest.approx(own, rel=1e-12)
    assert (sector.persons, sector.eu_countries) == (12966.0, len(publishing))


def test_dimensions_and_total_are_means_of_scaled_indicators(profile: Profile) -> None:
    values: dict[str, dict[str, float]] = defaultdict(dict)
    for row in rows("ris_2023.csv"):
        if row["year"] == "2023" and row["value"]:
            values[row["indicator"]][row["zone"]] = float(row["value"])
    members = set(MEMBERS) - {"UK"}
    scores = {}
    for dimension, indicators in DIMENSIONS.items():
        scaled = []
        for indicator in indicators:
            inside = [value for zone, value in values[indicator].items() if zone != "EU" and zone[:2] in members]
            scaled.append((values[indicator]["BE3"] - min(inside)) / (max(inside) - min(inside)))
        scores[dimension] = sum(scaled) / len(scaled)
    found = {item.id: item.score for item in profile.composite.dimensions if item.score is not None}
    assert found == pytest.approx(scores, rel=1e-12)
    assert profile.composite.total == pytest.approx(sum(scores.values()) / len(scores), rel=1e-12)


def test_the_rank_of_unemployment_counts_the_regions_with_less(profile: Profile) -> None:
    places = {
        "ES13": ["ES13"],
        "FRB0": ["FR24"],
        "FI1D": ["FI1D"],
        "FRE": ["FR22", "FR30"],
        "LT": ["LT"],
        "SE31": ["SE31"],
        "ITC1": ["ITC1"],
        "DED": ["DED"],
        "SI": ["SI"],
        "BE3": ["BE3"],
    }
    without = {r["geo"]: float(r["value"]) for r in rows("unemployed.csv") if r["year"] == "2015" and r["value"]}
    working = {
        r["geo"]: float(r["value"])
        for r in rows("employed_by_section.csv")
        if r["year"] == "2015" and r["nace_r2"] == "TOTAL" and r["value"]
    }
    rates = {}
    for name, codes in places.items():
        seeking = sum(without[code] for code in codes)
        rates[name] = 100 * seeking / (seeking + sum(working[code] for code in codes))
    found = next(item for item in profile.indicators if item.id == "unemployment_rate")
    assert found.value == pytest.approx(rates["BE3"], rel=1e-12)
    assert {peer.code: peer.value for peer in found.peers} == pytest.approx(
        {name: rate for name, rate in rates.items() if name != "BE3"}, rel=1e-12
    )
    assert found.rank == 1 + sum(rate < rates["BE3"] for rate in rates.values())
