"""A form that is refused is answered with 400 (409 in a conflict), all forms of the site alike, and nothing is done."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve
from tests.unit.web import cast
from tests.unit.web.access_cast import address_of, everybody
from tests.unit.web.access_table import TABLE

from beffroi.web.project import health

SAYS_WHAT_IS_WRONG = ('class="error-summary" role="alert"', 'class="field has-error"')
SLICES = ("accounts:", "core:", "strategy:", "piloting:", "monitoring:", "services:")
FORMS_AT_LEAST = 70


@pytest.mark.django_db
def test_an_empty_form_is_never_shown_with_its_errors_as_if_all_were_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "CHECKS", {})
    people = everybody()
    refused, wrong = 0, {}
    for name, line in TABLE.items():
        who = next((role for role in ("co_manager", "administrator", *sorted(line.may)) if role in line.may), None)
        if who in {None, "visitor"} or not name.startswith(SLICES):
            continue
        address = address_of(name, line, people)
        if not getattr(resolve(address.split("?")[0]).func, "is_once", False):
            continue
        with transaction.atomic():
            answer = cast.signed_in(people.people[who]).post(address, {"sent": "1"})
            transaction.set_rollback(True)
        said = any(words in answer.content.decode(errors="replace") for words in SAYS_WHAT_IS_WRONG)
        refused += said
        if said and answer.status_code not in {400, 409}:
            wrong[name] = answer.status_code
    assert wrong == {}
    assert refused >= FORMS_AT_LEAST


@pytest.mark.django_db
def test_forms_of_other_packages_follow_the_rule_and_a_page_that_shows_errors_as_an_example_does_not() -> None:
    client = Client()
    assert client.post("/account/login/", {"login": "nobody", "password": ""}).status_code == 400
    assert client.post("/account/signup/", {}).status_code == 400
    assert client.get("/account/login/").status_code == 200
    assert client.get("/design/").status_code == 200
    assert '"400' not in (config := client.get("/design/").content.decode()) and "|400|409|429|503" in config
