"""What a value raises when it is entered, and what it does not."""

import math
from datetime import date

import numpy as np
import pytest

from beffroi.analytics.results.entry.bounds import out_of_bounds
from beffroi.analytics.results.entry.consistency import Relation, Rule, inconsistent
from beffroi.analytics.results.entry.jump import jump
from beffroi.analytics.results.entry.outliers import outlier, outside_seen, robust_z
from beffroi.analytics.results.entry.scores import Report, scores
from beffroi.analytics.results.entry.totals import total_differs
from beffroi.analytics.results.path import Point

STEADY = [10.0, 11.0, 12.0, 13.0, 14.0]


@pytest.mark.parametrize(
    ("value", "least", "most", "is_told"),
    [
        (0.0, 0, 100, False),
        (100.0, 0, 100, False),
        (-0.1, 0, 100, True),
        (100.1, 0, 100, True),
        (1e9, 0, None, False),
        (-1e9, None, 100, False),
        (math.nan, None, None, True),
        (math.inf, None, None, True),
    ],
)
def test_bounds(value: float, least: float | None, most: float | None, is_told: bool) -> None:
    found = out_of_bounds(value, least, most)
    assert (found is not None) == is_told
    assert found is None or found.weight == "wrong"


def test_a_jump_is_held_against_the_pace_so_far_a_month() -> None:
    history = [Point(at, float(at % 2)) for at in (3, 0, 2, 1)]  # moves by 1 a month
    assert jump(Point(4, 6.0), history) is None
    assert jump(Point(4, 6.1), history) is not None
    assert jump(Point(14, 50.0), history) is None  # eleven months later
    assert jump(Point(3, 99.0), history) is None  # only two changes before
    level = [Point(at, 5.0) for at in range(4)]
    assert jump(Point(4, 5.0), level) is None
    assert jump(Point(4, 5.1), level) is not None


def test_robust_scores_are_those_of_the_formula_and_survive_a_spoilt_history() -> None:
    assert robust_z([12.0, 15.0], STEADY).tolist() == pytest.approx([0.0, 3 / 1.4826])
    spoilt = [*STEADY, 1e9]
    assert outlier(1e8, spoilt) is not None
    assert outlier(13.5, spoilt) is None
    assert robust_z([6.0], [5.0, 5.0, 5.0, 5.0, 9.0]).tolist() == pytest.approx([1 / (1.253314 * 0.8)])
    assert robust_z([5.0, 6.0, 4.0], [5.0] * 5).tolist() == [0.0, math.inf, -math.inf]
    assert np.isnan(robust_z([1.0], [])).all()
    assert np.isnan(robust_z([np.nan], STEADY)).all()


def test_far_values_are_told_once_there_is_a_history() -> None:
    assert outlier(99.0, STEADY[:4]) is None
    assert outside_seen(99.0, STEADY[:4]) is None
    found = outlier(5.1, [5.0] * 5)
    assert found is not None
    assert str(found.message) == "5.1 differs from 5, which it always was"
    assert outside_seen(14.0, STEADY) is None
    assert outside_seen(14.1, STEADY) is not None
    assert outside_seen(9.6, STEADY, margin=0.1) is None


@pytest.mark.parametrize(
    ("total", "parts", "rounding", "weight"),
    [
        (11.0, {"a": 6.0, "b": 5.0}, 0.0, None),
        (0.3, {"a": 0.1, "b": 0.2}, 0.0, None),  # 0.1 + 0.2 is not 0.3 in its last bit
        (10.0, {"a": 6.0, "b": 5.0}, 0.0, "wrong"),
        (10.0, {"a": 6.0, "b": 5.0}, 0.5, None),
        (9.9, {"a": 6.0, "b": 5.0}, 0.5, "wrong"),
        (5.0, {"a": 6.0, "b": None}, 0.0, "unlikely"),
        (7.0, {"a": 6.0, "b": None}, 0.0, None),
        (5.0, {"a": 6.0, "b": None, "c": -3.0}, 0.0, None),
        (5.0, {}, 0.0, None),
        (5.0, {"a": None}, 0.0, None),
    ],
)
def test_totals(total: float, parts: dict[str, float | None], rounding: float, weight: str | None) -> None:
    found = total_differs(total, parts, rounding)
    assert (found.weight if found else None) == weight


@pytest.mark.parametrize(
    ("relation", "holds"),
    [
        ("==", (False, True, False)),
        ("!=", (True, False, True)),
        ("<=", (True, True, False)),
        ("<", (True, False, False)),
        (">=", (False, True, True)),
        (">", (False, False, True)),
    ],
)
def test_consistency(relation: Relation, holds: tuple[bool, ...]) -> None:
    rule = Rule("r", {"a": 1, "b": 1}, relation, {"c": 2}, plus=0.1)
    told = [not [*inconsistent({"a": 0.1, "b": b, "c": 0.1}, [rule])] for b in (0.1, 0.2, 0.3)]
    assert tuple(told) == holds
    assert [*inconsistent({"a": 1.0, "b": None, "c": 1.0}, [rule])] == []
    assert [*inconsistent({"a": 1.0}, [rule])] == []


def test_scores_count_what_was_due_and_had_come() -> None:
    due = date(2023, 3, 31)
    late, on_time, ahead = Report(due, date(2023, 5, 1)), Report(due, due), Report(date(2023, 9, 30), due)
    found = scores([late, on_time, ahead, Report(due)], date(2023, 4, 30))
    assert (found.expected, found.received, found.on_time) == (3, 1, 1)
    later = scores([late, on_time, ahead, Report(due)], date(2023, 6, 1))
    assert (later.completeness, later.timeliness) == (pytest.approx(2 / 3), pytest.approx(1 / 3))
    assert scores([ahead], due).completeness is None
    assert scores([], due).timeliness is None
