"""Location quotients and stars of 1,500 regions × 615 sectors, against plain pandas."""

import time
from collections.abc import Callable
from typing import TypeVar

import numpy as np
import pandas as pd
import polars as pl

from beffroi.analytics.clusters.rules import load_rules
from beffroi.analytics.clusters.stars import assign_stars

REGIONS, SECTORS = 1_500, 615
ROUNDS = 5
FACTOR_WANTED = 5.0
Answer = TypeVar("Answer")


def employment() -> pd.DataFrame:
    """A table like employment by region and sector: skewed, rounded to persons, with zeros and gaps, rows shuffled."""
    random = np.random.default_rng(2019)
    value = np.floor(random.lognormal(4.0, 2.0, REGIONS * SECTORS))
    value[random.random(value.size) < 0.05] = np.nan
    region = np.repeat([f"R{at:04}" for at in range(REGIONS)], SECTORS)
    sector = np.tile([f"S{at:03}" for at in range(SECTORS)], REGIONS)
    order = random.permutation(value.size)
    return pd.DataFrame({"region": region[order], "sector": sector[order], "value": value[order]})


def plain_pandas(table: pd.DataFrame) -> pd.DataFrame:
    """The same columns as an analyst would write them: sums by group, and ranks within the sector."""
    found = table.copy()
    of_region = found.groupby("region")["value"].transform("sum")
    of_sector = found.groupby("sector")["value"].transform("sum")
    found["share"] = found["value"] / of_region
    found["lq"] = found["share"] / (of_sector / found["value"].sum())
    positive = found[["value", "share"]].where(found["value"] > 0)
    sector = positive.groupby(found["sector"])
    counted = np.ceil(0.1 * sector["value"].transform("count") - 1e-9)
    assessed = found["value"].notna()
    found["star_size"] = (sector["value"].rank(method="min", ascending=False) <= counted).where(assessed)
    found["star_specialisation"] = (found["lq"] >= 2.0).where(assessed)
    found["star_focus"] = (sector["share"].rank(method="min", ascending=False) <= counted).where(assessed)
    stars = ["star_size", "star_specialisation", "star_focus"]
    found[stars] = found[stars].astype("Int64")
    found["stars"] = found[stars].sum(axis=1, min_count=1)
    return found


def cpu_seconds(work: Callable[[], Answer]) -> tuple[float, Answer]:
    """The best CPU time of several warm rounds, and the answer."""
    answer = work()
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        answer = work()
        best = min(best, time.process_time() - start)
    return best, answer


def agree(ours: pd.DataFrame, theirs: pd.DataFrame) -> None:
    """A benchmark of different answers would prove nothing."""
    for name in ("share", "lq"):
        np.testing.assert_allclose(ours[name], theirs[name], rtol=1e-12)
    for name in ("star_size", "star_specialisation", "star_focus", "stars"):
        assert ours[name].equals(theirs[name]), name


def as_pandas(answer: pl.DataFrame) -> pd.DataFrame:
    """A polars answer with whole numbers that may be missing, as pandas has them."""
    counts = [name for name in answer.columns if name.startswith("star")]
    return answer.to_pandas().astype(dict.fromkeys(counts, "Int64"))


def run() -> str:
    """Measure both in one process; a Markdown table."""
    rules, table = load_rules("eco-2007"), employment()
    in_polars = pl.from_pandas(table)
    plain, theirs = cpu_seconds(lambda: plain_pandas(table))
    of_pandas, ours = cpu_seconds(lambda: assign_stars(table, rules))
    of_polars, ours_of_polars = cpu_seconds(lambda: assign_stars(in_polars, rules))
    agree(ours, theirs)
    agree(as_pandas(ours_of_polars), theirs)
    lines = ["| What | CPU, s | Times faster | Kept |", "|---|--:|--:|---|", f"| plain pandas | {plain:.2f} | 1 | – |"]
    for name, seconds in (("Beffroi, pandas in and out", of_pandas), ("Beffroi, polars in and out", of_polars)):
        kept = "yes" if plain / seconds >= FACTOR_WANTED else "**no**"
        lines.append(f"| {name} | {seconds:.2f} | {plain / seconds:.1f} | {kept} |")
    note = f"Best of {ROUNDS} warm rounds; wanted: at least {FACTOR_WANTED:.0f} times. All three answers agree."
    return "\n".join([*lines, "", note])


if __name__ == "__main__":
    print(run())
