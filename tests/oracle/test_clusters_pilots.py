"""Stars of the ten pilot regions, recomputed with the csv module alone, against the package on the same table."""

import csv
import math
from collections import defaultdict
from pathlib import Path

import polars as pl
import pytest

from beffroi.analytics.clusters.rules import load_rules
from beffroi.analytics.clusters.stars import assign_stars, star_totals

TABLE = Path(__file__).resolve().parents[2].parent / "shared" / "figures" / "persons_employed_by_division.csv"
MEMBERS_2015 = [
    *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "HR", "HU"),
    *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "UK"),
]
PILOTS = {
    "Cantabria": ["ES13"],
    "Centre-Val de Loire": ["FR24"],
    "East & North Finland": ["FI1D"],
    "Hauts-de-France": ["FR22", "FR30"],
    "Lithuania": ["LT"],
    "North-Middle Sweden": ["SE31"],
    "Piemonte": ["ITC1"],
    "Saxony": ["DED2", "DED4", "DED5"],
    "Slovenia": ["SI"],
    "Wallonia": ["BE3"],
}
Cells = dict[tuple[str, str], float | None]

pytestmark = pytest.mark.oracle


@pytest.fixture(scope="module")
def population() -> Cells:
    """NUTS 2 regions of the EU by division, each pilot in the place of its parts; None where a part is missing."""
    if not TABLE.is_file():
        pytest.skip("needs ../shared/figures: the official tables that the built-in figures were made from")
    given: Cells = {}
    with TABLE.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["year"] == "2015" and len(row["nace_r2"]) == 3:
                given[row["geo"], row["nace_r2"]] = float(row["value"]) if row["value"] else None
    divisions = {sector for _, sector in given}
    replaced = tuple(code for codes in PILOTS.values() for code in codes)
    regions = {
        geo
        for geo, _ in given
        if len(geo) == 4 and geo[:2] in MEMBERS_2015 and not geo.endswith("ZZ") and not geo.startswith(replaced)
    }
    cells = {(geo, sector): given.get((geo, sector)) for geo in regions for sector in divisions}
    for name, codes in PILOTS.items():
        for sector in divisions:
            parts = [given.get((code, sector)) for code in codes]
            cells[name, sector] = None if None in parts else math.fsum(part for part in parts if part is not None)
    return cells


def counted_by_hand(cells: Cells) -> dict[str, int]:
    """Stars of each pilot: size, specialisation and focus as eco-2007 words them."""
    region_sum: dict[str, float] = defaultdict(float)
    sector_sum: dict[str, float] = defaultdict(float)
    for (region, sector), value in cells.items():
        region_sum[region] += value or 0
        sector_sum[sector] += value or 0
    whole = sum(region_sum.values())
    stars: dict[str, int] = dict.fromkeys(PILOTS, 0)
    for sector in sector_sum:
        sizes = {region: value for (region, same), value in cells.items() if same == sector and value}
        shares = {region: value / region_sum[region] for region, value in sizes.items()}
        places = math.ceil(len(sizes) / 10)
        for region in sizes.keys() & stars.keys():
            stars[region] += sum(size > sizes[region] for size in sizes.values()) < places
            stars[region] += sum(share > shares[region] for share in shares.values()) < places
            stars[region] += shares[region] / (sector_sum[sector] / whole) >= 2
    return stars


def test_the_package_counts_the_stars_of_the_pilots_as_by_hand(population: Cells) -> None:
    table = pl.DataFrame(
        [(*key, value) for key, value in population.items()],
        schema={"region": pl.String, "sector": pl.String, "value": pl.Float64},
        orient="row",
    )
    totals = star_totals(assign_stars(table, load_rules("eco-2007"))).to_dicts()
    assert {row["region"]: row["stars"] for row in totals if row["region"] in PILOTS} == counted_by_hand(population)


def test_piemonte_is_first_of_the_pilots(population: Cells) -> None:
    stars = counted_by_hand(population)
    assert max(stars.values()) == stars["Piemonte"]
    assert sorted(stars.values())[-2] < stars["Piemonte"]
