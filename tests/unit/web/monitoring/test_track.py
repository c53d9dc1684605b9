"""Verdicts and the diagnosis on screen: the same numbers on the page, in JSON, on Monday and in the criteria."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone
from tests.unit.web import cast, cast_piloting
from tests.unit.web import cast_monitoring as monitor

from beffroi.analytics.results.months import month_of, month_text
from beffroi.web.chain.actions import add_link
from beffroi.web.core.waiting import Asked, found_for
from beffroi.web.monitoring.alert_refresh import refresh_alerts
from beffroi.web.monitoring.models import Measurement
from beffroi.web.monitoring.queries import track_of
from beffroi.web.monitoring.queries.track import as_json

pytestmark = pytest.mark.django_db


def short_chain() -> SimpleNamespace:
    """Input (short) → output (on track) → outcome (short by a rubric), and an output beside that nobody measured."""
    staff = monitor.step("input")
    grants = monitor.step("output", after=staff)
    roles = monitor.step("outcome", after=grants)
    silent = monitor.step("output")
    rubric = [{"en": "Nobody knows"}, {"en": "Some know"}, {"en": "All know"}]
    made = [
        monitor.indicator(staff, "Staff", frequency="half_year"),
        monitor.indicator(grants, "Grants", frequency="half_year"),
        monitor.indicator(
            roles, "Clarity", kind="qualitative", rubric=rubric, baseline_value=Decimal(1), target_value=Decimal(3),
            target_on=monitor.ago(-1),
        ),
        monitor.indicator(silent, "Nobody asks"),
    ]  # fmt: skip
    for months, value in ((19, 1), (13, 2), (7, 3), (1, 4)):
        monitor.value(made[0], value, months)
        monitor.value(made[1], 24 - months, months)
    monitor.value(made[2], 1)
    return SimpleNamespace(strategy=made[0].strategy, indicators=made, steps=[staff, grants, roles, silent])


def test_a_source_explains_what_alerts_further_down_in_sentences() -> None:
    held = short_chain()
    found = track_of(held.strategy, timezone.localdate())
    assert [row.verdict.status for row in found.rows if row.verdict] == [
        "off_track", "on_track", "no_data", "off_track",
    ]  # fmt: skip
    assert {one.step.code: (one.kind, one.source.alerts, one.source.path) for one in found.origins} == {
        "IN1": ("delivery", ("OC1",), ("IN1", "OP1", "OC1")), "OP2": ("data", (), ("OP2",)),
    }  # fmt: skip
    assert "Staff is at 4, expected was 23" in found.origins[0].because[0]
    assert (found.judged, found.alerts) == (4, 3)
    forecast = found.rows[0].forecast
    assert forecast is not None and (forecast.trend, forecast.reach) == ("improving", "unlikely")
    told = as_json(found)
    assert [one["status"] for one in told["verdicts"]] == ["off_track", "on_track", "no_data", "off_track"]
    assert {one["node"]: one["kind"] for one in told["sources"]} == {"IN1": "delivery", "OP2": "data"}


def test_a_rubric_as_source_is_told_in_words_and_never_as_a_difference() -> None:
    held = short_chain()
    monitor.value(held.indicators[0], 25, 0)
    found = track_of(held.strategy, timezone.localdate(), month_of(timezone.localdate()))
    origin = next(one for one in found.origins if one.step.code == "OC1")
    assert origin.kind == "theory"
    assert origin.because[0] == "Clarity is judged “Nobody knows (1/3)”, where “All know (3/3)” was expected."


def test_a_value_is_looked_at_in_its_own_month_until_the_next_is_due() -> None:
    yearly = monitor.indicator(frequency="year")
    monitor.value(yearly, 14, 10)
    monthly = monitor.indicator(name="Jobs", frequency="month")
    monitor.value(monthly, 14, 10)
    one, other = track_of(yearly.strategy, timezone.localdate()).rows
    assert one.verdict is not None and other.verdict is not None
    assert (one.verdict.expected, one.verdict.status) == (14.0, "on_track")
    assert (other.verdict.expected, other.verdict.status) == (23.0, "at_risk")
    assert one.month == other.month == month_of(monitor.ago(10))


def test_the_page_and_its_json_say_the_same_in_a_few_queries(django_assert_max_num_queries: Any) -> None:
    held = short_chain()
    client = cast.signed_in(cast.reader())
    base = f"/monitor/{held.strategy.slug}/track"
    client.get(f"{base}/")
    with django_assert_max_num_queries(15):
        page = client.get(f"{base}/")
    text = page.content.decode()
    assert "1 of 4 indicators are on track; what is not begins at IN1 and OP2." in text
    assert "Staff is at 4, expected was 23" in text and "d-line is-path" in text
    before = month_text(month_of(monitor.ago(20)))
    assert {one["status"] for one in client.get(f"{base}.json?at={before}").json()["verdicts"]} == {"no_data"}
    wrong = client.get(f"{base}/?at=soon")
    assert wrong.status_code == 400 and "is no month" in wrong.content.decode()
    assert client.get(f"{base}.json?at=soon").status_code == 400


def test_monday_and_the_criteria_know_of_results() -> None:
    held = short_chain()
    add_link(
        actor=None, space=held.strategy.living, kind="results_in", source=held.steps[3].item, target=held.steps[2].item
    )
    refresh_alerts(held.strategy)
    officer, manager = cast.m_and_e_officer(), cast.co_manager()
    found = found_for(Asked(held.strategy, officer, timezone.localdate()))
    [signal] = [one for one in found.signals if one.area == "Results"]
    assert (signal.status, signal.count) == ("alarm", 3)
    waiting = {one.what for one in found.waits if one.kind in {"Results", "Alert"}}
    assert waiting == {
        "M1 Staff is behind its path", "M3 Clarity is behind its path", "Nothing tells how M4 Nobody asks stands",
        "A value of M4 Nobody asks is due",
    }  # fmt: skip
    led = found_for(Asked(held.strategy, manager, timezone.localdate()))
    assert [one for one in led.waits if one.kind in {"Results", "Alert"}] == []
    client = cast.signed_in(officer)
    for one in (signal, *found.waits):
        assert client.get(one.url).status_code == 200, one
    page = cast.signed_in(manager).get(f"/strategy/{held.strategy.slug}/criteria/").content.decode()
    assert "Each outcome and impact of the results chain is measured" in page and "M3 Clarity" in page


def test_nothing_measured_is_nothing_said() -> None:
    strategy = cast_piloting.strategy()
    found = found_for(Asked(strategy, cast.reader(), timezone.localdate()))
    assert [(one.status, one.count) for one in found.signals if one.area == "Results"] == [("none", 0)]
    assert Measurement.objects.count() == 0
