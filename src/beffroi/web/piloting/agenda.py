"""What belongs on the agenda of a body: every part of piloting registers what it brings.

    @brings
    def open_risks(body: Body) -> Iterable[Point]: …

The module that calls `brings` is imported in `AppConfig.ready`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from beffroi.web.piloting.models import Body


@dataclass(frozen=True)
class Point:
    """A point that a body should speak about: its kind (of `AgendaItem`), its title, and the item it is about."""

    kind: str
    title: dict[str, str]
    item_id: int


Source = Callable[["Body"], Iterable[Point]]
SOURCES: list[Source] = []


PAGES: dict[str, str] = {}
"""Kind of a point → the name of the page of what it is about, which takes `slug` and the `key` of its item."""


def page_of_points(kind: str, page: str) -> None:
    """Say where what points of a kind are about is shown; called in `AppConfig.ready`."""
    PAGES[kind] = page


def brings(source: Source) -> Source:
    """Make a source of points known."""
    SOURCES.append(source)
    return source


def points_for(body: "Body") -> list[Point]:
    """All points that the sources bring for a body; an item is named once."""
    met: dict[int, Point] = {}
    for source in SOURCES:
        for point in source(body):
            met.setdefault(point.item_id, point)
    return list(met.values())
