"""Reporters through the API: their own requests only, the same checks as on the page, once by key."""

from datetime import timedelta
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance
from tests.unit.web import cast
from tests.unit.web import cast_collecting as collect
from tests.unit.web.access_cast import everybody
from tests.unit.web.access_roles import ROLES

from beffroi.web.accounts.actions.tokens import make_token
from beffroi.web.core.files import of_all
from beffroi.web.core.models import AuditEntry
from beffroi.web.monitoring.actions import close_period, lock_period, return_entries, save_value_rule
from beffroi.web.monitoring.models import DataRequest, Entry

pytestmark = pytest.mark.django_db
BASE = "/api/v1/requests"
schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


class Program:
    """A program with a token of a person."""

    def __init__(self, person: Any, scope: str = "report") -> None:
        day = timezone.localdate() + timedelta(days=1)
        secret = make_token(actor=person, name="program", expires_on=day, scope=scope)
        self.headers = {"Authorization": f"Bearer {secret}"}
        self.client = Client(enforce_csrf_checks=True)

    def get(self, path: str = "") -> Any:
        return self.client.get(f"{BASE}{path}", headers=self.headers)

    def post(self, path: str, body: Any = None, key: str = "", **how: Any) -> Any:
        headers = self.headers | ({"Idempotency-Key": key} if key else {})
        how = how or {"content_type": "application/json"}
        return self.client.post(f"{BASE}{path}", {} if body is None else body, headers=headers, **how)

    def attach(self, request: DataRequest, entry: Entry, file: Any, key: str = "") -> Any:
        path = f"/{request.key}/values/{entry.key}/files"
        headers = self.headers | ({"Idempotency-Key": key} if key else {})
        return self.client.post(f"{BASE}{path}", {"file": file}, headers=headers)


@pytest.fixture
def reporter() -> Program:
    return Program(cast.representative(cast.organisation(), "Fabienne"))


def told(response: Any, status: int) -> dict[str, Any]:
    """What a refusal says, in the one form."""
    assert response.status_code == status, response.content
    found: dict[str, Any] = response.json()
    assert found["detail"]
    return found


def test_a_program_reads_drafts_attaches_and_sends(reporter: Program) -> None:
    first, second = collect.asked(breakdown=["small", "large"], rule="sum"), collect.asked("Jobs")
    found = collect.request_of(first)
    [listed] = reporter.get().json()["items"]
    assert listed["key"] == str(found.key)
    assert (listed["state"], listed["asked"], listed["answered"]) == ("open", 2, 0)
    whole = reporter.get(f"/{found.key}?lang=fr").json()
    firms, jobs = whole["values"]
    assert (firms["code"], firms["part_names"], firms["state"]) == ("M1", ["small", "large"], "draft")
    answers = [
        {"key": firms["key"], "value": "12.5", "parts": {"small": 2.5, "large": 10}, "note": "By hand"},
        {"key": jobs["key"], "nothing": "The study is late"},
    ]
    drafted = reporter.post(f"/{found.key}/answers", {"answers": answers, "edition": whole["edition"]}).json()
    assert drafted["values"][0]["value"] == "12.5"
    assert drafted["values"][0]["parts"] == {"small": "2.5", "large": "10"}
    told(reporter.post(f"/{found.key}/answers", {"answers": answers, "edition": whole["edition"]}), 409)
    attached = reporter.attach(found, collect.entry_of(first), collect.evidence())
    assert [one["name"] for one in attached.json()["values"][0]["files"]] == ["list.csv"]
    assert attached.json()["values"][0]["value"] == "12.5"
    sent = reporter.post(f"/{found.key}/answers", {"answers": answers, "send": True}).json()
    assert {one["state"] for one in sent["values"]} == {"submitted"}
    assert sent["values"][1]["nothing"] == "The study is late"
    assert DataRequest.objects.get().sent_at is not None
    told(reporter.attach(found, collect.entry_of(second), collect.evidence()), 409)


