"""`beffroi microdata aggregate`: from one file a firm to the table of regions and sectors."""

import io
import json
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
import polars as pl

from beffroi import __version__
from beffroi.analytics.errors import InputError
from beffroi.analytics.files import write_files
from beffroi.analytics.microdata.disclosure import Controlled
from beffroi.analytics.microdata.duck import MEMORY_MB, Duck, duck
from beffroi.analytics.microdata.faults import Lists
from beffroi.analytics.microdata.job import Job, parse_job
from beffroi.analytics.microdata.sensitivity import Rules
from beffroi.analytics.microdata.sources import ENCODINGS, Sources, find_files, form_of, open_csv, open_parquet
from beffroi.analytics.microdata.spark import LOCAL, spark
from beffroi.analytics.microdata.table import Aggregated, aggregate, published
from beffroi.analytics.tables import read_table

LEAST_MEMORY = 100


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILES…")
@click.option("--by", default="region,sector", show_default=True, help="Columns of region and sector, as NAME=COLUMN.")
@click.option(
    "--measures",
    default="employment,wages,firms",
    show_default=True,
    help="What is summed (the first is the value), wages, and firms to count; as NAME=COLUMN.",
)
@click.option(
    "--engine", type=click.Choice(["duckdb", "spark"]), default="duckdb", show_default=True, help="What runs it."
)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The table to write, .csv or .parquet.")
@click.option("--id", "identity", help="Column that may not repeat, such as the number of the establishment.")
@click.option("--firm", help="Column whose rows are one contributor, such as the number of the enterprise.")
@click.option(
    "--regions", type=click.Path(path_type=Path), help="CSV table with a column region: the codes that may stand."
)
@click.option(
    "--sectors", type=click.Path(path_type=Path), help="CSV table with a column sector: the codes that may stand."
)
@click.option(
    "--unknown",
    type=click.Choice(["refuse", "set-aside"]),
    default="refuse",
    show_default=True,
    help="What becomes of rows with other codes.",
)
@click.option(
    "--missing",
    type=click.Choice(["refuse", "cell"]),
    default="refuse",
    show_default=True,
    help="What an empty measure does: end the command, or leave its cell without a figure.",
)
@click.option("--separator", help="Between two cells of CSV; found from the header where it is not given.")
@click.option("--decimal", type=click.Choice(["point", "comma"]), default="point", show_default=True, help="In CSV.")
@click.option("--encoding", type=click.Choice(list(ENCODINGS)), default="utf-8", show_default=True, help="Of CSV.")
@click.option("--minimum", type=int, default=3, show_default=True, help="Least contributors of a published cell.")
@click.option(
    "--dominance",
    default="2:85",
    show_default=True,
    metavar="N:K|none",
    help="Suppress where the N largest hold more than K percent.",
)
@click.option(
    "--p-percent",
    default="10",
    show_default=True,
    metavar="P|none",
    help="Suppress where the second largest knows the largest to P percent.",
)
@click.option("--no-disclosure", is_flag=True, help="Leave disclosure control out; for tables that stay inside.")
@click.option("--memory", type=int, default=MEMORY_MB, show_default=True, help="Megabytes that DuckDB may reserve.")
@click.option("--master", default=LOCAL, show_default=True, help="The Spark to ask, such as spark://host:7077.")
def aggregate_microdata(files: tuple[str, ...], out: Path, engine: str, **options: Any) -> None:
    """Sum FILES of firms or establishments (Parquet or CSV) by region and sector, with disclosure control."""
    if out.suffix not in (".csv", ".parquet"):
        raise InputError(f"--out {out}: name a file that ends in .csv or .parquet.")
    if options["memory"] < LEAST_MEMORY:
        raise InputError(f"--memory: {options['memory']} MB do not suffice; give {LEAST_MEMORY} or more.")
    job = parse_job(
        options["by"],
        options["measures"],
        identity=options["identity"],
        firm=options["firm"],
        missing=options["missing"],
    )
    rules = None if options["no_disclosure"] else _rules(options)
    lists = _lists(options["regions"], options["sectors"])
    with ExitStack() as stack:
        local = stack.enter_context(duck(options["memory"]))
        sources = _sources(job, files, options, local)
        runner = local if engine == "duckdb" else stack.enter_context(spark(options["master"]))
        done = aggregate(job, sources, runner, local, rules=rules, lists=lists, unknown=options["unknown"])
    run = _record(job, sources, rules, engine, done)
    for path in write_files(out.parent, _contents(out, job, sources, done, run)):
        click.echo(path)
    click.echo(_closing(done))


