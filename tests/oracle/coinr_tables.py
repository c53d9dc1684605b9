"""The tables that COINr computed, and its example as a spec."""

from functools import cache
from pathlib import Path

import numpy as np
import polars as pl

from beffroi.analytics.composite.coinr import import_coinr
from beffroi.analytics.composite.pipeline import IndexResult, build_index
from beffroi.analytics.composite.spec import IndexSpec, parse_spec

FOLDER = Path(__file__).resolve().parents[2].parent / "shared" / "oracles" / "coinr"
ABSENT = "needs ../shared/oracles: results of COINr"

CHAIN = ("denominate", "impute", "screen", "treat")


def table_of(name: str) -> pl.DataFrame:
    table = pl.read_csv(FOLDER / f"{name}.csv", null_values=["NA"], infer_schema_length=None)
    return table.with_columns(pl.col("Time").cast(pl.Float64)) if "Time" in table.columns else table


@cache
def written(meta: str = "in_asem_iMeta", data: str = "in_asem_iData") -> str:
    return import_coinr(FOLDER / f"{data}.csv", FOLDER / f"{meta}.csv").spec


def example(*changes: str, meta: str = "in_asem_iMeta", data: str = "in_asem_iData") -> IndexSpec:
    """The example index with steps changed."""
    return parse_spec(written(meta, data), "example", changes)


def only(*kept: str) -> tuple[str, ...]:
    """Changes that leave out the steps before normalising, but for some."""
    return tuple(f"{name}=none" for name in CHAIN if name not in kept)


def built(spec: IndexSpec, data: str) -> IndexResult[pl.DataFrame]:
    """The index on a table of the package; what the spec needs beside it comes from the first table."""
    table = table_of(data)
    wanted = [name for name in (*spec.columns_of_text, *spec.columns_of_numbers) if name not in table.columns]
    if wanted:
        table = table.join(table_of("in_asem_iData").select(spec.unit, *wanted), on=spec.unit, how="left")
    return build_index(spec, table)


def assert_same(
    found: pl.DataFrame, expected: pl.DataFrame, columns: list[str], keys: tuple[str, ...] = ("uCode",)
) -> None:
    found, expected = found.sort(keys), expected.sort(keys)
    for key in keys:
        assert found[key].to_list() == expected[key].to_list()
    for column in columns:
        np.testing.assert_allclose(
            found[column].cast(pl.Float64).to_numpy(),
            expected[column].cast(pl.Float64).to_numpy(),
            rtol=1e-9,
            atol=1e-9,
            err_msg=column,
        )


def uniform_of_r(seed: int, count: int) -> np.ndarray:
    """The first uniform numbers of R after set.seed(seed): the Mersenne twister under R's scrambling of the seed."""
    for _ in range(50):
        seed = (69069 * seed + 1) % 2**32
    words = []
    for _ in range(625):
        seed = (69069 * seed + 1) % 2**32
        words.append(seed)
    twister = np.random.RandomState()
    twister.set_state(("MT19937", np.array(words[1:], dtype=np.uint32), 624))
    return twister.randint(0, 2**32, size=count, dtype=np.uint32) * 2.3283064365386963e-10
