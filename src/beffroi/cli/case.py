"""`beffroi case check`: what a case prints, beside what the open data give."""

import sys
from pathlib import Path

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from beffroi.figures.store import Figures
from beffroi.reporting.case.check import check_case
from beffroi.reporting.case.model import Report, Row

HEADERS = ("claim", "printed", "computed", "year", "agrees", "why not")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Write objects to standard output.")
def check(file: Path, as_json: bool) -> None:
    """Hold what a case FILE says was published against the open data; exit code 1 if a testable relation disagrees."""
    report = check_case(file, Figures.builtin())
    if as_json:
        click.echo(report.model_dump_json(indent=2))
    elif sys.stdout.isatty():
        Console().print(_table(report))
    else:
        click.echo(plain(report))
    if not as_json:
        click.echo(f"\n{closing(report)}")
    if report.disagreements:
        sys.exit(1)


def cells(row: Row) -> tuple[str, ...]:
    """A row as text."""
    year = "" if row.year is None else str(row.year)
    return (row.claim, row.printed, row.computed, year, row.agrees, row.why)


def plain(report: Report) -> str:
    """Aligned columns of whatever width they need: what is piped is never cut off."""
    lines = [HEADERS, *(cells(row) for row in report.rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADERS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def closing(report: Report) -> str:
    """The outcome in one sentence."""
    counts = {verdict: sum(row.agrees == verdict for row in report.rows) for verdict in ("yes", "no", "differs")}
    untested = len(report.rows) - sum(counts.values())
    return (
        f"{report.region}: {len(report.rows)} claims; {counts['yes']} agree, {counts['differs']} values differ with "
        f"their distance shown, {untested} cannot be tested with open data, "
        f"{counts['no']} testable relations disagree."
    )


def _table(report: Report) -> Table:
    table = Table(box=SIMPLE_HEAD, header_style="bold")
    for header in HEADERS:
        table.add_column(header, overflow="fold", justify="right" if header == "year" else "left")
    styles = {"yes": "green", "no": "bold red", "differs": "yellow", "not tested": "dim"}
    for row in report.rows:
        styled = [styles[row.agrees] if header == "agrees" else "" for header in HEADERS]
        table.add_row(*(Text(cell, style) for cell, style in zip(cells(row), styled, strict=True)))
    return table
