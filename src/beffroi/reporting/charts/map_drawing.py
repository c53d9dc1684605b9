"""Writes a map down: as HTML whose look comes from the style sheet, and as one SVG document for paper."""

from collections.abc import Iterable
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from beffroi.reporting.charts.letters import text_width
from beffroi.reporting.charts.outlines import europe
from beffroi.reporting.charts.palette import EDGE, INK, OCHRE, OCHRE_TEXT, PAPER, RULE, SMALL

if TYPE_CHECKING:
    from beffroi.reporting.charts.map import EuropeMap, Place

RAMP = ("#d3dce5", "#a3b7cb", "#7391b1", "#426a8e", "#12436d")
LAND, BORDER = "#efece4", RULE
SMALLEST, LARGEST, GAP, INSIDE = 0.55, 1.35, 0.6, 0.15
"""Radii in percent of the map's width: of the lowest and of the highest step; a ring stands a gap farther out, and
what it encloses begins a little inside of it."""
RING = f'fill="none" stroke="{OCHRE}" stroke-width="2"'
KEY, KEY_HEIGHT = 16, 24.0
USUAL, AWAY, HIGH, LATE = 520.0, 12, 9.0, 0.6
"""The width of a map beside another figure, how far a name stands from its place and reaches up and down, in pixels;
and from where on a name stands left of its place if it can."""


def map_to_html(chart: "EuropeMap") -> str:
    """Key, map, note; the map is one image for a screen reader, each mark says its value to a pointer."""
    chart = _seen(chart)
    drawn, count = _ordered(chart.places), len(chart.steps)
    outlines, box = europe(), _box(chart)
    shapes = "".join(_shape(place, count) for place in drawn if place.shape)
    rings = _rings([place for place in drawn if place.is_region and not place.shape], count)
    others = "".join(_dot(place, count) for place in drawn if not place.shape and not place.is_region)
    dots = "".join(_dot(place, count) for place in drawn if not place.shape and place.is_region)
    names = "".join(_name(place, is_left) for place, is_left in _named(chart))
    said = escape(chart.description, quote=True)
    ground = (
        f'<svg viewBox="{box}" width="100%" height="100%">'
        f'<path class="land" d="{outlines.land}"/><path class="border" d="{outlines.borders}"/>{shapes}</svg>'
    )
    marks = f"{ground}{rings}{others}{dots}{names}"
    canvas = f'<svg class="map-canvas" role="img" aria-label="{said}" focusable="false">{marks}</svg>'
    notes = "".join(f'<p class="map-note">{escape(text)}</p>' for text in (chart.note, chart.attribution) if text)
    return f'<div class="plot map-plot">{_key(chart)}{canvas}{notes}</div>'


def _seen(chart: "EuropeMap") -> "EuropeMap":
    """The map with its places in shares of the part that is drawn."""
    placed = [(place, chart.window.of(place.across, place.down)) for place in chart.places]
    return replace(chart, places=tuple(replace(place, across=x, down=y) for place, (x, y) in placed))


def _box(chart: "EuropeMap") -> str:
    """The part that is drawn, in the units of outlines and shapes."""
    window, side = chart.window, europe().side
    return " ".join(f"{side * share:g}" for share in (window.left, window.top, window.side, window.side))


def class_of(step: int | None, count: int, is_region: bool = False) -> str:
    """The class names of a mark: its step on a ramp of five, or that it has no value; the region itself is outlined.

    >>> class_of(0, 4), class_of(3, 4), class_of(None, 4), class_of(1, 3, is_region=True)
    ('place step-1', 'place step-5', 'place is-missing', 'place step-3 is-region')
    """
    words = ["place", "is-missing" if step is None else f"step-{_rung(step, count) + 1}"]
    return " ".join([*words, "is-region"] if is_region else words)


def _rung(step: int, count: int) -> int:
    """The place of a step on the ramp of five colours."""
    return round(step * (len(RAMP) - 1) / max(count - 1, 1)) if count > 1 else len(RAMP) - 1


def _radius(step: int | None, count: int) -> float:
    """Percent of the map's width."""
    return SMALLEST if step is None else SMALLEST + (LARGEST - SMALLEST) * step / max(count - 1, 1)


def _ordered(places: "Iterable[Place]") -> "list[Place]":
    """What is small lies on what is large, and the region itself on top."""
    return sorted(places, key=lambda place: (place.is_region, place.step is not None, -(place.step or 0)))


