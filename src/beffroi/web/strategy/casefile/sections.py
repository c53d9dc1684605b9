"""Sections of a case file: each slice registers those that it owns.

A section reads its part of the file into elements and links, and writes it again from what is held; what is kept in
tables beside the graph, it stores itself.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from beffroi.web.chain.actions import Entry

if TYPE_CHECKING:
    from beffroi.web.strategy.models import Strategy

VERSION, LIVING = "version", "living"
Ref = tuple[str, str]
"""The space of an element and its code."""


@dataclass
class Content:
    """Elements and links of a case; texts by language."""

    language: str
    entries: dict[Ref, Entry] = field(default_factory=dict)
    links: list[tuple[str, str, Ref, Ref, dict[str, Any]]] = field(default_factory=list)
    """Space, kind, from, to, details."""
    items: dict[Ref, int] = field(default_factory=dict)
    """The item of each element, where it is written from what is held."""

    def add(self, kind: str, code: str, title: str, *, space: str = VERSION, **details: Any) -> Ref:
        """An element; a detail that is a text or a list of texts is given by `by_language`."""
        self.entries[space, code] = Entry(kind, code, {self.language: title}, details)
        return space, code

    def link(self, kind: str, source: Ref, target: Ref, *, space: str = VERSION, **details: Any) -> None:
        """A link."""
        self.links.append((space, kind, source, target, details))

    def of(self, kind: str) -> list[Entry]:
        """The elements of a kind, in their order."""
        return [one for one in self.entries.values() if one.kind == kind]

    def said(self, by_language: Any) -> Any:
        """A text in the language of the content."""
        return (by_language or {}).get(self.language)

    def targets(self, kind: str, source: Ref, **details: Any) -> list[str]:
        """The codes to which links of a kind lead."""
        return [to[1] for _space, name, start, to, held in self.links
                if name == kind and start == source and details.items() <= held.items()]  # fmt: skip

    def sources(self, kind: str, target: Ref, **details: Any) -> list[str]:
        """The codes from which links of a kind lead here."""
        return [start[1] for _space, name, start, to, held in self.links
                if name == kind and to == target and details.items() <= held.items()]  # fmt: skip


@dataclass(frozen=True)
class Storing:
    """What a section needs to store what is not in the graph."""

    actor: Any
    strategy: "Strategy"
    language: str
    items: Mapping[Ref, Any]


def _nothing(*_args: Any) -> None:
    """A section of which everything is in the graph."""


@dataclass(frozen=True)
class Section:
    """How a part of the file becomes content and is written again."""

    name: str
    read: Callable[[Mapping[str, Any], Content], None] = _nothing
    write: Callable[[Content, dict[str, Any], "Strategy"], None] = _nothing
    store: Callable[[Storing, Mapping[str, Any]], None] = _nothing


SECTIONS: dict[str, Section] = {}


def section(made: Section) -> Section:
    """Make a section known; called from a module `casefile_sections` of a slice, in the order of the slices."""
    SECTIONS[made.name] = made
    return made
