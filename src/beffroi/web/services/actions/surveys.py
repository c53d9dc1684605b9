"""Writes about surveys: everybody concerned is asked by a link, reminded, and answers once."""

from secrets import randbelow
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited, digest, record
from beffroi.web.services import survey_notices
from beffroi.web.services.actions.pilots import open_one
from beffroi.web.services.models import Pilot, SurveyAnswer, SurveyInvitation
from beffroi.web.services.pilot_states import P
from beffroi.web.services.queries.surveys import to_ask


@action
def send_survey(*, actor: Any, pilot: Pilot) -> int:
    """Ask everybody who has not been asked yet; says how many."""
    found = open_one(actor, pilot)
    if found.state not in {P.ASSESSMENT, P.DECISION}:
        raise ValidationError(_("The survey is sent once the service was provided, at the assessment."))
    asked = set(found.invitations.values_list("address_digest", flat=True))
    made = [
        SurveyInvitation(
            pilot=found, group=one.group, email=one.email, language=one.language,
            address_digest=digest(one.email.lower()),
        )
        for one in to_ask(found)
    ]  # fmt: skip
    new = [one for one in made if one.address_digest not in asked]
    SurveyInvitation.objects.bulk_create(new)
    for one in new:
        survey_notices.post_survey(one)
    record(actor, "sent the survey", found, after={"asked": len(new)})
    return len(new)


@action
def answer_survey(
    *, actor: Any, invitation: SurveyInvitation, satisfied: int, recommends: int, words: str
) -> SurveyAnswer:
    """Keep an answer, and forget the address: the answer does not say whose it is."""
    invitation = lock(invitation)
    if invitation.has_answered:
        raise ValidationError(_("You have answered already; thank you."))
    if invitation.pilot.state == P.DECIDED:
        raise ValidationError(_("The survey is over; it was decided about the pilot."))
    with audited(actor, "answered", invitation):
        invitation.has_answered, invitation.email = True, ""
        invitation.save()
    # A number that says nothing: in the order of coming, the answers could be laid beside the audit.
    return SurveyAnswer.objects.create(
        pk=randbelow(2**62), pilot=invitation.pilot, group=invitation.group, satisfied=satisfied, recommends=recommends,
        words=words.strip(),
    )  # fmt: skip


@action
def remind_of_survey(*, actor: Any, invitation: SurveyInvitation) -> None:
    """Send the link once more."""
    invitation = lock(invitation)
    with audited(actor, "reminded", invitation):
        invitation.reminders += 1
        invitation.reminded_at = timezone.now()
        invitation.save()
    survey_notices.post_survey(invitation)
