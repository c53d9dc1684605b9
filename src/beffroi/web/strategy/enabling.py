"""The seven criteria of the EU enabling condition for the governance of smart specialisation, and what fulfils them.

A slice has a module `criteria` (found when the site starts) with functions under `@asks(number)`. Each says what a
criterion asks for in the platform: one `Point` at a time, with the proofs that are there and the place where what is
missing is done. A criterion is fulfilled when every point has a proof, missing when none has.
"""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from beffroi.web.chain.queries import Graph, GraphNode, in_language
from beffroi.web.strategy.queries.elements import Place

State = Literal["fulfilled", "partly", "missing", "closed"]
NUMBERS = range(1, 8)
MOST_PROOFS = 6


@dataclass(frozen=True)
class Asked:
    """A strategy as somebody reads it, and what authors named as proof of each criterion."""

    user: Any
    place: Place
    graph: Graph
    named: Mapping[int, Sequence["Proof"]] = field(default_factory=dict)
    known: dict[str, Any] = field(default_factory=dict, repr=False)
    """What one function has read the others need not read again."""

    @property
    def is_inside(self) -> bool:
        """Whether the person reads the living work too."""
        living = self.place.strategy.living
        return living is not None and living.pk in {space.pk for space in self.place.spaces}

    def proofs(self, nodes: Iterable[GraphNode]) -> tuple["Proof", ...]:
        """Elements as proofs."""
        return tuple(
            Proof(f"{node.code} {in_language(dict(node.title))}".strip(), self.place.page_of(node.kind, node.key))
            for node in nodes
        )


@dataclass(frozen=True)
class Proof:
    """Something that fulfils a point, and its page; `note` says why, `pk` is set where an author named it."""

    what: str
    url: str
    note: str = ""
    pk: int | None = None


@dataclass(frozen=True)
class Point:
    """Something that a criterion asks for: in words, the proofs, where it is done and what the link there says.

    A point that is `closed` is not open to the reader, who is told so and not that it is missing.
    """

    what: str
    proofs: Sequence[Proof] = ()
    url: str = ""
    step: str = ""
    closed: bool = False

    @property
    def shown(self) -> Sequence[Proof]:
        """The first proofs."""
        return self.proofs[:MOST_PROOFS]

    @property
    def more(self) -> int:
        """How many proofs are not shown."""
        return len(self.proofs) - len(self.shown)


@dataclass(frozen=True)
class Criterion:
    """A criterion with its points and what authors named for it."""

    number: int
    text: str
    points: tuple[Point, ...]
    named: tuple[Proof, ...]

    @property
    def beside(self) -> list[Proof]:
        """What authors named that fulfils none of the points."""
        used = {proof.pk for point in self.points for proof in point.proofs}
        return [proof for proof in self.named if proof.pk not in used]

    @property
    def state(self) -> State:
        """Whether it is fulfilled, as far as the reader sees."""
        held = [bool(point.proofs) for point in self.points if not point.closed]
        if len(held) < len(self.points):
            return "closed"
        return "fulfilled" if held and all(held) else "partly" if any(held) or self.named else "missing"


Asks = Callable[[Asked], Iterable[Point]]
POINTS: dict[int, list[Asks]] = defaultdict(list)


def asks(number: int) -> Callable[[Asks], Asks]:
    """Make known what a criterion asks for."""

    def known(function: Asks) -> Asks:
        POINTS[number].append(function)
        return function

    return known


def criteria(asked: Asked) -> list[Criterion]:
    """The seven criteria, each with what fulfils it and what is missing."""
    return [
        Criterion(
            number, in_language(texts_of(number)), tuple(point for one in POINTS[number] for point in one(asked)),
            tuple(asked.named.get(number, ())),
        )
        for number in NUMBERS
    ]  # fmt: skip


@cache
def _texts() -> dict[int, dict[str, str]]:
    table = files("beffroi.web.strategy") / "data" / "enabling_condition.csv"
    rows = csv.DictReader(table.read_text(encoding="utf-8").splitlines())
    return {int(row.pop("number")): row for row in rows}


def texts_of(number: int) -> dict[str, str]:
    """A criterion in the languages of the site."""
    return dict(_texts()[number])
