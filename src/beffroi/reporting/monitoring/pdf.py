"""A monitoring report as a tagged PDF (PDF/UA-1), set by Typst from the same object as the page."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Final

from beffroi.reporting.charts.fixed import scene_to_svg
from beffroi.reporting.monitoring.model import Report

TEMPLATE = "monitoring.typ"
STANDARD: Final = "ua-1"
WIDE = 330.0
"""Pixels of a small chart, of which two stand beside each other on A4: as many as the names of its ends need."""


def render_pdf(report: Report, checksum: str = "") -> bytes:
    """Set a monitoring report as PDF/UA-1.

    Parameters
    ----------
    report : Report
        its own language is the document's; words in another language are marked as such.
    checksum : str, optional
        of the whole content, printed at the end.

    Returns
    -------
    bytes
        the PDF; the same report always gives the same bytes.

    """
    import typst

    data = report.as_data() | {"checksum": checksum}
    for part, held in zip(data["parts"], report.parts, strict=True):
        for drawn, picture in zip(part["pictures"], held.pictures, strict=True):
            drawn["svg"] = scene_to_svg(picture.small().scene(), WIDE)
    template = Path(str(files("beffroi.reporting.monitoring").joinpath(TEMPLATE)))
    fonts = Path(str(files("beffroi.reporting").joinpath("theme", "fonts", "ttf")))
    compiled = typst.compile(
        template,
        root=template.parent,
        sys_inputs={"report": json.dumps(data, ensure_ascii=False)},
        font_paths=[fonts],
        ignore_system_fonts=True,
        pdf_standards=[STANDARD],
    )
    if not isinstance(compiled, bytes):
        raise TypeError("Typst gave no PDF")
    return compiled
