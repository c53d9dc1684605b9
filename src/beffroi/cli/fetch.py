"""`beffroi figures fetch | geometry`: live figures into a dated snapshot, boundaries after their licence was shown."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from beffroi.analytics.errors import InputError
from beffroi.sources import eurostat, gisco
from beffroi.sources.eurostat import Fetched, fetch_table, queries, tables_of
from beffroi.sources.gisco import LEVELS, LICENCE, SCALES, VINTAGES, Boundaries, fetch_boundaries
from beffroi.sources.http import Patience
from beffroi.sources.http import Progress as Report
from beffroi.sources.snapshots import Snapshot, data_folder, newest_unfinished, snapshot_of

PATIENCE = Patience()
SAID = {
    "fetched": "fetched",
    "unchanged": "unchanged at the source, carried over",
    "held": "already in the snapshot",
}

data_dir_option = click.option(
    "--data-dir",
    type=click.Path(path_type=Path),
    help="Where fetched things are kept; default: BEFFROI_DATA_DIR, else the user's data folder.",
)


@click.command()
@click.argument("series", nargs=-1)
@data_dir_option
@click.option("--resume", is_flag=True, help="Go on with the newest unfinished snapshot; SERIES may be left out.")
def fetch(series: tuple[str, ...], data_dir: Path | None, resume: bool) -> None:
    """Fetch SERIES live from Eurostat into a dated snapshot.

    A table that is whole in the snapshot is not fetched again; one that has not changed since an earlier snapshot is
    carried over. Use the snapshot with --snapshot of 'figures show' and 'profile'.
    """
    data = data_folder(data_dir)
    unfinished = newest_unfinished(data) if resume else None
    snapshot = unfinished or snapshot_of(data, date.today())
    names = _wanted(series, snapshot, resume)
    with eurostat.connect(PATIENCE) as server:
        snapshot.begin(names)
        try:
            for name in names:
                with _reporting(name) as report:
                    found = fetch_table(server, name, snapshot, report)
                snapshot.done(name)
                _say(found)
        finally:
            snapshot.leave_nothing_empty()
    click.echo(f"snapshot: {snapshot.folder}")


def _wanted(series: tuple[str, ...], snapshot: Snapshot, resume: bool) -> list[str]:
    """Tables to bring in: those of the series, and with --resume those that were left."""
    left = [name for name in snapshot.unfinished() if name in queries()] if resume else []
    names = list(dict.fromkeys([*left, *tables_of(series)]))
    if not names and resume:
        raise InputError("--resume: no snapshot is unfinished; name the series to fetch.")
    if not names:
        raise InputError("no series was named; 'beffroi figures list' shows all of them.")
    return names


def _say(found: Fetched) -> None:
    click.echo(f"{found.table}: {SAID[found.outcome]}; {found.entry.dataset}, {found.entry.vintage}")


@contextmanager
def _reporting(name: str) -> Iterator[Report]:
    """A bar on a terminal; in a pipe one line when a download begins."""
    if not sys.stderr.isatty():
        click.echo(f"{name}: asking …")
        yield lambda _received, _total: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(name, total=None)
        yield lambda received, total: progress.update(task, completed=received, total=total)


@click.command()
@click.option("--vintage", type=click.Choice(VINTAGES), default="2021", help="NUTS vintage; default: 2021.")
@click.option("--level", type=click.Choice(LEVELS), default="2", help="NUTS level, 0 for countries; default: 2.")
@click.option("--scale", type=click.Choice(SCALES), default="20M", help="Scale; 20M is 1:20 million, the default.")
@click.option("--accept-licence", is_flag=True, help="Accept the licence without being asked.")
@data_dir_option
def geometry(vintage: str, level: str, scale: str, accept_licence: bool, data_dir: Path | None) -> None:
    """Fetch region boundaries from GISCO after showing their licence; none of them is part of Beffroi."""
    click.echo(LICENCE)
    if not accept_licence and not sys.stdin.isatty():
        raise InputError("the licence was not accepted and nobody can be asked here; read it and add --accept-licence.")
    if not accept_licence and not click.confirm("Do you accept these terms?"):
        click.echo("Nothing was fetched.")
        return
    wanted = Boundaries(vintage, level, scale)
    with gisco.connect(PATIENCE) as server, _reporting(wanted.file) as report:
        paths = fetch_boundaries(server, wanted, data_folder(data_dir), report)
    for path in paths:
        click.echo(str(path))
