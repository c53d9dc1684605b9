"""The first administrator of a site, made by whoever runs the machine."""

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
    found = Person.objects.filter(email=email.lower()).first()
    if found is None:
        found = Person(email=email.lower(), name=name, language=language)
        found.set_unusable_password()
        with audited(actor, "registered", found):
            found.save()
    person = lock(found)
    store_grant(person, person, Role.ADMINISTRATOR, None, timezone.localdate(), None)
    return person
