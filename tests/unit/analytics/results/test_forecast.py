"""Trend and forecast: against printed tables and numpy's line, and where none is given."""

from dataclasses import replace

import numpy as np
import pytest

from beffroi.analytics.errors import InputError
from beffroi.analytics.results.forecast import forecast
from beffroi.analytics.results.model import Indicator
from beffroi.analytics.results.path import Path, Point
from beffroi.analytics.results.student import inside, two_sided

PATH = Path(Point(0, 0.0), Point(48, 10.0))
MONTHS, VALUES = [0, 6, 12, 18, 30], [0.0, 1.0, 3.5, 3.0, 6.5]
MADE = Indicator("i", "n", PATH, tuple(Point(at, value) for at, value in zip(MONTHS, VALUES, strict=True)))


@pytest.mark.parametrize(
    ("coverage", "freedom", "t"),
    [  # the table of any textbook
        (0.8, 1, 3.0777),
        (0.95, 1, 12.7062),
        (0.95, 2, 4.3027),
        (0.9, 3, 2.3534),
        (0.99, 5, 4.0321),
        (0.95, 10, 2.2281),
        (0.95, 30, 2.0423),
        (0.95, 120, 1.9799),
        (0.95, 400, 1.9659),
        (0.95, 10_000, 1.9600),
    ],
)
def test_student_is_that_of_the_tables(coverage: float, freedom: int, t: float) -> None:
    assert two_sided(coverage, freedom) == pytest.approx(t, abs=6e-5)
    assert inside(0.0, freedom) == 0.0


@pytest.mark.parametrize(("coverage", "freedom"), [(0.0, 3), (1.0, 3), (1.5, 3), (0.8, 0)])
def test_what_is_no_coverage_is_refused(coverage: float, freedom: int) -> None:
    with pytest.raises(InputError, match="a coverage lies between 0 and 1"):
        two_sided(coverage, freedom)


def test_the_line_is_that_of_numpy_and_the_interval_that_of_the_formula() -> None:
    found = forecast(MADE, 30)
    assert found is not None
    (slope, start), residuals, *_ = np.polyfit(MONTHS, VALUES, 1, full=True)
    x = np.array(MONTHS, dtype=float)
    error = np.sqrt(residuals[0] / 3 * (1 + 1 / 5 + (48 - x.mean()) ** 2 / ((x - x.mean()) ** 2).sum()))
    assert found.slope == pytest.approx(slope)
    assert found.value == pytest.approx(start + 48 * slope)
    assert found.high - found.value == pytest.approx(1.6377 * error, rel=1e-4)  # t of 80% with 3 degrees of freedom
    assert found.value - found.low == pytest.approx(found.high - found.value)
    assert (found.at, found.count, found.trend, found.reach) == (48, 5, "improving", "open")


def test_measurements_before_the_baseline_and_after_the_month_do_not_count() -> None:
    more = (*MADE.measurements, Point(-12, 99.0), Point(31, 99.0))
    assert forecast(replace(MADE, measurements=more), 30) == forecast(MADE, 30)


@pytest.mark.parametrize("at", [18 - 1, 48, 60, 30 + 13])
def test_without_enough_recent_measurements_or_a_target_ahead_there_is_none(at: int) -> None:
    assert forecast(MADE, at) is None


@pytest.mark.parametrize(
    ("values", "polarity", "trend", "reach"),
    [
        ([0.0, 1.25, 2.5, 3.75], "up", "improving", "likely"),
        ([0.0, 1.25, 2.5, 3.75], "down", "worsening", "likely"),
        ([5.0, 5.0, 5.0, 5.0], "up", "unclear", "unlikely"),
        ([5.0, 5.0, 5.0, 5.0], "down", "unclear", "likely"),
        ([3.0, 5.0, 2.0, 4.0], "up", "unclear", "open"),
        ([9.0, 6.0, 3.0, 0.0], "up", "worsening", "unlikely"),
    ],
)
def test_trend_and_reach_follow_polarity(values: list[float], polarity: str, trend: str, reach: str) -> None:
    points = tuple(Point(6 * at, value) for at, value in enumerate(values))
    found = forecast(Indicator("i", "n", PATH, points, polarity), 18, coverage=0.95)  # type: ignore[arg-type]
    assert found is not None
    assert (found.trend, found.reach) == (trend, reach)
