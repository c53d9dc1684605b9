"""Region codes of the NUTS vintages 2010 to 2024: which of them mean the same place, and what became of each.

Every code of every vintage stands for a set of *leaves*, the smallest places that keep their borders through the
vintages held. Two codes mean the same place when they have the same leaves. A code that was only renamed or recoded
keeps its leaf; one that was split exactly has the leaves of its successors; one whose border moved has a leaf of its
own, which nothing else has, so that it is never taken for a neighbour of the same code.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from beffroi.figures.tables import read_parquet

VINTAGES = (2010, 2013, 2016, 2021, 2024)
_STEPS = ((2010, 2013, ""), (2013, 2016, "change_2016"), (2016, 2021, "change_2021"))
_SPLIT = re.compile(r"split into new (.+)", re.IGNORECASE)
_CODE = re.compile(r"\b[A-Z]{2}[A-Z]?[0-9][0-9A-Z]{0,2}\b")

_LEVEL_OF_LENGTH = {2: "country", 3: "NUTS 1", 4: "NUTS 2"}


class Node(NamedTuple):
    """A code in one vintage."""

    code: str
    vintage: int


class Vintages:
    """The graph of codes; made once from the tables of the vintages."""

    def __init__(self, rows: list[dict[str, str]], newest: list[dict[str, str]]) -> None:
        self.names: dict[Node, str] = {}
        self.changes: dict[str, str] = {}
        self._same: dict[Node, Node] = {}
        self._splits: dict[Node, tuple[Node, ...]] = {}
        for row in rows:
            self._read(row)
        for row in newest:
            self._read_newest(row["nuts_id"], row["name_latn"])
        self._codes = {vintage: {node.code for node in self.names if node.vintage == vintage} for vintage in VINTAGES}
        self._children: dict[Node, list[Node]] = defaultdict(list)
        for node in self.names:
            if len(node.code) > 2:
                self._children[Node(node.code[:-1], node.vintage)].append(node)
        for parent, children in self._children.items():
            if len(children) == 1 and parent in self.names:
                self._join(parent, children[0])
        self._find_splits(rows)
        self._leaves: dict[Node, frozenset[Node]] = {}

    def nodes(self, code: str) -> list[Node]:
        """The vintages in which a code exists, newest first."""
        return [Node(code, vintage) for vintage in reversed(VINTAGES) if code in self._codes[vintage]]

    def resolve(self, code: str, vintage: int) -> Node | None:
        """What a code means in a table of a vintage; a stray code of another vintage is taken from the nearest one."""
        found = self.nodes(code)
        return min(found, key=lambda node: abs(node.vintage - vintage), default=None)

    def identity(self, node: Node) -> Node:
        """One node for all that mean the same place by being renamed, recoded, or the only child."""
        while self._same.get(node, node) != node:
            node = self._same[node]
        return node

    def leaves(self, node: Node) -> frozenset[Node]:
        """The smallest places that a code covers."""
        if node not in self._leaves:
            self._leaves[node] = frozenset(self._walk(node))
        return self._leaves[node]

    def parts(self, node: Node) -> tuple[str, ...]:
        """The NUTS 2 codes of the same vintage that a code covers, itself if it is one."""
        if len(node.code) >= 4:
            return (node.code,)
        return tuple(part for child in sorted(self._children.get(node, [])) for part in self.parts(child))

    def of_country(self, vintage: int, country: str) -> list[Node]:
        """All nodes of a country in a vintage."""
        return [Node(code, vintage) for code in sorted(self._codes[vintage]) if code[:2] == country]

    def all_nodes(self) -> Iterator[Node]:
        """Every code of every vintage."""
        return iter(self.names)

    def successors(self, node: Node) -> list[str]:
        """Codes of the country's newest vintage that equal a place or make it up, where that is known exactly."""
        leaves = self.leaves(node)
        latest = max(other.vintage for other in self.nodes(node.code[:2]))
        newest = [other for other in self.of_country(latest, node.code[:2]) if len(other.code) >= 3]
        equal = [other.code for other in newest if self.leaves(other) == leaves]
        if equal:
            return [max(equal, key=len)]
        return [other.code for other in newest if len(other.code) == 4 and self.leaves(other) <= leaves]

    def unknown_step(self, node: Node) -> int | None:
        """The vintage to which the relation of a region is not held; None for all but regions changed by NUTS 2024.

        The list of NUTS 2024 names its codes and does not say what they were made of. A country that entered the
        lists in 2024 is not meant: nothing preceded it.
        """
        held = [other.vintage for other in self.nodes(node.code)]
        of_country = {other.vintage for other in self.nodes(node.code[:2])}
        if not held or len(node.code) == 2 or not {2021, 2024} <= of_country:
            return None
        if held[-1] == 2024:
            return 2021
        return 2024 if held[0] == 2021 and not self.successors(node) else None

    def _walk(self, node: Node) -> Iterable[Node]:
        split = self._splits.get(self.identity(node))
        if split:
            return [leaf for part in split for leaf in self.leaves(part)]
        children = self._children.get(node)
        if children:
            return [leaf for child in children for leaf in self.leaves(child)]
        return [self.identity(node)]

    def _read(self, row: dict[str, str]) -> None:
        present = {}
        for vintage in VINTAGES[:-1]:
            code = row[f"code_{vintage}"].strip()
            extra_regio = len(code) > 2 and code.endswith("Z")
            if code and "(" not in code and not extra_regio:
                present[vintage] = Node(code, vintage)
                name = row.get(f"geo_name_{max(vintage, 2013)}", "").strip()
                latest = name or row["geo_name_2021"] or row["geo_name_2016"] or row["geo_name_2013"]
                self.names[present[vintage]] = latest.strip() or self.names.get(present[vintage], code)
        for before, after, change in _STEPS:
            text = row.get(change, "").strip() if change else ""
            if text and before in present:
                self.changes[present[before].code] = f"{text} (NUTS {after})"
            if before in present and after in present and "boundary" not in text:
                self._join(present[before], present[after])

    def _read_newest(self, code: str, name: str) -> None:
        node = Node(code, 2024)
        self.names[node] = name.strip()
        before = Node(code, 2021)
        if before in self.names:
            self._join(before, node)

    def _join(self, one: Node, other: Node) -> None:
        first, second = self.identity(one), self.identity(other)
        if first != second:
            self._same[first] = second

    def _find_splits(self, rows: list[dict[str, str]]) -> None:
        """Splits that are exact: nothing of another old region went into the new ones."""
        made_from = {
            (row[f"code_{after}"], after): row[change]
            for row in rows
            for _, after, change in _STEPS[1:]
            if row[change] and row[f"code_{after}"]
        }
        for row in rows:
            for before, after, change in _STEPS[1:]:
                match = _SPLIT.search(row[change])
                if match and row[f"code_{before}"]:
                    self._add_split(Node(row[f"code_{before}"], before), match.group(1), after, made_from)
            part = re.fullmatch(r"(\w+) \(part\)", row["code_2010"].strip())
            if part and row["code_2013"]:
                old = self.identity(Node(part.group(1), 2010))
                parts = dict.fromkeys((*self._splits.get(old, ()), Node(row["code_2013"], 2013)))
                self._splits[old] = tuple(parts)

    def _add_split(self, old: Node, text: str, after: int, made_from: dict[tuple[str, int], str]) -> None:
        new = [Node(code, after) for code in _CODE.findall(text.upper())]
        notes = " ".join(made_from.get((node.code, after), "") for node in new).upper()
        family = (old.code, *(node.code for node in new))
        if all(code.startswith(family) for code in _CODE.findall(notes)):
            self._splits[self.identity(old)] = tuple(new)


@cache
def vintages() -> Vintages:
    """The codes shipped with Beffroi.

    Returns
    -------
    Vintages
        the same object at every call.

    Raises
    ------
    InputError
        if a table of codes is absent or does not match its checksum.

    Examples
    --------
    >>> vintages().successors(Node("FR30", 2013))
    ['FRE1']
    """
    rows = [{key: value or "" for key, value in row.items()} for row in read_parquet("nuts_vintages").to_dicts()]
    newest = sorted(read_parquet("nuts_2024").to_dicts(), key=lambda row: row["nuts_id"])
    return Vintages(rows, newest)


def level_of(code: str) -> str:
    """Country, NUTS 1 or NUTS 2, by the length of the code.

    Parameters
    ----------
    code : str
        two letters and up to two further characters.

    Returns
    -------
    str
        `country`, `NUTS 1` or `NUTS 2`.

    Examples
    --------
    >>> level_of("BE"), level_of("BE3"), level_of("BE35")
    ('country', 'NUTS 1', 'NUTS 2')
    """
    return _LEVEL_OF_LENGTH.get(len(code), "NUTS 2")
