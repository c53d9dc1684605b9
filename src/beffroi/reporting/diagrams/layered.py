"""A layered diagram: boxes by their layer, in rows or in columns, ordered so that lines cross little; pure SVG."""

from collections import defaultdict
from dataclasses import dataclass
from html import escape

BOX_WIDTH = 190
GAP = 24
ROW_GAP = 56
COLUMN_GAP = 12
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

Place = tuple[float, float, float]
"""Where a box stands and how high it is: left, top, height."""


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
    """What is drawn; `across`: a layer is a column that begins at the top, so that the first box is always in view."""

    title: str
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    across: bool = False


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
    return _size(_places(diagram))


def _size(places: dict[str, Place]) -> tuple[float, float]:
    right = max((x + BOX_WIDTH for x, _y, _h in places.values()), default=MARGIN + BOX_WIDTH)
    bottom = max((y + height for _x, y, height in places.values()), default=MARGIN)
    return right + MARGIN, bottom + MARGIN


def _height(row: list[Box]) -> int:
    return max(len(wrapped(box.label)) for box in row) * LINE_HEIGHT + (38 if any(b.kind for b in row) else 20)


def _places(diagram: Diagram) -> dict[str, Place]:
    rows = rows_of(diagram)
    return _columns(rows) if diagram.across else _rows(rows)


def _rows(rows: list[list[Box]]) -> dict[str, Place]:
    """Rows from the top, each in the middle."""
    widest = max((len(row) for row in rows), default=1)
    places, y = {}, float(MARGIN)
    for row in rows:
        left, height = MARGIN + (widest - len(row)) * (BOX_WIDTH + GAP) / 2, _height(row)
        places.update({box.key: (left + n * (BOX_WIDTH + GAP), y, float(height)) for n, box in enumerate(row)})
        y += height + ROW_GAP
    return places


def _columns(rows: list[list[Box]]) -> dict[str, Place]:
    """Columns from the left, each from the top."""
    places = {}
    for n, row in enumerate(rows):
        x, y = MARGIN + n * (BOX_WIDTH + ROW_GAP), float(MARGIN)
        for box in row:
            places[box.key] = (float(x), y, float(_height([box])))
            y += places[box.key][2] + COLUMN_GAP
    return places


def draw(diagram: Diagram, *, alone: bool = False) -> str:
    """The diagram as an SVG element; `alone` makes it a file with its own style."""
    places = _places(diagram)
    width, total = _size(places)
    boxes = {box.key: box for box in diagram.boxes}
    drawn = [_box(boxes[key], *place) for key, place in places.items()]
    joined = _sideways if diagram.across else _downwards
    lines = [
        _line(line, joined(places[line.source], places[line.target]))
        for line in diagram.lines
        if line.source in places and line.target in places
    ]
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


def _line(line: Line, path: str) -> str:
    mark = f" is-{line.mark}" if line.mark else ""
    return f'<path class="d-line{mark}" d="{path}"><title>{escape(line.words)}</title></path>'


def _downwards(source: Place, target: Place) -> str:
    (x1, y1, h1), (x2, y2, h2) = source, target
    start, end = (y1 + h1, y2) if y2 > y1 else ((y1, y2 + h2) if y2 < y1 else (y1 + h1, y2 + h2))
    bend = ROW_GAP / 2 * (1 if y2 >= y1 else -1)
    a, b = x1 + BOX_WIDTH / 2, x2 + BOX_WIDTH / 2
    last = end - bend if y1 != y2 else end + bend
    return f"M{a:g} {start:g}C{a:g} {start + bend:g} {b:g} {last:g} {b:g} {end:g}"


def _sideways(source: Place, target: Place) -> str:
    (x1, y1, h1), (x2, y2, h2) = source, target
    start, end = (x1 + BOX_WIDTH, x2) if x2 > x1 else ((x1, x2 + BOX_WIDTH) if x2 < x1 else (x1 + BOX_WIDTH,) * 2)
    bend = ROW_GAP / 2 * (1 if x2 >= x1 else -1)
    a, b = y1 + h1 / 2, y2 + h2 / 2
    last = end - bend if x1 != x2 else end + bend
    return f"M{start:g} {a:g}C{start + bend:g} {a:g} {last:g} {b:g} {end:g} {b:g}"
