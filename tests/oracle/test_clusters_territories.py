"""Stars of each pilot territory in the place of its parts, one territory at a time, recomputed from the open table.

The recomputation shares no code with the package and works in another way: lists sorted cell by cell, no matrix.
"""

import csv
import math
from collections.abc import Iterable
from pathlib import Path

import polars as pl
import pytest

from beffroi.analytics.clusters.rules import load_rules
from beffroi.analytics.clusters.stars import assign_stars, star_totals

TABLE = Path(__file__).resolve().parents[2].parent / "shared" / "figures" / "persons_employed_by_division.csv"
EU28 = {
    *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "HR", "HU"),
    *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "UK"),
}
EXTRA_REGIO = "ZZ"
PILOTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    # Name: the rows that are summed, and the regions whose place they take. Where the table has a row for the whole,
    # that row is taken: it shows cells that are confidential in a part.
    "BE3": (("BE3",), ("BE31", "BE32", "BE33", "BE34", "BE35")),
    "DED": (("DED",), ("DED2", "DED4", "DED5")),
    "ES13": (("ES13",), ("ES13",)),
    "FI1D": (("FI1D",), ("FI1D",)),
    "FR24": (("FR24",), ("FR24",)),
    "FR30+FR22": (("FR30", "FR22"), ("FR30", "FR22")),
    "ITC1": (("ITC1",), ("ITC1",)),
    "LT": (("LT",), ("LT00",)),
    "SE31": (("SE31",), ("SE31",)),
    "SI": (("SI",), ("SI03", "SI04")),
}
Cells = dict[tuple[str, str], float | None]
Stars = dict[tuple[str, str], tuple[int, int, int]]

pytestmark = pytest.mark.oracle


@pytest.fixture(scope="module")
def held() -> Cells:
    if not TABLE.is_file():
        pytest.skip("needs ../shared/figures: persons employed by division")
    with TABLE.open(encoding="utf-8", newline="") as stream:
        return {
            (row["geo"], row["nace_r2"]): float(row["value"]) if row["value"] else None
            for row in csv.DictReader(stream)
            if row["year"] == "2015" and len(row["nace_r2"]) == 3
        }


def with_territory(held: Cells, name: str) -> Cells:
    """The NUTS 2 regions of the EU, a territory in the place of its parts; a sum of a gap is a gap."""
    rows, parts = PILOTS[name]
    cells = {
        (region, sector): value
        for (region, sector), value in held.items()
        if len(region) == 4 and region[:2] in EU28 and region[2:] != EXTRA_REGIO and region not in parts
    }
    for sector in {sector for _, sector in held}:
        values = [held[row, sector] for row in rows]
        cells[name, sector] = None if None in values else sum(value for value in values if value is not None)
    return cells


def edge_of_top_tenth(values: Iterable[float]) -> float:
    falling = sorted((value for value in values if value > 0), reverse=True)
    return falling[-(-len(falling) // 10) - 1] if falling else math.inf


def recomputed(cells: Cells, name: str) -> Stars:
    """Size, specialisation and focus of one territory, for each sector that it reports."""
    known = {cell: value for cell, value in cells.items() if value is not None}
    of_region: dict[str, float] = {}
    of_sector: dict[str, float] = {}
    for (region, sector), value in known.items():
        of_region[region] = of_region.get(region, 0.0) + value
        of_sector[sector] = of_sector.get(sector, 0.0) + value
    whole = sum(of_region.values())
    found: Stars = {}
    for (region, sector), value in known.items():
        if region != name:
            continue
        rivals = {other: size for (other, same), size in known.items() if same == sector}
        shares = {other: size / of_region[other] for other, size in rivals.items()}
        in_whole = of_sector[sector] / whole
        found[region, sector] = (
            int(value > 0 and value >= edge_of_top_tenth(rivals.values())),
            int(value > 0 and shares[region] / in_whole >= 2),
            int(value > 0 and shares[region] >= edge_of_top_tenth(shares.values())),
        )
    return found


def of_package(cells: Cells) -> pl.DataFrame:
    rows = [(region, sector, value) for (region, sector), value in cells.items()]
    schema = {"region": pl.String, "sector": pl.String, "value": pl.Float64}
    return assign_stars(pl.DataFrame(rows, schema=schema, orient="row"), load_rules("eco-2007"))


@pytest.fixture(scope="module")
def totals(held: Cells) -> dict[str, int]:
    """Stars of each pilot, recomputed."""
    return {name: sum(map(sum, recomputed(with_territory(held, name), name).values())) for name in PILOTS}


def test_the_population_is_the_nuts_2_regions_of_the_eu_and_all_divisions(held: Cells) -> None:
    cells = with_territory(held, "ITC1")
    assert len({region for region, _ in cells}) == 275
    assert len({sector for _, sector in cells}) == 68


@pytest.mark.parametrize("name", PILOTS)
def test_every_star_of_a_pilot_is_the_one_recomputed(held: Cells, name: str) -> None:
    cells = with_territory(held, name)
    own = of_package(cells).filter(pl.col("region") == name, pl.col("stars").is_not_null())
    found = {
        (row["region"], row["sector"]): (row["star_size"], row["star_specialisation"], row["star_focus"])
        for row in own.iter_rows(named=True)
    }
    assert found == recomputed(cells, name)


@pytest.mark.parametrize("name", PILOTS)
def test_totals_and_coverage_of_a_pilot_are_those_recomputed(held: Cells, totals: dict[str, int], name: str) -> None:
    cells = with_territory(held, name)
    counted = sum(value is not None for (region, _), value in cells.items() if region == name)
    row = star_totals(of_package(cells)).row(by_predicate=pl.col("region") == name, named=True)
    assert row == {
        "region": name,
        "stars": totals[name],
        "sectors_counted": counted,
        "sectors_missing": 68 - counted,
    }


def test_piemonte_is_first_of_the_pilot_regions_by_stars(totals: dict[str, int]) -> None:
    falling = sorted(totals, key=totals.__getitem__, reverse=True)
    assert falling[0] == "ITC1"
    assert totals[falling[1]] < totals["ITC1"]
    named = {name: totals[name] for name in ("ITC1", "DED", "LT", "BE3")}
    assert named == {"ITC1": 34, "DED": 33, "LT": 31, "BE3": 12}
