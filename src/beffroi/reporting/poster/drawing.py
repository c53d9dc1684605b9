"""A poster as SVG with its letters as outlines, or as PNG; the same poster always gives the same bytes."""

import io
import json
from importlib.resources import files
from pathlib import Path
from typing import Literal

import segno

from beffroi.reporting.poster.model import Poster

Kind = Literal["svg", "png"]
POINTS_PER_INCH = 144
"""Of the PNG: 1080 by 1350 pixels."""


def draw(poster: Poster, kind: Kind) -> bytes:
    """Draw a poster of four by five, as feeds and notice boards show it whole."""
    import typst

    template = Path(str(files("beffroi.reporting.poster").joinpath("poster.typ")))
    said = poster.as_data() | {"code": _code(poster.link)}
    compiled = typst.compile(
        template,
        root=template.parent,
        sys_inputs={"poster": json.dumps(said, ensure_ascii=False)},
        font_paths=[Path(str(files("beffroi.reporting").joinpath("theme", "fonts", "ttf")))],
        ignore_system_fonts=True,
        format=kind,
        ppi=POINTS_PER_INCH,
    )
    if not isinstance(compiled, bytes):
        raise TypeError("Typst gave no single page")
    return compiled


def _code(link: str) -> str:
    drawn = io.BytesIO()
    code = segno.make(link, error="m", micro=False)
    code.save(drawn, kind="svg", border=2, dark="#1c2430", light="#fff", xmldecl=False, omitsize=True)
    return drawn.getvalue().decode()
