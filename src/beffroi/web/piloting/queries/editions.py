"""What a form of piloting shows of something, so that nobody overwrites what they did not see."""

from collections.abc import Iterable
from typing import Any

from beffroi.web.piloting.models import Action, AgendaItem, Mandate, Meeting, Responsibility

BODY_FIELDS = ("code", "kind", "function", "host", "fte", "cadence_weeks", "quorum", "started_on", "ended_on")
BODY = (*BODY_FIELDS, "name", "duty", "condition", "leadership", "host_name")
SEAT = ("label", "helix", "is_voting")
FLOW_FIELDS = ("sender", "recipient", "proof", "days", "every_weeks", "starts")
FLOW = (*FLOW_FIELDS, "what")
MEETING = ("title", "starts_at", "ends_at", "place", "link")


def mandate_said(mandate: Mandate) -> Any:
    """Its text and tasks, and who has to agree."""
    return [mandate.text, mandate.tasks, sorted(party.name for party in mandate.parties.all())]


def minutes_said(meeting: Meeting, points: Iterable[AgendaItem], languages: Iterable[str]) -> Any:
    """What the minutes say in these languages, in general and at each point."""
    texts = [meeting.minutes, *(point.minutes for point in sorted(points, key=lambda point: point.pk))]
    return [[said.get(language) or "" for language in languages] for said in texts]


def parts_said(of: Action) -> Any:
    """Who has which part in an action."""
    rows = Responsibility.objects.filter(action=of)
    return sorted([one.part, one.body_id or 0, one.organisation_id or 0, sorted(one.name.items())] for one in rows)
