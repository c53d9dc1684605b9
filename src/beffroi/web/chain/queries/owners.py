"""Who answers for elements: a slice that knows owners of some makes known how they are found.

@owners
def of_actions(nodes: Sequence[Node]) -> Iterable[Person]: …
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from beffroi.web.chain.models import Node

Owners = Callable[["Sequence[Node]"], Iterable[Any]]
OWNERS: list[Owners] = []


def owners(source: Owners) -> Owners:
    """Make known a function that finds people who answer for some of the elements it is given."""
    OWNERS.append(source)
    return source


def owners_of(nodes: "Sequence[Node]") -> list[Any]:
    """Everybody who answers for one of some elements, each once."""
    return list({person.pk: person for source in OWNERS for person in source(nodes)}.values())
