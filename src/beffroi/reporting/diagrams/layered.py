"""A layered diagram: boxes in rows by their layer, ordered so that lines cross little; pure SVG, each box a link."""

from collections import defaultdict
from dataclasses import dataclass
from html import escape

BOX_WIDTH = 190
GAP = 24
ROW_GAP = 56
LINE_HEIGHT = 17
LETTERS_A_LINE = 24
MOST_LINES = 4
SWEEPS = 4
MARGIN = 10

STYLE = (
    "text{font:13px Inter,sans-serif;fill:#1c2430}.d-kind{font-size:11px;fill:#59616d}"
    ".d-box{fill:#fff;stroke:#767d87}.is-start .d-box{fill:#eff2f4;stroke:#12436d;stroke-width:2}"
    ".is-review .d-box{stroke:#6b4a00;stroke-dasharray:5 3}.d-line{fill:none;stroke:#767d87}"
)
"""For a drawing that stands alone; on a page the style sheets say it, in light and dark."""


@dataclass(frozen=True)
class Box:
    """A box: its layer counts from the top; `mark` is a class beside (`start`, `review`)."""

    key: str
    layer: int
    label: str
    kind: str = ""
    address: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Line:
    """A line from one box to another, with the words that it stands for; `mark` is a class beside (`path`)."""

    source: str
    target: str
    words: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Diagram:
    """What is drawn."""

    title: str
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


def rows_of(diagram: Diagram) -> list[list[Box]]:
    """The boxes by layer; within one, near those that they are joined to (barycentres, some sweeps down and up)."""
    layers = sorted({box.layer for box in diagram.boxes})
    rows = [[box for box in diagram.boxes if box.layer == layer] for layer in layers]
    joined: dict[str, list[str]] = defaultdict(list)
    for line in diagram.lines:
        joined[line.source].append(line.target)
        joined[line.target].append(line.source)
    for sweep in range(SWEEPS):
        for row in rows if sweep % 2 == 0 else rows[::-1]:
            place = {box.key: (n + 0.5) / len(other) for other in rows for n, box in enumerate(other)}
            row.sort(key=lambda box: _middle(box, joined, place))
    return rows


def _middle(box: Box, joined: dict[str, list[str]], place: dict[str, float]) -> float:
    near = [place[key] for key in joined[box.key] if key in place]
    return sum(near) / len(near) if near else place[box.key]


def wrapped(label: str) -> list[str]:
    """A label in lines; what does not fit ends in an ellipsis (the whole stands in the title of the box)."""
    lines = [""]
    for word in label.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > LETTERS_A_LINE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word[:LETTERS_A_LINE]}".strip()
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], lines[MOST_LINES - 1][: LETTERS_A_LINE - 1] + "…"]
    return lines


def size_of(diagram: Diagram) -> tuple[float, float]:
    """Width and height of the drawing in pixels."""
    return _size(rows_of(diagram))


def _size(rows: list[list[Box]]) -> tuple[float, float]:
    widest = max((len(row) for row in rows), default=1)
    height = sum(_height(row) for row in rows) + max(0, len(rows) - 1) * ROW_GAP
    return 2 * MARGIN + widest * BOX_WIDTH + (widest - 1) * GAP, 2 * MARGIN + height


def _height(row: list[Box]) -> int:
    return max(len(wrapped(box.label)) for box in row) * LINE_HEIGHT + (38 if any(b.kind for b in row) else 20)


def draw(diagram: Diagram, *, alone: bool = False) -> str:
    """The diagram as an SVG element; `alone` makes it a file with its own style."""
    rows = rows_of(diagram)
    width, total = _size(rows)
    places: dict[str, tuple[float, float, float]] = {}
    drawn, y = [], float(MARGIN)
    for row in rows:
        height = _height(row)
        left = (width - len(row) * BOX_WIDTH - (len(row) - 1) * GAP) / 2
        for n, box in enumerate(row):
            x = left + n * (BOX_WIDTH + GAP)
            places[box.key] = (x, y, height)
            drawn.append(_box(box, x, y, height))
        y += height + ROW_GAP
    lines = [_line(line, places) for line in diagram.lines if line.source in places and line.target in places]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="diagram" viewBox="0 0 {width:g} {total:g}" '
        f'width="{width:g}" height="{total:g}" role="group" aria-label="{escape(diagram.title)}">'
    )
    style = f'<style>{STYLE}</style><rect width="100%" height="100%" fill="#fbfaf7"/>' if alone else ""
    return f"{head}<title>{escape(diagram.title)}</title>{style}{''.join(lines)}{''.join(drawn)}</svg>"


def _box(box: Box, x: float, y: float, height: float) -> str:
    texts, top = [], y + 20
    if box.kind:
        texts.append(f'<text class="d-kind" x="{x + 10:g}" y="{top:g}">{escape(box.kind)}</text>')
        top += 18
    for n, text in enumerate(wrapped(box.label)):
        texts.append(f'<text x="{x + 10:g}" y="{top + n * LINE_HEIGHT:g}">{escape(text)}</text>')
    mark = f" is-{box.mark}" if box.mark else ""
    whole = (
        f'<rect class="d-box" x="{x:g}" y="{y:g}" width="{BOX_WIDTH}" height="{height:g}" rx="3"/>{"".join(texts)}'
        f"<title>{escape(box.label)}</title>"
    )
    linked = f'<a href="{escape(box.address)}">{whole}</a>' if box.address else whole
    return f'<g class="d-node{mark}">{linked}</g>'


def _line(line: Line, places: dict[str, tuple[float, float, float]]) -> str:
    (x1, y1, h1), (x2, y2, h2) = places[line.source], places[line.target]
    start, end = (y1 + h1, y2) if y2 > y1 else ((y1, y2 + h2) if y2 < y1 else (y1 + h1, y2 + h2))
    bend = ROW_GAP / 2 * (1 if y2 >= y1 else -1)
    a, b = x1 + BOX_WIDTH / 2, x2 + BOX_WIDTH / 2
    last = end - bend if y1 != y2 else end + bend
    mark = f" is-{line.mark}" if line.mark else ""
    return (
        f'<path class="d-line{mark}" d="M{a:g} {start:g}C{a:g} {start + bend:g} {b:g} {last:g} {b:g} {end:g}">'
        f"<title>{escape(line.words)}</title></path>"
    )
