"""What rests on an element outside the graph, and what may not change any more: each slice says so of its own things.

A slice has a module `resting` (found when the site starts) with functions under `@rests`, which name what would lose
its ground if the element went, and under `@stands`, which give the reason why what an element says is settled.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from beffroi.web.chain.kinds import Words

if TYPE_CHECKING:
    from beffroi.web.chain.models import Item


@dataclass(frozen=True)
class Rest:
    """Something that rests on an element: what in words, and the page where it stands."""

    words: Words
    address: str = ""

    def __str__(self) -> str:
        return str(self.words)


Resting = Callable[["Item"], Iterable[Rest]]
Standing = Callable[["Item"], str]
RESTING: dict[str, Resting] = {}
STANDING: dict[str, Standing] = {}


def rests(check: Resting) -> Resting:
    """Make a check known by the name of its function."""
    RESTING[check.__name__] = check
    return check


def stands(check: Standing) -> Standing:
    """Make a check known by the name of its function; it gives the empty text where nothing is settled."""
    STANDING[check.__name__] = check
    return check


def resting_on(item: "Item") -> list[Rest]:
    """Everything that rests on an element, slice by slice."""
    return [one for check in RESTING.values() for one in check(item)]


def settled_because(item: "Item") -> str:
    """Why what an element says never changes any more; the empty text if it may."""
    return next((reason for check in STANDING.values() if (reason := check(item))), "")
