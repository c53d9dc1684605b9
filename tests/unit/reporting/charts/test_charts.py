"""Charts: one definition, two forms, nothing that a strict page or a screen reader could not take."""

import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from beffroi.reporting.charts.bars import StarsBars
from beffroi.reporting.charts.bubbles import Bubble, BubbleGroup, Bubbles
from beffroi.reporting.charts.chart import Chart, to_html, to_svg
from beffroi.reporting.charts.dots import DimensionDots, DimensionRow, DotPlot, DotRow, Strip, ordered
from beffroi.reporting.charts.histogram import Histogram, Named, bins_of
from beffroi.reporting.charts.scatter import Scatter, ScatterPoint
from beffroi.reporting.charts.scene import Box, Circle, Key, Text


def shown(value: float) -> str:
    return f"{value:g}"


def dot_plot(rows: tuple[DotRow, ...] | None = None) -> DotPlot:
    rows = rows or (
        DotRow("Belgium", 44.4, "44.4", "country"),
        DotRow("Wallonia", 43.1, "43.1", "region", "p"),
        DotRow("Piemonte <b>", 19.4, "19.4", "peer"),
        DotRow("Saxony", None, "n/a", "peer", "1"),
    )
    return DotPlot("Wallonia 43.1 & Belgium 44.4", rows, 35.0, "EU 35.0", "%", shown)


def every_chart() -> dict[str, Chart]:
    row = DimensionRow("Skills", 0.5, "0.50", 0.4, 0.6, (0.1, 0.9))
    points = (ScatterPoint("Wallonia", 12, 0.56, True), ScatterPoint("Namur", 17, None, True, is_printed=True))
    bubbles = (Bubble("Pharma", "Pharma 4.8", 4.8, 13000, True), Bubble("Retail", "Retail", 1.1, 99000, False))
    return {
        "dots": dot_plot(),
        "dimensions": DimensionDots("Scores", (row,), "Score", (Key("eu", "EU"), Key("stroke", "peers")), shown),
        "strip": Strip("Strip", 5.4, 10.7, 6.9, (20.0, 7.0)),
        "bars": StarsBars("Stars", (DotRow("Wallonia", 12, "12", "region"),), "Stars", shown),
        "scatter": Scatter("Plane", points, (14,), (0.5,), "Stars", "Index", shown, shown),
        "histogram": Histogram("Draws", bins_of([-3, 1, 4, 4.5]), (Named("half", 2.5),), "euro", shown, shown, ()),
        "bubbles": Bubbles("Industries", (BubbleGroup("Manufacturing", bubbles),), "as in the EU", "LQ"),
    }


NAMES = sorted(every_chart())


@pytest.mark.parametrize("name", NAMES)
def test_html_has_no_inline_style_no_script_and_one_description(name: str) -> None:
    html = to_html(every_chart()[name])
    root = ElementTree.fromstring(html)  # noqa: S314 - our own text
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"]
    assert not re.search(r"\sstyle=|<script|\son\w+=", html)


@pytest.mark.parametrize("name", NAMES)
def test_fixed_svg_is_a_document_of_the_width_asked_for(name: str) -> None:
    chart = every_chart()[name]
    root = ElementTree.fromstring(to_svg(chart, 500))  # noqa: S314 - our own text
    assert root.attrib["width"] == "500"
    assert root.find("{http://www.w3.org/2000/svg}title") is not None
    assert "class=" not in to_svg(chart, 500)


@pytest.mark.parametrize("name", NAMES)
def test_html_positions_are_percent_so_text_keeps_its_size(name: str) -> None:
    html = to_html(every_chart()[name])
    plots = re.findall(r'<svg height="[^"]*"[^>]*>(.*?)</svg>', html)
    assert plots
    for place in re.findall(r'\b(?:cx|x1|x2)="([^"]*)"', "".join(plots)):
        assert place.endswith("%")


def test_names_are_escaped_in_both_forms() -> None:
    for form in (to_html(dot_plot()), to_svg(dot_plot(), 500)):
        assert "Piemonte &lt;b&gt;" in form
        assert "<b>" not in form


