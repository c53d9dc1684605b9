"""The shipped index on the scoreboard, recomputed with the csv module alone and read against the briefing."""

import csv
from pathlib import Path

import polars as pl
import pytest

from beffroi.analytics.composite.pipeline import IndexResult, build_index
from beffroi.analytics.composite.spec import load_spec

TABLES = Path(__file__).resolve().parents[2].parent / "shared" / "figures"
YEAR = "2023"
MEMBERS = [
    *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "HR", "HU"),
    *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
]
DIMENSIONS = {
    "innovative_economy": ["3.1.1", "3.1.2", "4.1.2", "4.2.3"],
    "new_technologies": ["3.3.1", "3.2.2"],
    "digitalisation": ["1.3.2", "2.3.2"],
    "firm_investments": ["2.2.1", "2.2.2", "2.2.3"],
    "creativity": ["3.3.2", "3.3.3"],
}
pytestmark = pytest.mark.oracle

Scores = dict[str, dict[str, float]]


@pytest.fixture(scope="module")
def cells() -> dict[tuple[str, str], float]:
    """Zone and indicator to score, of one year."""
    if not TABLES.is_dir():
        pytest.skip("needs ../shared/figures: the Regional Innovation Scoreboard")
    with (TABLES / "ris_2023.csv").open(encoding="utf-8", newline="") as stream:
        return {
            (row["zone"], row["indicator"]): float(row["value"])
            for row in csv.DictReader(stream)
            if row["year"] == YEAR and row["value"]
        }


@pytest.fixture(scope="module")
def expected(cells: dict[tuple[str, str], float]) -> Scores:
    """Dimensions and total of every zone, one number at a time."""
    zones = sorted({zone for zone, _ in cells})
    inside = [zone for zone in zones if zone[:2] in MEMBERS]
    scores: Scores = {}
    for zone in zones:
        of_zone: dict[str, float] = {}
        for dimension, indicators in DIMENSIONS.items():
            parts = []
            for indicator in indicators:
                low = min(cells[other, indicator] for other in inside)
                high = max(cells[other, indicator] for other in inside)
                parts.append((cells[zone, indicator] - low) / (high - low))
            of_zone[dimension] = sum(parts) / len(parts)
        of_zone["industrial_change"] = sum(of_zone.values()) / len(of_zone)
        scores[zone] = of_zone
    return scores


@pytest.fixture(scope="module")
def result(cells: dict[tuple[str, str], float]) -> IndexResult[pl.DataFrame]:
    spec = load_spec("industrial-change")
    zones = sorted({zone for zone, _ in cells})
    columns = {
        item.id: [cells.get((zone, item.id.removeprefix("ris_").replace("_", "."))) for zone in zones]
        for item in spec.indicators
    }
    return build_index(spec, pl.DataFrame({"zone": zones, **columns}))


def test_every_zone_scores_as_recomputed(result: IndexResult[pl.DataFrame], expected: Scores) -> None:
    rows = {row["zone"]: row for row in result.scores.to_dicts()}
    assert len(rows) == len(expected) == 246
    for zone, scores in expected.items():
        assert {name: rows[zone][name] for name in scores} == pytest.approx(scores, abs=1e-12)
        assert rows[zone]["internationalisation"] is rows[zone]["entrepreneurship"] is None


def test_the_reference_set_is_the_zones_of_the_member_states(result: IndexResult[pl.DataFrame]) -> None:
    assert result.run["reference_size"] == 215
    assert "EU" not in result.run["reference"]
    ranked = result.ranks.filter(pl.col("industrial_change").is_not_null())
    assert ranked["zone"].to_list() == result.run["reference"]
    assert result.coverage["industrial_change"].unique().to_list() == [pytest.approx(5 / 7)]


def test_wallonia_stands_against_the_union_as_documented(expected: Scores) -> None:
    own, union = expected["BE3"], expected["EU"]
    above = {name for name in DIMENSIONS if own[name] > union[name]}
    assert above == {"innovative_economy", "digitalisation", "firm_investments"}
    assert union["new_technologies"] - own["new_technologies"] == pytest.approx(0.010, abs=0.001)
    highest = sorted(DIMENSIONS, key=lambda name: -own[name])[:3]
    assert set(highest) == {"firm_investments", "innovative_economy", "digitalisation"}
    assert own["industrial_change"] == pytest.approx(0.564, abs=0.001)
    assert union["industrial_change"] == pytest.approx(0.489, abs=0.001)
