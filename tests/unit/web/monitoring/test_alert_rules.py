"""The rules of alerts without a database: when each alerts, when it cannot tell, what follows for open ones."""

import re
from datetime import date
from pathlib import Path as File
from typing import Any, get_args

import pytest

from beffroi.analytics.results.kinds import PeersTold, peers_told
from beffroi.analytics.results.model import Indicator, Peer
from beffroi.analytics.results.months import month
from beffroi.analytics.results.path import Path, Point
from beffroi.analytics.results.verdicts import verdict
from beffroi.web.monitoring import alert_rules as rules
from beffroi.web.monitoring.alert_rules import Held, Look, Subject
from beffroi.web.monitoring.alert_words import HEADLINES, MEANINGS, facts_words
from beffroi.web.monitoring.models import Alert

NOW = month(2024, 6)
TODAY = date(2024, 7, 10)
ONE = Subject("indicator", 1)
PATH = Path(Point(NOW - 24, 0.0), Point(NOW, 100.0))


def found(*values: tuple[int, float]) -> Any:
    points = tuple(Point(NOW - ago, value) for ago, value in values)
    return verdict(Indicator("M1", "OP1", PATH, points), NOW)


@pytest.mark.parametrize(
    ("value", "severity"), [(95.0, None), (90.0, None), (85.0, "medium"), (80.0, "medium"), (79.0, "high")]
)
def test_behind_the_path_is_serious_up_to_twice_the_band_and_urgent_beyond(value: float, severity: str) -> None:
    look = rules.of_track(ONE, found((0, value)), NOW)
    assert (look.severity, look.is_known, look.facts["actual"]) == (severity, True, value)
    assert rules.of_data(ONE, found((0, value)), NOW).severity is None


def test_without_data_nothing_is_known_of_the_track_and_that_alerts() -> None:
    late = found((13, 50.0))
    assert rules.of_track(ONE, late, NOW).is_known is False
    assert rules.of_data(ONE, late, NOW).facts == {"last": "2023-05"}
    assert rules.of_data(ONE, found(), NOW).facts == {}
    assert rules.of_data(ONE, found(), NOW).severity == "medium"


def test_a_value_that_jumps_is_watched_and_a_wrong_sum_is_urgent() -> None:
    steady = [Point(NOW - ago, 10.0 - ago) for ago in range(6)]
    assert rules.of_quality(ONE, steady, None).severity is None
    jumped = rules.of_quality(ONE, [*steady, Point(NOW + 1, 400.0)], None)
    assert (jumped.severity, len(jumped.facts["doubts"])) == ("low", 2)
    wrong = rules.of_quality(ONE, steady, {"women": 6.0, "men": 5.0})
    assert wrong.severity == "high"
    assert str(rules.sentence(wrong.facts["doubts"][0])) == "the total is 10, its parts add up to 11"
    assert rules.of_quality(ONE, [], None).is_known is False


@pytest.mark.parametrize(
    ("state", "end", "severity"),
    [
        ("planned", date(2024, 7, 9), "medium"),
        ("under_way", date(2024, 4, 10), "high"),
        ("done", date(2024, 4, 10), None),
        ("cancelled", date(2024, 4, 10), None),
        ("planned", date(2024, 7, 10), None),
        ("planned", None, None),
    ],
)
def test_an_action_alerts_after_its_end(state: str, end: date | None, severity: str | None) -> None:
    assert rules.of_action(Subject("item", 1), state, end, None, TODAY).severity == severity


def test_an_assumption_alerts_once_it_was_looked_at_and_closes_only_when_it_holds() -> None:
    told = {
        state: rules.of_assumption(Subject("item", 1, "ab"), {"en": "Posts are filled"}, state, TODAY, "x")
        for state in ("", "holds", "broken", "unknown")
    }
    assert {state for state, look in told.items() if look.severity} == {"broken"}
    assert {state for state, look in told.items() if look.is_known} == {"holds", "broken"}


@pytest.mark.parametrize(
    ("standing", "due", "severity"),
    [("off", date(2024, 7, 9), "medium"), ("off", date(2024, 6, 12), "high"), ("risk", date(2024, 7, 20), None)],
)
def test_a_body_alerts_when_it_missed_its_cadence(standing: str, due: date, severity: str | None) -> None:
    assert rules.of_cadence(Subject("body", 1), standing, due, None, 4, TODAY).severity == severity


def test_the_context_turns_when_the_median_peer_misses_its_path() -> None:
    def told(*values: float) -> PeersTold:
        peers = tuple(Peer(f"P{n}", PATH, (Point(NOW, value),)) for n, value in enumerate(values))
        return peers_told(Indicator("M1", "IM1", PATH, peers=peers), NOW)

    assert rules.of_context(ONE, told(100.0, 95.0, 20.0), alerts=True).severity is None
    assert rules.of_context(ONE, told(100.0, 60.0, 20.0), alerts=False).severity == "low"
    missed = rules.of_context(ONE, told(100.0, 60.0, 20.0), alerts=True)
    assert (missed.severity, missed.facts) == ("medium", {"peers": 3, "share": 0.4, "own": True})
    assert rules.of_context(ONE, told(), alerts=True).is_known is False


def test_alerts_open_change_come_back_and_close_by_facts_only() -> None:
    looks = [
        Look("off_track", ONE, "high", {"actual": 1}),
        Look("off_track", Subject("indicator", 2), None, {"actual": 9}),
        Look("off_track", Subject("indicator", 3), None, is_known=False),
        Look("no_data", Subject("indicator", 4), "medium", {}),
    ]
    held = [
        Held("off_track", "indicator-1", "medium", {"actual": 2}, None),
        Held("off_track", "indicator-2", "high", {"actual": 2}, date(2024, 7, 1)),
        Held("off_track", "indicator-3", "high", {"actual": 2}, date(2024, 7, 10)),
        Held("off_track", "indicator-9", "high", {"actual": 2}, date(2024, 7, 11)),
    ]
    asked = rules.changes(held, looks, TODAY)
    assert [look.at for look in asked.opened] == [("no_data", "indicator-4")]
    assert [look.at for look in asked.changed] == [("off_track", "indicator-1")]
    assert asked.closed == {("off_track", "indicator-2"): {"actual": 9}, ("off_track", "indicator-9"): {"gone": True}}
    assert asked.woken == {("off_track", "indicator-3")}


def test_a_second_look_at_the_same_facts_changes_nothing() -> None:
    look = Look("off_track", ONE, "high", {"actual": 1})
    assert not any(rules.changes([Held("off_track", ONE.key, "high", {"actual": 1}, None)], [look], TODAY))


def test_a_rubric_is_told_in_levels_and_never_as_a_difference() -> None:
    look = rules.of_track(ONE, found((0, 50.0)), NOW, levels=4)
    look = Look(look.rule, look.subject, look.severity, {**look.facts, "actual": 2.0, "expected": 2.917})
    assert facts_words("off_track", look.facts) == (
        "Judged level 2 of 4 in June 2024, where level 3 of 4 was expected."
    )  # fmt: skip


def test_every_rule_has_its_line_in_the_reference_and_its_words() -> None:
    text = (File(__file__).resolve().parents[4] / "docs" / "reference" / "alerts.md").read_text(encoding="utf-8")
    names = set(re.findall(r"^\| `(\w+)`", text, re.MULTILINE))
    assert names == set(get_args(rules.Rule)) == set(Alert.Rule.values) == set(HEADLINES) == set(MEANINGS)
