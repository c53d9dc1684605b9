"""Results: a chain of nodes and links, and indicators with what was planned and what was measured."""

from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

from beffroi.analytics.errors import InputError
from beffroi.analytics.messages import Message
from beffroi.analytics.results.order import followers, order
from beffroi.analytics.results.path import Path, Point, check_once, check_values

Kind = Literal["input", "activity", "output", "outcome", "impact"]
Polarity = Literal["up", "down"]
KINDS: tuple[Kind, ...] = get_args(Kind)
POLARITIES: tuple[Polarity, ...] = get_args(Polarity)
BAND = 0.1
"""The band of an indicator that gives none: a tenth of the planned change."""


@dataclass(frozen=True)
class ResultNode:
    """A step of the chain: an input, an activity, an output, an outcome or an impact."""

    id: str
    kind: Kind
    name: str = ""


@dataclass(frozen=True)
class Link:
    """One node is meant to lead to another."""

    source: str
    target: str


class Measured:
    """Something with a path and measurements, at most one a month, in any order."""

    path: Path
    measurements: tuple[Point, ...]

    def __post_init__(self) -> None:
        """Refuse two measurements of one month, and values that are no numbers."""
        check_once(self.measurements)
        check_values(self.measurements)

    @cached_property
    def history(self) -> tuple[Point, ...]:
        """The measurements in the order of time."""
        return tuple(sorted(self.measurements))

    def latest(self, at: int) -> Point | None:
        """The last measurement at or before a month, however old it is."""
        place = bisect_right(self.history, at, key=lambda point: point.at)
        return self.history[place - 1] if place else None


@dataclass(frozen=True)
class Peer(Measured):
    """Another region with the same indicator, on a path of its own."""

    name: str
    path: Path
    measurements: tuple[Point, ...] = ()


@dataclass(frozen=True)
class Indicator(Measured):
    """What is measured at a node."""

    id: str
    node: str
    path: Path
    measurements: tuple[Point, ...] = ()
    polarity: Polarity | None = None
    """Which way is good; None: the way in which the target lies from the baseline, up if they are equal."""
    band: float = BAND
    """The share of the planned change by which an indicator may fall short and still be on track."""
    peers: tuple[Peer, ...] = ()
    name: str = ""

    def __post_init__(self) -> None:
        """Refuse a band that is no share, peers that stand twice, and what measurements may not be."""
        super().__post_init__()
        if not 0 <= self.band <= 1:
            raise InputError(Message("the band is a share of the planned change, from 0 to 1; correct it"))
        check_ids([peer.name for peer in self.peers])

    @property
    def sign(self) -> int:
        """1 where high is good, −1 where low is."""
        if self.polarity is None:
            return -1 if self.path.target.value < self.path.baseline.value else 1
        return 1 if self.polarity == "up" else -1


@dataclass(frozen=True)
class Results:
    """Nodes and indicators in the order in which they are given; links between nodes that exist, without a circle."""

    nodes: tuple[ResultNode, ...]
    links: tuple[Link, ...]
    indicators: tuple[Indicator, ...]

    def __post_init__(self) -> None:
        """Refuse identifiers that are empty or stand twice, nodes that do not exist, and circles."""
        check_ids([node.id for node in self.nodes])
        check_ids([indicator.id for indicator in self.indicators])
        for link in self.links:
            check_known(link.source, self.position)
            check_known(link.target, self.position)
        for indicator in self.indicators:
            check_known(indicator.node, self.position)
        _ = self.order

    @cached_property
    def position(self) -> dict[str, int]:
        """Identifier of a node → its place, from 0."""
        return {node.id: at for at, node in enumerate(self.nodes)}

    @cached_property
    def after(self) -> list[list[int]]:
        """For each node the places of those that it leads to."""
        place = self.position
        return followers(len(self.nodes), ((place[link.source], place[link.target]) for link in self.links))

    @cached_property
    def order(self) -> list[int]:
        """Places of the nodes, every one after all that lead to it."""
        return order([node.id for node in self.nodes], self.after)


def check_ids(ids: Collection[str]) -> None:
    """Refuse identifiers that are empty or stand twice.

    Parameters
    ----------
    ids : collection of str

    Raises
    ------
    InputError
        that says which.

    Examples
    --------
    >>> check_ids(["staff", "calls"])
    """
    seen: set[str] = set()
    for name in ids:
        if not name:
            raise InputError(Message("an identifier is empty; write one, such as staff"))
        if name in seen:
            raise InputError(Message("{id} stands twice; give each its own identifier", id=name))
        seen.add(name)


def check_known(node: str, known: Collection[str]) -> None:
    """Refuse a node that does not exist.

    Parameters
    ----------
    node : str
    known : collection of str

    Raises
    ------
    InputError
        that names it.

    Examples
    --------
    >>> check_known("staff", {"staff"})
    """
    if node not in known:
        raise InputError(Message("there is no node {node}; correct the name, or add the node", node=node))
