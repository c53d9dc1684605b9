"""What people are told about bodies and meetings; called inside actions."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from beffroi.web.core.notifications import Attachment, attach, declare, notify
from beffroi.web.piloting.calendars import address, invitation
from beffroi.web.piloting.models import Action, Body, Meeting
from beffroi.web.piloting.rules import Cadence

KINDS = {
    "cadence": _("A body that you sit in must meet soon"),
    "invited": _("You are invited to a meeting, or it was moved"),
    "cancelled": _("A meeting is called off"),
    "circulated": _("Minutes of a meeting are circulated"),
    "due": _("An action of yours ends soon"),
    "late": _("An action of yours, or one that you lead, is past its end"),
}

for _kind, _label in KINDS.items():
    declare(f"piloting.{_kind}", _label, f"piloting/notices/{_kind}.txt")


def tell_cadence(body: Body, state: Cadence, people: Iterable[Any]) -> None:
    """The members of a body and the administrators hear before its cadence breaks."""
    link = reverse("piloting:body", kwargs={"slug": body.strategy.slug, "code": body.code})
    notify(
        to=people, kind="piloting.cadence", context={"body": body, "due": state.due}, key=f"{body.pk}-{state.due}",
        link=link,
    )  # fmt: skip


def tell_action(stage: str, found: Action, node: Any, people: Iterable[Any]) -> None:
    """Owners hear before an action ends; when it is past its end, the co-managers hear too. Once for each end."""
    link = reverse("piloting:action", kwargs={"slug": found.strategy.slug, "key": node.item.key})
    notify(
        to=people, kind=f"piloting.{stage}", context={"node": node, "end": found.end},
        key=f"{found.pk}-{found.end}-{stage}", link=link,
    )  # fmt: skip


def tell_meeting(what: str, meeting: Meeting, people: Iterable[Any]) -> None:
    """Who was asked hears of an invitation, a new time, that it is off, or of the minutes; once for each change."""
    key = f"{meeting.pk}-{meeting.sequence}-{meeting.circulated_at or ''}"
    notify(
        to=people, kind=f"piloting.{what}", context={"meeting": meeting, "body": meeting.body}, key=key,
        link=address(meeting),
    )  # fmt: skip


def _date_for_a_calendar(notice: Any) -> list[Attachment]:
    """The meeting that a notice links to, as its reader's calendar takes it."""
    key = notice.link.rstrip("/").rpartition("/")[2]
    meeting = Meeting.objects.filter(key=key).select_related("body__strategy").first()
    if meeting is None:
        return []
    text, method = invitation(meeting, notice.person.email)
    return [("meeting.ics", text, f"text/calendar; method={method}")]


for _kind in ("invited", "cancelled"):
    attach(f"piloting.{_kind}", _date_for_a_calendar)
