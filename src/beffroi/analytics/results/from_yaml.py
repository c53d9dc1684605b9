"""Results of a YAML text: nodes, links, and indicators with their paths, measurements and peers."""

from typing import Any

from beffroi.analytics.errors import InputError
from beffroi.analytics.messages import Message
from beffroi.analytics.results.composing import Keys, Node, compose
from beffroi.analytics.results.fields import choice_of, is_given, month_number, needed_text, number_of, text_of
from beffroi.analytics.results.gathering import Gathered, Readers
from beffroi.analytics.results.model import (
    BAND,
    KINDS,
    POLARITIES,
    Indicator,
    Link,
    Peer,
    ResultNode,
    Results,
    check_known,
)
from beffroi.analytics.results.months import month_text
from beffroi.analytics.results.order import circle, circle_said, followers
from beffroi.analytics.results.path import Path, Point

MOST_NODES = 5_000
MOST_LINKS = 50_000
MOST_INDICATORS = 20_000
MOST_POINTS = 500_000


def results_of_yaml(name: str, text: str) -> Results:
    """The results of a text.

    Parameters
    ----------
    name : str
        names the file in errors.
    text : str

    Returns
    -------
    Results

    Raises
    ------
    InputError
        the first mistake with its line, and how many there are.

    Examples
    --------
    >>> found = results_of_yaml("results.yaml", "nodes: [{id: staff, kind: input}]\\nindicators: []\\n")
    >>> found.nodes
    (ResultNode(id='staff', kind='input', name=''),)
    """
    return _Reader(name).results(compose(text, name))


class _Reader:
    """What has been read so far, and on which line each identifier stands."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.found = Gathered(name)
        self.nodes: dict[str, ResultNode] = {}
        self.lines: dict[tuple[str, str], int] = {}

    def results(self, root: Node) -> Results:
        """Everything; nodes first, wherever they stand, since the others name them."""
        for key in ("nodes", "indicators"):
            if not isinstance(root, Keys) or key not in root.entries:
                raise InputError(Message("{name}: there is no key {key}; add it.", name=self.name, key=key))
        parts = self.found.record(root, "nodes", {"nodes": _as_it_is, "links": _as_it_is, "indicators": _as_it_is})
        if parts is None:
            raise self.found.refusal()
        for node in self.found.items(parts["nodes"], "nodes", MOST_NODES):
            self.node(node)
        links = self.links(parts["links"])
        indicators = [*map(self.indicator, self.found.items(parts["indicators"], "indicators", MOST_INDICATORS))]
        if self.found.count:
            raise self.found.refusal()
        return Results(tuple(self.nodes.values()), tuple(links), tuple(filter(None, indicators)))

    def node(self, node: Node) -> None:
        """Keep a node, if its identifier is its own."""
        told = self.found.record(node, "nodes", {"id": needed_text, "kind": _kind, "name": text_of})
        if told is not None and self.is_own("node", told["id"], node):
            self.nodes[told["id"]] = ResultNode(**told)

    def is_own(self, of: str, name: str, node: Node) -> bool:
        """Whether an identifier stands here for the first time; else a mistake."""
        if (of, name) in self.lines:
            first = self.lines[of, name]
            said = Message("{id} stands already on line {row}; give each its own identifier", id=name, row=first)
            self.found.wrong(node.line, "id", said)
            return False
        self.lines[of, name] = node.line
        return True

    def links(self, given: Node) -> list[Link]:
        """The links, each between two nodes, none of them in a circle."""
        found: list[tuple[int, Link]] = []
        for node in self.found.items(given, "links", MOST_LINKS):
            told = self.found.record(node, "links", {"from": self.known_node, "to": self.known_node})
            if told is not None:
                found.append((node.line, Link(told["from"], told["to"])))
        self.check_circle(found)
        return [link for _line, link in found]

    def check_circle(self, links: list[tuple[int, Link]]) -> None:
        """Note a circle at the last of its links; a node that leads to itself is the smallest."""
        names = list(self.nodes)
        place = {name: at for at, name in enumerate(names)}
        around = circle(followers(len(names), ((place[link.source], place[link.target]) for _line, link in links)))
        if around:
            pairs = {(names[one], names[other]) for one, other in zip(around, around[1:] + around[:1], strict=True)}
            line = max(line for line, link in links if (link.source, link.target) in pairs)
            self.found.wrong(line, "links", circle_said([names[at] for at in around]))

    def known_node(self, node: Node) -> str:
        """The identifier of a node that exists."""
        name = needed_text(node)
        check_known(name, self.nodes)
        return name

    def indicator(self, node: Node) -> Indicator | None:
        """An indicator with what was planned and measured, and its peers."""
        readers: Readers = {
            "id": needed_text,
            "node": self.known_node,
            "name": text_of,
            "polarity": lambda given: choice_of(given, POLARITIES),
            "band": lambda given: number_of(given) if is_given(given) else BAND,
            **self.measured(),
            "peers": self.peers,
        }
        told = self.found.record(node, "indicators", readers)
        if told is None or not self.is_own("indicator", told["id"], node):
            return None
        made: Indicator | None = self.made(Indicator, told, node, told["id"])
        return made

    def peers(self, given: Node) -> tuple[Peer, ...]:
        """The peers of an indicator, each with a name of its own."""
        found: list[Peer] = []
        for node in self.found.items(given, "peers", MOST_POINTS):
            told = self.found.record(node, "peers", {"name": needed_text, **self.measured()})
            made = None if told is None else self.made(Peer, told, node, told["name"])
            if made is not None:
                found.append(made)
        return tuple(found)

    def measured(self) -> Readers:
        """What an indicator and a peer both have."""
        return {
            "baseline": lambda given: self.point(given, "baseline"),
            "target": lambda given: self.point(given, "target"),
            "path": lambda given: self.points(given, "path"),
            "measurements": lambda given: self.points(given, "measurements"),
        }

    def point(self, node: Node, where: str) -> Point | None:
        """A month and a value; None where there is a mistake."""
        if not is_given(node):
            raise InputError(Message("nothing stands here; fill it in"))
        told = self.found.record(node, where, {"at": month_number, "value": number_of})
        return None if told is None else Point(told["at"], told["value"])

    def points(self, given: Node, where: str) -> tuple[Point, ...]:
        """Months and values, each month once."""
        found: dict[int, Point] = {}
        for node in self.found.items(given, where, MOST_POINTS):
            point = self.point(node, where)
            if point is not None and found.setdefault(point.at, point) is not point:
                said = Message("{month} stands twice; keep one value", month=month_text(point.at))
                self.found.wrong(node.line, where, said)
        return tuple(found.values())

    def made(self, of: Any, told: dict[str, Any], node: Node, where: str) -> Any:
        """An indicator or a peer, if its parts agree with each other."""
        try:
            path = Path(told.pop("baseline"), told.pop("target"), told.pop("path"))
            return of(**told, path=path)
        except InputError as error:
            self.found.wrong(node.line, where, error.args[0])
            return None


def _as_it_is(node: Node) -> Node:
    return node


def _kind(node: Node) -> str:
    kind = choice_of(node, KINDS)
    if kind is None:
        raise InputError(Message("nothing stands here; fill it in"))
    return kind
