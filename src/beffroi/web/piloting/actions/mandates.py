"""Writes about mandates."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django_fsm import TransitionNotAllowed

from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited
from beffroi.web.core.editions import edition_of, refuse_other
from beffroi.web.piloting.models import Body, Mandate, Party
from beffroi.web.piloting.queries.editions import mandate_said
from beffroi.web.piloting.states import OPEN, STEPS, MandateState

CHANGE = "piloting.change_bodies"


@action
def start_mandate(*, actor: Any, body: Body) -> Mandate:
    """A new draft, as a copy of the version before it."""
    body = lock(body)
    if actor is not None:
        permit(actor, CHANGE, body)
    newest = body.mandates.first()
    if newest and newest.state not in {MandateState.AGREED, MandateState.SUPERSEDED}:
        raise ValidationError(_("A version is open already; work on that one."))
    made = Mandate(body=body, number=newest.number + 1 if newest else 1, based_on=newest, created_by=actor)
    made.text, made.tasks = (newest.text, newest.tasks) if newest else ({}, {})
    with audited(actor, "created", made):
        made.save()
    Party.objects.bulk_create(Party(mandate=made, name=one.name) for one in (newest.parties.all() if newest else ()))
    return made


@action
def change_mandate(
    *, actor: Any, mandate: Mandate, text: dict[str, str], tasks: dict[str, str], parties: list[str], seen: str = ""
) -> Mandate:
    """Write a version that is not final yet and stands as it was `seen`, and who has to agree to it."""
    mandate = lock(mandate)
    if actor is not None:
        permit(actor, CHANGE, mandate)
    if mandate.state not in OPEN:
        raise ValidationError(_("This version is final; reopen it, or start a new one."))
    refuse_other(edition_of(mandate_said(mandate)), seen)
    if len(set(parties)) < len(parties):
        raise ValidationError({"parties": _("A party stands here twice; name each once.")})
    with audited(actor, "changed", mandate):
        mandate.text, mandate.tasks = dict(text), dict(tasks)
        mandate.save()
    mandate.parties.exclude(name__in=parties).delete()
    held = set(mandate.parties.values_list("name", flat=True))
    Party.objects.bulk_create(Party(mandate=mandate, name=name) for name in parties if name not in held)
    return mandate


@action
def step_mandate(*, actor: Any, mandate: Mandate, step: str) -> Mandate:
    """Take a version a step further, or reopen it: then whoever agreed is asked again."""
    mandate = lock(mandate)
    if actor is not None:
        permit(actor, CHANGE, mandate)
    if step not in STEPS:
        raise ValidationError(_("There is no such step."))
    if step == "finalise" and not (any(mandate.text.values()) and mandate.parties.exists()):
        raise ValidationError(_("Write the mandate and name the parties that have to agree, then make it final."))
    with audited(actor, step, mandate):
        try:
            getattr(mandate, step)()
        except TransitionNotAllowed:
            raise ValidationError(_("This version is not at that point; reload the page to see where it is.")) from None
        mandate.save()
    if step == "reopen":
        mandate.parties.update(agreed_on=None, signed_by="")
    return mandate


@action
def agree_mandate(*, actor: Any, party: Party, signed_by: str, on: date) -> Party:
    """A party agrees, by name and date; with the last one the version is agreed and the one before superseded."""
    mandate = lock(party.mandate)
    if actor is not None:
        permit(actor, CHANGE, mandate)
    party = lock(party)
    if mandate.state != MandateState.FINAL:
        raise ValidationError(_("Only a final version is agreed to."))
    if party.agreed_on:
        raise ValidationError(_("This party has agreed already."))
    with audited(actor, "agreed", party):
        party.agreed_on, party.signed_by = on, signed_by
        party.save()
    if mandate.parties.filter(agreed_on=None).exists():
        return party
    for earlier in Mandate.objects.select_for_update().filter(body=mandate.body, state=MandateState.AGREED):
        with audited(actor, "superseded", earlier):
            earlier.supersede()
            earlier.save()
    with audited(actor, "agreed", mandate):
        mandate.agree()
        mandate.save()
    return party
