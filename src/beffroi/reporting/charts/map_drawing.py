"""Writes a map down: as HTML whose look comes from the style sheet, and as one SVG document for paper."""

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from beffroi.reporting.charts.letters import text_width
from beffroi.reporting.charts.outlines import europe
from beffroi.reporting.charts.palette import EDGE, INK, OCHRE, OCHRE_TEXT, PAPER, RULE, SMALL

if TYPE_CHECKING:
    from beffroi.reporting.charts.map import EuropeMap, Place

RAMP = ("#d3dce5", "#a3b7cb", "#7391b1", "#426a8e", "#12436d")
LAND, BORDER = "#efece4", RULE
SMALLEST, LARGEST, OWN = 0.55, 1.35, 1.0
"""Radii in percent of the map's width: of the lowest and of the highest step, and the least of the region itself."""
KEY, KEY_HEIGHT = 16, 24.0
NEAR_ACROSS, NEAR_DOWN = 0.26, 0.04
"""How near two names may come before the second is left out."""


def map_to_html(chart: "EuropeMap") -> str:
    """Key, map, note; the map is one image for a screen reader, each mark says its value to a pointer."""
    drawn = _ordered(chart.places)
    outlines = europe()
    shapes = "".join(_shape(place, len(chart.steps)) for place in drawn if place.shape)
    dots = "".join(_dot(place, len(chart.steps)) for place in drawn if not place.shape)
    names = "".join(_name(place) for place in _named(drawn))
    said = escape(chart.description, quote=True)
    ground = (
        f'<svg viewBox="0 0 {outlines.side} {outlines.side}" width="100%" height="100%">'
        f'<path class="land" d="{outlines.land}"/>{shapes}<path class="border" d="{outlines.borders}"/></svg>'
    )
    canvas = f'<svg class="map-canvas" role="img" aria-label="{said}" focusable="false">{ground}{dots}{names}</svg>'
    notes = "".join(f'<p class="map-note">{escape(text)}</p>' for text in (chart.note, chart.attribution) if text)
    return f'<div class="plot map-plot">{_key(chart)}{canvas}{notes}</div>'


def class_of(step: int | None, count: int, is_region: bool = False) -> str:
    """The class names of a mark: its step on a ramp of five, or that it has no value; ochre for the region itself.

    >>> class_of(0, 4), class_of(3, 4), class_of(None, 4), class_of(1, 3, is_region=True)
    ('place step-1', 'place step-5', 'place is-missing', 'place step-3 is-region')
    """
    words = ["place", "is-missing" if step is None else f"step-{_rung(step, count) + 1}"]
    return " ".join([*words, "is-region"] if is_region else words)


def _rung(step: int, count: int) -> int:
    """The place of a step on the ramp of five colours."""
    return round(step * (len(RAMP) - 1) / max(count - 1, 1)) if count > 1 else len(RAMP) - 1


def _radius(step: int | None, count: int, is_region: bool = False) -> float:
    """Percent of the map's width."""
    if step is None:
        return OWN if is_region else SMALLEST
    radius = SMALLEST + (LARGEST - SMALLEST) * step / max(count - 1, 1)
    return max(radius, OWN) if is_region else radius


def _ordered(places: "Iterable[Place]") -> "list[Place]":
    """What is small lies on what is large, and the region itself on top."""
    return sorted(places, key=lambda place: (place.is_region, place.step is not None, -(place.step or 0)))


def _named(places: "Iterable[Place]") -> "list[Place]":
    """The places whose labels have room, the region itself first."""
    found: list[Place] = []
    for place in sorted(places, key=lambda place: (not place.is_region, -(place.step or 0))):
        free = all(abs(place.across - o.across) > NEAR_ACROSS or abs(place.down - o.down) > NEAR_DOWN for o in found)
        if place.label and free:
            found.append(place)
    return found


def _said(place: "Place") -> str:
    return f"<title>{escape(place.name)}: {escape(place.shown)}</title>"


