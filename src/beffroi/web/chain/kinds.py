"""What can stand in the graph: kinds of nodes and of links, each registered by the slice that owns it.

A slice has a module `kinds` (found when the site starts) that calls `node_kind` and `link_kind`. A kind names the
permission that its writes need, asked of the space; what nobody registered cannot be written.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise

Words = Promise | str


@dataclass(frozen=True)
class Field:
    """A field of a kind beside title and text, kept in `details`.

    How it is kept: `text` as {language: text}, `texts` as {language: [text, …]}, `date` as ISO text, the others as
    they are.
    """

    name: str
    label: Words
    kind: Literal["line", "text", "texts", "amount", "whole", "choice", "flag", "date"] = "line"
    choices: tuple[tuple[str, Words], ...] = ()
    help: Words = ""
    required: bool = False


@dataclass(frozen=True)
class NodeKind:
    """A kind of node: its words, its fields, the letters of its codes, the permission to write it."""

    name: str
    label: Words
    plural: Words
    permission: str
    prefix: str = ""
    fields: tuple[Field, ...] = ()
    address: Callable[[str], str] | None = None
    """Key of an item → its own page; without one the page of the chain."""
    stays: bool = False
    """Never removed: records beside the graph speak of it."""


@dataclass(frozen=True)
class LinkKind:
    """A kind of link from a reason to what follows: which kinds it joins and how it reads in both directions."""

    name: str
    sources: frozenset[str]
    targets: frozenset[str]
    down: Words
    """Read from the reason: "is answered by"."""
    up: Words
    """Read from what follows: "answers"."""
    permission: str
    walks_up: bool = True
    walks_down: bool = True
    fields: tuple[Field, ...] = ()


NODES: dict[str, NodeKind] = {}
LINKS: dict[str, LinkKind] = {}


def node_kind(kind: NodeKind) -> NodeKind:
    """Make a kind of node known."""
    NODES[kind.name] = kind
    return kind


def link_kind(kind: LinkKind) -> LinkKind:
    """Make a kind of link known."""
    LINKS[kind.name] = kind
    return kind


def joins(source: str, target: str) -> list[LinkKind]:
    """The kinds of link that may run from one kind of node to another."""
    return [kind for kind in LINKS.values() if source in kind.sources and target in kind.targets]
