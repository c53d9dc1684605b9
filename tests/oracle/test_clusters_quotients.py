"""Location quotients of the German states, 2015, against EconGeo 2.1 and REAT 3.0.3."""

import csv
from pathlib import Path

import polars as pl
import pytest

from beffroi.analytics.clusters.quotients import location_quotients

ORACLES = Path(__file__).resolve().parents[2].parent / "shared" / "oracles" / "complexity"

pytestmark = pytest.mark.oracle


def matrix(name: str) -> dict[tuple[str, str], float]:
    """Cells of a matrix of states by sections."""
    if not ORACLES.is_dir():
        pytest.skip("needs ../shared/oracles: what other people's software computed")
    with (ORACLES / name).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return {(row["region"], sector): float(cell) for row in rows for sector, cell in row.items() if sector != "region"}


@pytest.mark.parametrize("oracle", ["german_econgeo_lq.csv", "german_reat_locq.csv"])
def test_quotients_are_those_of_other_software(oracle: str) -> None:
    table = pl.DataFrame(
        [(*key, value) for key, value in matrix("german_input.csv").items()],
        schema={"region": pl.String, "sector": pl.String, "value": pl.Float64},
        orient="row",
    )
    ours = {(row["region"], row["sector"]): row["lq"] for row in location_quotients(table).to_dicts()}
    theirs = matrix(oracle)
    assert len(theirs) == 16 * 17
    assert ours == pytest.approx(theirs, rel=1e-13)
