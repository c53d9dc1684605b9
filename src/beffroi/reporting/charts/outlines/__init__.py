"""Outlines of land and countries for schematic maps, simplified from Natural Earth (public domain)."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Outlines:
    """Land and borders as SVG path data in a square of `side` units; `source` and `licence` say where from."""

    side: int
    land: str
    borders: str
    source: str
    licence: str


@cache
def europe() -> Outlines:
    """The outlines of Europe, as `tools/vendor_outlines.py` wrote them."""
    held = json.loads(files("beffroi.reporting.charts.outlines").joinpath("europe.json").read_text(encoding="utf-8"))
    return Outlines(*(held[name] for name in ("side", "land", "borders", "source", "licence")))
