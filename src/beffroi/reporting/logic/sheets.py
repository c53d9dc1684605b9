"""The sheet on which a drawing is printed: as small as its letters stay readable."""

from dataclasses import dataclass

SHEETS = ("a4", "a3", "a2", "a1", "a0")
SHORT, LONG = 595.28, 841.89
"""The sides of A4 in points; each next sheet is larger by the square root of two."""
MARGIN, HEAD = 90.0, 130.0
"""What the margins take of the width; margins, title and note of the height."""
LEAST, MOST = 0.55, 0.75
"""Points a pixel: at the least the letters of 13 pixels are of 7 points, at the most as large as on a screen."""


@dataclass(frozen=True)
class Sheet:
    """A format, whether it lies on its long side, and the width of the drawing on it in points."""

    paper: str
    lies: bool
    width: float


def sheet_for(width: float, height: float) -> Sheet:
    """The smallest sheet on which a drawing of so many pixels can be read; the largest where none is large enough.

    >>> sheet_for(600, 700), sheet_for(2400, 700).paper
    (Sheet(paper='a4', lies=False, width=450.0), 'a2')
    """
    best: tuple[float, Sheet] | None = None
    for number, paper in enumerate(SHEETS):
        grown = 2 ** (number / 2)
        for lies in (False, True):
            wide, high = (LONG, SHORT) if lies else (SHORT, LONG)
            scale = min((wide * grown - MARGIN) / width, (high * grown - HEAD) / height, MOST)
            sheet = Sheet(paper, lies, round(width * scale, 1))
            if scale >= LEAST:
                return sheet
            if best is None or scale > best[0]:
                best = (scale, sheet)
    if best is None:
        raise ValueError("there is no sheet")
    return best[1]
