"""Everything that is wrong with a file of results, as it is found; its records, one mapping at a time."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from beffroi.analytics.errors import InputError
from beffroi.analytics.fields import shown
from beffroi.analytics.messages import Message
from beffroi.analytics.results.composing import NOTHING, Items, Keys, Node
from beffroi.analytics.results.fields import is_given

MOST_MISTAKES = 1_000
"""A file with more is given up."""
MOST_RECORDS = 500_000
"""Mappings of a file, as often as they are read: an alias does not make more of them."""
Readers = Mapping[str, Callable[[Node], Any]]


class GivenUp(InputError):
    """A file in which nothing more is looked for."""


class Gathered:
    """Mistakes of a file, of which the first is told, and how many there are."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.count = 0
        self.records = 0
        self.first: Message | None = None

    def wrong(self, line: int, where: str, message: str) -> None:
        """Note a mistake: on which line, at what, what it is."""
        self.count += 1
        if self.first is None:
            values = {"name": self.name, "row": line, "column": where, "message": message}
            self.first = Message("{name}, line {row}, {column}: {message}.", **values)
        if self.count > MOST_MISTAKES:
            raise GivenUp(self.refusal().args[0])

    def refusal(self) -> InputError:
        """The first mistake, and how many there are."""
        if self.first is None or self.count == 1:
            return InputError(self.first)
        if self.count > MOST_MISTAKES:
            said = Message("{said} There are more than {most} mistakes.", said=self.first, most=MOST_MISTAKES)
            return InputError(said)
        return InputError(Message("{said} Mistakes in all: {count}.", said=self.first, count=self.count))

    def record(self, node: Node, where: str, readers: Readers) -> dict[str, Any] | None:
        """The values of a mapping by key; None, and the mistakes noted, if it holds any."""
        self.records += 1
        if self.records > MOST_RECORDS:
            raise GivenUp(Message("{name}: there are too many values in it; divide the file.", name=self.name))
        if not isinstance(node, Keys):
            self.wrong(node.line, where, Message("keys and values are wanted here, such as id: staff"))
            return None
        before = self.count
        values: dict[str, Any] = {}
        for key in [each for each in node.entries if each not in readers]:
            said = Message("the key is not known here; there are {known}", known=", ".join(readers))
            self.wrong(node.entries[key][0], shown(key), said)
        for key, read in readers.items():
            line, value = node.entries.get(key) or (node.line, NOTHING)
            try:
                values[key] = read(value)
            except GivenUp:
                raise
            except InputError as error:
                self.wrong(line, key, error.args[0])
        return values if self.count == before else None

    def items(self, node: Node, where: str, most: int) -> Iterator[Node]:
        """The items of a list, none if nothing stands there."""
        if not is_given(node):
            return
        if not isinstance(node, Items):
            self.wrong(node.line, where, Message("a list is wanted here"))
            return
        if len(node.items) > most:
            said = Message("there are more than {most}; divide the file", most=most)
            self.wrong(node.line, where, said)
            return
        yield from node.items
