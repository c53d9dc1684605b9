"""The named alternative: the tables of the profile's indicators worked through in plain pandas, and nothing drawn.

It reads the same Parquet files and computes the same indicators (10) for the same regions (12) in the way of a
notebook: no catalogue, no checks, no reconciliation of region codes, no index, no stars, no document.
"""

import json
from pathlib import Path

import pandas as pd

DATA = Path(__file__).resolve().parents[1] / "src" / "beffroi" / "figures" / "data"
REGIONS = ["BE3", "BE", "ES13", "FRB0", "FI1D", "FRE1", "LT", "SE31", "ITC1", "DED2", "SI", "EU27_2020"]
HIGH_TECH = ["C21", "C26", "J59", "J60", "J61", "J62", "J63", "M72"]


def read(name: str) -> pd.DataFrame:
    """A table of the built-in figures."""
    return pd.read_parquet(DATA / f"{name}.parquet")


def latest(table: pd.DataFrame) -> dict[str, float]:
    """The last value of each region."""
    held = table.dropna(subset=["value"]).sort_values("year").groupby("region", observed=True)["value"].last()
    return {region: float(held[region]) for region in REGIONS if region in held}


def shares(table: pd.DataFrame, part: pd.Series, whole: pd.Series) -> dict[str, float]:
    """The percentage of one selection in another, in the last year."""
    newest = table["year"] == table["year"].max()
    above = table[part & newest].groupby("region", observed=True)["value"].sum(min_count=1)
    below = table[whole & newest].groupby("region", observed=True)["value"].sum(min_count=1)
    found = 100 * above / below
    return {region: float(found[region]) for region in REGIONS if region in found}


def indicators() -> dict[str, dict[str, float]]:
    """Indicators by region."""
    gdp, employed, education = read("gdp"), read("employed"), read("employed_by_education")
    persons, scoreboard, research = read("persons_employed"), read("ris"), read("rd_personnel")
    sector = persons["sector"].astype(str)
    sections = sector.str.len().eq(1) | sector.eq("S95")
    return {
        "gdp_per_head_eur": latest(gdp[gdp["unit"] == "EUR_HAB"]),
        "gdp_per_head_pps": latest(gdp[gdp["unit"] == "PPS_HAB_EU27_2020"]),
        "employed": latest(employed[employed["age"] == "Y15-64"]),
        "unemployed": latest(read("unemployed")),
        "tertiary_share": shares(education, education["isced11"] == "ED5-8", education["isced11"] == "TOTAL"),
        "manufacturing_share": shares(persons, sector == "C", sections),
        "adult_learning_rate": latest(read("adult_learning")),
        "high_tech_share": shares(persons, sector.isin(HIGH_TECH), sections),
        "business_rd": latest(scoreboard[scoreboard["indicator"] == "2.2.1"].rename(columns={"zone": "region"})),
        "rd_personnel": latest(research),
    }


if __name__ == "__main__":
    print(json.dumps(indicators()))
