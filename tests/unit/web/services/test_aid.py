"""De minimis aid: worth of a price below the reference, declared within the ceiling, registered, on paper."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from tests.unit.web import cast, cast_pilots, cast_services
from tests.unit.web.cast_pilots import AIDED, DECLARED

from beffroi.analytics.appraisal.deminimis import register_by
from beffroi.web.core.waiting import Asked
from beffroi.web.services import actions
from beffroi.web.services.models import AidGrant
from beffroi.web.services.waiting import aid as aid_that_waits

pytestmark = pytest.mark.django_db
FORM = {"number": "0403.091.220", "others": "2026-05-31; 12000; Wallonia", "is_signed": "on"}


def aided():
    pilot = cast_pilots.supplied(cast_pilots.pilot(), "services")
    actions.save_pilot(actor=None, pilot=pilot, said={"offer": cast_services.offer()})
    actions.keep_appraisal(actor=None, pilot=pilot, kind="price", text=AIDED)
    pilot.refresh_from_db()
    return pilot


def at(view: str, pilot, **where) -> str:
    return reverse(f"services:{view}", kwargs={"key": pilot.key, **where})


def test_a_subsidised_seat_is_declared_granted_registered_and_certified():
    pilot, manager, lead = aided(), cast.signed_in(cast.cluster_manager()), cast.co_manager()
    booking = cast_services.booked(seats=2, name="Toits")
    assert "1 bookings are worth €600.00 of aid" in manager.get(at("aid", pilot)).content.decode()
    declare = at("declare_aid", pilot, booking=booking.key)
    assert manager.post(declare, FORM).status_code == 302
    aid = AidGrant.objects.get()
    assert (aid.amount, aid.others, aid.register_by) == (
        600, [["2026-05-31", "12000", "Wallonia"]], register_by(timezone.localdate()),
    )  # fmt: skip
    [waits] = aid_that_waits(Asked(pilot.strategy, lead, timezone.localdate()))
    assert (waits.until, "€600.00 granted to Toits" in waits.what) == (aid.register_by, True)
    assert manager.get(at("aid_paper", pilot, aid=aid.key)).content.startswith(b"%PDF-")
    assert manager.post(at("register_aid", pilot, aid=aid.key), {"number": "TAM-1"}).status_code == 302
    assert not list(aid_that_waits(Asked(pilot.strategy, lead, timezone.localdate())))
    with pytest.raises(DatabaseError), transaction.atomic():
        AidGrant.objects.update(amount=1)


def test_the_ceiling_holds_for_the_single_undertaking_over_three_rolling_years():
    pilot, today = aided(), timezone.localdate()
    booking = cast_services.booked(name="Toits")
    within, before = today - timedelta(days=30), today - timedelta(days=3 * 366)
    full = [(within, Decimal(299_800), "Wallonia")]
    with pytest.raises(ValidationError, match="may still receive €200"):
        actions.declare_aid(actor=None, pilot=pilot, booking=booking, said=DECLARED | {"others": full})
    old = [(before, Decimal(299_800), "Wallonia")]
    actions.declare_aid(actor=None, pilot=pilot, booking=booking, said=DECLARED | {"others": old})
    linked = DECLARED | {"number": "0200065765", "linked": ["0403091220"], "others": [(within, Decimal(299_600), "x")]}
    with pytest.raises(ValidationError, match="may still receive €100"):
        actions.declare_aid(actor=None, pilot=pilot, booking=cast_services.booked(name="Sister"), said=linked)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"number": "0403.091.221"}, "do not fit together"),
        ({"others": "yesterday; 12000; Wallonia"}, "Line 1 is not in the form"),
        ({"others": "2026-05-31; -3; Wallonia"}, "Line 1 is not in the form"),
        ({"is_signed": ""}, "required"),
    ],
)
def test_a_declaration_that_cannot_be_is_refused_in_words(wrong, words):
    pilot = aided()
    booking = cast_services.booked(name="Toits")
    answer = cast.signed_in(cast.cluster_manager()).post(at("declare_aid", pilot, booking=booking.key), FORM | wrong)
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert not AidGrant.objects.exists()
