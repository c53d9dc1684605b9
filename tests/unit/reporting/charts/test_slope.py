"""Slopes between two years: where lines and labels stand."""

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from beffroi.reporting.charts.chart import to_html, to_svg
from beffroi.reporting.charts.scene import Circle, Line, Text
from beffroi.reporting.charts.slope import ROW, Slope, Slopes, spread

PLACES = st.lists(st.floats(0, 300, allow_nan=False), min_size=1, max_size=18)


def slopes(*values: tuple[str, float, float]) -> Slopes:
    """A chart whose first line is the region's."""
    made = tuple(
        Slope(name, first, last, f"{first:g}", f"{last:g}", "peer" if index else "region")
        for index, (name, first, last) in enumerate(values)
    )
    return Slopes("said", made, "2008", "2022", 100.0, "EU = 100")


def lines(chart: Slopes) -> list[Line]:
    """The slopes themselves."""
    return [mark for mark in chart.scene().bands[0].marks if isinstance(mark, Line) and mark.style.startswith("line")]


@given(PLACES)
def test_labels_keep_their_distance_their_order_and_the_plot(wanted: list[float]) -> None:
    found = spread(wanted, ROW, 330.0)
    ordered = [found[index] for index in sorted(range(len(wanted)), key=lambda index: wanted[index])]
    assert all(below - above >= ROW - 1e-6 for above, below in pairwise(ordered))
    assert min(found) >= 0
    assert max(found) <= 330.0 + 1e-6


@given(st.lists(st.floats(20, 280, allow_nan=False), min_size=1, max_size=1))
def test_a_label_alone_stands_at_its_point(wanted: list[float]) -> None:
    assert spread(wanted, ROW, 330.0) == wanted


def test_a_higher_value_stands_higher_and_a_rise_goes_up() -> None:
    region, peer = sorted(
        lines(slopes(("Wallonia", 84, 87), ("Cantabria", 97, 80))), key=lambda line: line.style, reverse=True
    )
    assert region.style == "line is-region"
    assert region.y2 < region.y1
    assert peer.y2 > peer.y1
    assert peer.y1 < region.y1


def test_the_region_is_drawn_last_so_that_nothing_covers_it() -> None:
    assert lines(slopes(("Wallonia", 84, 87), ("Cantabria", 97, 80)))[-1].style == "line is-region"


def test_lines_that_start_together_share_one_label_and_all_ends_are_named() -> None:
    marks = slopes(("A", 80, 90), ("B", 80, 95), ("C", 85, 95)).scene().bands[0].marks
    texts = [mark.text for mark in marks if isinstance(mark, Text)]
    assert texts.count("80") == 1
    assert {"90\u2002A", "95\u2002B", "95\u2002C"} <= set(texts)


def test_a_long_name_is_cut_only_where_room_is_short_and_leaves_room_for_the_lines() -> None:
    name = "Provincia Autonoma di Bolzano/Bozen"
    chart = slopes(("A", 80, 90), (name, 154, 161))
    marks = chart.scene().bands[0].marks
    texts = {mark.shows: mark.text for mark in marks if isinstance(mark, Text) and mark.text.startswith("161")}
    assert texts["wide"].endswith(name)
    assert texts["phone"].endswith("…")
    assert max(mark.x for mark in marks if isinstance(mark, Circle)) >= 0.45
    assert to_svg(chart, 800).count("Provincia") == to_svg(chart, 300).count("Provincia")


def test_equal_values_are_drawn_too() -> None:
    chart = Slopes("said", (Slope("A", 5, 5, "5", "5", "region"),), "2008", "2022")
    assert "NaN" not in to_html(chart)
    assert to_svg(chart, 430).startswith("<svg")


def test_both_ways_to_write_it_say_the_same_and_carry_no_style() -> None:
    chart = slopes(("Wallonia <3", 84, 87), ("Cantabria", 97, 80))
    page, document = to_html(chart), to_svg(chart, 430)
    assert "style=" not in page
    assert "Wallonia &lt;3" in page
    assert "Wallonia &lt;3" in document
    assert re.search(r'role="img" aria-label="said"', page)
    assert 'stroke="#b8731a"' in document
