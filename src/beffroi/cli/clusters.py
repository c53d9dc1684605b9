"""`beffroi clusters map`: location quotients and stars of any table of employment."""

import json
import math
from pathlib import Path
from typing import Any

import click
import polars as pl

from beffroi import __version__
from beffroi.analytics.clusters.declared import checksum
from beffroi.analytics.clusters.rules import StarRules, load_rules, rules_path
from beffroi.analytics.clusters.schemes import Scheme, load_scheme, scheme_path
from beffroi.analytics.clusters.stars import assign_stars, star_notes, star_totals
from beffroi.analytics.errors import InputError
from beffroi.analytics.files import write_files
from beffroi.analytics.messages import Message
from beffroi.analytics.tables import read_table

LINE = "line of the file"
DEFAULT_SCHEME = "nace-divisions"


@click.command()
@click.option(
    "--employment",
    required=True,
    type=click.Path(path_type=Path),
    help="CSV table region,sector,value[,wage]; an empty value is missing.",
)
@click.option("--rules", "rules_name", default="eco-2007", show_default=True, help="eco-2007, eocic, or a YAML file.")
@click.option(
    "--scheme", "scheme_name", help="nace-divisions (the default where all sectors are NACE divisions) or a CSV file."
)
@click.option("--minimum-size", type=float, help="Smallest value that can earn a star, in place of the rules' own.")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    help="Folder for lq.csv, totals.csv and run.json, made if absent.",
)
def map_clusters(
    employment: Path, rules_name: str, scheme_name: str | None, minimum_size: float | None, out: Path
) -> None:
    """Location quotients and cluster stars of every region and sector of a table."""
    rules = _with_minimum(load_rules(rules_name), minimum_size)
    given, scheme_name = _read(employment, scheme_name)
    scheme = None if scheme_name is None else load_scheme(scheme_name)
    table, stars = _starred(employment, given, scheme, rules)
    totals = star_totals(stars)
    notes = [*_gathering(given, table, scheme), *star_notes(table, rules)]
    run = {
        "beffroi": __version__,
        "rules": {**rules.model_dump(mode="json"), **_file(rules_path(rules_name))},
        "minimum_size": rules.minimum_size,
        "scheme": None if scheme_name is None else _record(scheme_name, table),
        "employment": {**_file(employment), "rows": given.height},
        "notes": notes,
    }
    contents = {
        "lq.csv": stars.write_csv(),
        "totals.csv": totals.write_csv(),
        "run.json": json.dumps(run, indent=2, ensure_ascii=False) + "\n",
    }
    for path in write_files(out, contents):
        click.echo(path)
    click.echo(_closing(totals, rules, notes))


def _with_minimum(rules: StarRules, minimum_size: float | None) -> StarRules:
    """The rules with the user's own minimum size."""
    if minimum_size is None:
        return rules
    if not math.isfinite(minimum_size) or minimum_size < 0:
        raise InputError(f"--minimum-size: {minimum_size:g} is no size; give zero or a positive number.")
    return rules.model_copy(update={"minimum_size": minimum_size})


def _read(path: Path, scheme_name: str | None) -> tuple[pl.DataFrame, str | None]:
    """The table, and the scheme by name or path that holds every sector of it; None where there is none."""
    scheme = None if scheme_name is None else load_scheme(scheme_name)
    table = read_table(
        path,
        required=("region", "sector", "value"),
        optional=("wage", "wages", "firms", "status"),
        non_negative=("value", "wage", "wages", "firms"),
        key=("region", "sector"),
        line_column=LINE,
    )
    sectors = table["sector"].unique(maintain_order=True).to_list()
    if scheme is None:
        divisions = load_scheme(DEFAULT_SCHEME).unknown(sectors) is None
        return table.drop(LINE), DEFAULT_SCHEME if divisions else None
    outside = scheme.unknown(sectors)
    if outside is not None:
        line = table.filter(pl.col("sector") == outside)[LINE][0]
        raise InputError(
            f"{path}, line {line}, column sector: '{outside}' is not in scheme {scheme.id}; "
            "add it to the scheme, or take it out of the table."
        )
    return table.drop(LINE), scheme_name


def _starred(
    path: Path, given: pl.DataFrame, scheme: Scheme | None, rules: StarRules
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The table in the sectors of the scheme, and its stars; what is wrong with its numbers names the file."""
    try:
        table = given if scheme is None else scheme.apply(given)
        return table, assign_stars(table, rules)
    except InputError as error:
        raise InputError(f"{path}: {error}") from None


def _file(path: Path) -> dict[str, str]:
    return {"file": path.name, "sha256": checksum(path)}


def _record(name: str, table: pl.DataFrame) -> dict[str, Any]:
    """The scheme, and the names that it gives to the sectors of the results."""
    scheme = load_scheme(name)
    named = {sector: scheme.name(sector) for sector in table["sector"].unique(maintain_order=True)}
    return {"id": scheme.id, "sectors": len(scheme.sectors), **_file(scheme_path(name)), "names": named}


def _gathering(given: pl.DataFrame, table: pl.DataFrame, scheme: Scheme | None) -> list[Message]:
    """What the scheme did to the table."""
    if scheme is None:
        return [Message("sectors are taken as they are: not all of them are NACE divisions and no scheme is named")]
    if table.select("region", "sector").equals(given.select("region", "sector")):
        return []
    said = "gathered from codes into sectors of scheme {scheme}: {rows} rows of codes, {sectors} of its sectors"
    notes = [Message(said, rows=given.height, sectors=table["sector"].n_unique(), scheme=scheme.id)]
    shared = scheme.shared(given["sector"].unique(maintain_order=True).to_list())
    if shared:
        said = (
            "{count} of the codes are counted in several sectors of scheme {scheme}, and so more than once in the sums"
        )
        notes.append(Message(said, count=len(shared), scheme=scheme.id))
    if table["value"].null_count():
        notes.append(Message("a sector is missing in a region where one of its codes does not report"))
    return notes


def _closing(totals: pl.DataFrame, rules: StarRules, notes: list[Message]) -> str:
    """The outcome, and what a reader must know."""
    counted = f"{rules.id}: {totals['stars'].sum()} stars in {totals.height} regions."
    return "\n".join([counted, *(f"Note: {note}." for note in notes)])