def _dot(place: "Place", count: int) -> str:
    where = f'cx="{_p(place.across)}" cy="{_p(place.down)}" r="{_radius(place.step, count, place.is_region):.2f}%"'
    return f'<circle class="{class_of(place.step, count, place.is_region)}" {where}>{_said(place)}</circle>'


def _shape(place: "Place", count: int) -> str:
    classes = class_of(place.step, count, place.is_region)
    return f'<path class="{classes}" d="{place.shape}">{_said(place)}</path>'


def _name(place: "Place") -> str:
    side = place.across > 0.6
    classes = "halo" + (" is-region" if place.is_region else " wide") + (" end" if side else "")
    where = f'x="{_p(place.across)}" y="{_p(place.down)}" dx="{-10 if side else 10}" dy="4"'
    return f'<text class="{classes}" {where}>{escape(place.label)}</text>'


def _key(chart: "EuropeMap") -> str:
    count, has_shapes = len(chart.steps), any(place.shape for place in chart.places)
    entries = [_entry(class_of(step, count), step, count, text, has_shapes) for step, text in enumerate(chart.steps)]
    if chart.missing:
        entries.append(_entry("place is-missing", None, count, chart.missing, has_shapes))
    if chart.own:
        entries.append(_entry("place is-region", count - 1, count, chart.own, has_shapes))
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
    outlines = europe()
    rows = _key_rows(chart, width)
    top = KEY_HEIGHT * len(rows)
    drawn = _ordered(chart.places)
    scale = width / outlines.side
    shapes = "".join(
        f'<path d="{place.shape}" {_paint(place.step, len(chart.steps), place.is_region, 2.0)}/>'
        for place in drawn
        if place.shape
    )
    ground = (
        f'<g transform="translate(0 {top:g}) scale({scale:.5f})"><path d="{outlines.land}" fill="{LAND}"/>{shapes}'
        f'<path d="{outlines.borders}" fill="none" stroke="{BORDER}" stroke-width="{1 / scale:.2f}"/></g>'
    )
    dots = "".join(_fixed_dot(place, len(chart.steps), width, top) for place in drawn if not place.shape)
    names = "".join(_fixed_name(place, width, top) for place in _named(drawn))
    size = f'width="{width:g}" height="{width + top:g}" viewBox="0 0 {width:g} {width + top:g}"'
    title = f"<title>{escape(chart.description)}</title>"
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{title}{ground}{dots}{names}{"".join(rows)}</svg>'


def _paint(step: int | None, count: int, is_region: bool, line: float = 0.75) -> str:
    if step is None:
        stroke = OCHRE if is_region else EDGE
        return f'fill="{PAPER}" stroke="{stroke}" stroke-width="{line:g}" stroke-dasharray="{2 * line:g} {line:g}"'
    fill = OCHRE if is_region else RAMP[_rung(step, count)]
    return f'fill="{fill}" stroke="{PAPER}" stroke-width="{line:g}"'


def _fixed_dot(place: "Place", count: int, width: float, top: float) -> str:
    x, y = place.across * width, top + place.down * width
    radius = _radius(place.step, count, place.is_region) * width / 100
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.2f}" {_paint(place.step, count, place.is_region)}/>'


def _fixed_name(place: "Place", width: float, top: float) -> str:
    side = place.across > 0.6
    where = f'x="{place.across * width + (-8 if side else 8):.1f}" y="{top + place.down * width + 4:.1f}"'
    font = f'font-family="Inter" font-size="{SMALL:g}" text-anchor="{"end" if side else "start"}"'
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
        mark = f'<circle cx="{x + 9:.1f}" cy="{y:.1f}" r="{radius:.1f}" {_paint(step, count, is_region)}/>'
        font = f'font-family="Inter" font-size="{SMALL:g}" fill="{INK}"'
        rows[-1] += f'{mark}<text x="{x + KEY + 8:.1f}" y="{y + 4:.1f}" {font}>{escape(text)}</text>'
        x += needed
    return rows if entries else []


def _p(share: float) -> str:
    return f"{100 * share:.2f}".rstrip("0").rstrip(".") + "%"
