"""Bodies, seats and terms: written under permission, kept apart by the database, explained in one sentence."""

import threading
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.unit.web import cast
from tests.unit.web import cast_piloting as pilot

from beffroi.web.accounts.personal_data import EXPORTERS
from beffroi.web.core.permissions import allows
from beffroi.web.piloting.actions import end_term, give_term, remove_seat, save_body
from beffroi.web.piloting.models import Body, Seat, Term
from beffroi.web.piloting.queries import visible_bodies
from beffroi.web.piloting.queries.bodies import bodies_of, twofold

pytestmark = pytest.mark.django_db


def raw_term(seat: Seat, person: Any, starts: date, ends: date | None) -> None:
    """A term as any program could write it, past every action."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO piloting_term (seat_id, person_id, function, starts, ends) VALUES (%s, %s, %s, %s, %s)",
            [seat.pk, person.pk, seat.body.function, starts, ends],
        )


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (date(2022, 12, 31), None),
        (date(2021, 6, 1), date(2021, 6, 1)),
        (date(2020, 1, 1), date(2021, 1, 1)),
        (date(2000, 1, 1), None),
    ],
)
def test_the_database_refuses_terms_that_share_a_day_in_bodies_of_different_function(
    starts: date, ends: date | None
) -> None:
    held = pilot.term(pilot.body("ME"), ends=date(2022, 12, 31))
    other = pilot.seat(pilot.body("SG"))
    with pytest.raises(DatabaseError):
        raw_term(other, held.person, starts, ends)
    assert Term.objects.count() == 1


def test_the_database_allows_the_day_after_the_same_function_and_another_person() -> None:
    held = pilot.term(pilot.body("ME"), ends=date(2022, 12, 31))
    raw_term(pilot.seat(pilot.body("SG")), held.person, date(2023, 1, 1), None)
    raw_term(pilot.seat(pilot.body("WG")), held.person, date(2023, 1, 1), None)
    raw_term(pilot.seat(pilot.body("SG")), cast.person("Other"), date(2022, 1, 1), None)
    assert Term.objects.count() == 4


def test_the_rule_holds_for_a_person_across_strategies() -> None:
    held = pilot.term(pilot.body("ME"))
    elsewhere = pilot.seat(pilot.body("SG", of=pilot.strategy("Another strategy")))
    with pytest.raises(DatabaseError):
        raw_term(elsewhere, held.person, date(2022, 1, 1), None)


def test_the_database_refuses_a_term_that_is_moved_into_an_overlap() -> None:
    held = pilot.term(pilot.body("ME"), ends=date(2021, 12, 31))
    later = pilot.term(pilot.body("SG"), held.person, starts=date(2022, 1, 1))
    with pytest.raises(DatabaseError), transaction.atomic():
        Term.objects.filter(pk=later.pk).update(starts=date(2021, 12, 31))


def test_the_database_refuses_a_function_that_would_bring_terms_together() -> None:
    held = pilot.term(pilot.body("SG"))
    pilot.term(pilot.body("WG"), held.person)
    with pytest.raises(DatabaseError), transaction.atomic():
        Body.objects.filter(code="WG").update(function="evaluation")


def test_a_new_function_goes_to_the_terms_of_the_body() -> None:
    held = pilot.term(pilot.body("SG"))
    Body.objects.filter(code="SG").update(function="evaluation")
    held.refresh_from_db()
    assert held.function == "evaluation"


def test_a_refused_seat_is_explained_by_the_other_body_and_its_dates() -> None:
    held = pilot.term(pilot.body("ME"), cast.person("Maud"), ends=date(2022, 12, 31))
    with pytest.raises(ValidationError) as refused:
        pilot.term(pilot.body("SG"), held.person, starts=date(2022, 1, 1))
    assert refused.value.message_dict == {
        "person": [
            "Maud holds a seat in “Body ME” (monitoring and evaluation) from 1 January 2021 to 31 December 2022; "
            "nobody sits in bodies of different function at the same time."
        ]
    }


def test_a_new_function_that_brings_terms_together_is_explained() -> None:
    held = pilot.term(pilot.body("SG"))
    pilot.term(pilot.body("WG"), held.person)
    body = pilot.body("WG")
    details = {"code": "WG", "name": body.name, "kind": "other", "function": "evaluation"}
    with pytest.raises(ValidationError, match="Body SG"):
        save_body(actor=None, strategy=body.strategy, details=details, body=body)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite writes one after the other")
def test_of_two_terms_written_at_the_same_moment_one_is_refused() -> None:
    person, seats = cast.person("Maud"), [pilot.seat(pilot.body("ME")), pilot.seat(pilot.body("SG"))]
    ready, results = threading.Barrier(2), []

    def write(seat: Seat) -> None:
        ready.wait()
        try:
            give_term(actor=None, seat=seat, person=person, starts=date(2022, 1, 1))
            results.append("given")
        except ValidationError:
            results.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(seat,)) for seat in seats]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["given", "refused"]
    assert Term.objects.count() == 1


def test_a_seat_is_held_by_one_person_at_a_time() -> None:
    held = pilot.term()
    with pytest.raises(ValidationError, match="This seat is held from 1 January 2021, without end"):
        give_term(actor=None, seat=held.seat, person=cast.person("Other"), starts=date(2022, 1, 1))


def test_an_ended_term_frees_the_seat_and_stays_on_record() -> None:
    held = pilot.term()
    end_term(actor=cast.co_manager(), term=held, on=date(2022, 1, 31))
    give_term(actor=None, seat=held.seat, person=cast.person("Other"), starts=date(2022, 2, 1))
    assert held.seat.terms.count() == 2


def test_a_seat_that_somebody_held_is_not_removed() -> None:
    held = pilot.term()
    with pytest.raises(ValidationError, match="so it stays") as refused:
        remove_seat(actor=cast.co_manager(), seat=held.seat)
    assert len(refused.value.messages) == 2
    assert str(held.person) in refused.value.messages[1]


@pytest.mark.parametrize("role", ["co_manager", "administrator"])
def test_those_who_lead_change_bodies(role: str) -> None:
    give_term(actor=getattr(cast, role)(), seat=pilot.seat(), person=cast.person(), starts=date(2022, 1, 1))
    assert Term.objects.count() == 1


@pytest.mark.parametrize("role", ["m_and_e_officer", "evaluator", "adviser", "reader", "cluster_manager", "person"])
def test_others_do_not_change_bodies(role: str) -> None:
    actor, seat = getattr(cast, role)(), pilot.seat()
    with pytest.raises(PermissionDenied):
        give_term(actor=actor, seat=seat, person=actor, starts=date(2022, 1, 1))


def test_who_holds_a_seat_sees_the_bodies_and_loses_sight_when_the_term_ends() -> None:
    sitter = cast.person("Sitter")
    assert not visible_bodies(sitter).exists()
    held = pilot.term(person=sitter)
    assert visible_bodies(sitter).exists()
    assert allows(sitter, "piloting.view_piloting", held.seat.body)
    end_term(actor=cast.co_manager(), term=held, on=date(2022, 1, 31))
    assert not visible_bodies(sitter).exists()
    assert not allows(sitter, "piloting.view_piloting", held.seat.body)


def test_an_organisation_in_bodies_of_different_function_is_a_warning() -> None:
    firm = cast.organisation()
    pilot.term(pilot.body("SG"), cast.person("One"), organisation=firm)
    pilot.term(pilot.body("ME"), cast.person("Two"), organisation=firm)
    views = bodies_of(cast.co_manager(), pilot.strategy())
    assert [(one.organisation, [body.code for body in one.bodies]) for one in twofold(views)] == [(firm, ["SG", "ME"])]
    page = cast.signed_in(cast.reader()).get("/pilot/test-strategy/")
    assert "sits in bodies of different function" in page.content.decode()


def test_the_page_refuses_the_officer_a_seat_in_one_sentence() -> None:
    officer = cast.m_and_e_officer("Maud")
    pilot.term(pilot.body("ME"), officer)
    seat = pilot.seat(pilot.body("SG"))
    answer = cast.signed_in(cast.co_manager()).post(
        f"/pilot/test-strategy/bodies/SG/seats/{seat.pk}/give/", {"person": officer.email, "starts": "2022-01-01"}
    )
    assert "Maud holds a seat in “Body ME”" in answer.content.decode()
    assert not seat.terms.exists()


@pytest.mark.parametrize("address", ["/pilot/test-strategy/", "/pilot/test-strategy/bodies/SG/"])
def test_a_page_asks_no_more_of_the_database_however_many_sit(address: str) -> None:
    for number in range(30):
        pilot.term(pilot.body("SG"), cast.person(f"Person {number}"), organisation=cast.organisation(f"Firm {number}"))
    client = cast.signed_in(cast.co_manager())
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    assert len(asked) <= 15, [query["sql"][:120] for query in asked]


def test_a_person_gets_their_seats_with_their_data() -> None:
    held = pilot.term()
    assert EXPORTERS["seats in bodies"](held.person)[0]["seat__body__code"] == "SG"


def address(body: Body, code: str, more: str = "") -> str:
    return f"/pilot/{body.strategy.slug}/bodies/{code}/{more}"


def rename(body: Body, code: str) -> None:
    details = {"code": code, "name": body.name, "kind": body.kind, "function": body.function}
    save_body(actor=None, strategy=body.strategy, body=body, details=details)


def test_an_address_with_the_code_that_a_body_had_before_still_leads_to_it() -> None:
    body, client = pilot.body(), cast.signed_in(cast.co_manager())
    other = pilot.body("WG")
    rename(body, "TEAM")
    rename(body, "BOARD")
    for code in ("SG", "TEAM", "BOARD"):
        assert client.get(address(body, code)).context["body"] == body
    assert client.get(address(body, "NEVER")).status_code == 404
    rename(other, "SG")  # who has a code now comes before who had it
    assert client.get(address(body, "SG")).context["body"] == other
    assert cast.signed_in(cast.person("Nobody")).get(address(body, "TEAM")).status_code in {403, 404}


def test_who_saves_second_sees_both_texts_also_where_the_first_changed_the_code() -> None:
    body, client = pilot.body(), cast.signed_in(cast.co_manager())
    where = address(body, "SG", "edit/")
    form = client.get(where).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    rename(body, "BOARD")
    answer = client.post(where, sent | {"name_en": "My name"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "BOARD" in page and "SG" in page and "My name" in page
    body.refresh_from_db()
    assert (body.code, body.name["en"]) == ("BOARD", "Body SG")
