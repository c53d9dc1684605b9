"""A seat in a body is shown with the roles of its holder: to the administrator and to themself."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.unit.web import cast
from tests.unit.web import cast_piloting as pilot

pytestmark = pytest.mark.django_db


def test_the_page_of_a_person_lists_seats_with_body_and_dates() -> None:
    sitter = cast.person("Sitter")
    pilot.term(pilot.body("SG"), sitter, starts=date(2021, 3, 1), ends=date(2031, 2, 28))
    for reader, address in (
        (cast.administrator(), reverse("accounts:person", args=[sitter.key])),
        (sitter, reverse("accounts:home")),
    ):
        said = cast.signed_in(reader).get(address).content.decode()
        assert "Seat: A firm" in said
        assert "Body SG" in said
        assert "1 March 2021" in said
        assert "28 February 2031" in said
        assert f"/pilot/{pilot.strategy().slug}/bodies/SG/" in said


def test_who_holds_no_seat_sees_none_and_more_seats_ask_no_more() -> None:
    person, administrator = cast.person("Sitter"), cast.administrator()
    client = cast.signed_in(administrator)
    address = reverse("accounts:person", args=[person.key])
    assert "Seat:" not in client.get(address).content.decode()
    pilot.term(pilot.body("SG"), person)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    pilot.term(pilot.body("WG"), person)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) <= len(one)
