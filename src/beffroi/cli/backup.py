"""`beffroi backup` and `beffroi restore`: database and files of the site in one archive."""

import os
from pathlib import Path

import click
import django
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from beffroi.analytics.errors import InputError
from beffroi.cli.manage import SETTINGS
from beffroi.web.project.backup.archive import Manifest
from beffroi.web.project.backup.restore import restore_backup
from beffroi.web.project.backup.write import write_backup


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Write database and files of the site into FILE; the site may go on working meanwhile."""
    begin()
    try:
        manifest = write_backup(file)
    except DatabaseError:
        raise InputError("the database does not answer or was never prepared; start the site once first.") from None
    click.echo(f"{file}: {summary(manifest)}.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace what the site holds; without it, only an empty site is filled.")
def restore(file: Path, force: bool) -> None:
    """Put the database and files of FILE in place of the site's; end the site before."""
    begin()
    manifest = restore_backup(file, force)
    click.echo(f"Restored from {file}, made {manifest.made_at}: {summary(manifest)}.")


def begin() -> None:
    """Make the site's settings and models ready."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise InputError(f"settings: {error}") from None


def summary(manifest: Manifest) -> str:
    """How much an archive holds."""
    rows = sum(part.rows for part in manifest.tables.values())
    return f"{rows} rows of {len(manifest.tables)} tables, {len(manifest.files)} files"
