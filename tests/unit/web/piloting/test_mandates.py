"""Mandates: drafted, fine-tuned, made final, agreed by every party; what was agreed never changes."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from tests.unit.web import cast
from tests.unit.web import cast_piloting as pilot

from beffroi.web.piloting.actions import agree_mandate, change_mandate, start_mandate, step_mandate
from beffroi.web.piloting.models import Mandate

pytestmark = pytest.mark.django_db
PARTIES = ["The Minister", "The agency"]


def final() -> Mandate:
    mandate = start_mandate(actor=None, body=pilot.body())
    change_mandate(actor=None, mandate=mandate, text={"en": "Lead."}, tasks={"en": "Meet\nDecide"}, parties=PARTIES)
    step_mandate(actor=None, mandate=mandate, step="fine_tune")
    return step_mandate(actor=None, mandate=mandate, step="finalise")


def agreed() -> Mandate:
    mandate = final()
    for party in mandate.parties.all():
        agree_mandate(actor=None, party=party, signed_by="A name", on=date(2022, 1, 1))
    mandate.refresh_from_db()
    return mandate


def test_a_mandate_is_agreed_when_every_party_has_agreed() -> None:
    mandate = final()
    first, last = mandate.parties.all()
    agree_mandate(actor=None, party=first, signed_by="A name", on=date(2022, 1, 1))
    mandate.refresh_from_db()
    assert mandate.state == "final"
    agree_mandate(actor=None, party=last, signed_by="A name", on=date(2022, 1, 2))
    mandate.refresh_from_db()
    assert mandate.state == "agreed"


def test_a_new_version_starts_as_a_copy_and_supersedes_when_agreed() -> None:
    first = agreed()
    second = start_mandate(actor=None, body=first.body)
    assert (second.number, second.text, [party.name for party in second.parties.all()]) == (2, first.text, PARTIES)
    change_mandate(actor=None, mandate=second, text={"en": "Lead better."}, tasks={}, parties=["The Minister"])
    step_mandate(actor=None, mandate=second, step="fine_tune")
    step_mandate(actor=None, mandate=second, step="finalise")
    agree_mandate(actor=None, party=second.parties.get(), signed_by="A name", on=date(2022, 2, 1))
    first.refresh_from_db()
    assert first.state == "superseded"


def test_what_was_agreed_never_changes() -> None:
    mandate = agreed()
    with pytest.raises(ValidationError, match="final"):
        change_mandate(actor=None, mandate=mandate, text={"en": "Other"}, tasks={}, parties=PARTIES)
    with pytest.raises(DatabaseError), transaction.atomic():
        Mandate.objects.filter(pk=mandate.pk).update(text={"en": "Other"})


def test_a_reopened_mandate_is_agreed_anew() -> None:
    mandate = final()
    agree_mandate(actor=None, party=mandate.parties.all()[0], signed_by="A name", on=date(2022, 1, 1))
    step_mandate(actor=None, mandate=mandate, step="reopen")
    assert not mandate.parties.exclude(agreed_on=None).exists()


@pytest.mark.parametrize("step", ["finalise", "reopen", "agree"])
def test_a_draft_takes_no_step_out_of_turn(step: str) -> None:
    mandate = start_mandate(actor=None, body=pilot.body())
    with pytest.raises(ValidationError):
        step_mandate(actor=None, mandate=mandate, step=step)


def test_a_second_open_version_is_refused() -> None:
    start_mandate(actor=None, body=pilot.body())
    with pytest.raises(ValidationError, match="open already"):
        start_mandate(actor=None, body=pilot.body())


@pytest.mark.parametrize("role", ["m_and_e_officer", "evaluator", "adviser", "reader", "person"])
@pytest.mark.parametrize("state", ["draft", "final", "agreed"])
def test_only_those_who_lead_write_mandates_whatever_their_state(role: str, state: str) -> None:
    made = {"draft": lambda: start_mandate(actor=None, body=pilot.body()), "final": final, "agreed": agreed}[state]()
    actor = getattr(cast, role)()
    for write in (
        lambda: change_mandate(actor=actor, mandate=made, text={"en": "x"}, tasks={}, parties=[]),
        lambda: step_mandate(actor=actor, mandate=made, step="fine_tune"),
        lambda: start_mandate(actor=actor, body=made.body),
    ):
        with pytest.raises(PermissionDenied):
            write()


def test_the_page_shows_what_changed_since_the_version_before() -> None:
    second = start_mandate(actor=None, body=agreed().body)
    change_mandate(actor=None, mandate=second, text={"en": "Lead better."}, tasks={"en": "Meet"}, parties=PARTIES)
    page = cast.signed_in(cast.reader()).get("/pilot/test-strategy/bodies/SG/mandates/2/").content.decode()
    assert "<del>Lead.</del>" in page
    assert "<ins>Lead better.</ins>" in page
    assert "<del>Decide</del>" in page