def _named(chart: "EuropeMap") -> "list[tuple[Place, bool]]":
    """The places whose names have room, the region itself first, and whether the name stands left of its place.

    A name covers no other name and no mark, on a map of all Europe none of the highest class; that of the region itself
    is always written.
    """
    top = len(chart.steps) - 1 if chart.window.side == 1 else -1
    places = [place for place in chart.places if place.label or not place.shape]
    found: list[tuple[Place, bool]] = []
    boxes: list[tuple[float, float, float, float]] = []
    for place in sorted(places, key=lambda place: (not place.is_region, -(place.step or 0))):
        if not place.label:
            continue
        for is_left in (place.across > LATE, place.across <= LATE):
            box = _name_box(place, is_left)
            marks = [mark for mark in places if mark is not place and not mark.shape and _counts(mark, top)]
            covers = any(_covers(box, (mark.across, mark.down, mark.across, mark.down)) for mark in marks)
            if not (covers or box[0] < 0 or box[2] > 1 or any(_covers(box, other) for other in boxes)):
                break
        else:
            if not place.is_region or found:
                continue
            is_left = place.across > LATE
        found.append((place, is_left))
        boxes.append(_name_box(place, is_left))
    return found


def _counts(mark: "Place", top: int) -> bool:
    """Whether a mark must not be covered: one of the region itself or of the highest class; any where top is -1."""
    return top < 0 or mark.is_region or mark.step == top


def _name_box(place: "Place", is_left: bool) -> tuple[float, float, float, float]:
    """What a name covers, in shares of a map of usual width: left, top, right, bottom."""
    away, long = AWAY / USUAL, text_width(place.label, bold=place.is_region) / USUAL
    start = place.across - away - long if is_left else place.across + away
    return start, place.down - HIGH / USUAL, start + long, place.down + HIGH / USUAL


def _covers(box: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]


def _said(place: "Place") -> str:
    return f"<title>{escape(place.name)}: {escape(place.shown)}</title>"


def _dot(place: "Place", count: int) -> str:
    """The dot of a class; that of the region itself keeps it, and stands in a ring."""
    where = f'cx="{_p(place.across)}" cy="{_p(place.down)}" r="{_radius(place.step, count):.2f}%"'
    return f'<circle class="{class_of(place.step, count)}" {where}>{_said(place)}</circle>'


def _rings(own: list["Place"], count: int) -> str:
    """One line around the parts of a region: where rings meet, the land inside each hides the line of the others."""

    def circles(name: str, gap: float) -> str:
        places = ((f'cx="{_p(place.across)}" cy="{_p(place.down)}"', _radius(place.step, count) + gap) for place in own)
        return "".join(f'<circle class="{name}" {at} r="{radius:.2f}%"/>' for at, radius in places)

    return circles("own", GAP) + circles("land", GAP - INSIDE)


def _shape(place: "Place", count: int) -> str:
    classes = class_of(place.step, count, place.is_region)
    return f'<path class="{classes}" fill-rule="evenodd" d="{place.shape}">{_said(place)}</path>'


def _name(place: "Place", is_left: bool) -> str:
    classes = "halo" + (" is-region" if place.is_region else " wide") + (" end" if is_left else "")
    where = f'x="{_p(place.across)}" y="{_p(place.down)}" dx="{-AWAY if is_left else AWAY}" dy="4"'
    return f'<text class="{classes}" {where}>{escape(place.label)}</text>'


def _key(chart: "EuropeMap") -> str:
    count, has_shapes = len(chart.steps), any(place.shape for place in chart.places)
    entries = [_entry(class_of(step, count), step, count, text, has_shapes) for step, text in enumerate(chart.steps)]
    if chart.missing:
        entries.append(_entry("place is-missing", None, count, chart.missing, has_shapes))
    if chart.own:
        entries.append(_entry("own", count - 1, count, chart.own, has_shapes))
    return f'<ul class="chart-key">{"".join(entries)}</ul>' if entries else ""


def _entry(classes: str, step: int | None, count: int, text: str, is_shape: bool) -> str:
    """A swatch as large as the mark on a map of 640 pixels."""
    radius = 6.4 * _radius(step, count)
    mark = (
        f'<rect class="{classes}" x="1" y="2" width="14" height="12"/>'
        if is_shape
        else f'<circle class="{classes}" cx="9" cy="9" r="{radius:.1f}"/>'
    )
    return f'<li><svg width="18" height="18" focusable="false">{mark}</svg>{escape(text)}</li>'


def map_to_svg(chart: "EuropeMap", width: float) -> str:
    """One SVG document with every colour and font written on its marks."""
    rows = _key_rows(chart, width)
    top = KEY_HEIGHT * len(rows)
    chart = _seen(chart)
    drawn, count = _ordered(chart.places), len(chart.steps)
    round_ones = [place for place in drawn if not place.shape]
    rings = _fixed_rings([place for place in round_ones if place.is_region], count, width, top)
    dots = rings + "".join(_fixed_dot(place, count, width, top) for place in round_ones)
    names = "".join(_fixed_name(place, is_left, width, top) for place, is_left in _named(chart))
    size = f'width="{width:g}" height="{width + top:g}" viewBox="0 0 {width:g} {width + top:g}"'
    title = f"<title>{escape(chart.description)}</title>"
    marks = f"{_fixed_ground(chart, width, top)}{dots}{names}{''.join(rows)}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{title}{marks}</svg>'


