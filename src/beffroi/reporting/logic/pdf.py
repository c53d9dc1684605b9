"""The paper as a tagged PDF (PDF/UA-1), set by Typst; every drawing is vector, on a sheet that it can be read on."""

import json
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import Final

from beffroi.reporting.logic.model import LogicPaper
from beffroi.reporting.logic.sheets import sheet_for

TEMPLATE = "logic.typ"
STANDARD: Final = "ua-1"


def render_logic(paper: LogicPaper) -> bytes:
    """Set a paper on the logic of a strategy as PDF/UA-1.

    Parameters
    ----------
    paper : LogicPaper
        its own language is the document's; a title in another language is marked as such.

    Returns
    -------
    bytes
        the PDF; the same paper always gives the same bytes.

    """
    import typst

    data = paper.as_data()
    for tree, held in zip(data["trees"], paper.trees, strict=True):
        if held.drawing is not None:
            tree["drawing"]["sheet"] = asdict(sheet_for(held.drawing.width, held.drawing.height))
    template = Path(str(files("beffroi.reporting.logic").joinpath(TEMPLATE)))
    fonts = Path(str(files("beffroi.reporting").joinpath("theme", "fonts", "ttf")))
    compiled = typst.compile(
        template,
        root=template.parent,
        sys_inputs={"paper": json.dumps(data, ensure_ascii=False)},
        font_paths=[fonts],
        ignore_system_fonts=True,
        pdf_standards=[STANDARD],
    )
    if not isinstance(compiled, bytes):
        raise TypeError("Typst gave no PDF")
    return compiled
