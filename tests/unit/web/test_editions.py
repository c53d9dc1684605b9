"""Two people edit the same thing: the second sees the difference and chooses, nothing is lost."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.unit.web import (
    cast,
    cast_issued,
    cast_money,
    cast_monitoring,
    cast_piloting,
    cast_pilots,
    cast_strategy,
)  # fmt: skip

from beffroi.web.piloting.actions import add_point, change_mandate, hold_meeting, start_mandate, write_minutes
from beffroi.web.strategy.actions import save_plan


class Edited(NamedTuple):
    """A form, one answer of it, and two ways of giving it: as written and as read."""

    address: str
    name: str
    theirs: tuple[Any, str]
    mine: tuple[Any, str]


def _texts(address: str, name: str) -> Edited:
    return Edited(address, name, ("What they say", "What they say"), ("What I say", "What I say"))


def _body() -> Edited:
    body = cast_piloting.body()
    return _texts(f"/pilot/{body.strategy.slug}/bodies/{body.code}/edit/", "duty_en")


def _quorum() -> Edited:
    body = cast_piloting.body()
    return Edited(f"/pilot/{body.strategy.slug}/bodies/{body.code}/edit/", "quorum", ("60", "60"), ("75", "75"))


def _seat() -> Edited:
    seat = cast_piloting.seat()
    address = f"/pilot/{seat.body.strategy.slug}/bodies/{seat.body.code}/seats/{seat.pk}/"
    return Edited(address, "helix", ("government", "Government"), ("civil_society", "Civil society"))


def _mandate() -> Edited:
    mandate = start_mandate(actor=None, body=cast_piloting.body())
    change_mandate(actor=None, mandate=mandate, text={"en": "Lead."}, tasks={}, parties=["Region"])
    address = f"/pilot/{mandate.body.strategy.slug}/bodies/{mandate.body.code}/mandates/1/edit/"
    return Edited(address, "parties", ("Region\nCity", "City"), ("Region\nState", "State"))


def _flow() -> Edited:
    flow = cast_piloting.flow()
    address = f"/pilot/{flow.strategy.slug}/communication/{flow.key}/edit/"
    return Edited(address, "starts", ("2024-03-01", "1 March 2024"), ("2024-04-01", "1 April 2024"))


def _meeting() -> Edited:
    return _texts(f"{cast_piloting.page_of(cast_piloting.meeting())}edit/", "place")


def _minutes() -> Edited:
    meeting = cast_piloting.held()
    return _texts(f"{cast_piloting.page_of(meeting)}minutes/", "general")


def _parts() -> Edited:
    action = cast_piloting.action("Recruit")
    held = action.responsibilities.get()
    address = f"/pilot/{action.strategy.slug}/responsibilities/{action.item.key}/"
    return Edited(address, f"party_b{held.body_id}", ("C", "Consulted"), ("A", "Accountable"))


def _pilot() -> Edited:
    return _texts(f"/services/pilots/{cast_pilots.pilot().key}/edit/", "lessons_en")


def _criteria() -> Edited:
    address = f"/services/pilots/{cast_pilots.pilot().key}/criteria/"
    return Edited(address, "bookings", ("12", "12"), ("15", "15"))


def _step() -> Edited:
    return _texts(f"/services/pilots/{cast_pilots.pilot().key}/steps/awareness/", "note_en")


def _candidate() -> Edited:
    found = cast_pilots.supplied(cast_pilots.pilot(), "services")
    return _texts(f"/services/pilots/{found.key}/services/{found.service.key}/", "reasons_en")


def _weights() -> Edited:
    address = f"/services/pilots/{cast_pilots.pilot().key}/services/weights/"
    return Edited(address, "demand", ("3", "3"), ("2", "2"))


def _renewal() -> Edited:
    member = cast.member(ends=timezone.localdate())
    address = f"/clusters/{member.cluster.slug}/members/{member.pk}/renew/"
    return Edited(address, "ends", ("2090-03-01", "1 March 2090"), ("2090-04-01", "1 April 2090"))


def _organisation() -> Edited:
    return _texts(reverse("accounts:edit_organisation", kwargs={"key": cast.organisation().key}), "legal_name")


def _cluster() -> Edited:
    cluster = cast.cluster()
    cluster.theme = {"en": "Chemistry", "fr": "Chimie"}
    cluster.save()
    return _texts(f"/clusters/{cluster.slug}/edit/", "theme_en")


def _tier() -> Edited:
    tier = cast.tier()
    address = f"/clusters/{tier.cluster.slug}/tiers/{tier.pk}/"
    return Edited(address, "yearly_fee", ("120.00", "120"), ("150.00", "150"))


def _seller() -> Edited:
    cast_money.seller()
    return _texts("/services/money/of/greenwin/seller/", "legal_name")


def _strategy() -> Edited:
    return _texts(f"/strategy/{cast_strategy.published().strategy.slug}/edit/", "title_en")


def _plan() -> Edited:
    strategy = cast_strategy.published().strategy
    save_plan(actor=None, strategy=strategy, details={"name": {"en": "Marshall"}})
    return _texts(f"/strategy/{strategy.slug}/timeline/plans/plan-1/", "name_en")


def _instrument() -> Edited:
    one = cast_strategy.instrument(cast_strategy.published().strategy)
    address = f"/strategy/{one.plan.strategy.slug}/timeline/plans/{one.plan.code}/instruments/{one.pk}/"
    return _texts(address, "run_by")


def _of_piloting(part: str, found: Any) -> str:
    return f"/pilot/{found.strategy.slug}/{part}/{found.item.key}/edit/"


def _risk() -> Edited:
    return _texts(_of_piloting("risks", cast_piloting.risk()), "mitigation_en")


def _risk_day() -> Edited:
    address = _of_piloting("risks", cast_piloting.risk())
    return Edited(address, "review_on", ("2030-03-01", "1 March 2030"), ("2030-04-01", "1 April 2030"))


def _action() -> Edited:
    return _texts(_of_piloting("roadmap", cast_piloting.action("Recruit")), "text_en")


def _due() -> Edited:
    address = _of_piloting("decisions", cast_piloting.due())
    return Edited(address, "due_on", ("2030-03-01", "1 March 2030"), ("2030-04-01", "1 April 2030"))


def _indicator() -> Edited:
    made = cast_monitoring.indicator()
    return _texts(f"/monitor/{made.strategy.slug}/indicators/{made.item.key}/edit/", "limits_en")


def _report() -> Edited:
    made = cast_issued.report(introduction="Posts are empty.")
    return _texts(f"/monitor/{made.strategy.slug}/reports/{made.key}/edit/", "introduction")


FORMS = (
    _report, _risk, _risk_day, _action, _due, _indicator,
    _body, _quorum, _seat, _mandate, _flow, _meeting, _minutes, _parts, _organisation, _cluster, _tier, _strategy,
    _plan, _instrument, _pilot, _criteria, _step, _candidate, _weights, _renewal, _seller,
)  # fmt: skip


def _shown(client: Any, address: str) -> dict[str, Any]:
    """What the form says when it is opened, as a browser would send it."""
    form = client.get(address).context["form"]
    said = {name: form.fields[name].widget.format_value(form[name].value()) for name in form.fields
            if hasattr(form.fields[name].widget, "format_value")}  # fmt: skip
    said = {name: next(iter(value), "") if isinstance(value, list) else value for name, value in said.items()}
    said |= {name: "on" if form[name].value() else "" for name in form.fields if form[name].widget_type == "checkbox"}
    return {name: value for name, value in said.items() if value not in (None, "")}


@pytest.mark.django_db
@pytest.mark.parametrize("made", FORMS, ids=lambda made: made.__name__.strip("_"))
def test_who_saves_second_sees_both_and_chooses(made: Callable[[], Edited]) -> None:
    edited = made()
    who = cast.administrator() if made in (_organisation, _cluster, _tier) else cast.co_manager()
    who = cast.m_and_e_officer() if made in (_indicator, _report) else who
    who = cast.cluster_manager() if made in (_seller, _renewal) else who
    client = cast.signed_in(who)
    opened = _shown(client, edited.address)
    theirs, mine = ({**opened, edited.name: said[0]} for said in (edited.theirs, edited.mine))
    assert client.post(edited.address, theirs).status_code == 302
    stored = _shown(client, edited.address)
    refused = client.post(edited.address, mine)
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "Somebody else saved this while you wrote" in page
    assert "Save mine" in page
    assert f'<a href="{edited.address}">Keep theirs' in page
    differing = refused.context["form"].conflict
    assert [(edited.theirs[1] in one.theirs, edited.mine[1] in one.mine) for one in differing] == [(True, True)]
    assert _shown(client, edited.address) == stored
    again = refused.context["form"]
    assert again[edited.name].value() in (edited.mine[0], bool(edited.mine[0]))
    carried = {name: again[name].value() for name in ("seen", "revision") if name in again.fields}
    assert client.post(edited.address, mine | carried).status_code == 302
    now = _shown(client, edited.address)
    assert {name: now.get(name) for name in mine if name not in carried} == {
        name: said for name, said in mine.items() if name not in carried
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("made", "other", "said", "read"),
    [(_tier, "is_open", "", False), (_body, "quorum", "75", "75"), (_risk, "review_on", "2030-03-01", "2030-03-01"),
     (_risk, "title_fr", "Trop peu", "Trop peu"), (_seat, "label_en", "A dean", "A dean")],
    ids=lambda one: getattr(one, "__name__", str(one)).strip("_"),
)  # fmt: skip
def test_what_only_somebody_else_changed_stays_as_they_saved_it(
    made: Callable[[], Edited], other: str, said: str, read: Any
) -> None:
    edited = made()
    client = cast.signed_in(cast.administrator() if made is _tier else cast.co_manager())
    opened = _shown(client, edited.address)
    assert client.post(edited.address, opened | {other: said}).status_code == 302
    refused = client.post(edited.address, opened | {edited.name: edited.mine[0]})
    form = refused.context["form"]
    assert refused.status_code == 409
    assert {one.is_kept for one in form.conflict} == {True, False}
    assert "You changed nothing here" in refused.content.decode()
    again = {name: "" if form[name].value() in (None, False) else form[name].value() for name in form.fields}
    assert client.post(edited.address, again).status_code == 302
    now = client.get(edited.address).context["form"]
    assert str(now[other].value()) == str(read)
    assert str(now[edited.name].value()) == edited.mine[0]


@pytest.mark.django_db
def test_an_element_keeps_what_only_somebody_else_changed() -> None:
    held = cast_strategy.published()
    address = f"/strategy/{held.strategy.slug}/element/{held.nodes['factor'].item.key}/edit/"
    client = cast.signed_in(cast.co_manager())
    opened = _shown(client, address) | {"board": "swot", "heading": "threat"}
    assert client.post(address, opened).status_code == 302
    opened = _shown(client, address)
    assert client.post(address, opened | {"heading": "strength", "title_en": "Theirs"}).status_code == 302
    late = client.post(address, opened | {"heading": "weakness", "text_en": "Mine"})
    assert late.status_code == 409
    rows = {row["name"]: (row["theirs"], row["is_mine"]) for row in late.context["rows"]}
    assert rows == {"heading": ("Strength", True), "title_en": ("Theirs", False), "text_en": ("", True)}
    form = late.context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    sent |= {f"take_{name}": "mine" if is_mine else "theirs" for name, (_said, is_mine) in rows.items()}
    assert client.post(address, sent).status_code == 302
    now = client.get(address).context["form"]
    assert [now[name].value() for name in ("heading", "title_en", "text_en")] == ["weakness", "Theirs", "Mine"]


@pytest.mark.django_db
def test_who_got_a_part_while_somebody_else_wrote_keeps_it_unless_it_is_taken_away() -> None:
    edited = _parts()
    client = cast.signed_in(cast.co_manager())
    opened = _shown(client, edited.address)
    firm = cast.organisation()
    client.post(edited.address, opened | {"organisation": firm.pk, "part": "I"})
    refused = client.post(edited.address, opened | {edited.name: "C"})
    form = refused.context["form"]
    assert [one.mine for one in form.conflict] == ["Consulted"]
    client.post(edited.address, {name: form[name].value() or "" for name in form.fields})
    assert _shown(client, edited.address)[f"party_o{firm.pk}"] == "I"


@pytest.mark.django_db
def test_minutes_in_another_language_are_no_conflict_and_those_of_a_point_are() -> None:
    starts = timezone.now() - timedelta(hours=3)
    meeting = cast_piloting.meeting(starts_at=starts)
    point = add_point(actor=None, meeting=meeting, title={"en": "Money"})
    hold_meeting(actor=None, meeting=meeting, present=set())
    client, address = cast.signed_in(cast.co_manager()), f"{cast_piloting.page_of(meeting)}minutes/"
    opened = _shown(client, address)
    write_minutes(actor=None, meeting=meeting, minutes={"fr": "Bien."}, points={})
    assert client.post(address, opened | {f"point_{point.pk}": "Enough."}).status_code == 302
    assert client.post(address, opened | {f"point_{point.pk}": "Too little."}).status_code == 409
    point.refresh_from_db()
    meeting.refresh_from_db()
    assert (point.minutes["en"], meeting.minutes["fr"]) == ("Enough.", "Bien.")
