"""The audit of a composite index as one HTML file and as a tagged PDF, written from the same tables."""

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from beffroi.analytics.composite.audit import Audit
from beffroi.reporting.theme.page import content_security_policy, style_sheet

STANDARD: Final = "ua-1"
SHARES = ("Missing", "First component explains", "Effective weight", "Share of importance")
MINUS, NOTHING = "−", "–"


def render_html(audit: Audit) -> str:
    """The audit as one self-contained page: no request leaves it, and it needs no script.

    Parameters
    ----------
    audit : Audit

    Returns
    -------
    str
        HTML 5, ending with a line end.

    """
    style = style_sheet()
    page = _environment().get_template("audit.html")
    return page.render(
        **as_data(audit),
        style=Markup(style),  # noqa: S704 - our own style sheet
        policy=content_security_policy(style),
    )


def render_pdf(audit: Audit) -> bytes:
    """The audit as PDF/UA-1.

    Parameters
    ----------
    audit : Audit

    Returns
    -------
    bytes
        the same audit always gives the same bytes.

    """
    import typst

    template = Path(str(files("beffroi.reporting.audit").joinpath("audit.typ")))
    compiled = typst.compile(
        template,
        root=template.parent,
        sys_inputs={"audit": json.dumps(as_data(audit), ensure_ascii=False)},
        font_paths=[Path(str(files("beffroi.reporting").joinpath("theme", "fonts", "ttf")))],
        ignore_system_fonts=True,
        pdf_standards=[STANDARD],
    )
    if not isinstance(compiled, bytes):
        raise TypeError("Typst gave no PDF")
    return compiled


def as_data(audit: Audit) -> dict[str, Any]:
    """Titles, sentences and cells as text, with which columns are numbers.

    Parameters
    ----------
    audit : Audit

    Returns
    -------
    dict
        can be written as JSON.

    """
    lead = f"{audit.units} units, {audit.indicators} indicators. Steps: {', '.join(audit.steps)}."
    tables = [
        {
            "id": table.id,
            "title": table.title,
            "says": table.says,
            "columns": table.columns,
            "numeric": [_numeric([row[at] for row in table.rows]) for at in range(len(table.columns))],
            "rows": [[_cell(cell, head) for cell, head in zip(row, table.columns, strict=True)] for row in table.rows],
        }
        for table in audit.tables
    ]
    return {"title": f"Audit of the index: {audit.title}", "lead": lead, "tables": tables}


def _numeric(cells: list[Any]) -> bool:
    return any(isinstance(cell, int | float) for cell in cells)


def _cell(cell: str | float | int | None, head: str) -> str:
    if cell is None:
        return NOTHING
    if isinstance(cell, str | int):
        return str(cell)
    if head in SHARES:
        return f"{100 * cell:.1f} %"
    plain = f"{cell:.2f}" if abs(cell) < 1000 else f"{cell:,.0f}".replace(",", " ")
    if 0 < abs(cell) < 0.005:
        plain = f"{cell:.1e}"
    return plain.replace("-", MINUS)


@cache
def _environment() -> Environment:
    loader = PackageLoader("beffroi.reporting.audit", ".")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
