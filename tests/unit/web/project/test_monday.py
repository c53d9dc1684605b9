"""The co-manager's Monday: what waits, in which order, for whom; whether the strategy is on track."""

from datetime import date, timedelta
from time import process_time
from typing import Any

import pytest
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st
from tests.large_strategy import large_roadmap, large_strategy
from tests.unit.web import cast, cast_piloting, cast_strategy

from beffroi.web.core.waiting import STANDS, WAITS, Asked, Found, Signal, Wait, found_for, most
from beffroi.web.piloting.actions import invite, rate_risk, set_state
from beffroi.web.piloting.models import Action, Decision
from beffroi.web.project.composed.monday import (
    GROUPS,
    far_words,
    group_of,
    monday_of,
    on_track_words,
    standings_of,
    verdict,
)
from beffroi.web.strategy.actions import request_change

TODAY = date(2021, 3, 10)
days = st.dates(TODAY - timedelta(days=1000), TODAY + timedelta(days=60))
waits = st.builds(
    Wait, st.just("Action"), st.text(max_size=5), st.just("/"), st.just("Do"), until=st.none() | days,
    since=st.none() | days, urgency=st.sampled_from(["high", "normal", "low"]), whose=st.sampled_from(["", "Others"]),
)  # fmt: skip
statuses = st.lists(st.sampled_from(["ok", "watch", "alarm", "none"]), max_size=6)


@given(st.lists(waits, max_size=8))
def test_everything_that_waits_stands_once_and_the_late_and_urgent_come_first(found: list[Wait]) -> None:
    page = monday_of(Found((), tuple(found)), TODAY)
    shown = [line.of for group in page.groups for line in group.lines] + [line.of for line in page.elsewhere]
    assert sorted(map(id, shown)) == sorted(map(id, found))
    assert [group.name for group in page.groups] == [name for name in GROUPS if name in {g.name for g in page.groups}]
    for group in page.groups:
        assert [line.of.order for line in group.lines] == sorted(line.of.order for line in group.lines)
        assert all(group_of(line.of, TODAY) == group.name for line in group.lines)
        assert all(line.of.is_late(TODAY) == (group.name == "late") for line in group.lines)


@given(statuses)
def test_the_verdict_is_yes_only_if_nothing_that_is_known_is_off(found: list[Any]) -> None:
    known = set(found) - {"none"}
    assert (verdict(found) == "yes") == (known == {"ok"})
    assert (verdict(found) == "unknown") == (not known)
    assert verdict(found) != "no" or ("alarm" in known and "ok" not in known)


@given(st.lists(st.integers(), max_size=9), st.integers(1, 5))
def test_a_rest_is_never_one(items: list[int], shown: int) -> None:
    first, rest = most(items, shown)
    assert first + rest == items
    assert len(rest) != 1


@pytest.mark.parametrize(
    ("days", "english", "french"),
    [
        (-1, "one day late", "un jour de retard"),
        (-9, "9 days late", "9 jours de retard"),
        (-95, "3 months late", "3 mois de retard"),
        (-800, "2 years and 2 months late", "2 ans et 2 mois de retard"),
        (0, "today", "aujourd’hui"),
        (1, "tomorrow", "demain"),
        (4, "in 4 days", "dans 4 jours"),
    ],
)
def test_days_are_said_in_words(days: int, english: str, french: str) -> None:
    assert far_words(TODAY + timedelta(days=days), TODAY) == english
    with translation.override("fr"):
        assert far_words(TODAY + timedelta(days=days), TODAY) == french


def test_the_answer_counts_the_areas_and_names_what_is_off() -> None:
    signals = [Signal("Text", "ok", "", "/"), Signal("Roadmap", "alarm", "", "/"), Signal("Money", "none", "", "/")]
    assert on_track_words(signals) == "Partly. Of 2 areas one is on track, one is off track (Roadmap)."
    assert on_track_words(signals[:1]) == "Yes: the one area that is known is on track."
    assert on_track_words([]).startswith("Nothing can be said yet")


def asked(who: Any) -> Asked:
    return Asked(cast_piloting.strategy(), who, timezone.localdate())


def a_week() -> Any:
    """A strategy in which something of each kind waits."""
    today = timezone.localdate()
    body = cast_piloting.body(cadence_weeks=4)
    cast_piloting.term(body)
    cast_piloting.seat(body, helix="civil_society")
    late = cast_piloting.action("Recruit", start=today - timedelta(days=60), end=today - timedelta(days=30))
    cast_piloting.action("Begin", after=late, start=today, end=today + timedelta(days=60))
    cast_piloting.held(body)
    cast_piloting.meeting(body)
    cast_piloting.amount(kind="paid", amount=500)
    risk = cast_piloting.risk()
    rate_risk(
        actor=None, strategy=cast_piloting.strategy(), item=risk.item, likelihood=4, impact=4, likelihood_after=None,
        impact_after=None, review_on=today - timedelta(days=3), note={},
    )  # fmt: skip
    cast_piloting.flow()
    decision = cast_piloting.decision(body)
    Decision.objects.filter(pk=decision.pk).update(state="due", taken_on=None, due_on=today)
    return body


