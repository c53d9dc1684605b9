"""How wide a text in Inter is, letter by letter, so that labels can be placed before any browser has seen them."""

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

# Browsers round and kern a little differently.
SAFETY = 1.02
UNKNOWN = 1000


def text_width(text: str, size: float = 13.0, bold: bool = False) -> float:
    """The width of a text in pixels, on the safe side of what Inter needs.

    >>> text_width("Wallonia") > text_width("Italia")
    True
    >>> text_width("Wallonia", bold=True) > text_width("Wallonia")
    True
    """
    widths = _widths()["semibold" if bold else "regular"]
    return SAFETY * size * sum(widths.get(letter, UNKNOWN) for letter in text) / 1000


@cache
def _widths() -> dict[str, dict[str, int]]:
    """The advance of each letter in thousandths of the size; `tools/letter_widths.py` reads them from the fonts."""
    held = files("beffroi.reporting.charts").joinpath("letter_widths.json").read_text(encoding="utf-8")
    found: dict[str, dict[str, int]] = json.loads(held)
    return found


def room_for(names: Sequence[str]) -> int:
    """Pixels that a column of names asks for, within reason: a longer name goes over several lines."""
    longest = max((text_width(name) for name in names), default=0.0)
    return min(190, max(56, int(longest) + 8))
