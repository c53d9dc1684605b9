"""`beffroi complexity`: complexity and relatedness of the regions and sectors of any table of employment."""

import json
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

import click
import numpy as np
import polars as pl

from beffroi import __version__
from beffroi.analytics.clusters.suppressed import estimate_suppressed
from beffroi.analytics.concentration.tables import concentration_tables
from beffroi.analytics.errors import InputError
from beffroi.analytics.files import write_files
from beffroi.analytics.matrix import to_matrix
from beffroi.analytics.messages import Message
from beffroi.analytics.relatedness.complexity import SCALES, Scale
from beffroi.analytics.relatedness.density import Own
from beffroi.analytics.relatedness.proximity import RULES, Kind
from beffroi.analytics.relatedness.tables import ComplexityTables, Conventions, complexity_tables
from beffroi.analytics.tables import read_table

BESIDE = ("wage", "wages", "firms", "status")
"""What a table made from microdata has beside the value."""


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
@click.option(
    "--totals",
    type=click.Path(path_type=Path),
    help="CSV table region,sector,value, one of the first two '*': estimate missing cells from these totals.",
)
@click.option("--anchor", type=click.Path(path_type=Path), help="CSV table region,value with which complexity rises.")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    help="Folder for regions.csv, sectors.csv, cells.csv and run.json, made if absent.",
)
def complexity(
    employment: Path,
    threshold: float,
    kind: Kind,
    own: Own,
    scale: Scale,
    ddof: str,
    anchor: Path | None,
    totals: Path | None,
    out: Path,
) -> None:
    """Complexity of regions and sectors, and relatedness of each pair of them, from a table of employment."""
    conventions = Conventions(threshold, scale, int(ddof), kind, own)
    table = read_employment(employment)
    known = None if anchor is None else read_anchor(anchor, table)
    filled, notes = (table, []) if totals is None else estimated(totals, table)
    found = analysed(employment, filled, conventions, known)
    spread = concentration_tables(filled)
    cells = (
        found.cells if totals is None else found.cells.join(filled.drop("value"), on=["region", "sector"], how="left")
    )
    notes += found.notes
    run = {
        "beffroi": __version__,
        "conventions": asdict(conventions),
        "employment": {
            "file": employment.name,
            "sha256": sha256(employment.read_bytes()).hexdigest(),
            "rows": table.height,
        },
        "anchor": None if anchor is None else {"file": anchor.name, "sha256": sha256(anchor.read_bytes()).hexdigest()},
        "totals": None if totals is None else {"file": totals.name, "sha256": sha256(totals.read_bytes()).hexdigest()},
        "notes": notes,
    }
    contents = {
        "regions.csv": beside(found.regions, spread.regions).write_csv(),
        "sectors.csv": beside(found.sectors, spread.sectors).write_csv(),
        "cells.csv": cells.write_csv(),
        "run.json": json.dumps(run, indent=2, ensure_ascii=False) + "\n",
    }
    for path in write_files(out, contents):
        click.echo(path)
    click.echo("\n".join([closing(found), *(f"Note: {note}." for note in notes)]))


def read_employment(path: Path) -> pl.DataFrame:
    """The table, checked; the same that the map of clusters takes."""
    return read_table(
        path,
        required=("region", "sector", "value"),
        optional=BESIDE,
        non_negative=("value", "wage", "wages", "firms"),
        key=("region", "sector"),
    )


def read_anchor(path: Path, table: pl.DataFrame) -> dict[str, float]:
    """The value of each region that has one; at least two of the table must have."""
    given = read_table(path, required=("region", "value"), numeric=("value",), key=("region",), others="text")
    held = given.drop_nulls("value").filter(pl.col("region").is_in(table["region"].unique().to_list()))
    if held.height < 2:
        raise InputError(f"{path}: {held.height} regions of the table of employment have a value; give at least two.")
    return dict(held.select("region", "value").iter_rows())


def estimated(path: Path, table: pl.DataFrame) -> tuple[pl.DataFrame, list[Message]]:
    """Every cell, missing ones estimated from the totals of a file, marked and with their bounds."""
    given = read_table(
        path,
        required=("region", "sector", "value"),
        optional=BESIDE,
        non_negative=("value",),
        key=("region", "sector"),
    ).drop_nulls("value")
    given = given.filter((pl.col("region") != "*") | (pl.col("sector") != "*")).select("region", "sector", "value")
    wrong = given.filter((pl.col("region") == "*") == (pl.col("sector") == "*"))
    if wrong.height:
        region, sector = wrong.row(0)[:2]
        raise InputError(f"{path}: region {region}, sector {sector} is no total; write '*' for one of the two.")
    matrix = to_matrix(table, "region", "sector", "value")
    of_region = dict(given.filter(pl.col("sector") == "*").select("region", "value").iter_rows())
    of_sector = dict(given.filter(pl.col("region") == "*").select("sector", "value").iter_rows())
    rows = np.array([of_region.get(name, np.nan) for name in matrix.regions], dtype=float)
    columns = np.array([of_sector.get(name, np.nan) for name in matrix.sectors], dtype=float)
    try:
        found = estimate_suppressed(matrix.values, rows, columns, names=(matrix.regions, matrix.sectors))
    except InputError as error:
        raise InputError(f"{path}: {error}") from None
    filled = pl.DataFrame(
        {
            "region": np.repeat(matrix.regions, len(matrix.sectors)),
            "sector": np.tile(matrix.sectors, len(matrix.regions)),
            "value": found.values.ravel(),
            "estimated": found.estimated.ravel().astype(np.int8),
            "low": found.low.ravel(),
            "high": found.high.ravel(),
        }
    )
    return filled.with_columns(pl.col("value", "low", "high").fill_nan(None)), list(found.notes)


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
