"""How every write is made: one transaction, and at least one audit row in it, or nothing at all.

    @action
    def rename(*, actor: Person, organisation: Organisation, name: str) -> Organisation:
        organisation = lock(organisation)
        permit(actor, "accounts.change_organisation", organisation)
        with audited(actor, "renamed", organisation):
            organisation.name = name
            organisation.save()
        return organisation

An action takes keywords only, the actor first, and never sees a request. What others must be told is sent on commit.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction
from django.db.models import Model

from beffroi.web.core.audit import counted

P = ParamSpec("P")
T = TypeVar("T")
M = TypeVar("M", bound=Model)


class Unaudited(RuntimeError):
    """An action ended without an audit row: a mistake in the code; what it wrote is undone."""


def action(function: Callable[P, T]) -> Callable[P, T]:
    """Run in one transaction, and undo everything if no audit row was left."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        with transaction.atomic(), counted() as rows:
            result = function(*args, **kwargs)
            if not rows.count:
                raise Unaudited(f"{function.__module__}.{function.__name__} left no audit row")
        return result

    run.is_action = True  # type: ignore[attr-defined]
    return run


def lock(found: M) -> M:
    """The same object, read again under a lock that holds until the transaction ends."""
    return type(found)._default_manager.select_for_update().get(pk=found.pk)
