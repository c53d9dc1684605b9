"""The drawings of the printed profile: no text covers another or is cut, measured with the fonts that print it."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import combinations
from typing import Any, Literal
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont

from beffroi.figures.store import Figures
from beffroi.figures.territories import find_peers, find_territory
from beffroi.reporting.profile.compose import compose_profile
from beffroi.reporting.profile.typst.document import document

SIDES = {"start": 0.0, "middle": 0.5, "end": 1.0}
Box = tuple[float, float, float, float]


@cache
def advances(bold: bool) -> dict[int, float]:
    """How wide each letter is at size 1."""
    name = "Inter-SemiBold.ttf" if bold else "Inter-Regular.ttf"
    font = TTFont(str(files("beffroi.reporting.theme").joinpath("fonts", "ttf", name)))
    metrics, unit = font["hmtx"].metrics, font["head"].unitsPerEm
    return {code: metrics[glyph][0] / unit for code, glyph in font.getBestCmap().items()}


def drawings(node: Any) -> Iterator[str]:
    """Every SVG inside the document."""
    if isinstance(node, dict):
        if "svg" in node:
            yield node["svg"]
        for value in node.values():
            yield from drawings(value)
    elif isinstance(node, list):
        for value in node:
            yield from drawings(value)


def texts(root: ElementTree.Element) -> Iterator[tuple[str, Box]]:
    """Each text with its box; the white outline below a text is the same text again."""
    for text in root.iter("{http://www.w3.org/2000/svg}text"):
        if "stroke" in text.attrib:
            continue
        size, bold = float(text.attrib["font-size"]), "font-weight" in text.attrib
        said = "".join(text.itertext())
        width = size * sum(advances(bold)[ord(letter)] for letter in said)
        left = float(text.attrib["x"]) - SIDES[text.attrib["text-anchor"]] * width
        baseline = float(text.attrib["y"])
        yield said, (left, baseline - 0.85 * size, left + width, baseline + 0.27 * size)


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("region", ["BE3", "ITC1", "DE1", "FRE1+FRE2"])
def test_no_text_of_a_drawing_covers_another_or_is_cut(region: str, lang: Literal["en", "fr"]) -> None:
    profile = compose_profile(Figures.builtin(), find_territory(region), find_peers("pilots"), None, lang)
    found = list(drawings(document(profile)))
    assert len(found) > 15
    for svg in found:
        root = ElementTree.fromstring(svg)  # noqa: S314 - our own text
        width, placed = float(root.attrib["width"]), list(texts(root))
        cut = [said for said, box in placed if box[0] < -1 or box[2] > width + 1]
        touching = [
            (said, other)
            for (said, a), (other, b) in combinations(placed, 2)
            if min(min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])) > 2
        ]
        assert (cut, touching) == ([], [])
