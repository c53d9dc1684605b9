"""What somebody may do that a slice above grants in its own way, such as a seat in a body: shown beside their roles."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

from beffroi.web.accounts.models import Person


class Held(NamedTuple):
    """What is held, of what, under which address, from when to when."""

    role: str
    of: str
    address: str
    starts: date
    ends: date | None


Teller = Callable[[Any, Person], Iterator[Held]]
_tellers: list[Teller] = []


def tells_what_is_held(teller: Teller) -> Teller:
    """Have a slice tell what a person holds in it, as far as the reader may see; called when the site starts."""
    _tellers.append(teller)
    return teller


def held_elsewhere(user: Any, person: Person) -> list[Held]:
    """What a person holds beside their roles, the latest first."""
    found = [held for teller in _tellers for held in teller(user, person)]
    return sorted(found, key=lambda held: held.starts, reverse=True)
