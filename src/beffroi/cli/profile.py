"""`beffroi profile`: the profile of a region as HTML, PDF and JSON."""

import shlex
from collections.abc import Callable
from pathlib import Path

import click

from beffroi.analytics.errors import InputError
from beffroi.analytics.files import write_files
from beffroi.figures.store import Figures
from beffroi.figures.territories import find_peers, find_territory
from beffroi.reporting.profile.compose import compose_profile
from beffroi.reporting.profile.html import render_html
from beffroi.reporting.profile.model import Profile
from beffroi.reporting.profile.pdf import render_pdf


def as_json(profile: Profile) -> str:
    """The profile in the documented form, indented, with a final line end."""
    return profile.model_dump_json(indent=2) + "\n"


FORMATS: dict[str, Callable[[Profile], str | bytes]] = {"html": render_html, "pdf": render_pdf, "json": as_json}


def wanted_formats(text: str) -> list[str]:
    """The formats of a comma list, in the order given, each once."""
    names = list(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    unknown = [name for name in names if name not in FORMATS]
    if unknown or not names:
        said = unknown[0] if unknown else text
        raise InputError(f"--format: '{said}' is not a format; choose one or several of {', '.join(FORMATS)}.")
    return names


@click.command()
@click.argument("region")
@click.option("--peers", default="pilots", show_default=True, help="'pilots', or codes and names separated by commas.")
@click.option("--year", type=int, help="The latest year wanted; each figure uses its own latest year up to it.")
@click.option("--lang", type=click.Choice(["en", "fr"]), default="en", show_default=True, help="Language of it.")
@click.option("--format", "formats", default="html,pdf,json", show_default=True, help="Comma list of html, pdf, json.")
@click.option("--out", type=click.Path(path_type=Path), default=Path(), help="Folder for the files; default: this one.")
@click.option("--snapshot", type=click.Path(path_type=Path), help="Folder of fetched figures to use instead.")
def profile(
    region: str, peers: str, year: int | None, lang: str, formats: str, out: Path, snapshot: Path | None
) -> None:
    """Write the profile of REGION: a code of any NUTS vintage, a name, or Name=CODE+CODE."""
    wanted = wanted_formats(formats)
    figures = Figures.open(snapshot) if snapshot else Figures.builtin()
    composed = compose_profile(figures, find_territory(region), find_peers(peers), year, "fr" if lang == "fr" else "en")
    contents = {f"profile.{name}": FORMATS[name](composed) for name in wanted}
    for path in write_files(out, contents):
        click.echo(shlex.quote(str(path)))
