"""The charts of the index: every region is drawn once, and both writers know every mark."""

import re

from beffroi.reporting.charts.chart import to_html, to_svg
from beffroi.reporting.charts.grouped import GroupedRow, GroupedRows, RowGroup
from beffroi.reporting.charts.swarm import Swarm, SwarmDot


def swarm(*dots: SwarmDot) -> Swarm:
    return Swarm("Three", dots, "Own 0.50", 0.4, "EU 0.40", "Score", (), str)


def test_a_swarm_draws_every_region_once_and_keeps_those_beyond_the_axis() -> None:
    chart = swarm(SwarmDot(0.5, "region"), SwarmDot(0.5, "other"), SwarmDot(1.2, "other"), SwarmDot(-0.1, "pilot"))
    html = to_html(chart)
    assert html.count("<circle") == 3
    assert html.count("<rect") == 1
    assert "Own 0.50" in html
    assert "<svg" in to_svg(chart, 600)


def test_an_empty_swarm_is_a_bare_axis() -> None:
    assert "<circle" not in to_html(swarm())


def rows(form: str) -> GroupedRows:
    held = (
        GroupedRow("Long", 0.06, "0.060", eu=0.02, other=0.01),
        GroupedRow("None", None, "n/a", eu=0.02, mark="1"),
        GroupedRow("Nothing", 0.0, "0.000"),
        GroupedRow("Below", -0.02, "−0.020"),
    )
    return GroupedRows("Rows", (RowGroup("Group", "remark", held),), form, "Points", (), str)  # type: ignore[arg-type]


def test_bars_start_at_zero_also_where_they_point_left() -> None:
    html = to_html(rows("bars"))
    assert html.count('class="bar is-region"') == 2
    assert 'x="25%"' in html
    assert "n/a" in html
    assert "<svg" in to_svg(rows("bars"), 600)


def test_dots_mark_only_rows_with_a_value() -> None:
    assert to_html(rows("dots")).count('class="dot is-region"') == 3


def test_the_square_of_another_value_is_seen_around_the_dot_that_lies_on_it() -> None:
    same = (GroupedRow("Same", 0.5, "0.50", other=0.5),)
    html = to_html(GroupedRows("Rows", (RowGroup("", "", same),), "dots", "Score", (), str))
    square, dot = html.index('class="printed"'), html.index('class="dot is-region"')
    assert square < dot, "the dot lies on the square"
    side = re.search(r'class="printed"[^>]*width="([\d.]+)"', html)
    radius = re.search(r'class="dot is-region"[^>]* r="([\d.]+)"', html)
    assert side is not None
    assert radius is not None
    assert float(side[1]) / 2 > float(radius[1]) + 1


def test_a_group_without_a_heading_takes_no_room_for_one() -> None:
    one = (GroupedRow("One", 0.5, "0.50"),)
    assert len(GroupedRows("Rows", (RowGroup("", "", one),), "dots", "Score", (), str).scene().bands) == 2
