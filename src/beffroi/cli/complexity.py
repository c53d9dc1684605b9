"""`beffroi complexity`: complexity and relatedness of the regions and sectors of any table of employment."""

import json
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

import click
import polars as pl

from beffroi import __version__
from beffroi.analytics.concentration.tables import concentration_tables
from beffroi.analytics.errors import InputError
from beffroi.analytics.files import write_files
from beffroi.analytics.relatedness.complexity import SCALES, Scale
from beffroi.analytics.relatedness.density import Own
from beffroi.analytics.relatedness.proximity import RULES, Kind
from beffroi.analytics.relatedness.tables import ComplexityTables, Conventions, complexity_tables
from beffroi.analytics.tables import read_table


@click.command()
@click.option(
    "--employment",
    required=True,
    type=click.Path(path_type=Path),
    help="CSV table region,sector,value; an empty value is missing.",
)
@click.option("--threshold", type=float, default=1.0, show_default=True, help="Quotient from which it is specialised.")
@click.option(
    "--proximity",
    "kind",
    type=click.Choice(list(RULES)),
    default="minimum",
    show_default=True,
    help="Kind of proximity.",
)
@click.option(
    "--own",
    type=click.Choice(["in", "out"]),
    default="in",
    show_default=True,
    help="Whether a sector counts in its own density.",
)
@click.option(
    "--scale",
    type=click.Choice(list(SCALES)),
    default="mean_of_sectors",
    show_default=True,
    help="Scale of the complexity of sectors.",
)
@click.option("--ddof", type=click.Choice(["0", "1"]), default="0", show_default=True, help="Of standard deviations.")
@click.option("--anchor", type=click.Path(path_type=Path), help="CSV table region,value with which complexity rises.")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    help="Folder for regions.csv, sectors.csv, cells.csv and run.json, made if absent.",
)
def complexity(
    employment: Path, threshold: float, kind: Kind, own: Own, scale: Scale, ddof: str, anchor: Path | None, out: Path
) -> None:
    """Complexity of regions and sectors, and relatedness of each pair of them, from a table of employment."""
    conventions = Conventions(threshold, scale, int(ddof), kind, own)
    table = read_employment(employment)
    known = None if anchor is None else read_anchor(anchor, table)
    found = analysed(employment, table, conventions, known)
    spread = concentration_tables(table)
    run = {
        "beffroi": __version__,
        "conventions": asdict(conventions),
        "employment": {
            "file": employment.name,
            "sha256": sha256(employment.read_bytes()).hexdigest(),
            "rows": table.height,
        },
        "anchor": None if anchor is None else {"file": anchor.name, "sha256": sha256(anchor.read_bytes()).hexdigest()},
        "notes": found.notes,
    }
    contents = {
        "regions.csv": beside(found.regions, spread.regions).write_csv(),
        "sectors.csv": beside(found.sectors, spread.sectors).write_csv(),
        "cells.csv": found.cells.write_csv(),
        "run.json": json.dumps(run, indent=2, ensure_ascii=False) + "\n",
    }
    for path in write_files(out, contents):
        click.echo(path)
    click.echo("\n".join([closing(found), *(f"Note: {note}." for note in found.notes)]))


def read_employment(path: Path) -> pl.DataFrame:
    """The table, checked; the same that the map of clusters takes."""
    return read_table(
        path,
        required=("region", "sector", "value"),
        optional=("wage",),
        non_negative=("value", "wage"),
        key=("region", "sector"),
    )


def read_anchor(path: Path, table: pl.DataFrame) -> dict[str, float]:
    """The value of each region that has one; at least two of the table must have."""
    given = read_table(path, required=("region", "value"), numeric=("value",), key=("region",), others="text")
    held = given.drop_nulls("value").filter(pl.col("region").is_in(table["region"].unique().to_list()))
    if held.height < 2:
        raise InputError(f"{path}: {held.height} regions of the table of employment have a value; give at least two.")
    return dict(held.select("region", "value").iter_rows())


def analysed(
    path: Path, table: pl.DataFrame, conventions: Conventions, anchor: dict[str, float] | None
) -> ComplexityTables[pl.DataFrame]:
    """The three tables; what is wrong with the numbers names the file."""
    try:
        return complexity_tables(table, conventions, anchor=anchor)
    except InputError as error:
        raise InputError(f"{path}: {error}") from None


def beside(complex_: pl.DataFrame, spread: pl.DataFrame) -> pl.DataFrame:
    """Two tables of the same regions, or sectors, in the same order as one."""
    return complex_.hstack(spread.drop(spread.columns[0]))


def closing(found: ComplexityTables[pl.DataFrame]) -> str:
    """How much there is, and who is at either end."""
    ranked = found.regions.drop_nulls("eci").sort("eci", descending=True)["region"]
    said = f"{found.regions.height} regions, {found.sectors.height} sectors"
    return (
        f"{said}; most complex: {ranked[0]}, least: {ranked[-1]}." if len(ranked) else f"{said}; no complexity index."
    )
