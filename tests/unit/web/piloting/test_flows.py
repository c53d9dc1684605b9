"""Information flows as agreed, or one sees that it does not: checked by what happened, or by what was noted."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.web import cast, cast_piloting

from beffroi.web.piloting.actions import circulate_minutes, end_flow, note_flow, save_flow, write_minutes
from beffroi.web.piloting.flow_checks import Due, periods
from beffroi.web.piloting.queries.flows import flows_of
from beffroi.web.piloting.wording import flows_words

days = st.dates(date(2020, 1, 1), date(2022, 12, 31))


@given(days, st.integers(1, 60), days, days)
def test_periods_follow_each_other_without_a_gap_up_to_today(
    starts: date, weeks: int, since: date, today: date
) -> None:
    found = periods(starts, weeks, since, today)
    assert all(one[1] + timedelta(days=1) == other[0] for one, other in pairwise(found))
    assert all((last - first).days == 7 * weeks - 1 and last >= since for first, last in found)
    assert not found or found[-1][0] <= today
    assert found or today < starts or periods(starts, weeks, starts, today)[-1][1] < since


@given(days, st.none() | days, days)
def test_what_came_in_time_is_kept_and_what_is_overdue_is_not(due: date, came: date | None, today: date) -> None:
    standing = Due("x", due, came).standing(today)
    assert (standing == "ok") == (came is not None and came <= due)
    assert standing != "off" or (came or today) > due


@pytest.mark.django_db
def test_minutes_that_went_out_in_time_show_that_the_flow_is_kept(django_assert_max_num_queries: Any) -> None:
    cast_piloting.flow("minutes", starts=timezone.localdate() - timedelta(days=90))
    cast_piloting.flow("invitation", starts=timezone.localdate() - timedelta(days=90))
    manager = cast.co_manager()
    met = cast_piloting.held()
    strategy = met.body.strategy
    assert [view.settled for view in flows_of(strategy, timezone.localdate())] == [0, 1]
    write_minutes(actor=manager, meeting=met, minutes={"en": "All agreed."}, points={})
    circulate_minutes(actor=manager, meeting=met)
    with django_assert_max_num_queries(4):
        kept, uninvited = flows_of(strategy, timezone.localdate())
    assert (kept.kept, kept.standing, kept.is_between) == (1, "ok", True)
    assert (uninvited.kept, uninvited.standing) == (0, "off")
    assert "1 times of 2" in flows_words([kept, uninvited])


@pytest.mark.django_db
def test_what_nobody_notes_is_missed_and_a_note_counts_for_its_period() -> None:
    flow = cast_piloting.flow("noted")
    today = timezone.localdate()
    assert flows_of(flow.strategy, today)[0].settled == 1
    note_flow(actor=cast.m_and_e_officer(), flow=flow, on=today - timedelta(weeks=3))
    view = flows_of(flow.strategy, today)[0]
    assert (view.kept, view.missed) == (1, ())
    with pytest.raises(ValidationError):
        note_flow(actor=cast.m_and_e_officer(), flow=flow, on=today - timedelta(weeks=3))
    with pytest.raises(ValidationError):
        note_flow(actor=cast.m_and_e_officer(), flow=flow, on=today + timedelta(days=1))
    end_flow(actor=cast.co_manager(), flow=flow)
    assert flows_of(flow.strategy, today) == []


@pytest.mark.django_db
@pytest.mark.parametrize(("field", "wrong"), [("recipient", "SG"), ("proof", "nothing"), ("every_weeks", None)])
def test_what_cannot_be_agreed_is_said_at_its_field(field: str, wrong: Any) -> None:
    value = cast_piloting.body(wrong) if field == "recipient" else wrong
    with pytest.raises(ValidationError) as refused:
        cast_piloting.flow(**{field: value})
    assert set(refused.value.message_dict) == {field}


@pytest.mark.django_db
def test_only_those_who_lead_agree_and_the_m_and_e_unit_may_note() -> None:
    flow = cast_piloting.flow()
    for person in (cast.m_and_e_officer(), cast.evaluator(), cast.firm(), cast.cluster_manager()):
        with pytest.raises(PermissionDenied):
            save_flow(actor=person, strategy=flow.strategy, details={}, flow=flow)
    with pytest.raises(PermissionDenied):
        note_flow(actor=cast.evaluator(), flow=flow, on=timezone.localdate())


@pytest.mark.django_db
def test_a_co_manager_agrees_and_ends_a_flow_on_the_page() -> None:
    sender, recipient = cast_piloting.body("SG"), cast_piloting.body("ME")
    client = cast.signed_in(cast.co_manager())
    base = f"/pilot/{sender.strategy.slug}/communication/"
    given = {"what_en": "Minutes", "sender": sender.pk, "recipient": recipient.pk, "proof": "minutes", "days": 14}
    assert client.post(f"{base}new/", given).status_code == 400  # without a day since when
    client.post(f"{base}new/", given | {"starts": "2021-01-01"})
    page = client.get(base)
    assert "within 14 days after each meeting" in page.content.decode()
    (view,) = page.context["views"]
    client.post(f"{base}{view.flow.key}/end/")
    assert client.get(base).context["views"] == []
