"""A person to test with, and actions that leave rows."""

from itertools import count
from typing import Any

from django.contrib.auth import get_user_model

from beffroi.web.core.actions import action
from beffroi.web.core.audit import audited, record

_numbers = count(1)


def person(name: str = "Ann Example", **fields: Any) -> Any:
    """A member of the site."""
    email = fields.pop("email", f"member{next(_numbers)}@example.org")
    people: Any = get_user_model()
    return people.objects.create_user(email=email, name=name, password="a long password", **fields)  # noqa: S106


@action
def leave_rows(*, actor: Any, of: Any, many: int = 1) -> None:
    """Leave so many rows on an object."""
    for number in range(many):
        record(actor, "changed", of, {"language": "en"}, {"language": "fr", "n": number})


@action
def rename(*, actor: Any, of: Any, name: str) -> None:
    """Change a personal field, and one that is not."""
    with audited(actor, "renamed", of):
        of.name = name
        of.language = "fr"
        of.save()


def themself(user: Any) -> Any:
    """What a registry of these tests gives: each sees their own person."""
    people: Any = get_user_model()
    return people.objects.filter(pk=user.pk)