def _fixed_ground(chart: "EuropeMap", width: float, top: float) -> str:
    """Land, borders and shapes in a window of their own, which cuts off what lies outside."""
    outlines = europe()
    unit = outlines.side * chart.window.side / width
    shapes = "".join(
        f'<path d="{place.shape}" fill-rule="evenodd" '
        f"{_paint(place.step, len(chart.steps), 0.75 * unit, place.is_region)}/>"
        for place in _ordered(chart.places)
        if place.shape
    )
    return (
        f'<svg y="{top:g}" width="{width:g}" height="{width:g}" viewBox="{_box(chart)}">'
        f'<path d="{outlines.land}" fill="{LAND}"/>'
        f'<path d="{outlines.borders}" fill="none" stroke="{BORDER}" stroke-width="{unit:.2f}"/>{shapes}</svg>'
    )


def _paint(step: int | None, count: int, line: float = 0.75, is_own: bool = False) -> str:
    """The fill of a class; the region itself keeps it within an outline in ochre."""
    stroke = OCHRE if is_own else EDGE if step is None else PAPER
    wide = 3 * line if is_own else line
    if step is None:
        return f'fill="{PAPER}" stroke="{stroke}" stroke-width="{wide:.2f}" stroke-dasharray="{2 * line:g} {line:g}"'
    return f'fill="{RAMP[_rung(step, count)]}" stroke="{stroke}" stroke-width="{wide:.2f}"'


def _fixed_rings(own: list["Place"], count: int, width: float, top: float) -> str:
    def circles(gap: float, paint: str) -> str:
        where = (
            f'cx="{place.across * width:.1f}" cy="{top + place.down * width:.1f}" '
            f'r="{(_radius(place.step, count) + gap) * width / 100:.2f}"'
            for place in own
        )
        return "".join(f"<circle {each} {paint}/>" for each in where)

    return circles(GAP, RING) + circles(GAP - INSIDE, f'fill="{LAND}"')


def _fixed_dot(place: "Place", count: int, width: float, top: float) -> str:
    where = f'cx="{place.across * width:.1f}" cy="{top + place.down * width:.1f}"'
    return f'<circle {where} r="{_radius(place.step, count) * width / 100:.2f}" {_paint(place.step, count)}/>'


def _fixed_name(place: "Place", is_left: bool, width: float, top: float) -> str:
    where = f'x="{place.across * width + (-8 if is_left else 8):.1f}" y="{top + place.down * width + 4:.1f}"'
    font = f'font-family="Inter" font-size="{SMALL:g}" text-anchor="{"end" if is_left else "start"}"'
    halo = f'fill="{PAPER}" stroke="{PAPER}" stroke-width="3" stroke-linejoin="round"'
    colour = f'fill="{OCHRE_TEXT if place.is_region else INK}"'
    name = escape(place.label)
    return f"<text {where} {font} {halo}>{name}</text><text {where} {font} {colour}>{name}</text>"


def _key_rows(chart: "EuropeMap", width: float) -> list[str]:
    """The key over as many lines as the width needs, each a string of marks and words."""
    count = len(chart.steps)
    entries: list[tuple[int | None, str, bool]] = [(step, text, False) for step, text in enumerate(chart.steps)]
    entries += [(None, chart.missing, False)] if chart.missing else []
    entries += [(count - 1, chart.own, True)] if chart.own else []
    rows, x = [""], 0.0
    for step, text, is_region in entries:
        needed = KEY + 8 + text_width(text, SMALL) + 14
        if x and x + needed > width:
            rows, x = [*rows, ""], 0.0
        y = KEY_HEIGHT * (len(rows) - 1) + 10
        radius = 6.4 * _radius(step, count)
        paint = RING if is_region else _paint(step, count)
        mark = f'<circle cx="{x + 9:.1f}" cy="{y:.1f}" r="{radius:.1f}" {paint}/>'
        font = f'font-family="Inter" font-size="{SMALL:g}" fill="{INK}"'
        rows[-1] += f'{mark}<text x="{x + KEY + 8:.1f}" y="{y + 4:.1f}" {font}>{escape(text)}</text>'
        x += needed
    return rows if entries else []


def _p(share: float) -> str:
    return f"{100 * share:.2f}".rstrip("0").rstrip(".") + "%"
