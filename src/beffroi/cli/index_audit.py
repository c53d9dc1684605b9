"""`beffroi index audit`: whether the parts of an index measure what it says, as a report."""

import json
from pathlib import Path

import click
import narwhals as nw

from beffroi.analytics.composite.audit import audit
from beffroi.analytics.composite.reading import read
from beffroi.analytics.composite.spec import load_spec
from beffroi.analytics.errors import InputError
from beffroi.analytics.files import write_files
from beffroi.cli.index import read_data
from beffroi.reporting.audit.compose import audit_sheet
from beffroi.reporting.language import Language
from beffroi.reporting.sheets.render import render_html, render_pdf


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
    help="Folder for audit.html, audit.pdf and audit.json, made if absent.",
)
@click.option("--set", "changes", multiple=True, metavar="STEP.KEY=VALUE", help="Change a step, as in index build.")
@click.option("--unit", "unit", help="Also list the strengths and weaknesses of this unit.")
@click.option("--lang", type=click.Choice(["en", "fr"]), default="en", show_default=True, help="Of the report.")
def audit_index(spec: str, data: Path, out: Path, changes: tuple[str, ...], unit: str | None, lang: str) -> None:
    """Audit the index that SPEC declares: correlations, reliability, weights as they act, each part left out."""
    declared = load_spec(spec, changes)
    given = read_data(data, declared, spec)
    try:
        readings = read(declared, nw.from_native(given.table, eager_only=True), None, given.lines)
        found = audit(declared, readings, unit)
    except InputError as error:
        raise InputError(f"spec {spec} on {data}: {error}") from None
    language = Language("fr" if lang == "fr" else "en")
    sheet = audit_sheet(found, declared, language)
    content = {
        **found._asdict(),
        "tables": [part._asdict() for part in found.tables],
        "matrix": found.matrix._asdict(),
    }
    contents: dict[str, bytes | str] = {
        "audit.html": render_html(sheet, language),
        "audit.pdf": render_pdf(sheet, language),
        "audit.json": json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n",
    }
    for path in write_files(out, contents):
        click.echo(path)
    for part in found.tables:
        click.echo(language.typeset(f"{language.message(part.title)}: {language.message(part.says)}"))
