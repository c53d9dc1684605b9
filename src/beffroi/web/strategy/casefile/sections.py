"""Sections of a case file: each slice registers those that it owns.

A section reads its part of the file into elements and links, and writes it again from what is held; what is kept in
tables beside the graph, it stores itself.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

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
    _by_end: dict[Any, Any] = field(default_factory=dict, repr=False)
    with_living: bool = True
    """Whether whoever asked reads the living work too, where it is written from what is held."""
    with_measurements: bool = False
    """Whether what was measured was asked for."""
    untranslated: list[str] = field(default_factory=list)
    """Codes of elements that the language of the content does not name."""
    items: dict[Ref, int] = field(default_factory=dict)
    """The item of each element, where it is written from what is held."""

    def add(self, kind: str, code: str, title: str, *, space: str = VERSION, **details: Any) -> Ref:
        """An element; a detail that is a text or a list of texts is given by `by_language`."""
        if (space, code) in self.entries:
            raise ValidationError(_("Two entries of the file have the id %(code)s; rename one.") % {"code": code})
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

    def named(self, entry: Entry) -> str:
        """The title of an element; one that has none in this language is named in another, and counted."""
        said = entry.title.get(self.language)
        if not said:
            self.untranslated.append(entry.code)
        return said or next((text for text in entry.title.values() if text), entry.code)

    def targets(self, kind: str, source: Ref, **details: Any) -> list[str]:
        """The codes to which links of a kind lead."""
        return [to[1] for held, to in self._links(kind, 1).get(source, ()) if details.items() <= held.items()]

    def sources(self, kind: str, target: Ref, **details: Any) -> list[str]:
        """The codes from which links of a kind lead here."""
        return [start[1] for held, start in self._links(kind, 2).get(target, ()) if details.items() <= held.items()]

    def _links(self, kind: str, end: int) -> dict[Ref, list[tuple[dict[str, Any], Ref]]]:
        """One end of the links of a kind → details and other end; made once all links are known."""
        if (kind, end) not in self._by_end:
            found: dict[Ref, list[tuple[dict[str, Any], Ref]]] = {}
            for _space, name, source, target, details in self.links:
                if name == kind:
                    here, there = (source, target) if end == 1 else (target, source)
                    found.setdefault(here, []).append((details, there))
            self._by_end[kind, end] = found
        held: dict[Ref, list[tuple[dict[str, Any], Ref]]] = self._by_end[kind, end]
        return held


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
LAST = "rest"
"""The section that takes what no other one holds; it is read and written after all others."""


def section(made: Section) -> Section:
    """Make a section known; called from a module `casefile_sections` of a slice, in the order of the slices."""
    SECTIONS[made.name] = made
    return made


def in_order() -> list[Section]:
    """All sections, the one for the rest at the end."""
    return sorted(SECTIONS.values(), key=lambda one: one.name == LAST)


def content_of(case: Mapping[str, Any], language: str) -> Content:
    """What a case states, as elements and links; no database."""
    content = Content(language)
    for one in in_order():
        one.read(case, content)
    for _space, _kind, *ends, _details in content.links:
        for end in ends:
            if end not in content.entries:
                raise ValidationError(
                    _("The file names %(code)s, but nothing in it has this id; correct one of them.") % {"code": end[1]}
                )
    return content
