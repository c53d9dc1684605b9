"""`beffroi audit`: check the record of who changed what, and write down its head."""

import os
from pathlib import Path

import click
import django
from django.core.management import call_command
from django.db import DatabaseError

from beffroi.analytics.errors import InputError


@click.command()
@click.option(
    "--head",
    "head",
    type=click.Path(path_type=Path),
    help="A head that 'beffroi audit head' wrote earlier; it shows a cut-off tail.",
)
def verify(head: Path | None) -> None:
    """Find a changed, missing or cut-off row of the audit; exit code 1 if there is one."""
    _run("verify", head)


@click.command()
@click.option("--out", "out", type=click.Path(path_type=Path), help="File for the head; default: standard output.")
def head(out: Path | None) -> None:
    """Write down the head of the audit, to be kept on another machine."""
    _run("head", out)


def _run(what: str, path: Path | None) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beffroi.web.project.settings")
    django.setup()
    try:
        call_command("audit", what, file=str(path) if path else None)
    except DatabaseError:
        sentence = "the site's database does not answer or holds no audit; check BEFFROI_DATA_DIR and "
        raise InputError(sentence + "BEFFROI_DATABASE_URL, and run 'beffroi serve' once to prepare it.") from None
