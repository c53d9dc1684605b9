"""The charts of uncertainty: what is known is drawn once, in order, in both forms."""

import re

from beffroi.reporting.charts.chart import to_html, to_svg
from beffroi.reporting.charts.intervals import IntervalRow, RankIntervals
from beffroi.reporting.charts.matrix import NUMBERED, Matrix, MatrixRow
from beffroi.reporting.charts.tornado import Tornado, TornadoRow


def intervals() -> RankIntervals:
    rows = (
        IntervalRow("First", 1, 2, 4, 1, "1–4"),
        IntervalRow("Own", 2, 3, 7, 2, "2–7", is_region=True),
        IntervalRow("Nobody", None, None, None, None, "n/a"),
    )
    return RankIntervals("Three", rows, 7, "Rank", lambda value: f"{value:g}")


def test_an_interval_runs_from_its_best_to_its_worst_rank_on_an_axis_from_one() -> None:
    html = to_html(intervals())
    line = re.search(r'class="line is-region" x1="([\d.]+)%" x2="([\d.]+)%"', html)
    assert line is not None
    assert [float(end) for end in line.groups()] == [round(100 / 6, 2), 100]
    assert html.count('class="ring"') == 2
    assert "n/a" in html
    assert ">1<" in html


def test_cells_are_shaded_by_strength_and_sign_and_gaps_stay_empty() -> None:
    rows = (MatrixRow("1 a", (None, 0.95), ("", "95")), MatrixRow("2 b", (-0.3, None), ("−0.3", "")))
    html = to_html(Matrix("Two", rows, "The darker"))
    assert html.count("<rect") == 2
    assert 'class="heat h5"' in html
    assert 'class="cold h2"' in html
    assert "95" in html


def test_a_wide_matrix_has_no_room_for_numbers() -> None:
    wide = tuple(MatrixRow(f"{at}", (0.5,) * (NUMBERED + 1), ("50",) * (NUMBERED + 1)) for at in range(NUMBERED + 1))
    assert ">50<" not in to_html(Matrix("Wide", wide, ""))


def test_the_strongest_stands_first_and_nothing_leaves_the_axis() -> None:
    rows = (TornadoRow("weak", 0.1, 0.0, 0.2, -0.05, "0.10"), TornadoRow("strong", 1.1, 0.9, 1.3, 0.8, "1.10"))
    html = to_html(Tornado("Two", rows, "Share", lambda value: f"{value:g}"))
    assert html.index("strong") < html.index("weak")
    assert all(float(x) <= 100 for x in re.findall(r'x2?="([\d.]+)%"', html))


def test_every_mark_has_a_look_in_print() -> None:
    rows = (MatrixRow("1 a", tuple(step / 5 - 1 for step in range(11)), ("",) * 11),)
    for chart in (intervals(), Matrix("One", rows, ""), Tornado("None", (), "", str)):
        assert to_svg(chart, 600).startswith("<svg")
