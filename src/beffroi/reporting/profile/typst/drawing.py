"""Charts as drawings of a given width; in a column of two, axis and labels make do with less room."""

from dataclasses import replace

from beffroi.reporting.charts.chart import Chart, to_svg
from beffroi.reporting.charts.fixed import scene_to_svg
from beffroi.reporting.charts.letters import text_width
from beffroi.reporting.charts.map import EuropeMap
from beffroi.reporting.charts.palette import TEXT
from beffroi.reporting.charts.scene import Band, Scene, Text
from beffroi.reporting.profile.typst.cells import Piece

FULL, HALF, STRIP = 890.0, 430.0, 277.0
"""Pixels of a drawing across the page, in a column of two, and in the strip; one pixel is the same length in each."""
WIDEST_LABEL = 190
TICK, TICK_GAP = 12.0, 10.0


def drawing(chart: Chart, width: float) -> Piece:
    """The chart as SVG with the sentence that describes it."""
    if isinstance(chart, EuropeMap):
        return {"svg": to_svg(chart, width), "alt": chart.description}
    scene = chart.scene()
    if width < FULL:
        scene = _compact(scene, width)
    return {"svg": scene_to_svg(scene, width), "alt": chart.description}


def _compact(scene: Scene, width: float) -> Scene:
    """Room for the longest label on one line, and only as many numbers along the axis as fit."""
    longest = max((text_width(band.label, TEXT) for band in scene.bands if band.label), default=0.0)
    label_width = scene.label_width
    if longest:
        label_width = min(WIDEST_LABEL, max(label_width, int(longest) + 4))
    plot = width - label_width - scene.room_right - 10
    bands = tuple(_thinned(band, plot) for band in scene.bands)
    return replace(scene, bands=bands, label_width=label_width)


def _thinned(band: Band, plot: float) -> Band:
    """The band without the ticks that only wide screens show, where all of them would touch."""
    ticks = [mark for mark in band.marks if isinstance(mark, Text) and mark.anchor == "middle" and "tick" in mark.style]
    if sum(text_width(tick.text, TICK) + TICK_GAP for tick in ticks) <= plot:
        return band
    return replace(band, marks=tuple(mark for mark in band.marks if mark not in ticks or _always(mark)))


def _always(mark: object) -> bool:
    return isinstance(mark, Text) and mark.shows == "always"
