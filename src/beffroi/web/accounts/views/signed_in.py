"""Who asks, in a view that only people who are signed in reach."""

from typing import cast

from django.http import HttpRequest

from beffroi.web.accounts.models import Person


def the_person(request: HttpRequest) -> Person:
    """The person signed in."""
    return cast(Person, request.user)
