"""The permission engine: each slice has one table of named predicates; what no table names is denied.

A table is read as a sentence: `"change_organisation": administrates | represents`. Predicates are `rules` predicates
of `(user, object)`; each is tested against the queryset that `visible_to` gives.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import rules
from django.db.models import Model

Predicate: TypeAlias = Any
"""A predicate of the `rules` package, which has no types: joined by `&`, `|` and `~`, called with user and object."""

TABLES: dict[str, Mapping[str, Predicate]] = {}
"""Slice → permission → predicate, as registered."""


@dataclass(frozen=True)
class UnknownPermission(LookupError):
    """A permission that no table names: a mistake in the code, never of the user."""

    name: str


def predicate(function: Callable[..., bool]) -> Predicate:
    """A named predicate of `(user)` or `(user, object)`; slices use this rather than `rules` itself."""
    return rules.predicate(function)


@predicate
def anybody(_user: Any) -> bool:
    """Everybody, signed in or not."""
    return True


@predicate
def somebody(user: Any) -> bool:
    """Whoever is signed in with an active account."""
    return bool(user and user.is_authenticated and user.is_active)


def register(slice_name: str, table: Mapping[str, Predicate]) -> None:
    """Make a slice's table known; called once, by its `AppConfig.ready`."""
    TABLES[slice_name] = table
    for name, predicate in table.items():
        rules.set_perm(f"{slice_name}.{name}", predicate)


def allows(user: Any, permission: str, of: Model | None = None) -> bool:
    """Whether the user holds a permission, on an object where one is given."""
    if not rules.perm_exists(permission):
        raise UnknownPermission(permission)
    return bool(rules.has_perm(permission, user, of))
