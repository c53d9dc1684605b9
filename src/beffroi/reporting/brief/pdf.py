"""The brief as a tagged PDF (PDF/UA-1) of two A4 pages, set by Typst from the same object as the page."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Final

from beffroi.reporting.brief.model import Brief

TEMPLATE = "brief.typ"
STANDARD: Final = "ua-1"


def render_brief(brief: Brief) -> bytes:
    """Set a brief as PDF/UA-1: two pages, each in the largest type in which it fits.

    Parameters
    ----------
    brief : Brief
        its own language is the document's.

    Returns
    -------
    bytes
        the PDF; the same brief always gives the same bytes.

    """
    import typst

    template = Path(str(files("beffroi.reporting.brief").joinpath(TEMPLATE)))
    fonts = Path(str(files("beffroi.reporting").joinpath("theme", "fonts", "ttf")))
    compiled = typst.compile(
        template,
        root=template.parent,
        sys_inputs={"brief": json.dumps(brief.as_data(), ensure_ascii=False)},
        font_paths=[fonts],
        ignore_system_fonts=True,
        pdf_standards=[STANDARD],
    )
    if not isinstance(compiled, bytes):
        raise TypeError("Typst gave no PDF")
    return compiled
