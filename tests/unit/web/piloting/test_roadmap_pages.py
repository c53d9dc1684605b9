"""Pages of the roadmap: the picture, the table, one action, new dates shown before they are saved, what is mine."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.web import cast, cast_piloting

from beffroi.web.chain.actions import add_link
from beffroi.web.core.models import Notification
from beffroi.web.piloting.actions import add_deliverable, give_term, share_out
from beffroi.web.piloting.actions.roadmap import Share
from beffroi.web.piloting.chores import remind_of_actions
from beffroi.web.piloting.gantt import Axis, Bar, axis_of, draw, ticks
from beffroi.web.piloting.models import Action, Replanning

TODAY = date(2021, 6, 1)
days = st.dates(date(2015, 1, 1), date(2030, 1, 1))
bars = st.lists(
    st.builds(
        Bar, st.sampled_from(["A1", "A2", "A3"]), st.just("x"), st.just("/"), st.just("late"), st.just("late"),
        st.none() | days, st.none() | days, is_milestone=st.booleans(), is_critical=st.booleans(),
        after=st.lists(st.sampled_from(["A1", "A2", "A9"]), max_size=2).map(tuple),
    ),
    max_size=4,
)  # fmt: skip


@given(bars, days)
def test_nothing_is_drawn_outside_the_picture(drawn: list[Bar], today: date) -> None:
    picture = draw(drawn, today, "A plan")
    assert (picture == "") == all(bar.start is None and bar.end is None for bar in drawn)
    for place in re.findall(r'\b(?:x|x1|x2)="([\d.-]+)%"', picture):
        assert 0 <= float(place) <= 100
    for place in re.findall(r"[MH](\d+)", "".join(re.findall(r'<path class="(?:gridline|wait)[^>]*', picture))):
        assert 0 <= int(place) <= 10_000


@given(bars, days)
def test_today_is_in_the_picture_unless_it_is_far_away(drawn: list[Bar], today: date) -> None:
    axis = axis_of(drawn, today)
    if axis is not None:
        assert axis.holds(today) == ("Today" in draw(drawn, today, ""))
        assert sum(named for _day, named in ticks(axis)) <= 10


def test_the_name_of_the_last_day_covers_no_other() -> None:
    bar = Bar("A1", "x", "/", "late", "late", date(2019, 4, 1), date(2027, 1, 22), None, None)
    names = re.findall(r'<text class="tick[^"]*" x="([\d.]+)%" y="32">([^<]*)<', draw([bar], date(2026, 11, 27), ""))
    assert [words for _place, words in names][-2:] == ["Jan 2025", "Jan 2026"]
    bar = replace(bar, end=date(2027, 12, 31))
    names = re.findall(r'<text class="tick[^"]*" x="([\d.]+)%" y="32">([^<]*)<', draw([bar], date(2026, 11, 27), ""))
    assert names[-1][1] == "Jan 2027"


def test_a_line_runs_from_an_action_to_the_one_that_waits_for_it() -> None:
    first = Bar("A1", "One", "/", "", "done", date(2021, 1, 1), date(2021, 3, 31))
    other = Bar("A2", "Two", "/", "", "open", date(2021, 4, 1), date(2021, 5, 31), after=("A1",))
    lines = re.findall(r'class="wait" d="([^"]*)"', draw([first, other], TODAY, ""))
    ends = lines[0].removeprefix("M").split()[0]
    assert lines[0] == f"M{ends} 20.5V34"
    assert re.fullmatch(rf"M{ends} 0V20\.5M{ends} 20\.5H\d+", lines[1])
    between = replace(first, code="A3")
    lines = re.findall(r'class="wait" d="([^"]*)"', draw([first, between, other], TODAY, ""))
    assert lines[1] == f"M{ends} 0V34"
    assert Axis(date(2021, 1, 1), date(2021, 1, 11)).place(date(2021, 1, 6)) == 0.5


def a_roadmap() -> tuple[Action, Action]:
    start = timezone.localdate() - timedelta(days=60)
    first = cast_piloting.action("Recruit", start=start, end=start + timedelta(days=30))
    return first, cast_piloting.action(
        "Begin", after=first, start=start + timedelta(days=40), end=start + timedelta(days=90)
    )


@pytest.mark.django_db
def test_the_roadmap_is_filtered_and_taken_away() -> None:
    first, _other = a_roadmap()
    client = cast.signed_in(cast.co_manager())
    base = f"/pilot/{first.strategy.slug}/roadmap"
    page = client.get(f"{base}/")
    assert [row.code for row in page.context["page"]] == ["A1", "A2"]
    assert "2 actions, 1 past its end" in page.content.decode()
    assert [row.code for row in client.get(f"{base}/?standing=late").context["page"]] == ["A1"]
    assert [row.code for row in client.get(f"{base}/?q=begin").context["page"]] == ["A2"]
    assert client.get(f"{base}/?owner=nobody").status_code == 200
    assert client.get(f"{base}/?owner=nobody&page=x").status_code == 400
    assert client.get(f"{base}.csv?q=begin").content.decode().splitlines()[1].startswith("A2,Begin,,Body SG,")


@pytest.mark.django_db
def test_many_actions_cost_no_more_queries(django_assert_max_num_queries: Any) -> None:
    client = cast.signed_in(cast.co_manager())
    last = None
    for number in range(12):
        day = timezone.localdate() + timedelta(days=number)
        last = cast_piloting.action(f"Step {number}", after=last, start=day, end=day)
    assert last is not None
    base = f"/pilot/{last.strategy.slug}/roadmap"
    for path in ("/", "/check/", f"/{last.item.key}/", f"/{last.item.key}/replan/", ".csv"):
        with django_assert_max_num_queries(15):
            assert client.get(f"{base}{path}").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["administrator", "co_manager", "m_and_e_officer", "evaluator", "adviser"])
def test_pages_take_few_queries_for_every_role(role: str, django_assert_max_num_queries: Any) -> None:
    cast_piloting.all_of_it()
    made = cast_piloting.action("Recruit", start=timezone.localdate(), end=timezone.localdate())
    client = cast.signed_in(cast.with_role(role, of=None if role == "administrator" else made.strategy))
    slug, leads = made.strategy.slug, role in {"administrator", "co_manager"}
    paths = [f"/strategy/{slug}/export.yaml"]
    for path in [*paths, *([f"/pilot/{slug}/roadmap/{made.item.key}/replan/"] if leads else [])]:
        with django_assert_max_num_queries(15):
            assert client.get(path).status_code == 200


@pytest.mark.django_db
def test_new_dates_are_shown_with_what_they_move_and_saved_as_shown() -> None:
    first, other = a_roadmap()
    client = cast.signed_in(cast.co_manager())
    address = f"/pilot/{first.strategy.slug}/roadmap/{first.item.key}/replan/"
    end = str(timezone.localdate() + timedelta(days=5))
    asked = {"end": end, "reason": "The office was closed", "with_successors": "on"}
    shown = client.post(address, asked)
    assert [move.action for _node, move in shown.context["moves"]] == ["A1", "A2"]
    assert Replanning.objects.count() == 0
    client.post(address, asked | {"shown": "something else"})
    assert Replanning.objects.count() == 0
    client.post(address, asked | {"shown": shown.context["seal"]})
    assert Replanning.objects.count() == 2
    other.refresh_from_db()
    assert other.start is not None
    assert other.start >= timezone.localdate() + timedelta(days=5)
    wrong = client.post(address, {"end": "soon", "reason": "x"})
    assert "is no date" in str(wrong.context["form"].errors["end"])
    assert set(client.post(address, {"reason": "x"}).context["form"].errors) == {"start"}


@pytest.mark.django_db
def test_who_comes_second_sees_what_stands_and_loses_nothing() -> None:
    first, _other = a_roadmap()
    client = cast.signed_in(cast.co_manager())
    address = f"/pilot/{first.strategy.slug}/roadmap/{first.item.key}/edit/"
    seen = client.get(address).context["form"]["revision"].value()
    sent = {"revision": seen, "code": "A1", "after": ""}
    client.post(address, sent | {"title_en": "Recruit two"})
    second = client.post(address, sent | {"title_en": "Recruit three"})
    page = second.content.decode()
    assert "Recruit two" in page
    assert "Recruit three" in page
    assert first.responsibilities.count() == 1
    again = {"revision": second.context["form"].data["revision"]}
    assert client.post(address, sent | again | {"title_en": "Recruit three"}).status_code == 302


@pytest.mark.django_db
def test_an_action_is_entered_asked_for_something_and_done_when_that_is_handed_over() -> None:
    client = cast.signed_in(cast.co_manager())
    base = f"/pilot/{cast_piloting.strategy().slug}/roadmap/"
    circle = client.post(f"{base}new/", {"title_en": "Frame", "start": "2020-05", "end": "2020-13"})
    assert set(circle.context["form"].errors) == {"end"}
    client.post(f"{base}new/", {"title_en": "Frame", "start": "2020-05", "end": "2020-06"})
    made = Action.objects.get()
    assert (made.start, made.end) == (date(2020, 5, 1), date(2020, 6, 30))
    own = f"{base}{made.item.key}/"
    refused = client.post(f"{own}state/", {"state": "done"})
    assert "Nothing proves it yet" in refused.content.decode()
    assert client.post(f"{own}state/", {"state": "done", "title_en": "A plan"}).status_code == 400
    assert not made.deliverables.exists()
    client.post(f"{own}deliverables/", {"title_en": "Draft of roles"})
    proof = made.deliverables.get()
    client.post(f"{own}deliverables/{proof.key}/", {"on": "2020-06-10", "url": "https://example.org/draft"})
    client.post(f"{own}state/", {"state": "done", "on": "2020-06-12"})
    made.refresh_from_db()
    assert (made.state, made.done_on) == ("done", date(2020, 6, 12))


@pytest.mark.django_db
def test_what_proves_that_an_action_is_done_is_entered_with_its_state() -> None:
    client = cast.signed_in(cast.co_manager())
    made, decision = cast_piloting.action("Frame"), cast_piloting.decision()
    add_link(actor=None, space=made.strategy.living, kind="decided", source=decision.item, target=made.item)
    own = f"/pilot/{made.strategy.slug}/roadmap/{made.item.key}/state/"
    assert "Nothing proves it yet" in client.post(own, {"state": "done"}).content.decode()
    assert client.post(own, {"state": "under_way"}).status_code == 302
    assert client.post(own, {"state": "done", "decision": decision.pk}).status_code == 302
    made.refresh_from_db()
    assert (made.state, made.deliverables.get().decision) == ("done", decision)
    assert "decision" not in client.get(own).context["form"].fields


@pytest.mark.django_db
def test_everybody_finds_the_open_actions_of_their_bodies_and_organisations() -> None:
    first, other = a_roadmap()
    firm = cast.organisation("Atelier du Condroz")
    sitter, owner, stranger = cast.person("Sitter"), cast.representative(firm, "Fabienne"), cast.person("Stranger")
    give_term(actor=None, seat=cast_piloting.seat(), person=sitter, starts=date(2021, 1, 1))
    share_out(actor=None, roadmap_action=other, shares=[Share("R", organisation=firm)])
    found = {
        person: [row.node.code for row in cast.signed_in(person).get("/pilot/mine/").context["rows"]]
        for person in (sitter, owner, stranger)
    }
    assert found == {sitter: ["A1"], owner: ["A2"], stranger: []}
    assert first.strategy == other.strategy
    client, page = cast.signed_in(owner), f"/pilot/{other.strategy.slug}/roadmap/{other.item.key}/"
    proof = add_deliverable(actor=None, roadmap_action=other, title={"en": "A report"})
    assert page in client.get("/pilot/mine/").content.decode()
    shown = client.get(page).content.decode()
    assert "A1 Recruit" in shown
    assert f"/{first.item.key}/" not in shown
    sent = client.post(f"{page}deliverables/{proof.key}/", {"on": timezone.localdate(), "note_en": "On our desk"})
    assert sent.status_code == 302
    assert {client.get(one).status_code for one in (f"{page}edit/", page.replace(str(other.item.key), "check"))} == {
        404
    }
    assert cast.signed_in(stranger).get(page).status_code == 404


@pytest.mark.django_db
def test_the_plan_check_speaks_the_language_of_the_reader() -> None:
    made = cast_piloting.action("Recruit")
    page = cast.signed_in(cast.co_manager()).get(
        f"/pilot/{made.strategy.slug}/roadmap/check/", headers={"Accept-Language": "fr"}
    )
    assert "A1 n’a pas de dates" in page.content.decode()


@pytest.mark.django_db
def test_owners_are_reminded_once_before_the_end_and_those_who_lead_hear_after_it() -> None:
    first, _other = a_roadmap()
    leader, sitter = cast.co_manager(), cast.person("Sitter")
    give_term(actor=None, seat=cast_piloting.seat(), person=sitter, starts=date(2021, 1, 1))
    soon = cast_piloting.action("Report", end=timezone.localdate() + timedelta(days=3))
    assert (remind_of_actions(), remind_of_actions()) == (2, 0)
    told = {(one.person, one.kind) for one in Notification.objects.all()}
    assert told == {(sitter, "piloting.late"), (leader, "piloting.late"), (sitter, "piloting.due")}
    Action.objects.filter(pk=soon.pk).update(end=timezone.localdate() - timedelta(days=1))
    assert remind_of_actions() == 1
    assert Notification.objects.filter(kind="piloting.late", person=leader).count() == 2
    assert first.reminded_of == ""


@pytest.mark.django_db
def test_all_actions_stand_in_one_picture_where_the_roadmap_has_pages() -> None:
    for number in range(60):
        cast_piloting.action(f"Step {number}", start=date(2021, 1, 1), end=date(2021, 2, number % 28 + 1))
    client = cast.signed_in(cast.co_manager())
    address = f"/pilot/{cast_piloting.strategy().slug}/roadmap/"
    assert "All 60 actions in one picture" in client.get(address).content.decode()
    page = client.get(f"{address}picture/").content.decode()
    assert page.count('class="gantt-label"') == 60
    assert client.get(f"{address}picture/?q=nothing+of+the+kind").content.decode().count("No action fits") == 1
