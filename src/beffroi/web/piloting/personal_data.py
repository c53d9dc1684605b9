"""What piloting keeps about a person: seats and attendance stay on record under their key; what is secret goes."""

from typing import Any

from beffroi.web.accounts.personal_data import erase, export
from beffroi.web.piloting.models import Attendance, CalendarFeed, Term


def _terms(person: Any) -> list[dict[str, Any]]:
    names = ("seat__body__code", "seat__body__strategy__slug", "organisation__legal_name", "starts", "ends")
    return list(Term.objects.filter(person=person).values(*names))


def _attendance(person: Any) -> list[dict[str, Any]]:
    names = ("meeting__body__code", "meeting__starts_at", "organisation__legal_name", "helix", "answer")
    return list(Attendance.objects.filter(person=person).values(*names))


def _feeds(person: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in CalendarFeed.objects.filter(person=person).values("made_at")]


def _erase_feed(person: Any) -> int:
    return CalendarFeed.objects.filter(person=person).delete()[0]


export("seats in bodies", _terms)
export("attendance at meetings", _attendance)
export("calendar address", _feeds)
erase("calendar address", _erase_feed)
