"""Writes about organisations and who acts for them."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.web.accounts.models import Organisation, Person, Representation
from beffroi.web.accounts.notices import tell_decided, tell_no_longer, tell_requested
from beffroi.web.accounts.permissions import forget
from beffroi.web.accounts.queries.organisations import DETAILS
from beffroi.web.accounts.rules import WAITING_REQUESTS, BadNumber, normalise_number
from beffroi.web.accounts.wording import number_fault
from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited, record
from beffroi.web.core.editions import refuse_unseen
from beffroi.web.core.permissions import allows

State, Mandate = Representation.State, Representation.Mandate


@action
def create_organisation(*, actor: Person, details: dict[str, Any]) -> Organisation:
    """Enter an organisation; who enters it asks to lead it, and does once an administrator confirms.

    The same number in the same country is the same organisation: nothing is stored, and the person is told where it is.
    """
    permit(actor, "accounts.add_organisation")
    organisation = Organisation(**_checked(details))
    _refuse_known_number(organisation)
    with audited(actor, "created", organisation):
        organisation.save()
    if allows(actor, "accounts.administer"):
        confirm_at_once(actor, actor, organisation, Mandate.LEAD)
    else:
        request_representation(actor=actor, organisation=organisation, mandate=Mandate.LEAD)
    return organisation


@action
def change_organisation(
    *, actor: Person, organisation: Organisation, details: dict[str, Any], seen: str = ""
) -> Organisation:
    """Change the details of an organisation; refused where somebody else changed what was `seen`."""
    organisation = lock(organisation)
    permit(actor, "accounts.change_organisation", organisation)
    refuse_unseen(organisation, DETAILS, seen)
    with audited(actor, "changed", organisation):
        for name, value in _checked(details).items():
            setattr(organisation, name, value)
        _refuse_known_number(organisation)
        organisation.save()
    return organisation


@action
def request_representation(
    *, actor: Person, organisation: Organisation, mandate: str, starts: date | None = None
) -> Representation:
    """Ask to act for an organisation; asking twice changes nothing."""
    organisation = lock(organisation)
    permit(actor, "accounts.request_representation", organisation)
    held = Representation.objects.filter(
        Q(state=State.REQUESTED) | Q(state=State.CONFIRMED) & (Q(ends=None) | Q(ends__gte=timezone.localdate())),
        person=actor, organisation=organisation,
    ).first()  # fmt: skip
    if held is not None:
        record(actor, "found requested", held)
        return held
    _refuse_too_many(actor)
    asked = Representation(
        person=actor, organisation=organisation, mandate=mandate, starts=starts or timezone.localdate()
    )
    with audited(actor, "requested", asked):
        asked.save()
    tell_requested(actor, asked)
    return asked


@action
def decide_representation(*, actor: Person, representation: Representation, confirmed: bool) -> Representation:
    """Confirm or refuse a request; deciding the same twice changes nothing."""
    representation = lock(representation)
    permit(actor, "accounts.decide_representation", representation)
    wanted = State.CONFIRMED if confirmed else State.REFUSED
    if representation.state == wanted:
        record(actor, "found decided", representation)
        return representation
    if representation.state != State.REQUESTED:
        raise ValidationError(_("This request was decided meanwhile; reload the page to see how."))
    with audited(actor, wanted.value, representation):
        representation.state, representation.decided_by = wanted, actor
        representation.save()
    forget(representation.person)
    tell_decided(actor, representation)
    return representation


@action
def end_representation(*, actor: Person, representation: Representation) -> Representation:
    """End a representation today, or withdraw a request; what is over stays as it ended."""
    representation = lock(representation)
    permit(actor, "accounts.end_representation", representation)
    yesterday = timezone.localdate() - timedelta(days=1)
    was_open = representation.is_open
    with audited(actor, "ended", representation):
        if was_open and (representation.state == State.REQUESTED or representation.starts > yesterday):
            representation.state = State.WITHDRAWN
        elif was_open:
            representation.ends = yesterday
        representation.save()
    forget(representation.person)
    if was_open:
        tell_no_longer(actor, representation)
    return representation


def confirm_at_once(
    actor: Person, person: Person, organisation: Organisation, mandate: str = Mandate.DELEGATE
) -> Representation:
    """A confirmed representation from today, inside a running action whose right was checked."""
    today = timezone.localdate()
    found = Representation.objects.filter(
        Q(ends=None) | Q(ends__gte=today), person=person, organisation=organisation,
        state__in=[State.CONFIRMED, State.REQUESTED],
    ).first()  # fmt: skip
    found = found or Representation(person=person, organisation=organisation, mandate=mandate, starts=today)
    with audited(actor, "confirmed", found):
        if found.state == State.REQUESTED:
            found.mandate = mandate  # what is offered counts, not what was asked for
        found.state, found.decided_by = State.CONFIRMED, actor
        found.save()
    forget(person)
    return found


def _refuse_too_many(person: Person) -> None:
    """Each request sends mails to those who decide; under a lock, so that two at once do not count the same."""
    Person.objects.select_for_update().get(pk=person.pk)
    if Representation.objects.filter(person=person, state=State.REQUESTED).count() >= WAITING_REQUESTS:
        raise ValidationError(
            _(
                "%(many)s of your requests to act for an organisation wait to be confirmed, and no more may: "
                "wait until one is decided, or end one under My account."
            )
            % {"many": WAITING_REQUESTS},
            code="too_many",
        )


def _checked(details: dict[str, Any]) -> dict[str, Any]:
    found = {name: details[name] for name in DETAILS if name in details}
    if "enterprise_number" in found:
        try:
            found["enterprise_number"] = normalise_number(found["country"], found["enterprise_number"])
        except BadNumber as bad:
            raise ValidationError({"enterprise_number": number_fault(bad, found["country"])}) from None
    return found


def _refuse_known_number(organisation: Organisation) -> None:
    if not organisation.enterprise_number:
        return
    known = Organisation.objects.filter(
        country=organisation.country, enterprise_number=organisation.enterprise_number, merged_into=None
    ).exclude(pk=organisation.pk)
    if known.exists():
        raise ValidationError(
            {"enterprise_number": _("An organisation with this number is here already; find it and ask to act for it.")}
        )
