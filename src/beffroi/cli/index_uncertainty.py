"""`beffroi index uncertainty`: how far ranks depend on the choices behind an index, and on which."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from beffroi import __version__
from beffroi.analytics.composite.model import IndexSpec
from beffroi.analytics.composite.spec import load_spec, spec_path
from beffroi.analytics.errors import InputError
from beffroi.analytics.files import write_files
from beffroi.analytics.uncertainty.design import Sampling
from beffroi.analytics.uncertainty.explore import Exploration, Plan, explore
from beffroi.analytics.uncertainty.recorded import read_design, with_weight_files
from beffroi.analytics.uncertainty.runs import Progress as Told
from beffroi.analytics.uncertainty.writing import tables_of
from beffroi.cli.index import Data, read_data
from beffroi.reporting.language import Language
from beffroi.reporting.sheets.render import render_html, render_pdf
from beffroi.reporting.uncertainty.compose import uncertainty_sheet


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
    help="Folder for ranks.csv, sensitivity.csv, the report and the tables behind it, made if absent.",
)
@click.option("--draws", type=int, help="How many runs; 1000 by default.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same runs.")
@click.option(
    "--sampling",
    type=click.Choice(["sobol", "monte-carlo"]),
    default="sobol",
    show_default=True,
    help="Scrambled Sobol sequences, or plain random numbers.",
)
@click.option("--design", "recorded", type=click.Path(path_type=Path), help="CSV table of runs to make instead.")
@click.option(
    "--stop-within",
    type=float,
    help="Stop when twice the runs move no median and no end of an interval by more ranks than this.",
)
@click.option("--workers", type=int, help="Threads; one a core by default. Results do not depend on it.")
@click.option("--set", "changes", multiple=True, metavar="STEP.KEY=VALUE", help="Change a step, as in index build.")
@click.option("--unit", help="Also say what moves this unit.")
@click.option("--lang", type=click.Choice(["en", "fr"]), default="en", show_default=True, help="Of the report.")
def uncertainty(
    spec: str,
    data: Path,
    out: Path,
    draws: int | None,
    seed: int,
    sampling: str,
    recorded: Path | None,
    stop_within: float | None,
    workers: int | None,
    changes: tuple[str, ...],
    unit: str | None,
    lang: str,
) -> None:
    """Run the index that SPEC declares under all that it declares uncertain: rank intervals, and what moves them."""
    _check(draws, recorded, stop_within, workers)
    declared = with_weight_files(load_spec(spec, changes), spec_path(spec).parent)
    given = read_data(data, declared, spec)
    how: Sampling = "sobol" if sampling == "sobol" else "monte_carlo"
    design = None if recorded is None else read_design(recorded, declared)
    plan = Plan(draws or 1000, seed, how, design, stop_within, workers)
    with progress_bar(plan.draws if design is None else len(design)) as told:
        found = _explored(declared, given, plan, told, f"spec {spec} on {data}")
    if unit is not None and unit not in found.units:
        raise InputError(f"--unit {unit}: there is no such unit in {data}; name one of its column {declared.unit}.")
    run = {
        **record(found, seed, sampling),
        "spec_file_sha256": sha256(spec_path(spec).read_bytes()).hexdigest(),
        "data": {"file": data.name, "sha256": sha256(data.read_bytes()).hexdigest()},
        "design": None if recorded is None else recorded.name,
        "changes": list(changes),
    }
    sheet = uncertainty_sheet(found, language := Language("fr" if lang == "fr" else "en"), unit)
    report: dict[str, bytes | str] = {
        "uncertainty.html": render_html(sheet, language),
        "uncertainty.pdf": render_pdf(sheet, language),
    }
    for path in write_files(out, contents_of(found, run) | report):
        click.echo(path)
    click.echo("\n".join(closing(found)))


def _check(draws: int | None, recorded: Path | None, stop_within: float | None, workers: int | None) -> None:
    if draws is not None and recorded is not None:
        raise InputError("--draws and --design were given together; a recorded design has its own runs, drop --draws.")
    if draws is not None and draws < 1:
        raise InputError(f"--draws {draws}: give one run or more.")
    if workers is not None and workers < 1:
        raise InputError(f"--workers {workers}: give one thread or more.")
    if stop_within is not None and not stop_within >= 0:
        raise InputError(f"--stop-within {stop_within:g}: give a number of ranks of zero or more.")


def _explored(declared: IndexSpec, given: Data, plan: Plan, told: Told, where: str) -> Exploration:
    """The exploration; what is wrong between spec and table names both files."""
    try:
        return explore(
            declared,
            given.table,
            plan,
            progress=told,
            lines=given.lines,
            doubt=lambda said: click.echo(f"Warning: {where}: {said}", err=True),
        )
    except InputError as error:
        raise InputError(f"{where}: {error}") from None


@contextmanager
def progress_bar(runs: int) -> Iterator[Told]:
    """A bar on a terminal's standard error; nothing elsewhere."""
    console = Console(stderr=True)
    columns = (TextColumn("Runs"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=runs)
        yield lambda done: bar.advance(task, done)


def contents_of(found: Exploration, run: dict[str, Any]) -> dict[str, bytes | str]:
    """The files of an exploration by name."""
    tables = tables_of(found)
    results = {"title": found.spec.title.model_dump(), "runs": len(found.scores), "failed": len(found.failed)}
    results |= {name: tables[name].to_dicts() for name in ("ranks", "sensitivity")}
    written: dict[str, bytes | str] = {f"{name}.csv": table.write_csv() for name, table in tables.items()}
    return written | {"uncertainty.json": _written(results), "run.json": _written(run)}


def _written(content: dict[str, Any]) -> str:
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def record(found: Exploration, seed: int, sampling: str) -> dict[str, Any]:
    """What regenerates the result, and what happened on the way."""
    spec = found.spec
    return {
        "beffroi": __version__,
        "spec": spec.model_dump(mode="json"),
        "spec_sha256": sha256(spec.model_dump_json().encode()).hexdigest(),
        "seed": seed,
        "sampling": sampling,
        "runs": len(found.scores),
        "runs_asked": found.asked,
        "base_points": int(found.design.rows_of("A").size),
        "failed": len(found.failed),
        "doubts": found.doubts,
        "failures": [{"reason": reason, "runs": count} for reason, count in found.reasons],
        "failed_runs": [at + 1 for at in found.failed],
    }


def closing(found: Exploration) -> list[str]:
    """The outcome in a few sentences."""
    said = [f"{found.spec.title.en}: {len(found.scores)} runs of {len(found.units)} units."]
    if found.asked > len(found.scores):
        said.append(f"Stopped before {found.asked} runs: no interval moved any more.")
    if found.failed:
        said.append(f"{len(found.failed)} of them failed and are left out:")
        said += [f"  {count} × {reason}" for reason, count in found.reasons[:5]]
    if not found.effects:
        said.append("No sensitivity: there are too few runs, or the design does not tell which belong together.")
    return said
