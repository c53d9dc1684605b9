"""What is expected, what is actual, and on which side of the band it lies."""

import math

import pytest

from beffroi.analytics.errors import InputError
from beffroi.analytics.results.model import Indicator, Peer, Polarity
from beffroi.analytics.results.months import month, month_text, parse_month
from beffroi.analytics.results.path import Path, Point
from beffroi.analytics.results.verdicts import verdict

START, END = month(2021), month(2023)
PATH = Path(Point(START, 0.0), Point(END, 10.0))


def status(actual: float, path: Path = PATH, band: float = 0.1, polarity: Polarity | None = None) -> str:
    return verdict(Indicator("i", "n", path, (Point(END, actual),), polarity, band), END).status


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (month(2010), 0.0),
        (START, 0.0),
        (month(2022), 5.0),
        (month(2022, 3), 1.25),
        (END, 10.0),
        (month(2030), 10.0),
    ],
)
def test_expected_is_linear_in_months_and_stays_at_its_ends(at: int, expected: float) -> None:
    assert PATH.expected(at) == expected


def test_milestones_bend_the_path_in_whatever_order_they_are_given() -> None:
    path = Path(PATH.baseline, PATH.target, (Point(month(2022, 12), 1.0), Point(month(2022, 6), 0.0), PATH.target))
    assert [path.expected(month(2022, number)) for number in (6, 9, 12)] == [0.0, 0.5, 1.0]
    assert path.expected(month(2023, 6)) == 5.5


@pytest.mark.parametrize(
    ("actual", "stands"),
    [
        (10.0, "on_track"),
        (12.0, "on_track"),
        (9.0, "on_track"),
        (8.99, "at_risk"),
        (8.0, "at_risk"),
        (7.99, "off_track"),
    ],
)
def test_the_band_decides(actual: float, stands: str) -> None:
    assert status(actual) == stands


@pytest.mark.parametrize(
    ("base", "target"), [(0.0, 0.3), (0.1, 0.4), (1e6, 1e6 + 0.3), (-0.3, 0.0), (0.7, 0.1), (1.1, 2.2), (3e9, 1e9)]
)
def test_a_shortfall_that_equals_the_band_is_on_track_whatever_its_last_bits(base: float, target: float) -> None:
    path = Path(Point(START, base), Point(END, target))
    assert status(target - 0.1 * (target - base), path) == "on_track"
    assert status(target - 0.2 * (target - base), path) == "at_risk"
    assert status(target - 0.2001 * (target - base), path) == "off_track"


def test_polarity_is_given_or_follows_from_the_target() -> None:
    falling = Path(Point(START, 10.0), Point(END, 0.0))
    assert (status(0.5, falling), status(5.0, falling), status(-3.0, falling)) == ("on_track", "off_track", "on_track")
    assert status(5.0, falling, polarity="up") == "on_track"
    assert status(12.0, polarity="down") == "at_risk"
    assert status(99.0, polarity="down") == "off_track"


def test_what_is_to_be_kept_has_a_band_without_width() -> None:
    level = Path(Point(START, 5.0), Point(END, 5.0))
    assert (status(5.0, level), status(4.9, level), status(5.1, level)) == ("on_track", "off_track", "on_track")
    found = verdict(Indicator("i", "n", level, (Point(END, 4.0),)), END)
    assert (found.shortfall, found.share) == (1.0, math.inf)


@pytest.mark.parametrize(
    ("measured", "at", "stands", "actual"),
    [
        ((2022, 12), (2023, 12), "off_track", 1.0),  # exactly twelve months old: still counts
        ((2022, 12), (2024, 1), "no_data", None),
        ((2023, 12), (2023, 11), "no_data", None),  # later than the month that is asked about
        ((2021, 6), (2021, 6), "on_track", 1.0),  # before the baseline
        (None, (2023, 12), "no_data", None),
    ],
)
def test_a_measurement_counts_for_twelve_months(
    measured: tuple[int, int] | None, at: tuple[int, int], stands: str, actual: float | None
) -> None:
    points = (Point(month(*measured), 1.0),) if measured else ()
    found = verdict(Indicator("i", "n", PATH, points), month(*at))
    assert (found.status, found.actual) == (stands, actual)


def test_the_latest_measurement_at_or_before_the_month_counts_in_whatever_order() -> None:
    points = tuple(Point(month(2023, number), float(number)) for number in (11, 3, 12, 7))
    found = [verdict(Indicator("i", "n", PATH, points), month(2023, number)).actual for number in (2, 3, 10, 11, 12)]
    assert found == [None, 3.0, 7.0, 11.0, 12.0]


@pytest.mark.parametrize(
    ("text", "says"),
    [("2023", "2023-12"), ("2023-1", "2023-01"), (" 2023-01-31 ", "2023-01"), ("1900-01", "1900-01")],
)
def test_a_month_may_be_a_day_or_a_year(text: str, says: str) -> None:
    assert month_text(parse_month(text)) == says


@pytest.mark.parametrize(
    "text", ["", "soon", "2023-13", "2023-00", "2023-02-30", "23-12", "2023-12-01T00", "9999", "٢٠٢٣"]
)
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="is no month from 1900 to 2200; write it as 2023-12"):
        parse_month(text)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: Path(Point(END, 0.0), Point(END, 1.0)), "does not come after the baseline"),
        (lambda: Path(Point(END, 0.0), Point(START, 1.0)), "does not come after the baseline"),
        (lambda: Path(*PATH.points, (Point(START - 1, 0.0),)), "lies outside baseline and target"),
        (lambda: Path(*PATH.points, (Point(END + 1, 0.0),)), "lies outside baseline and target"),
        (lambda: Path(*PATH.points, (Point(END, 9.0),)), "2023-12 stands twice"),
        (lambda: Path(Point(START, math.nan), PATH.target), "not finite"),
        (lambda: Path(PATH.baseline, Point(END, 1e200)), "too large"),
        (lambda: Indicator("i", "n", PATH, (Point(END, 1.0), Point(END, 1.0))), "2023-12 stands twice"),
        (lambda: Indicator("i", "n", PATH, (Point(END, math.inf),)), "not finite"),
        (lambda: Indicator("i", "n", PATH, band=1.5), "share of the planned change, from 0 to 1"),
        (lambda: Indicator("i", "n", PATH, band=math.nan), "share of the planned change, from 0 to 1"),
        (lambda: Indicator("i", "n", PATH, peers=(Peer("A", PATH), Peer("A", PATH))), "A stands twice"),
    ],
)
def test_what_contradicts_itself_is_refused(make: object, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        make()  # type: ignore[operator]
