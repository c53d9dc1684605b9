"""`beffroi figures list | show | build`: the official figures on a terminal, and as JSON or CSV for machines."""

import csv
import io
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from beffroi.analytics.errors import InputError
from beffroi.figures.catalogue import Absent, Quotient, Ratio
from beffroi.figures.importer import build_figures
from beffroi.figures.model import Figure
from beffroi.figures.store import Figures
from beffroi.figures.territories import Territory, find_peers, find_territory

EU = "EU"
Place = Territory | None
"""A territory, or None for the European Union."""

SOURCE = ("publisher", "dataset", "licence", "vintage", "nuts", "checksums")
LISTED = (
    *("id", "label", "definition", "unit", "polarity", "decimals", "numerator", "denominator", "years"),
    *SOURCE,
)
SHOWN = (
    *("series", "region", "name", "sector", "year", "value", "unit", "flag", "missing_reason", "coverage", "notes"),
    *SOURCE,
)
Row = dict[str, object]
FLAGS = {
    "b": "break in series",
    "c": "confidential",
    "d": "definition differs",
    "e": "estimated",
    "f": "forecast",
    "n": "not significant",
    "p": "provisional",
    "r": "revised",
    "s": "Eurostat estimate",
    "u": "low reliability",
    "z": "not applicable",
}

as_json_option = click.option("--json", "as_json", is_flag=True, help="Write a list of objects to standard output.")
as_csv_option = click.option("--csv", "as_csv", is_flag=True, help="Write a CSV table to standard output.")


@dataclass(frozen=True)
class Question:
    """What `show` was asked: a series, perhaps one sector of it, for places and years; no years means the latest."""

    figures: Figures
    series: str
    places: tuple[Place, ...]
    years: tuple[int, ...]
    sector: str | None

    def answers(self) -> Iterator[tuple[str, Figure]]:
        """Name of the place and figure, place by place, year by year; the place's notes stand before the figure's."""
        for place in self.places:
            name, notes = ("European Union", ()) if place is None else (place.name(), place.notes)
            for figure in self._of(EU if place is None else place):
                yield name, replace(figure, notes=tuple(dict.fromkeys((*notes, *figure.notes))))

    def _of(self, place: Territory | str) -> list[Figure]:
        if self.years:
            return [self.figures.figure(self.series, place, year, sector=self.sector) for year in self.years]
        return [self.figures.latest(self.series, place, sector=self.sector)]


@click.command()
@as_json_option
@as_csv_option
def list_series(as_json: bool, as_csv: bool) -> None:
    """List the series held, with unit, years and source."""
    figures = Figures.builtin()
    rows = [_listed(figures, name) for name in figures.series]
    if not _for_machines(rows, LISTED, as_json, as_csv):
        cells = [
            (name, figures.label(name), series.unit, _span(figures.years(name)), figures.source(name).dataset or "–")
            for name, series in figures.series.items()
        ]
        _print_table(("series", "what", "unit", "years", "dataset"), cells)


