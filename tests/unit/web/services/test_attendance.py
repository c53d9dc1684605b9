"""Certificates of attendance: for who was checked in, once the session is over; for nobody else."""

import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader
from tests.unit.web import cast, cast_services

from beffroi.web.services.attendance_words import duration
from beffroi.web.services.models import Session

pytestmark = pytest.mark.django_db


def words(answer) -> str:
    reader = PdfReader(io.BytesIO(answer.content))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    return "\n".join(page.extract_text() for page in reader.pages)


def test_who_was_checked_in_has_a_certificate_in_both_languages_at_the_desk_and_behind_the_link():
    made = cast_services.attended(organisation=cast.organisation())
    where = {"pk": made.attendees.get().pk}
    own = reverse("services:own_certificate", kwargs={"token": str(made.key), **where})
    desk = reverse("services:certificate_at_desk", kwargs={"key": made.session.key, **where})
    firm, manager = cast.signed_in(cast.firm()), cast.signed_in(cast.cluster_manager())
    assert own in firm.get(reverse("services:booking", kwargs={"token": str(made.key)})).content.decode()
    assert desk in manager.get(reverse("services:door", kwargs={"key": made.session.key})).content.decode()
    english, french = words(firm.get(own)), words(manager.get(desk, {"lang": "fr"}))
    assert "Ada Person attended “Mission to Malmö”, organised by GreenWin" in english
    assert "4\u00a0h" in english and "Durée" in french and "Mission à Malmö" in french
    assert Client().get(own).status_code == 404
    assert cast.signed_in(cast.cluster_manager("Olga", of=cast.cluster("Skywin"))).get(desk).status_code == 403


@pytest.mark.parametrize(
    ("attendee", "session"), [("expected", "held"), ("no_show", "held"), ("attended", "planned"), ("replaced", "held")]
)
def test_nobody_else_has_one_and_is_told_why(attendee, session):
    made = cast_services.attended()
    made.attendees.update(state=attendee)
    soon = timezone.now() + timedelta(days=1)
    later = {} if session == "held" else {"starts_at": soon, "ends_at": soon + timedelta(hours=1)}
    Session.objects.filter(pk=made.session.pk).update(state=session, **later)
    where = reverse("services:certificate_at_desk", kwargs={"key": made.session.key, "pk": made.attendees.get().pk})
    answer = cast.signed_in(cast.cluster_manager()).get(where)
    assert answer.status_code == 400
    assert "only for who was checked in" in answer.content.decode()


def test_the_hours_of_the_programme_are_told_and_the_days_where_it_took_several():
    starts, several = timezone.localtime().replace(hour=9, minute=0), timedelta(days=3, hours=8)
    lengths = (timedelta(hours=1), timedelta(hours=7, minutes=30), several, several, timedelta(hours=8))
    told = [
        duration(Session(starts_at=starts, ends_at=starts + length, hours=hours))
        for length, hours in zip(lengths, (None, None, Decimal("28.5"), None, Decimal(6)), strict=True)
    ]
    assert [one.replace("\u00a0", " ") for one in told] == ["1 h", "7 h 30 min", "4 days, 28 h 30 min", "4 days", "6 h"]
