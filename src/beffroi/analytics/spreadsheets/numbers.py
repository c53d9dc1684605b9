"""Numbers as people write them: decimal point or comma, spaces between thousands, percent signs, flags behind."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Mark = Literal[".", ","]
MISSING = frozenset({"", ":", "-", "–", "..", "...", "n/a", "na", "n.a.", "nan", "null", "nd", "n.d.", "none"})
SPACES = re.compile(r"[\s\u00a0\u202f'’](?=\d{3}(?!\d))")
PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?")
GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
FLAGGED = re.compile(r"(.*[\d:])\s*([a-z]{1,4})")
LIMIT = 1e15


@dataclass(frozen=True)
class Decimals:
    """How a column writes decimals; `is_guess` where every number could be read either way (1,234)."""

    mark: Mark
    is_guess: bool = False


def decimals_of(texts: Iterable[str]) -> Decimals:
    """The decimal mark of a column.

    Parameters
    ----------
    texts : iterable of str

    Returns
    -------
    Decimals

    Examples
    --------
    >>> decimals_of(["1,5", "2"]).mark, decimals_of(["1,234.5"]).mark, decimals_of(["1,234"]).is_guess
    (',', '.', True)
    """
    doubtful = False
    for text in texts:
        comma, point = text.rfind(","), text.rfind(".")
        if comma >= 0 and point >= 0:
            return Decimals("," if comma > point else ".")
        if point >= 0 and text.count(".") == 1:
            if not _is_grouped(text, "."):
                return Decimals(".")
        elif comma >= 0:
            if text.count(",") == 1 and not _is_grouped(text, ","):
                return Decimals(",")
            doubtful = doubtful or text.count(",") == 1
    return Decimals(",", is_guess=True) if doubtful else Decimals(".")


def _is_grouped(text: str, mark: str) -> bool:
    """Whether the mark could stand between thousands: 1 to 3 digits before it, not a lone zero, 3 behind."""
    return re.fullmatch(rf"[+-]?[1-9]\d{{0,2}}{re.escape(mark)}\d{{3}}", text.strip()) is not None


def number(text: str, mark: Mark) -> float | None:
    """The number that a text is; None if it is none.

    Parameters
    ----------
    text : str
    mark : {".", ","}
        between whole and decimals.

    Returns
    -------
    float or None

    Examples
    --------
    >>> number("1 234,5", ","), number("−0.25", "."), number("1,234.5", "."), number("1,5", ".")
    (1234.5, -0.25, 1234.5, None)
    """
    said = SPACES.sub("", text.strip()).replace("\u2212", "-")
    if mark == ",":
        said = said.translate(str.maketrans(",.", ".,"))
    if GROUPED.fullmatch(said):
        said = said.replace(",", "")
    return float(said) if PLAIN.fullmatch(said) else None