@click.command()
@click.argument("series")
@click.option(
    "--region",
    "regions",
    multiple=True,
    default=(EU,),
    help="Codes or names, repeatable or separated by commas; also 'pilots' and 'EU', which is the default.",
)
@click.option("--year", "years", type=int, multiple=True, help="A year, repeatable; default: each region's latest.")
@click.option("--sector", help="A NACE section or division, for series by sector.")
@click.option("--snapshot", type=click.Path(path_type=Path), help="Folder of fetched figures to use instead.")
@as_json_option
@as_csv_option
def show(
    series: str,
    regions: tuple[str, ...],
    years: tuple[int, ...],
    sector: str | None,
    snapshot: Path | None,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Show SERIES for regions and years, with flags, source, and the reason where a value is missing."""
    figures = Figures.open(snapshot) if snapshot else Figures.builtin()
    figures.catalogue.get(series)
    _check_years(figures, series, years)
    _check_sector(figures, series, sector)
    found = list(Question(figures, series, _places(regions), tuple(dict.fromkeys(years)), sector).answers())
    rows = [_shown(figures, name, figure, sector) for name, figure in found]
    if not _for_machines(rows, SHOWN, as_json, as_csv):
        _print_figures(figures, series, found)


@click.command()
@click.argument("source_dir", type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path), help="Folder for the Parquet files; default: the package's own."
)
def build(source_dir: Path, out: Path | None) -> None:
    """Build the figures from SOURCE_DIR, a folder of CSV tables, as Parquet files with their checksums."""
    for path in build_figures(source_dir, out):
        click.echo(str(path))


def _places(regions: Sequence[str]) -> tuple[Place, ...]:
    """The places named: each option may hold several, separated by commas."""
    found: dict[Place, None] = {}
    for text in (piece.strip() for region in regions for piece in region.split(",") if piece.strip()):
        if text.upper() == EU:
            found[None] = None
        elif text.lower() == "pilots":
            found.update(dict.fromkeys(find_peers(text)))
        else:
            found[find_territory(text)] = None
    if not found:
        raise InputError("--region is empty; write codes or names separated by commas, 'pilots' or 'EU'.")
    return tuple(found)


def _check_years(figures: Figures, series: str, years: Sequence[int]) -> None:
    """Refuse a year that the series does not have, and say which there are."""
    if isinstance(figures.series[series].from_, Absent):
        return
    held = figures.years(series)
    absent = [year for year in years if year not in held]
    if absent:
        raise InputError(f"--year {absent[0]}: {series} has no data for that year; there are {_span(held) or 'none'}.")


def _check_sector(figures: Figures, series: str, sector: str | None) -> None:
    """Refuse a sector where there is none, a missing one where there must be one, and one that the table lacks."""
    sectors = figures.sectors(series)
    if sector is None and sectors:
        raise InputError(f"{series} is held by sector; add --sector, one of {', '.join(sectors)}.")
    if sector is not None and not sectors:
        raise InputError(f"--sector {sector}: {series} is not held by sector; leave the option out.")
    if sector is not None and sector not in sectors:
        raise InputError(f"--sector {sector}: {series} has no such sector; there are {', '.join(sectors)}.")


def _source(figures: Figures, series: str) -> Row:
    """Where a series comes from, with code vintage and checksum of each table; nothing where it has no table."""
    source = figures.source(series)
    return {
        "publisher": source.publisher or None,
        "dataset": source.dataset or None,
        "licence": source.licence or None,
        "vintage": source.vintage or None,
        "nuts": {name: table.nuts for name, table in figures.tables(series).items()},
        "checksums": dict(source.checksums),
    }


def _listed(figures: Figures, name: str) -> Row:
    declared = figures.series[name]
    parts = declared.from_ if isinstance(declared.from_, Ratio | Quotient) else None
    return {
        "id": name,
        "label": figures.label(name),
        "definition": figures.definition(name),
        "unit": declared.unit,
        "polarity": declared.polarity,
        "decimals": declared.decimals,
        "numerator": parts and parts.numerator,
        "denominator": parts and parts.denominator,
        "years": figures.years(name),
        **_source(figures, name),
    }


def _shown(figures: Figures, name: str, figure: Figure, sector: str | None) -> Row:
    declared = figures.series[figure.series]
    return {
        "series": figure.series,
        "region": figure.region,
        "name": name,
        "sector": sector,
        "year": figure.year,
        "value": figure.value,
        "unit": declared.unit,
        "flag": figure.flag,
        "missing_reason": figure.missing_reason,
        "coverage": _coverage(figure) or None,
        "notes": "; ".join(figure.notes) or None,
        "source": _source(figures, figure.series),
    }


def _for_machines(
    rows: Sequence[Row],
    columns: Sequence[str],
    as_json: bool,
    as_csv: bool,
) -> bool:
    """Write JSON or CSV where one of them was asked for, and say whether that was so."""
    if as_json and as_csv:
        raise InputError("--json and --csv were given together; choose one of them.")
    if as_json:
        click.echo(json.dumps(list(rows), ensure_ascii=False, indent=2))
    if as_csv:
        stream = io.StringIO()
        writer = csv.DictWriter(stream, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(_flat(row) for row in rows)
        click.echo(stream.getvalue(), nl=False)
    return as_json or as_csv


def _flat(row: Row) -> Row:
    """A row for CSV: the source beside the rest, years as a span, what is told of each table as 'name=value; …'."""
    source = row.get("source", {})
    whole = {name: cell for name, cell in row.items() if name != "source"} | (
        source if isinstance(source, dict) else {}
    )
    return {name: _cell(cell) for name, cell in whole.items()}


def _cell(cell: object) -> object:
    if isinstance(cell, dict):
        return "; ".join(f"{name}={value}" for name, value in cell.items())
    return _span(cell) if isinstance(cell, list) else cell


def _print_figures(figures: Figures, series: str, found: Sequence[tuple[str, Figure]]) -> None:
    """The table for reading: figures, what the flags mean, why a value is missing, and the source."""
    declared = figures.series[series]
    cells = [
        (
            figure.region,
            name,
            "–" if figure.year is None else str(figure.year),
            _value(figure, declared.decimals),
            figure.flag,
            "; ".join(part for part in (figure.missing_reason, _coverage(figure), *figure.notes) if part),
        )
        for name, figure in found
    ]
    click.echo(f"{figures.label(series)} ({declared.unit})\n{figures.definition(series)}\n")
    _print_table(("region", "name", "year", "value", "flag", "remark"), cells)
    marks = sorted({mark for _, figure in found for mark in figure.flag})
    if marks:
        click.echo("\nFlags: " + ", ".join(f"{mark} {FLAGS.get(mark, 'see the source')}" for mark in marks))
    source = figures.source(series)
    if source.dataset:
        click.echo(f"\nSource: {source.publisher}, {source.dataset}; {source.vintage}; {source.licence}")


def _value(figure: Figure, decimals: int) -> str:
    return "missing" if figure.value is None else f"{figure.value:,.{decimals}f}"


def _coverage(figure: Figure) -> str:
    """'26 of 28 report; missing IE, MT'."""
    if figure.coverage is None:
        return ""
    said = f"{figure.coverage.reporting} of {figure.coverage.expected} countries report"
    return f"{said}; missing {', '.join(figure.coverage.missing)}" if figure.coverage.missing else said


def _span(years: Sequence[int]) -> str:
    """'2008-2015', or the years one by one where there are gaps."""
    if len(years) > 1 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]}-{years[-1]}"
    return ", ".join(str(year) for year in years)


def _print_table(headers: Sequence[str], rows: Sequence[Sequence[str | None]]) -> None:
    """A table on a terminal; aligned columns of whatever width they need where the output is piped."""
    texts = [tuple(cell or "" for cell in row) for row in rows]
    right = {"year", "value"}
    if sys.stdout.isatty():
        table = Table(header_style="bold")
        for header in headers:
            table.add_column(header, overflow="fold", justify="right" if header in right else "left")
        for row in texts:
            table.add_row(*row)
        Console().print(table)
        return
    widths = [max(len(row[column]) for row in (headers, *texts)) for column in range(len(headers))]
    for line in (tuple(headers), *texts):
        cells = [
            cell.rjust(width) if header in right else cell.ljust(width)
            for header, cell, width in zip(headers, line, widths, strict=True)
        ]
        click.echo("  ".join(cells).rstrip())
