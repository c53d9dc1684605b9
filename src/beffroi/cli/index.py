"""`beffroi index build`: a composite index from a spec and a table."""

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import click
import polars as pl

from beffroi.analytics.composite.pipeline import IndexResult, build_index
from beffroi.analytics.composite.spec import IndexSpec, load_spec, spec_path
from beffroi.analytics.errors import InputError
from beffroi.analytics.files import write_files
from beffroi.analytics.tables import read_table


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
    help="Folder for scores.csv, normalised.csv and run.json, made if absent.",
)
def build(spec: str, data: Path, out: Path) -> None:
    """Build the composite index that SPEC (a YAML file, or industrial-change) declares, from a table."""
    declared = load_spec(spec)
    table, unused = _read(data, declared, spec)
    result = _built(declared, table, spec, data)
    run = {
        **result.run,
        "spec_file_sha256": sha256(spec_path(spec).read_bytes()).hexdigest(),
        "data": {"file": data.name, "sha256": sha256(data.read_bytes()).hexdigest(), "columns_not_used": unused},
        "coverage": _coverage(declared, result),
    }
    contents = {
        "scores.csv": result.scores.write_csv(),
        "normalised.csv": result.normalised.write_csv(),
        "run.json": json.dumps(run, indent=2, ensure_ascii=False) + "\n",
    }
    for path in write_files(out, contents):
        click.echo(path)
    click.echo(_closing(declared, result))


def _read(path: Path, spec: IndexSpec, name: str) -> tuple[pl.DataFrame, list[str]]:
    """The table, and the columns that the spec does not use: names beside codes, other indicators."""
    required = [spec.unit, *(item.id for item in spec.indicators)]
    table = read_table(
        path,
        required=required,
        numeric=required[1:],
        key=[spec.unit],
        others="text",
        wanted_by=f"spec {name}",
    )
    return table.select(required), [column for column in table.columns if column not in required]


def _built(spec: IndexSpec, table: pl.DataFrame, name: str, data: Path) -> IndexResult[pl.DataFrame]:
    """The index; what is wrong between spec and table names both files."""
    try:
        return build_index(spec, table)
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
