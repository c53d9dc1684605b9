"""Meetings as iCalendar (RFC 5545): for one meeting, for an invitation, for a person's calendar."""

from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parseaddr
from typing import Literal
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from beffroi.web.piloting.models import Meeting

Method = Literal["PUBLISH", "REQUEST", "CANCEL"]
WIDEST = 74
"""Octets of a line before it is folded; the standard allows 75."""


def calendar(meetings: Iterable[Meeting], method: Method = "PUBLISH", attendee: str = "") -> str:
    """A calendar with some meetings."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Beffroi//Meetings//EN", f"METHOD:{method}"]
    for meeting in meetings:
        lines += _event(meeting, attendee)
    return "".join(_folded(line) for line in [*lines, "END:VCALENDAR"])


def invitation(meeting: Meeting, attendee: str) -> tuple[str, Method]:
    """What goes to one member: a request, or that the meeting is off; with its method."""
    method: Method = "CANCEL" if meeting.state == Meeting.State.CANCELLED else "REQUEST"
    return calendar([meeting], method, attendee), method


def address(meeting: Meeting) -> str:
    """The page of a meeting on this site."""
    return f"/pilot/{meeting.body.strategy.slug}/meetings/{meeting.key}/"


def _event(meeting: Meeting, attendee: str) -> list[str]:
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    said = {
        "SUMMARY": f"{meeting.body}: {meeting}" if meeting.title else str(meeting.body),
        "LOCATION": meeting.place,
        "DESCRIPTION": meeting.link,
    }
    lines = [
        "BEGIN:VEVENT", f"UID:{meeting.key}@{host}", f"DTSTAMP:{_moment(timezone.now())}",
        f"DTSTART:{_moment(meeting.starts_at)}", f"DTEND:{_moment(meeting.ends_at)}", f"SEQUENCE:{meeting.sequence}",
        f"STATUS:{'CANCELLED' if meeting.state == Meeting.State.CANCELLED else 'CONFIRMED'}",
        f"URL:{settings.SITE_URL}{address(meeting)}",
    ]  # fmt: skip
    lines += [f"{name}:{_escaped(text)}" for name, text in said.items() if text]
    if attendee:
        lines.append(f"ORGANIZER:mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
        lines.append(f"ATTENDEE;RSVP=TRUE:mailto:{attendee}")
    return [*lines, "END:VEVENT"]


def _moment(when: datetime) -> str:
    return f"{when.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return "\\n".join(text.splitlines())


def _folded(line: str) -> str:
    """A line in pieces of at most 75 octets, never through a character."""
    made, piece = [], ""
    for letter in line:
        if len((piece + letter).encode()) > WIDEST:
            made.append(piece)
            piece = ""
        piece += letter
    return "\r\n ".join([*made, piece]) + "\r\n"
