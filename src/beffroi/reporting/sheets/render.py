"""A sheet as one HTML file and as a tagged PDF, written from the same words, numbers and charts."""

import json
from functools import cache
from importlib.resources import files
from math import floor, log10
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from beffroi.reporting.charts.chart import to_html
from beffroi.reporting.language import Language
from beffroi.reporting.profile.typst.drawing import FULL, drawing
from beffroi.reporting.sheets.model import Cell, Finding, Sheet, SheetTable
from beffroi.reporting.theme.page import content_security_policy, style_sheet

STANDARD: Final = "ua-1"
NOTHING = "–"
FEWEST_ZEROS = 6
"""Numbers below a millionth are written with a power of ten."""
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def render_html(sheet: Sheet, language: Language) -> str:
    """The sheet as one self-contained page: no request leaves it, and it needs no script.

    Parameters
    ----------
    sheet : Sheet
    language : Language

    Returns
    -------
    str
        HTML 5, ending with a line end.

    """
    style = style_sheet()
    page = _environment().get_template("sheet.html")
    drawn = {part.id: [Markup(to_html(chart)) for chart in part.charts] for part in sheet.findings}  # noqa: S704 - ours
    return page.render(
        **as_data(sheet, language),
        drawn=drawn,
        style=Markup(style),  # noqa: S704 - our own style sheet
        policy=content_security_policy(style),
    )


def render_pdf(sheet: Sheet, language: Language) -> bytes:
    """The sheet as PDF/UA-1.

    Parameters
    ----------
    sheet : Sheet
    language : Language

    Returns
    -------
    bytes
        the same sheet always gives the same bytes.

    """
    import typst

    data = as_data(sheet, language)
    data["drawn"] = {part.id: [drawing(chart, FULL) for chart in part.charts] for part in sheet.findings}
    template = Path(str(files("beffroi.reporting.sheets").joinpath("sheet.typ")))
    compiled = typst.compile(
        template,
        root=template.parent,
        sys_inputs={"sheet": json.dumps(data, ensure_ascii=False)},
        font_paths=[Path(str(files("beffroi.reporting").joinpath("theme", "fonts", "ttf")))],
        ignore_system_fonts=True,
        pdf_standards=[STANDARD],
    )
    if not isinstance(compiled, bytes):
        raise TypeError("Typst gave no PDF")
    return compiled


def as_data(sheet: Sheet, language: Language) -> dict[str, Any]:
    """Titles, sentences and cells as text, with which columns are numbers.

    Parameters
    ----------
    sheet : Sheet
    language : Language

    Returns
    -------
    dict
        can be written as JSON.

    """
    return {
        "lang": language.lang,
        "words": {"skip": language.text("Skip to content"), "contents": language.text("Contents")},
        "title": sheet.title,
        "lead": sheet.lead,
        "method": sheet.method,
        "findings": [_finding(part, language) for part in sheet.findings],
    }


def _finding(part: Finding, language: Language) -> dict[str, Any]:
    table = part.table or SheetTable((), ())
    return {
        "id": part.id,
        "title": part.title,
        "says": part.says,
        "columns": list(table.columns),
        "numeric": [_numeric([row[at] for row in table.rows]) for at in range(len(table.columns))],
        "rows": [[_cell(cell, at in table.shares, language) for at, cell in enumerate(row)] for row in table.rows],
    }


def _numeric(cells: list[Cell]) -> bool:
    return any(isinstance(cell, int | float) for cell in cells)


def _cell(cell: Cell, share: bool, language: Language) -> str:
    if cell is None:
        return NOTHING
    if isinstance(cell, str | int):
        return str(cell)
    if share:
        return language.percent(100 * cell)
    if 0 < abs(cell) < 0.005:
        return _small(cell, language)
    return language.number(cell, 2 if abs(cell) < 1000 else 0)


def _small(value: float, language: Language) -> str:
    """A number near zero to two digits; where that needs too many zeros, as a product with a power of ten.

    >>> _small(-0.0019, Language("fr")), _small(3.4e-12, Language("en"))
    ('−0,0019', '3.4\xa0×\xa010⁻¹²')
    """
    exponent = floor(log10(abs(value)))
    if exponent >= -FEWEST_ZEROS:
        return language.number(value, 1 - exponent)
    return f"{language.number(value / 10.0**exponent, 1)}\u00a0×\u00a010{str(exponent).translate(RAISED)}"


@cache
def _environment() -> Environment:
    loader = PackageLoader("beffroi.reporting.sheets", ".")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
