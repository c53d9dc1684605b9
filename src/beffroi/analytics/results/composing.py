"""YAML of many values as light nodes: each value as it is written, with its line; never deep, no key twice."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml

from beffroi.analytics.errors import InputError
from beffroi.analytics.messages import Message

LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The parser in C where the library has it."""
DEEPEST = 20
"""Lists and mappings inside one another; results need six."""
MOST_EVENTS = 3_000_000
NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(slots=True)
class Scalar:
    """A value as it is written; None where nothing stands."""

    text: str | None
    line: int = 0


@dataclass(slots=True)
class Items:
    """A list."""

    items: list["Node"]
    line: int = 0


@dataclass(slots=True)
class Keys:
    """A mapping: key → the line of the key, and what stands there."""

    entries: dict[str, tuple[int, "Node"]]
    line: int = 0


Node = Scalar | Items | Keys
NOTHING = Scalar(None)


def compose(text: str, name: str) -> Node:
    """A YAML text as nodes; nothing but comments is `NOTHING`.

    Parameters
    ----------
    text : str
    name : str
        names the file in errors.

    Returns
    -------
    Scalar, Items or Keys

    Raises
    ------
    InputError
        with the line where it is known: not YAML, several documents, an unknown alias, too deep, too many values, a
        key that stands twice or is no word.

    Notes
    -----
    Only structure is read: what is not a null is a text. An alias is the very node that it names, so that a text of
    aliases takes no more room than it is long. PyYAML's own nodes would take four times as long and as much room.

    Examples
    --------
    >>> compose("kind: input", "results.yaml").entries
    {'kind': (1, Scalar(text='input', line=1))}
    """
    try:
        return _Composer(name).root(text)
    except yaml.YAMLError as error:
        raise InputError(_not_yaml(name, error)) from None


class _Composer:
    """Nodes from the events of the parser, without recursion."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.top: list[Node] = []
        self.open: list[tuple[Node, list[Node]]] = []
        self.into = self.top
        """Where the next node goes; of a mapping, keys and values by turns."""
        self.anchors: dict[str, Node] = {}

    def root(self, text: str) -> Node:
        """The node of the one document of a text."""
        takers: dict[type[Any], Callable[[Any], None]] = {
            yaml.DocumentStartEvent: self.document,
            yaml.ScalarEvent: self.scalar,
            yaml.AliasEvent: self.alias,
            yaml.SequenceStartEvent: lambda event: self.begin(event, Items([], line_of(event))),
            yaml.MappingStartEvent: lambda event: self.begin(event, Keys({}, line_of(event))),
            yaml.SequenceEndEvent: self.end,
            yaml.MappingEndEvent: self.end,
        }
        for count, event in enumerate(yaml.parse(text, Loader=LOADER)):
            if count > MOST_EVENTS:
                raise InputError(Message("{name}: there are too many values in it; divide the file.", name=self.name))
            take = takers.get(type(event))
            if take is not None:
                take(event)
        return self.top[0] if self.top else NOTHING

    def document(self, event: Any) -> None:
        """Only one document has a place."""
        if self.top:
            raise self.refused(line_of(event), Message("a second document begins; keep one"))

    def scalar(self, event: Any) -> None:
        """A value; nothing, or a null that is not in quotes, is none."""
        text = None if event.implicit[0] and event.value in NULLS else event.value
        self.add(event, Scalar(text, line_of(event)))

    def alias(self, event: Any) -> None:
        """What was named before, once more."""
        if event.anchor not in self.anchors:
            raise self.refused(
                line_of(event), Message("nothing before is called “{anchor}”; name it", anchor=event.anchor[:40])
            )
        self.into.append(self.anchors[event.anchor])

    def begin(self, event: Any, node: Node) -> None:
        """A list or a mapping, into which what comes next belongs."""
        if len(self.open) >= DEEPEST:
            said = Message("lists and mappings stand inside one another without end; mend the file")
            raise self.refused(line_of(event), said)
        self.add(event, node)
        self.open.append((node, self.into))
        self.into = node.items if isinstance(node, Items) else []

    def add(self, event: Any, node: Node) -> None:
        """Put a node where it belongs, under its name if it has one."""
        if event.anchor is not None:
            self.anchors[event.anchor] = node
        self.into.append(node)

    def end(self, _event: Any) -> None:
        """Of a mapping, keys and values are put together."""
        node, outer = self.open.pop()
        if isinstance(node, Keys):
            for key, value in zip(self.into[::2], self.into[1::2], strict=True):
                if not isinstance(key, Scalar):
                    raise self.refused(key.line, Message("a key is one word, not a list; mend the file"))
                if (key.text or "") in node.entries:
                    said = Message("the key “{key}” stands twice; keep one", key=(key.text or "")[:40])
                    raise self.refused(key.line, said)
                node.entries[key.text or ""] = (key.line, value)
        self.into = outer

    def refused(self, line: int, message: Message) -> InputError:
        """The sentence with file and line."""
        return InputError(Message("{name}, line {line}: {message}.", name=self.name, line=line, message=message))


def line_of(event: Any) -> int:
    """The line on which an event of the parser begins, from 1.

    Parameters
    ----------
    event : yaml.Event

    Returns
    -------
    int

    Examples
    --------
    >>> line_of(next(yaml.parse("a: 1", Loader=LOADER)))
    1
    """
    return int(event.start_mark.line) + 1


def _not_yaml(name: str, error: yaml.YAMLError) -> Message:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be parsed"
    values = {"name": name, "problem": str(problem)}
    if mark is None:
        return Message("{name}: this is not YAML, {problem}; mend the file.", **values)
    return Message("{name}, line {line}: this is not YAML, {problem}; mend the file.", line=mark.line + 1, **values)
