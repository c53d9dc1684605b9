"""Files of firms for tests, the same in every run."""

from pathlib import Path

import numpy as np
import polars as pl

from beffroi.analytics.microdata.duck import duck
from beffroi.analytics.microdata.job import Job
from beffroi.analytics.microdata.sensitivity import Rules
from beffroi.analytics.microdata.sources import form_of, open_csv, open_parquet
from beffroi.analytics.microdata.table import Aggregated, aggregate, published


def firms(many: int, seed: int = 7, regions: int = 6, sectors: int = 5) -> pl.DataFrame:
    """Firms of skewed size, with wages in cents that no binary fraction holds."""
    random = np.random.default_rng(seed)
    employment = np.ceil(random.lognormal(1.5, 1.4, many)).astype(np.int32)
    return pl.DataFrame(
        {
            "id": [f"E{at:06}" for at in range(many)],
            "firm": random.integers(0, max(many // 2, 1), many),
            "region": [f"R{at}" for at in random.integers(0, regions, many)],
            "sector": [f"S{at}" for at in np.minimum(random.geometric(0.4, many) - 1, sectors - 1)],
            "employment": employment,
            "wages": np.round(employment * random.uniform(20_000, 60_000, many), 2),
        }
    )


def run(job: Job, paths: list[Path], rules: Rules | None = None) -> tuple[Aggregated, pl.DataFrame, pl.DataFrame]:
    """The job on DuckDB: all of it, the table, and its totals."""
    with duck() as engine:
        if form_of(paths) == "parquet":
            sources = open_parquet(job, paths, engine.connection)
        else:
            sources = open_csv(job, paths, separator=None, encoding="utf-8", comma=False)
        done = aggregate(job, sources, engine, engine, rules=rules)
    return done, *published(job, sources, done)
