"""`beffroi index`: build a composite index from a spec and a table; specs from the tables of COINr."""

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import click
import polars as pl

from beffroi.analytics.composite.coinr import MISSING, import_coinr
from beffroi.analytics.composite.pipeline import IndexResult, build_index
from beffroi.analytics.composite.spec import IndexSpec, load_spec, spec_path
from beffroi.analytics.errors import InputError
from beffroi.analytics.files import write_files
from beffroi.analytics.tables import read_table

LINE = " line"
"""The column of lines while a table is read; no header has a name that begins with a blank."""


@click.command()
@click.argument("spec")
@click.option(
    "--data",
    "data",
    required=True,
    type=click.Path(path_type=Path),
    help="CSV table: a column of units and one column an indicator.",
)
@click.option(
    "--out",
    "out",
    required=True,
    type=click.Path(path_type=Path),
    help="Folder for a table a step (imputed, treated, normalised, scores, ranks) and run.json, made if absent.",
)
@click.option(
    "--set",
    "changes",
    multiple=True,
    metavar="STEP.KEY=VALUE",
    help="Change a step of the spec, such as normalise.method=zscore; STEP=none leaves it out. May be repeated.",
)
def build(spec: str, data: Path, out: Path, changes: tuple[str, ...]) -> None:
    """Build the composite index that SPEC (a YAML file, or industrial-change) declares, from a table."""
    declared = load_spec(spec, changes)
    given = read_data(data, declared, spec)
    result = _built(declared, given, spec, data)
    run = {
        **result.run,
        "spec_file_sha256": sha256(spec_path(spec).read_bytes()).hexdigest(),
        "data": {"file": data.name, "sha256": sha256(data.read_bytes()).hexdigest(), "columns_not_used": given.unused},
        "changes": list(changes),
        "coverage": _coverage(declared, result),
    }
    tables = {
        "imputed": result.imputed,
        "treated": result.treated,
        "normalised": result.normalised,
        "scores": result.scores,
        "ranks": result.ranks,
    }
    contents = {
        **{f"{name}.csv": table.write_csv() for name, table in tables.items()},
        "run.json": json.dumps(run, indent=2, ensure_ascii=False) + "\n",
    }
    for path in write_files(out, contents):
        click.echo(path)
    click.echo(_closing(declared, result))


@click.command()
@click.argument("data", type=click.Path(path_type=Path))
@click.argument("meta", type=click.Path(path_type=Path))
@click.option(
    "--out",
    "out",
    required=True,
    type=click.Path(path_type=Path),
    help="The spec to write, such as spec.yaml; its data go beside it as spec.csv.",
)
def convert(data: Path, meta: Path, out: Path) -> None:
    """Turn the tables iData (DATA) and iMeta (META) of the R package COINr into a spec and its data."""
    if out.suffix not in (".yaml", ".yml"):
        raise InputError(f"--out {out}: a spec is a YAML file; name one that ends in .yaml.")
    made = import_coinr(data, meta)
    contents = {out.name: made.spec, out.with_suffix(".csv").name: made.data.write_csv()}
    for path in write_files(out.parent, contents):
        click.echo(path)


class Data(NamedTuple):
    """The table of an index, the columns that the spec does not use, and the line of each row in the file."""

    table: pl.DataFrame
    unused: list[str]
    lines: list[int]


def read_data(path: Path, spec: IndexSpec, name: str) -> Data:
    """The table of a file, checked; unused are names beside codes and other indicators."""
    required = [*spec.columns_of_text, *spec.columns_of_numbers]
    table = read_table(
        path,
        required=required,
        numeric=spec.columns_of_numbers,
        key=[spec.unit] if spec.time is None else [spec.unit, spec.time],
        others="text",
        wanted_by=f"spec {name}",
        line_column=LINE,
        missing=MISSING if spec.compat == "coinr" else (),
    )
    if spec.time is not None and (table[spec.time] % 1 == 0).all():
        table = table.with_columns(pl.col(spec.time).cast(pl.Int64))  # a year is no decimal number
    unused = [column for column in table.columns if column not in required and column != LINE]
    return Data(table.select(required), unused, table[LINE].to_list())


def _built(spec: IndexSpec, given: Data, name: str, data: Path) -> IndexResult[pl.DataFrame]:
    """The index; what is wrong between spec and table names both files."""
    try:
        return build_index(spec, given.table, lines=given.lines)
    except InputError as error:
        raise InputError(f"spec {name} on {data}: {error}") from None


def _coverage(spec: IndexSpec, result: IndexResult[pl.DataFrame]) -> dict[str, dict[str, Any]]:
    """For each node, how many units have a score, how many of them on all its children, and why if none has."""
    reasons = result.run["missing"]
    return {
        node: {
            "units_scored": result.scores[node].count(),
            "of_them_complete": result.coverage.filter(pl.col(node) >= 1).height,
            "units_missing": result.scores[node].null_count(),
            "missing_reason": reasons.get(node),
        }
        for node in spec.columns
    }


def _closing(spec: IndexSpec, result: IndexResult[pl.DataFrame]) -> str:
    """The outcome, and what is missing for everybody."""
    scores, total = result.scores, spec.total
    said = [f"{spec.title.en}: {scores[total].count()} of {scores.height} units have a total."]
    said += [f"Missing: {name} ({reason})." for name, reason in _named(spec, result.run["missing"])]
    return "\n".join(said)


def _named(spec: IndexSpec, reasons: dict[str, str]) -> Sequence[tuple[str, str]]:
    return [(spec.nodes[name].label.en if name in spec.nodes else name, reason) for name, reason in reasons.items()]