@pytest.mark.django_db
def test_each_part_says_what_waits_and_each_line_leads_to_a_page() -> None:
    a_week()
    manager = cast.co_manager()
    found = found_for(asked(manager))
    assert {one.kind for one in found.waits} >= {
        "Action", "Communication", "Decision", "Meeting", "Minutes", "Money", "Plan", "Risk", "Seats", "Strategy",
    }  # fmt: skip
    client = cast.signed_in(manager)
    for url in {one.url for one in (*found.waits, *found.signals)}:
        assert client.get(url).status_code == 200, url
    assert {one.area for one in found.signals} == {
        "Strategy", "Evidence", "Bodies", "Meetings and decisions", "Roadmap", "Risks", "Money", "Communication",
        "Results",
    }  # fmt: skip
    assert {one.area: one.status for one in found.signals if one.status == "alarm"} == {
        "Roadmap": "alarm",
        "Money": "alarm",
    }


@pytest.mark.django_db
def test_what_is_done_no_longer_waits() -> None:
    a_week()
    manager = cast.co_manager()
    late = Action.objects.get(state="planned", end__lt=timezone.localdate())

    def is_told() -> bool:
        return any("Recruit is past its end" in one.what for one in found_for(asked(manager)).waits)

    assert is_told()
    set_state(actor=None, roadmap_action=late, state="cancelled")
    assert not is_told()


@pytest.mark.django_db
def test_a_reader_sees_how_it_stands_and_only_what_is_their_own() -> None:
    body = a_week()
    sitter = cast.person("Sitter")
    meeting = invite(actor=None, meeting=body.meetings.get(state="planned"))
    found = found_for(asked(cast.reader()))
    assert found.waits == ()
    assert len(found.signals) == 9
    own = found_for(asked(sitter))
    assert {one.what.split(":")[0] for one in own.waits if one.kind == "Meeting"} == {"Say whether you come"}
    assert {one.kind for one in own.waits} == {"Meeting", "Action"}  # the body that they sit in owns the action
    assert {one.area for one in own.signals}.isdisjoint({"Strategy", "Evidence"})  # who only sits reads no draft
    page = cast.signed_in(sitter).get(f"/monday/{body.strategy.slug}/").content.decode()
    assert f"/meetings/{meeting.key}/" in page


@pytest.mark.django_db
def test_who_asked_for_a_change_sees_whose_turn_it_is() -> None:
    held = cast_strategy.published()
    reader, manager = cast.reader(), cast.co_manager()
    node = held.nodes["challenge"]
    request_change(
        actor=reader, strategy=held.strategy, node=node, text="x", proposed={"title": {"en": "y"}}, revision=1
    )
    whose = {
        who: [
            (one.whose, one.others)
            for one in found_for(Asked(held.strategy, who, TODAY)).waits
            if one.kind == "Request"
        ]
        for who in (reader, manager)
    }
    assert whose == {reader: [("the co-managers", "")], manager: [("", str(reader))]}


@pytest.mark.django_db
def test_the_page_costs_few_queries_and_no_more_for_many_actions(
    django_assert_max_num_queries: Any, django_assert_num_queries: Any
) -> None:
    a_week()
    client, address = cast.signed_in(cast.co_manager()), f"/monday/{cast_piloting.strategy().slug}/"
    with django_assert_max_num_queries(15) as first:
        client.get(address)
    day = timezone.localdate() - timedelta(days=3)
    for number in range(8):
        cast_piloting.action(f"Step {number}", start=day, end=day)
        cast_piloting.meeting(cast_piloting.body())
    with django_assert_max_num_queries(len(first)):  # something was written: everything is read again
        client.get(address)
    with django_assert_max_num_queries(15):
        page = client.get(address).content.decode()
    assert "4 more actions are past their end" in page


@pytest.mark.django_db
def test_a_large_strategy_is_shown_in_time_and_in_brief() -> None:
    held = large_strategy(elements=2000, links=10_000)
    large_roadmap(held, actions=1000)
    client = cast.signed_in(cast.co_manager())
    for address in ("/monday/large/", "/brief/large/"):
        client.get(address)
        began = process_time()
        assert client.get(address).status_code == 200
        assert process_time() - began < 0.3


@pytest.mark.django_db
def test_the_first_page_leads_those_who_follow_a_strategy_to_their_week() -> None:
    link = f'href="/monday/{cast_piloting.strategy().slug}/"'
    assert link in cast.signed_in(cast.adviser()).get("/").content.decode()
    assert link not in cast.signed_in(cast.person("Outsider")).get("/").content.decode()


def test_functions_are_registered_by_every_room_that_works_on_a_strategy() -> None:
    rooms = {function.__module__.split(".")[2] for function in (*WAITS, *STANDS)}
    assert rooms == {"strategy", "piloting", "monitoring", "services"}


@pytest.mark.django_db
def test_an_area_without_data_says_so_and_is_never_on_track() -> None:
    found = found_for(asked(cast.co_manager()))
    held = {one.area: one.status for one in found.signals}
    assert held.pop("Strategy") == "watch"  # its text is there, and not in force
    assert set(held) == {"Evidence", "Bodies", "Roadmap", "Money", "Risks", "Communication", "Results"}
    assert set(held.values()) == {"none"}
    assert all(one.sentence for one in found.signals)
    assert [one.word for one in standings_of(found.signals)].count("No data") == len(held)
    assert on_track_words(found.signals) == on_track_words([one for one in found.signals if one.status != "none"])