def _sources(job: Job, files: tuple[str, ...], options: dict[str, Any], local: Duck) -> Sources:
    found = find_files(files)
    if form_of(found) == "parquet":
        return open_parquet(job, found, local.connection)
    separator = options["separator"]
    if separator is not None and len(separator := separator.replace("\\t", "\t")) != 1:
        raise InputError(f"--separator: '{separator}' is not one sign; give one, such as ';'.")
    comma = options["decimal"] == "comma"
    return open_csv(job, found, separator=separator, encoding=options["encoding"], comma=comma)


def _rules(options: dict[str, Any]) -> Rules:
    dominance, percent = options["dominance"], options["p_percent"]
    try:
        pair = None if dominance == "none" else dominance.split(":")
        parsed = None if pair is None else (int(pair[0]), float(pair[1]))
    except (ValueError, IndexError):
        raise InputError(f"--dominance: '{dominance}' is no rule; write N:K, such as 2:85, or none.") from None
    try:
        share = None if percent == "none" else float(percent)
    except ValueError:
        raise InputError(f"--p-percent: '{percent}' is no share; write a number, such as 10, or none.") from None
    return Rules(options["minimum"], parsed, share)


def _lists(regions: Path | None, sectors: Path | None) -> Lists:
    return Lists(
        None if regions is None else _codes(regions, "region"),
        None if sectors is None else _codes(sectors, "sector"),
        str(regions or ""),
        str(sectors or ""),
    )


def _codes(path: Path, column: str) -> frozenset[str]:
    return frozenset(read_table(path, required=(column,), key=(column,), others="text")[column].to_list())


def _record(job: Job, sources: Sources, rules: Rules | None, engine: str, done: Aggregated) -> dict[str, Any]:
    """What regenerates the table: no path of the machine, no date."""
    controlled = done.controlled
    return {
        "beffroi": __version__,
        "engine": engine,
        "job": {**asdict(job), "only": None},
        "files": [{"file": path.name, "bytes": path.stat().st_size} for path in sources.files],
        "rows": done.grid.rows,
        "regions": len(done.grid.regions),
        "sectors": len(done.grid.sectors),
        "disclosure": None if rules is None else {**asdict(rules), **_counts(controlled)},
        "notes": list(done.notes),
    }


def _counts(controlled: Controlled | None) -> dict[str, int]:
    if controlled is None:
        return {}
    return {"primary": controlled.primary, "complementary": controlled.complementary, "narrow": controlled.narrow}


def _contents(out: Path, job: Job, sources: Sources, done: Aggregated, run: dict[str, Any]) -> dict[str, bytes | str]:
    """The table, its totals, the log of suppression where there is one, and the record."""
    cells, totals = published(job, sources, done)
    contents: dict[str, bytes | str] = {
        out.name: _written(cells, out.suffix),
        f"{out.stem}-totals.csv": _written(totals, ".csv"),
    }
    if done.controlled is not None:
        contents[f"{out.stem}-disclosure.csv"] = done.controlled.log.write_csv()
    contents[f"{out.stem}-run.json"] = json.dumps(run, indent=2, ensure_ascii=False) + "\n"
    return contents


def _written(table: pl.DataFrame, suffix: str) -> bytes | str:
    if suffix == ".csv":
        return table.write_csv()
    stream = io.BytesIO()
    amounts = [name for name in ("value", "wages") if name in table]
    table.with_columns(pl.col(name).cast(pl.Decimal(38, 6)) for name in amounts).write_parquet(stream)
    return stream.getvalue()


def _closing(done: Aggregated) -> str:
    """How much there is, how much is left out, and what a reader must know."""
    grid, controlled = done.grid, done.controlled
    said = [f"{grid.rows:,} rows; {len(grid.regions):,} regions, {len(grid.sectors):,} sectors."]
    if controlled is None:
        said.append("No disclosure control: this table is not to be published.")
    else:
        said.append(f"Suppressed: {controlled.primary:,} primary, {controlled.complementary:,} complementary.")
    return "\n".join([*said, *(f"Note: {note}." for note in done.notes)])