def test_a_missing_value_is_written_and_never_drawn_as_zero() -> None:
    band = next(band for band in dot_plot().scene().bands if band.label == "Saxony")
    assert not [mark for mark in band.marks if isinstance(mark, Circle)]
    assert [(mark.text, mark.mark) for mark in band.marks if isinstance(mark, Text)] == [("n/a", "1")]


def test_the_axis_of_a_dot_plot_holds_zero() -> None:
    ticks = [mark.text for mark in dot_plot().scene().bands[-1].marks if isinstance(mark, Text)]
    assert ticks[0] == "0"


@pytest.mark.parametrize("values", [[0.0], [7.0, 7.0], [-1e12, 1e12], [-0.3, -0.1, 0.2], [1e9, 1e9 + 1e-3]])
def test_columns_hold_every_outcome_and_none_is_both_loss_and_gain(values: list[float]) -> None:
    bins = bins_of(values)
    assert sum(one.share for one in bins) == pytest.approx(1)
    assert bins[0].low <= min(values) + 1e-6
    assert bins[-1].high >= max(values) - 1e-6
    assert len(bins) <= 50
    assert not [one for one in bins if one.low < 0 < one.high]
    assert sum(one.share for one in bins if one.low >= 0) == pytest.approx(sum(v >= 0 for v in values) / len(values))
    scene = Histogram("h", bins, (), "", shown, shown, ()).scene()
    columns = [mark for mark in scene.bands[0].marks if isinstance(mark, Box)]
    assert all(box.x >= 0 and box.x + box.width <= 1 and box.height > 0 for box in columns)


def test_dots_stand_in_the_order_of_their_values() -> None:
    places = {
        band.label: mark.x for band in dot_plot().scene().bands for mark in band.marks if isinstance(mark, Circle)
    }
    assert places["Piemonte <b>"] < places["Wallonia"] < places["Belgium"] <= 1


def test_rows_are_ordered_country_first_and_missing_last() -> None:
    rows = [
        DotRow("a", None, "n/a", "peer"),
        DotRow("b", 1.0, "1", "peer"),
        DotRow("c", 2.0, "2", "region"),
        DotRow("d", 0.5, "0.5", "country"),
    ]
    assert [row.name for row in ordered(rows)] == ["d", "c", "b", "a"]
    assert [row.name for row in ordered(rows, descending=False)] == ["d", "b", "c", "a"]


def test_a_point_without_index_becomes_a_stroke_on_the_axis() -> None:
    html = to_html(every_chart()["scatter"])
    assert html.count('class="rug is-region"') == 1
    assert html.count('class="dot is-region"') == 1


@pytest.mark.parametrize("chart", [lambda: Strip("nothing", None, None, None, ()), lambda: dot_plot(rows=ONE)])
def test_charts_with_little_to_show_still_draw(chart: Callable[[], Chart]) -> None:
    assert to_html(chart())
    assert to_svg(chart(), 300)


ONE = (DotRow("Wallonia", 0.0, "0", "region"),)


def test_keys_and_long_axis_titles_wrap_instead_of_leaving_the_picture() -> None:
    keys = tuple(Key("peer", f"key number {index}") for index in range(6))
    group = (BubbleGroup("g", (Bubble("a", "a", 1.0, 1.0, False),)),)
    chart = Bubbles("b", group, "EU", "a very long title of an axis " * 4, keys)
    narrow, wide = (ElementTree.fromstring(to_svg(chart, width)) for width in (320, 1200))  # noqa: S314 - our own text
    assert float(narrow.attrib["height"]) > float(wide.attrib["height"])
    texts = [text for text in narrow.iter("{http://www.w3.org/2000/svg}text") if (text.text or "").startswith("key")]
    assert len(texts) == 6
    assert all(float(text.attrib["x"]) < 260 for text in texts)


def test_a_small_picture_prints_every_second_tick_only() -> None:
    small, large = (to_svg(dot_plot(), width).count("<text") for width in (380, 700))
    assert small < large