def test_what_is_sent_twice_with_one_key_is_carried_out_once(reporter: Program) -> None:
    indicator = collect.asked()
    found = collect.request_of(indicator)
    body = {"answers": [{"key": str(collect.entry_of(indicator).key), "value": 12}], "send": True}
    first = reporter.post(f"/{found.key}/answers", body, key="a-1")
    rows = AuditEntry.objects.count()
    again = reporter.post(f"/{found.key}/answers", body, key="a-1")
    assert (first.status_code, again.json()) == (200, first.json())
    assert AuditEntry.objects.count() == rows
    assert told(reporter.post(f"/{found.key}/answers", body | {"send": False}, key="a-1"), 422)["field"]
    told(reporter.post(f"/{found.key}/answers", body, key="a-2"), 409)


def test_an_error_is_refused_a_warning_is_explained_and_nothing_is_half_kept(reporter: Program) -> None:
    indicator, other = collect.asked(least=0, most=100), collect.asked("Jobs")
    found = collect.request_of(indicator)
    save_value_rule(actor=None, strategy=indicator.strategy, formula="M1 <= M2")
    keys = [str(collect.entry_of(one).key) for one in (indicator, other)]

    def sent(first: Any, second: Any, **more: Any) -> Any:
        answers = [{"key": keys[0], "value": first, **more}, {"key": keys[1], "value": second, **more}]
        return reporter.post(f"/{found.key}/answers", {"answers": answers, "send": True})

    refused = told(sent(200, 300), 422)["problems"]
    assert [(one["key"], one["code"], one["field"]) for one in refused] == [(keys[0], "M1", "value")]
    assert "100" in refused[0]["detail"]
    assert {one["field"] for one in told(sent(20, 3), 422)["problems"]} == {"value", "explanation"}
    assert [one["field"] for one in told(sent(None, 3), 422)["problems"]] == ["value"]
    assert set(Entry.objects.values_list("state", flat=True)) == {"draft"}
    assert not any(Entry.objects.values_list("values", flat=True)), "a refusal keeps nothing"
    assert sent(20, 3, explanation="Jobs are counted later").status_code == 200


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (b"{", "JSON"),
        ({"answers": []}, "answers"),
        ({"answers": [{"key": "x", "value": 1}]}, "key"),
        ({"answers": [{"value": 1, "key": None}]}, "key"),
        ({"answers": [{"key": "OWN", "value": "1e999999999"}]}, "too long"),
        ({"answers": [{"key": "OWN", "value": "1e-999999999"}]}, "too long"),
        ({"answers": [{"key": "OWN", "value": 0.123456789}]}, "write 0.1235"),
        ({"answers": [{"key": "OWN", "value": "NaN"}]}, "number"),
        ({"answers": [{"key": "OWN", "value": True}]}, "number"),
        ({"answers": [{"key": "OWN", "parts": {"\x00": 1}}]}, "no part"),
        ({"answers": [{"key": "OWN", "note": "a\x00b"}]}, "sign"),
        ({"answers": [{"key": "OWN", "note": "x" * 501}]}, "500"),
        ({"answers": [{"key": "OWN", "unit": "euro"}]}, "leave it out"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(reporter: Program, body: Any, word: str) -> None:
    indicator = collect.asked()
    found = collect.request_of(indicator)
    for one in body["answers"] if isinstance(body, dict) else []:
        one["key"] = str(collect.entry_of(indicator).key) if one["key"] == "OWN" else one["key"]
    said = told(reporter.post(f"/{found.key}/answers", body), 400 if isinstance(body, bytes) else 422)
    assert word in said["detail"]
    assert collect.entry_of(indicator).values == {}


def test_a_file_that_is_not_taken_leaves_nothing(reporter: Program) -> None:
    indicator = collect.asked()
    found = collect.request_of(indicator)
    for name in ("list.exe", "list.pdf"):
        told(reporter.attach(found, collect.entry_of(indicator), collect.evidence(name)), 422)
    told(reporter.post(f"/{found.key}/values/{collect.entry_of(indicator).key}/files", {}), 422)
    file = collect.evidence()
    assert reporter.attach(found, collect.entry_of(indicator), file, key="f").status_code == 200
    file.seek(0)
    assert reporter.attach(found, collect.entry_of(indicator), file, key="f").status_code == 200
    assert len(of_all([collect.entry_of(indicator)])[collect.entry_of(indicator).pk]) == 1
    assert collect.entry_of(indicator).revision == 2


def test_closed_and_locked_periods_take_nothing_and_a_correction_takes_a_reason(reporter: Program) -> None:
    indicator, other = collect.asked(), collect.asked("Jobs")
    found = collect.request_of(indicator)
    collect.report(found, None, M1=collect.said(12))
    published = collect.entry_of(indicator)
    collect.decide(published)
    officer = cast.m_and_e_officer()
    close_period(actor=officer, period=found.period)
    draft = {"answers": [{"key": str(collect.entry_of(other).key), "value": 3}]}
    assert "closed" in told(reporter.post(f"/{found.key}/answers", draft), 409)["detail"]
    begun = reporter.post(f"/{found.key}/values/{published.key}/correction")
    [correction] = [one for one in begun.json()["values"] if one["is_correction"]]
    told(reporter.post(f"/{found.key}/values/{published.key}/correction"), 404)
    body = {"answers": [{"key": correction["key"], "value": 13}], "send": True}
    assert [one["field"] for one in told(reporter.post(f"/{found.key}/answers", body), 422)["problems"]] == ["reason"]
    body["answers"][0]["reason"] = "Counted again"
    assert reporter.post(f"/{found.key}/answers", body).status_code == 200
    last = collect.entry_of(indicator)
    return_entries(actor=officer, strategy=indicator.strategy, chosen=collect.chosen(last), reason="Which firms?")
    [returned] = [one for one in reporter.get(f"/{found.key}").json()["values"] if one["state"] == "returned"]
    assert returned["returned_because"] == "Which firms?"
    assert reporter.post(f"/{found.key}/answers", body).status_code == 200
    collect.decide(last)
    lock_period(actor=officer, period=found.period)
    assert "locked" in told(reporter.post(f"/{found.key}/answers", draft), 409)["detail"]
    told(reporter.post(f"/{found.key}/values/{last.key}/correction"), 409)
    told(reporter.attach(found, collect.entry_of(other), collect.evidence()), 409)


def test_who_is_not_asked_finds_nothing_and_a_token_that_reads_does_not_report() -> None:
    site = everybody()
    asked = site.collecting()
    path, body = f"/{asked.request.key}", {"answers": [{"key": str(asked.draft.key), "value": 4}]}
    for role in ROLES:
        if role == "visitor":
            assert Client().get(f"{BASE}{path}").status_code == 401
            continue
        reading, reporting = (Program(site.people[role], scope) for scope in ("read", "report"))
        is_asked = role == "firm"
        assert (reading.get().json()["total"] > 0) is is_asked, role
        assert reading.get(path).status_code == (200 if is_asked else 404), role
        assert "reports" in told(reading.post(f"{path}/answers", body), 403)["detail"]
        assert reporting.post(f"{path}/answers", body).status_code == (200 if is_asked else 404), role


def test_a_session_of_a_browser_reports_nothing_here() -> None:
    found = collect.request_of()
    client = cast.signed_in(cast.representative(cast.organisation(), "Fabienne"))
    for answer in (client.get(f"{BASE}/{found.key}"), client.post(f"{BASE}/{found.key}/answers")):
        assert "token" in told(answer, 401)["detail"]


@schema.include(path_regex="^/api/v1/requests").parametrize()
@settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_no_program_makes_the_server_fail(case: schemathesis.Case, reporter: Program) -> None:
    if not Entry.objects.exists():
        collect.request_of()
    entry = Entry.objects.select_related("request").get()
    case.path_parameters = {"key": str(entry.request.key), "value": str(entry.key)}
    checks = [not_a_server_error, response_schema_conformance, status_code_conformance]
    case.call_and_validate(checks=checks, headers={"Accept-Encoding": "identity"} | reporter.headers)
