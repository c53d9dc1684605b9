"""`beffroi backup` and `beffroi restore`: database and files of the site in one archive."""

from pathlib import Path

import click

from beffroi.cli.site import the_site
from beffroi.web.project.backup.archive import Manifest
from beffroi.web.project.backup.restore import restore_backup
from beffroi.web.project.backup.write import write_backup


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Write database and files of the site into FILE; the site may go on working meanwhile.

    What stands at FILE is replaced once the new backup is whole.
    """
    with the_site():
        manifest = write_backup(file)
    click.echo(f"{file}: {summary(manifest)}.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace what the site holds; without it, only an empty site is filled.")
def restore(file: Path, force: bool) -> None:
    """Put the database and files of FILE in place of the site's; end the site before."""
    with the_site():
        manifest = restore_backup(file, force)
    click.echo(f"Restored from {file}, made {manifest.made_at}: {summary(manifest)}.")


def summary(manifest: Manifest) -> str:
    """How much an archive holds."""
    rows = sum(part.rows for part in manifest.tables.values())
    return f"{rows} rows of {len(manifest.tables)} tables, {len(manifest.files)} files"
