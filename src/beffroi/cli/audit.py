"""`beffroi audit`: check the record of who changed what, and write down its head."""

from pathlib import Path

import click
from django.core.management import call_command

from beffroi.cli.site import the_site


@click.command()
@click.option(
    "--head",
    "head",
    type=click.Path(path_type=Path),
    help="A head that 'beffroi audit head' wrote earlier, to compare with beside those in the data folder.",
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
    with the_site():
        call_command("audit", what, file=str(path) if path else None)
