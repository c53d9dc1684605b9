"""A scene as one SVG document of a fixed width, for the PDF: every colour and font stands on its mark."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from beffroi.reporting.charts.labels import label_marks
from beffroi.reporting.charts.letters import text_width
from beffroi.reporting.charts.palette import SMALL, TEXT, attributes_of, text_attributes
from beffroi.reporting.charts.scene import Band, Box, Circle, Key, Line, Mark, Scene, Text

KEY_HEIGHT, KEY_GAP = 22.0, 14.0
TITLE_HEIGHT = 16.0
LINE = 13.5
# From this width of plot on there is room for a number at every gridline.
SPACIOUS = 300.0
SWATCHES: dict[str, Mark] = {
    "region": Circle(0, 0, 5, "dot is-region"),
    "starred": Circle(0, 0, 6, "bubble is-region"),
    "country": Circle(0, 0, 4.5, "ring"),
    "eu": Line(0, -7, 0, 7, "ref"),
    "peer": Circle(0, 0, 4.5, "dot"),
    "stroke": Line(0, -6, 0, 6, "peer"),
    "printed": Box(0, 0, 0, 9, "printed"),
}


@dataclass(frozen=True)
class _Frame:
    """Where a band stands in the document: left edge, top edge, width of its plot."""

    left: float
    top: float
    width: float

    def x(self, share: float) -> float:
        return self.left + share * self.width


def scene_to_svg(scene: Scene, width: float) -> str:
    """Bands below each other, labels at the left, keys above, the title of the axis below."""
    gap = 10.0 if scene.label_width else 0.0
    left = scene.label_width + gap
    plot = max(40.0, width - left - scene.room_right)
    parts, top = [], 0.0
    for keys in _key_lines(scene.keys, width):
        parts.append(_keys(keys, top))
        top += KEY_HEIGHT
    for band in scene.bands:
        frame = _Frame(left, top, plot)
        marks = [*band.marks, *label_marks(band, (plot, plot), scene.room_right)]
        parts.append(_label(band, frame, scene.label_width) + "".join(_mark(mark, frame) for mark in marks))
        top += band.height
    for line in _wrapped(scene.axis_title, plot, SMALL):
        parts.append(_mark(Text(0.5, 13, line, "note", "middle"), _Frame(left, top, plot)))
        top += TITLE_HEIGHT
    size = f'width="{_n(width)}" height="{_n(top)}" viewBox="0 0 {_n(width)} {_n(top)}"'
    title = f"<title>{escape(scene.description)}</title>"
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{title}{"".join(parts)}</svg>'


def _label(band: Band, frame: _Frame, width: float) -> str:
    if not band.label:
        return ""
    lines = _wrapped(band.label, width)
    style = "is-region" if band.is_region else ""
    first = band.height / 2 + 4.5 - LINE / 2 * (len(lines) - 1)
    at = _Frame(0, frame.top, 1)
    return "".join(_mark(Text(0, first + LINE * index, line, style), at) for index, line in enumerate(lines))


def _wrapped(label: str, width: float, size: float = TEXT) -> list[str]:
    """Words over as many lines as the width needs, never broken at a no-break space; no line for no words."""
    lines = [""] if label else []
    for word in label.split(" ") if label else ():
        longer = f"{lines[-1]} {word}".strip()
        if text_width(longer, size) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _key_lines(keys: Iterable[Key], width: float) -> list[list[Key]]:
    """Keys over as many lines as the width needs."""
    lines: list[list[Key]] = []
    for key in keys:
        if lines and sum(_key_width(held) for held in [*lines[-1], key]) <= width + KEY_GAP:
            lines[-1].append(key)
        else:
            lines.append([key])
    return lines


def _key_width(key: Key) -> float:
    return 22 + text_width(key.text, TEXT) + KEY_GAP


def _keys(keys: Iterable[Key], top: float) -> str:
    parts, x = [], 8.0
    for key in keys:
        parts.append(_mark(SWATCHES[key.style], _Frame(x, top + 9, 0)))
        parts.append(_mark(Text(0, 4.5, key.text), _Frame(x + 14, top + 9, 0)))
        x += _key_width(key)
    return "".join(parts)


def _mark(mark: Mark, frame: _Frame) -> str:
    if isinstance(mark, Text):
        return _text(mark, frame) if _is_shown(mark, frame) else ""
    style = attributes_of(mark.style)
    if isinstance(mark, Line):
        ends = f'x1="{_n(frame.x(mark.x1))}" x2="{_n(frame.x(mark.x2))}"'
        return f'<line {ends} y1="{_n(frame.top + mark.y1)}" y2="{_n(frame.top + mark.y2)}" {style}/>'
    if isinstance(mark, Circle):
        return f'<circle cx="{_n(frame.x(mark.x))}" cy="{_n(frame.top + mark.y)}" r="{_n(mark.r)}" {style}/>'
    half = 0 if mark.width else mark.height / 2
    width = mark.width * frame.width or mark.height
    place = f'x="{_n(frame.x(mark.x) - half)}" y="{_n(frame.top + mark.y - half)}"'
    return f'<rect {place} width="{_n(width)}" height="{_n(mark.height)}" {style}/>'


def _is_shown(text: Text, frame: _Frame) -> bool:
    return text.shows in ("always", "wide" if frame.width >= SPACIOUS else "phone")


def _text(text: Text, frame: _Frame) -> str:
    x, y = frame.x(text.x) + text.dx, frame.top + text.y
    place = f'x="{_n(x)}" y="{_n(y)}" text-anchor="{text.anchor}"'
    raised = f'<tspan dx="1" dy="-4" font-size="9">{escape(text.mark)}</tspan>' if text.mark else ""
    said = escape(text.text) + raised
    halo = f"<text {place} {text_attributes(text.style, halo=True)}>{said}</text>" if "halo" in text.style else ""
    return f"{halo}<text {place} {text_attributes(text.style)}>{said}</text>"


def _n(pixels: float) -> str:
    return f"{pixels:.2f}".rstrip("0").rstrip(".")
