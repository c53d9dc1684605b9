"""The two ways to write a chart down: fluid for a page, fixed for a PDF."""

from beffroi.reporting.charts.bars import StarsBars
from beffroi.reporting.charts.bubbles import Bubbles
from beffroi.reporting.charts.dots import DimensionDots, DotPlot, Strip
from beffroi.reporting.charts.fixed import scene_to_svg
from beffroi.reporting.charts.fluid import scene_to_html
from beffroi.reporting.charts.grouped import GroupedRows
from beffroi.reporting.charts.intervals import RankIntervals
from beffroi.reporting.charts.map import EuropeMap
from beffroi.reporting.charts.matrix import Matrix
from beffroi.reporting.charts.scatter import Scatter
from beffroi.reporting.charts.slope import Slopes
from beffroi.reporting.charts.swarm import Swarm
from beffroi.reporting.charts.tornado import Tornado

Chart = (
    DotPlot
    | DimensionDots
    | Strip
    | StarsBars
    | Scatter
    | Bubbles
    | EuropeMap
    | Slopes
    | GroupedRows
    | Swarm
    | RankIntervals
    | Matrix
    | Tornado
)


def to_html(chart: Chart) -> str:
    """The chart as HTML with fluid SVG: it follows the width of its place, text keeps its size.

    It carries no script and no style attribute, only class names of the style sheet, and is one image for a screen
    reader, described by one sentence.
    """
    return chart.html() if isinstance(chart, EuropeMap) else scene_to_html(chart.scene())


def to_svg(chart: Chart, width: float) -> str:
    """The chart as one SVG document, `width` pixels wide, with every colour and font written on its marks."""
    return chart.svg(width) if isinstance(chart, EuropeMap) else scene_to_svg(chart.scene(), width)
