"""Meetings as iCalendar (RFC 5545): for one meeting, for an invitation, for a person's calendar."""

from collections.abc import Iterable
from datetime import UTC
from email.utils import parseaddr
from typing import Literal
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event, vCalAddress

from beffroi.web.piloting.models import Meeting

Method = Literal["PUBLISH", "REQUEST", "CANCEL"]


def calendar(meetings: Iterable[Meeting], method: Method = "PUBLISH", attendee: str = "") -> str:
    """A calendar with some meetings."""
    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", "-//Beffroi//Meetings//EN")
    made.add("method", method)
    for meeting in meetings:
        made.add_component(_event(meeting, attendee))
    written: bytes = made.to_ical()
    return written.decode()


def invitation(meeting: Meeting, attendee: str) -> tuple[str, Method]:
    """What goes to one member: a request, or that the meeting is off; with its method."""
    method: Method = "CANCEL" if meeting.state == Meeting.State.CANCELLED else "REQUEST"
    return calendar([meeting], method, attendee), method


def address(meeting: Meeting) -> str:
    """The page of a meeting on this site."""
    return f"/pilot/{meeting.body.strategy.slug}/meetings/{meeting.key}/"


def _event(meeting: Meeting, attendee: str) -> Event:
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    fields = {
        "uid": f"{meeting.key}@{host}",
        "dtstamp": timezone.now().astimezone(UTC),
        "dtstart": meeting.starts_at.astimezone(UTC),
        "dtend": meeting.ends_at.astimezone(UTC),
        "sequence": meeting.sequence,
        "status": "CANCELLED" if meeting.state == Meeting.State.CANCELLED else "CONFIRMED",
        "url": f"{settings.SITE_URL}{address(meeting)}",
        "summary": f"{meeting.body}: {meeting}" if meeting.title else str(meeting.body),
        "location": meeting.place,
        "description": meeting.link,
    }
    made = Event()
    for name, value in fields.items():
        if value != "":
            made.add(name, value)
    if attendee:
        made.add("organizer", vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}"))
        made.add("attendee", vCalAddress(f"mailto:{attendee}", params={"RSVP": "TRUE"}))
    return made
