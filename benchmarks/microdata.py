"""Firms to 1,500 × 615 cells, against the raw DuckDB query.

`python -m benchmarks.microdata FIRMS` measures another number of them.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from beffroi.analytics.microdata import query
from beffroi.analytics.microdata.duck import Duck, duck
from beffroi.analytics.microdata.job import parse_job
from beffroi.analytics.microdata.sensitivity import Rules
from beffroi.analytics.microdata.sources import open_parquet
from beffroi.analytics.microdata.table import aggregate

FIRMS = 50_000_000
ROUNDS = 3
FACTOR_WANTED = 1.1
MEGABYTES_WANTED = 600
UNIFORM = "(hash(i * {0} + 5) % 1000003 + 1) / 1000004.0"
SKEWED = f"exp(1.3 * sqrt(-2 * ln({UNIFORM.format(3)})) * cos(2 * pi() * {UNIFORM.format(11)}))"


def write_firms(path: Path, many: int) -> None:
    """Firms of skewed size spread at random, written as a stream: never in memory as a whole."""
    with duck() as engine:
        engine.connection.execute(
            f"COPY (SELECT i AS id, format('R{{:04d}}', hash(i) % 1500) AS region, "
            f"format('S{{:03d}}', hash(i * 7 + 1) % 615) AS sector, CAST(ceil(3 * {SKEWED}) AS INTEGER) AS employment, "
            f"ceil(3 * {SKEWED}) * (20000 + hash(i * 5) % 4000000 / 100.0) AS wages FROM range({many}) AS firms(i)) "
            f"TO '{path}' (FORMAT parquet, COMPRESSION zstd)"
        )


def cpu_seconds(work: Callable[[], object]) -> float:
    """CPU time of all threads of this process."""
    start = time.process_time()
    work()
    return time.process_time() - start


def peak_megabytes(path: Path, folder: Path) -> float:
    """The most memory that the whole command holds at any time, disclosure control and writing included."""
    words = [sys.executable, "-m", "beffroi", "microdata", "aggregate", str(path), "--out", str(folder / "table.csv")]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return used.ru_maxrss / 1024


def measured(path: Path, engine: Duck) -> tuple[dict[str, float], pl.DataFrame, pl.DataFrame]:
    """CPU seconds of each, the best of some rounds by turns, and both answers."""
    job = parse_job("region,sector", "employment,wages,firms")
    sources = open_parquet(job, [path], engine.connection)
    engine.read(sources)
    raw = (
        "SELECT region, sector, count(*) AS firms, sum(employment) AS employment, sum(wages) AS wages "
        f"FROM read_parquet('{path}') GROUP BY region, sector"
    )
    both = raw.replace("FROM", ", max(employment, 2) AS most, max(wages, 2) AS paid FROM")
    sums = query.totals(job, sources, largest=False)
    works: dict[str, Callable[[], object]] = {
        "raw query: sums": lambda: engine.answer(raw),
        "Beffroi: sums, every value checked": lambda: engine.answer(sums),
        "raw query: sums and the two largest": lambda: engine.answer(both),
        "Beffroi: sums, checks, disclosure control": lambda: aggregate(job, sources, engine, engine, rules=Rules()),
    }
    best = dict.fromkeys(works, float("inf"))
    for _ in range(ROUNDS):
        for name, work in works.items():
            best[name] = min(best[name], cpu_seconds(work))
    return best, engine.answer(raw), engine.answer(sums)


def agree(theirs: pl.DataFrame, ours: pl.DataFrame) -> None:
    """A benchmark of different answers would prove nothing; the raw sums of floating numbers are not exact."""
    joined = theirs.join(ours, on=["region", "sector"], how="full", coalesce=True)
    assert joined.height == theirs.height == ours.height
    assert (joined["firms"] == joined["firms_right"]).all()
    assert (joined["employment"].cast(pl.Int64) == joined["sum0"]).all()
    assert ((joined["wages"] - joined["sum1"] / 10_000).abs() <= 1e-9 * joined["wages"] + 0.01).all()


def run(many: int = FIRMS) -> str:
    """Measure all in one process, and the memory of the command in one of its own; a Markdown table."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "firms.parquet")
        write_firms(path, many)
        memory = peak_megabytes(path, Path(folder))
        with duck(4_000) as engine:
            best, theirs, ours = measured(path, engine)
    agree(theirs, ours)
    raw = best["raw query: sums"]
    lines = [f"| {many:,} firms | CPU, s | Times the raw query |", "|---|--:|--:|"]
    lines += [f"| {name} | {seconds:.2f} | {seconds / raw:.2f} |" for name, seconds in best.items()]
    ratio = best["Beffroi: sums, every value checked"] / raw
    kept = "yes" if ratio <= FACTOR_WANTED else "**no**"
    bounded = "yes" if memory <= MEGABYTES_WANTED else "**no**"
    note = (
        f"Best of {ROUNDS} rounds by turns. Sums: wanted at most {FACTOR_WANTED} times the raw query; kept: {kept}.\n"
        f"Peak memory of the whole command: {memory:.0f} MB; wanted: at most {MEGABYTES_WANTED}; kept: {bounded}. "
        "The sums agree."
    )
    return "\n".join([*lines, "", note])


if __name__ == "__main__":
    print(run(int(sys.argv[1]) if len(sys.argv) > 1 else FIRMS))
