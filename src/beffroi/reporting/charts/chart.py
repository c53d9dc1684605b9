"""The two ways to write a chart down: fluid for a page, fixed for a PDF."""

from beffroi.reporting.charts.bars import StarsBars
from beffroi.reporting.charts.bubbles import Bubbles
from beffroi.reporting.charts.dots import DimensionDots, DotPlot, Strip
from beffroi.reporting.charts.fixed import scene_to_svg
from beffroi.reporting.charts.fluid import scene_to_html
from beffroi.reporting.charts.scatter import Scatter

Chart = DotPlot | DimensionDots | Strip | StarsBars | Scatter | Bubbles


def to_html(chart: Chart) -> str:
    """The chart as HTML with fluid SVG: it follows the width of its place, text keeps its size.

    It carries no script and no style attribute, only class names of the style sheet, and is one image for a screen
    reader, described by one sentence.
    """
    return scene_to_html(chart.scene())


def to_svg(chart: Chart, width: float) -> str:
    """The chart as one SVG document, `width` pixels wide, with every colour and font written on its marks."""
    return scene_to_svg(chart.scene(), width)
