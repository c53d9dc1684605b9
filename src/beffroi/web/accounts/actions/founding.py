"""The first administrator of a site, made by whoever runs the machine."""

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone

from beffroi.web.accounts.actions.roles import store_grant
from beffroi.web.accounts.models import Person, Role
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited


@action
def make_administrator(*, actor: Person | None, email: str, name: str, language: str) -> Person:
    """Make or find the person of an address, and make them administrator of the site.

    There is nobody yet who could permit it: the actor is None, the site itself, and only a command of the machine calls
    this. Done twice, it changes nothing more.
    """
    person = lock(_person(actor, email.lower(), name, language))
    store_grant(person, person, Role.ADMINISTRATOR, None, timezone.localdate(), None)
    EmailAddress.objects.get_or_create(user=person, email=person.email, defaults={"verified": True, "primary": True})
    return person


def _person(actor: Person | None, email: str, name: str, language: str) -> Person:
    """The person of an address; of two who are made at once, the first."""
    if found := Person.objects.filter(email=email).first():
        return found
    new = Person(email=email, name=name, language=language)
    new.set_unusable_password()
    try:
        with transaction.atomic(), audited(actor, "registered", new):
            new.save()
    except IntegrityError:
        return Person.objects.get(email=email)
    return new
