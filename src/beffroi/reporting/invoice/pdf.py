"""The invoice as a tagged PDF (PDF/UA-1), set by Typst."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Final

from beffroi.reporting.invoice.model import Paper

TEMPLATE = "invoice.typ"
STANDARD: Final = "ua-1"


def render_invoice(paper: Paper) -> bytes:
    """Set an invoice; the same paper always gives the same bytes."""
    import typst

    template = Path(str(files("beffroi.reporting.invoice").joinpath(TEMPLATE)))
    fonts = Path(str(files("beffroi.reporting").joinpath("theme", "fonts", "ttf")))
    compiled = typst.compile(
        template,
        root=template.parent,
        sys_inputs={"paper": json.dumps(paper.as_data(), ensure_ascii=False)},
        font_paths=[fonts],
        ignore_system_fonts=True,
        pdf_standards=[STANDARD],
    )
    if not isinstance(compiled, bytes):
        raise TypeError("Typst gave no PDF")
    return compiled
