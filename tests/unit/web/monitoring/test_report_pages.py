"""The page of a reporter and the queue of the officer, as a browser sends them."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.unit.web import cast
from tests.unit.web import cast_collecting as collect
from tests.unit.web import cast_monitoring as monitor

from beffroi.web.core import files
from beffroi.web.monitoring.links import token_of
from beffroi.web.monitoring.models import DataRequest, Entry, Measurement, ValueRule

pytestmark = pytest.mark.django_db


def link(found: DataRequest) -> str:
    return f"/report/{token_of(DataRequest.objects.get(pk=found.pk))}/"


def seen(client: Client, url: str) -> str:
    return str(client.get(url).context["form"]["seen"].value())


def test_who_has_the_link_answers_without_an_account_and_the_time_is_taken() -> None:
    found, client = collect.request_of(), Client()
    url = link(found)
    assert client.head(url).status_code == 200
    assert DataRequest.objects.get().opened_at is None
    page = client.get(url)
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"] or "no-cache" in page["Cache-Control"]
    assert DataRequest.objects.get().opened_at is not None
    pk = Entry.objects.get().pk
    wrong = client.post(url, {f"e{pk}-value0": "about 12", "seen": seen(client, url), "send": "1"})
    assert wrong.status_code == 400 and "is no number" in wrong.content.decode()
    answer = client.post(url, {f"e{pk}-value0": "1 234,5", "seen": seen(client, url), "send": "1"})
    assert answer.status_code == 302, answer.context["form"].errors
    assert Entry.objects.get().values == {"": "1234.5"}
    assert "Sent, waits to be checked" in client.get(url).content.decode()


def test_several_files_go_with_a_value_and_only_who_sees_it_has_them() -> None:
    found, client = collect.request_of(), Client()
    url, pk = link(found), Entry.objects.get().pk
    two = [collect.evidence("one.csv"), collect.evidence("two.csv")]
    fields: dict[str, Any] = {f"e{pk}-value0": "12", f"e{pk}-files": two, "seen": seen(client, url), "save": "1"}
    assert client.post(url, fields).status_code == 302
    held = list(files.of(Entry.objects.get()))
    assert {one.name for one in held} == {"one.csv", "two.csv"}
    assert client.get(f"{url}files/{held[0].key}/").status_code == 200
    assert client.get(f"/files/{held[0].key}/").status_code == 404
    assert cast.signed_in(cast.m_and_e_officer()).get(f"/files/{held[0].key}/").status_code == 200
    assert cast.signed_in(cast.reader()).get(f"/files/{held[0].key}/").status_code == 404
    bad = SimpleUploadedFile("virus.pdf", b"MZ not a pdf")
    refused = client.post(url, {f"e{pk}-value0": "12", f"e{pk}-files": [bad], "seen": seen(client, url), "save": "1"})
    assert refused.status_code == 400
    gone = client.post(f"{url}values/{Entry.objects.get().key}/files/{held[0].key}/remove/")
    assert gone.status_code == 302 and files.of(Entry.objects.get()).count() == 1


def test_a_warning_stands_at_its_field_in_both_languages_and_nothing_is_lost() -> None:
    indicator = collect.asked()
    for months, value in ((7, 1), (6, 2), (5, 3), (4, 4), (3, 5)):
        monitor.value(indicator, value, months)
    found, client = collect.request_of(indicator), Client()
    url, pk = link(found), Entry.objects.get().pk
    for language, words in (("en", "usually by"), ("fr", "d’habitude de")):
        fields = {f"e{pk}-value0": "90", f"e{pk}-note": "A note", "seen": seen(client, url), "send": "1"}
        answer = client.post(f"{url}?lang={language}", fields)
        assert answer.status_code == 400
        assert words in str(answer.context["form"][f"e{pk}-value0"].errors)
        assert f"e{pk}-explanation" in answer.context["form"].errors
        assert Entry.objects.get().note == "A note"
    fields = {f"e{pk}-value0": "90", f"e{pk}-explanation": "New", "seen": seen(client, url), "send": "1"}
    assert client.post(url, fields).status_code == 302


def test_two_reporters_at_once_see_what_the_other_wrote() -> None:
    found = collect.request_of()
    url, pk = link(found), Entry.objects.get().pk
    one, other = Client(), cast.signed_in(cast.firm())
    own = f"/report/requests/{found.key}/"
    old = seen(other, own)
    assert one.post(url, {f"e{pk}-value0": "12", "seen": old, "save": "1"}).status_code == 302
    late = other.post(own, {f"e{pk}-value0": "13", "seen": old, "save": "1"})
    assert late.status_code == 409
    [difference] = late.context["form"].conflict
    assert (difference.theirs, difference.mine) == ("12", "13")
    again = other.post(own, {f"e{pk}-value0": "13", "seen": late.context["form"]["seen"].value(), "save": "1"})
    assert again.status_code == 302 and Entry.objects.get().values == {"": "13"}


def test_a_link_that_does_not_open_says_why() -> None:
    found, client = collect.request_of(), Client()
    old = link(found)
    DataRequest.objects.update(link_number=2)
    assert "replaced by a newer one" in client.get(old).content.decode()
    assert client.get(old).status_code == 410
    DataRequest.objects.update(link_until=timezone.localdate() - timedelta(days=1))
    assert "has run out" in client.get(link(found)).content.decode()
    assert "not whole" in client.get("/report/nothing/").content.decode()
    assert client.post(link(found), {"save": "1"}).status_code == 410


def test_a_request_is_handed_on_by_a_form_and_names_colleagues_only_to_who_signed_in() -> None:
    cast.representative(name="Carine", mandate="delegate")
    found = collect.request_of()
    client = cast.signed_in(cast.firm())
    own = f"/report/requests/{found.key}/hand-on/"
    assert "Carine" in client.get(own).content.decode()
    assert "Carine" not in Client().get(f"{link(found)}hand-on/").content.decode()
    assert client.post(own, {"person": "", "email": ""}).status_code == 400
    answer = client.post(own, {"person": str(cast.person("Carine").key)})
    assert answer.status_code == 200
    assert DataRequest.objects.get().delegate == cast.person("Carine")


def test_the_officer_decides_in_the_queue_one_or_many() -> None:
    one, other = collect.asked(), collect.asked("Jobs")
    found = collect.request_of(one)
    collect.report(found, None, M1=collect.said(12), M2=collect.said(nothing="The study is late"))
    client, url = cast.signed_in(cast.m_and_e_officer()), f"/monitor/{one.strategy.slug}/queue/"
    page = client.get(url).content.decode()
    assert "2 values wait" in page and "The study is late" in page
    ticked = [f"{key}:{revision}" for key, revision in collect.chosen(*Entry.objects.all()).items()]
    for wrong in ({"do": "return", "chosen": ticked}, {"do": "validate"}, {"do": "validate", "chosen": ["x:y"]}):
        assert client.post(url, wrong).status_code == 400
    assert client.post(url, {"do": "return", "chosen": ticked[:1], "reason": "Which firms?"}).status_code == 302
    assert client.post(url, {"do": "validate", "chosen": ticked}).status_code == 400
    assert client.post(url, {"do": "validate", "chosen": ticked[1:]}).status_code == 302
    ready = [f"{key}:{revision}" for key, revision in collect.chosen(collect.entry_of(other)).items()]
    assert client.post(url, {"do": "publish", "chosen": ready}).status_code == 302
    assert sorted(Entry.objects.values_list("state", flat=True)) == ["published", "returned"]
    assert Measurement.objects.count() == 0, "nothing to report is published without a value"


def test_the_officer_begins_closes_and_locks_and_sees_who_has_answered() -> None:
    collect.asked()
    client, base = cast.signed_in(cast.m_and_e_officer()), f"/monitor/{monitor.indicator().strategy.slug}/requests/"
    assert "Nobody is asked yet" in client.get(base).content.decode()
    assert client.post(f"{base}open/").status_code == 302
    page = client.get(base).content.decode()
    assert "One reporter has still to answer" in page and "Atelier du Condroz" in page
    found = DataRequest.objects.get()
    move = f"{base}periods/{found.period_id}/"
    for to, state in (("close", "closed"), ("reopen", "open"), ("close", "closed"), ("lock", "locked")):
        assert client.post(move, {"to": to}).status_code == 302
        found.period.refresh_from_db()
        assert found.period.state == state
    client.post(move, {"to": "reopen"})
    found.period.refresh_from_db()
    assert found.period.state == "locked"
    assert Client().post(link(found), {"seen": "", "save": "1"}).status_code == 400


def test_rules_between_indicators_are_held_against_what_is_reported() -> None:
    one, other = collect.asked(), collect.asked("Jobs")
    client, url = cast.signed_in(cast.m_and_e_officer()), f"/monitor/{one.strategy.slug}/requests/rules/"
    for formula in ("M1 <= M9", "M1", "M1 <=", "M1 <= M2 <= M1", "12 < 13"):
        assert client.post(url, {"formula": formula, "weight": "wrong"}).status_code == 400, formula
    assert client.post(url, {"formula": "M2 <= M1", "weight": "wrong", "why": "Jobs are in firms"}).status_code == 302
    found = collect.request_of(one)
    with pytest.raises(Exception, match="another look"):
        collect.report(found, None, M1=collect.said(3), M2=collect.said(5))
    collect.report(found, None, M1=collect.said(5), M2=collect.said(3))
    rule = ValueRule.objects.get()
    assert client.post(f"{url}{rule.pk}/remove/").status_code == 302
    assert not ValueRule.objects.exists()
    assert other.pk
