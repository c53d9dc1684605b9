"""The keys and values of a YAML text that declares an appraisal; every mistake is told with line and key."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from beffroi.analytics.declarations import compose_yaml
from beffroi.analytics.errors import InputError
from beffroi.analytics.fields import NUMBER, plain, shown
from beffroi.analytics.files import decoded, read_bytes
from beffroi.analytics.messages import Message

MOST_BYTES = 1_048_576
MOST_ENTRIES = 20_000
"""Of one list, such as the answers to a survey."""
MOST_SEED = 2**32 - 1
LEAST, MOST = 1e-9, 1e12
"""The smallest number beside zero and the largest that are read; all that is reckoned from them stays a number."""
LONGEST_TEXT = 200
NULL = "tag:yaml.org,2002:null"


@dataclass(frozen=True)
class Part:
    """A mapping of the text: its keys, each with its line and value, and what it is called in errors."""

    file: str
    place: str
    line: int
    entries: dict[str, tuple[int, yaml.Node]]

    def given(self, key: str) -> bool:
        """Whether a key is there and not empty."""
        return key in self.entries and self.entries[key][1].tag != NULL

    def wrong(self, key: str, message: Message) -> InputError:
        """The error that stands at a key, or at the part where the key is absent."""
        line = self.entries[key][0] if key in self.entries else self.line
        return _wrong(self.file, line, self._place(key), message)

    def number(self, key: str, least: float = 0, most: float = MOST, whole: bool = False) -> float:
        """The number at a key, within its limits."""
        line, node = self._found(key)
        return _number(self.file, line, self._place(key), node, (least, most, whole))

    def numbers(self, key: str, most_entries: int = MOST_ENTRIES, whole: bool = False) -> tuple[float, ...]:
        """The list of numbers at a key, none of them negative."""
        place, limits = self._place(key), (0, MOST, whole)
        items = self._items(key, most_entries)
        return tuple(_number(self.file, _line(node), f"{place}.{at}", node, limits) for at, node in enumerate(items, 1))

    def part(self, key: str, needed: Sequence[str], optional: Sequence[str] = ()) -> "Part":
        """The mapping at a key."""
        line, node = self._found(key)
        return _part(self.file, self._place(key), line, node, (needed, optional))

    def parts(
        self, key: str, needed: Sequence[str], optional: Sequence[str] = (), most_entries: int = MOST_ENTRIES
    ) -> list["Part"]:
        """The list of mappings at a key."""
        place, known = self._place(key), (needed, optional)
        items = self._items(key, most_entries)
        return [_part(self.file, f"{place}.{at}", _line(node), node, known) for at, node in enumerate(items, 1)]

    def phrase(self, key: str) -> str:
        """The text at a key, on one line, without signs that nobody sees."""
        said = plain(_scalar(self.file, self._place(key), *self._found(key)).value)
        if not said or len(said) > LONGEST_TEXT:
            raise self.wrong(key, Message("write a text of 1 to {most} signs", most=LONGEST_TEXT))
        return said

    def choice(self, key: str, options: Sequence[str]) -> str:
        """The one of some words that stands at a key."""
        line, node = self._found(key)
        return _choice(self.file, self._place(key), line, node, options)

    def choices(self, key: str, options: Sequence[str]) -> tuple[str, ...]:
        """Some of several words, each once, at least one."""
        place, nodes = self._place(key), self._items(key, MOST_ENTRIES)
        found = [_choice(self.file, place, _line(node), node, options) for node in nodes]
        if not found or len(set(found)) < len(found):
            raise self.wrong(key, Message("write at least one of {known}, each once", known=", ".join(options)))
        return tuple(found)

    def _place(self, key: str) -> str:
        return f"{self.place}.{key}" if self.place else key

    def _found(self, key: str) -> tuple[int, yaml.Node]:
        if not self.given(key):
            raise self.wrong(key, Message("the key is absent or empty; write it"))
        return self.entries[key]

    def _items(self, key: str, most: int) -> list[yaml.Node]:
        _, node = self._found(key)
        if not isinstance(node, yaml.SequenceNode):
            raise self.wrong(key, Message("a list is wanted here, such as [1, 2]"))
        if len(node.value) > most:
            raise self.wrong(key, Message("there are more than {most} entries; take a sample of them", most=most))
        return list(node.value)


def read_part(path: Path, needed: Sequence[str], optional: Sequence[str] = ()) -> Part:
    """The keys and values of a YAML file.

    Parameters
    ----------
    path : Path
    needed, optional : sequence of str
        keys that must and may be there; others are refused.

    Returns
    -------
    Part

    Raises
    ------
    InputError
        if the file cannot be read, is too large, or is no mapping with these keys.

    Examples
    --------
    >>> from beffroi.analytics.files import write_files
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     [path] = write_files(Path(folder), {"case.yaml": "capacity: 40"})
    ...     read_part(path, ["capacity"]).number("capacity")
    40.0
    """
    remedy = "shorten it, a survey by a sample of its answers"
    return parse_part(str(path), decoded(str(path), read_bytes(path, MOST_BYTES, remedy)), needed, optional)


def parse_part(name: str, text: str, needed: Sequence[str], optional: Sequence[str] = ()) -> Part:
    """The keys and values of a YAML text.

    Parameters
    ----------
    name : str
        names the text in errors.
    text : str
    needed, optional : sequence of str
        keys that must and may be there; others are refused.

    Returns
    -------
    Part

    Raises
    ------
    InputError
        if it is no mapping with these keys.

    Examples
    --------
    >>> parse_part("case.yaml", "costs: {fixed: 6000, variable: -1}", ["costs"]).part(
    ...     "costs", ["fixed", "variable"]).number("variable")
    Traceback (most recent call last):
    ...
    beffroi.analytics.errors.InputError: case.yaml, line 1, costs.variable: -1 is below 0; write 0 or more.
    """
    root = compose_yaml(text, name)
    if not isinstance(root, yaml.MappingNode):
        known = ", ".join(needed)
        raise InputError(Message("{name}: keys and values are wanted here, with {known}.", name=name, known=known))
    return _part(name, "", 1, root, (needed, optional))


def _wrong(file: str, line: int, place: str, message: Message) -> InputError:
    said = Message("{name}, line {row}, {column}: {message}.", name=file, row=line, column=place, message=message)
    return InputError(said)


def _part(file: str, place: str, line: int, node: yaml.Node, keys: tuple[Sequence[str], Sequence[str]]) -> Part:
    needed, known = keys[0], ", ".join([*keys[0], *keys[1]])
    if not isinstance(node, yaml.MappingNode):
        raise _wrong(file, line, place, Message("keys and values are wanted here, with {known}", known=known))
    entries = {str(key.value): (_line(key), value) for key, value in node.value if isinstance(key, yaml.ScalarNode)}
    found = Part(file, place, line, entries)
    odd = [key for key in entries if key not in needed and key not in keys[1]]
    if odd or len(entries) < len(node.value):
        said = Message("the key is not known here; there are {known}", known=known)
        raise found.wrong(odd[0], said) if odd else _wrong(file, line, place, said)
    for key in needed:
        if not found.given(key):
            raise found.wrong(key, Message("the key is absent or empty; write it"))
    return found


def _scalar(file: str, place: str, line: int, node: yaml.Node) -> yaml.ScalarNode:
    if not isinstance(node, yaml.ScalarNode):
        raise _wrong(file, line, place, Message("one value is wanted here, not a list"))
    return node


def _choice(file: str, place: str, line: int, node: yaml.Node, options: Sequence[str]) -> str:
    word = str(_scalar(file, place, line, node).value)
    if word not in options:
        said = Message("“{text}” is not known here; write {known}", text=shown(word), known=" / ".join(options))
        raise _wrong(file, line, place, said)
    return word


def _number(file: str, line: int, place: str, node: yaml.Node, limits: tuple[float, float, bool]) -> float:
    scalar = _scalar(file, place, line, node)
    text, (least, most, whole) = str(scalar.value), limits
    cut = shown(text)
    if scalar.style is not None or not NUMBER.fullmatch(text):
        said = Message("“{text}” is not a number; write one like 12.5, without quotation marks", text=cut)
        raise _wrong(file, line, place, said)
    value = float(text)
    if value < least:
        raise _wrong(file, line, place, Message("{text} is below {least}; write {least} or more", **_told(cut, least)))
    if value > most:
        said = Message("{text} is above {least}; write {least} or less", **_told(cut, most))
        raise _wrong(file, line, place, said)
    if 0 < value < LEAST:
        raise _wrong(file, line, place, Message("{text} is too close to zero; write 0 or a larger number", text=cut))
    if whole and not value.is_integer():
        raise _wrong(file, line, place, Message("{text} is not whole; write a whole number", text=cut))
    return value + 0.0  # no negative zero


def _told(text: str, limit: float) -> dict[str, str]:
    return {"text": text, "least": f"{limit:,.15g}"}


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1 if node.start_mark else 0
