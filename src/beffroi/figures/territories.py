"""Territories: found by code, name or as a union of regions; and the codes under which a table has them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from beffroi.analytics.errors import InputError
from beffroi.analytics.messages import Message
from beffroi.figures.names import codes_by_name, declared, eurostat_code, names_of, nearest_regions, plain
from beffroi.figures.vintages import Node, level_of, vintages


@dataclass(frozen=True)
class Territory:
    """A region, a country, or a union of regions.

    Attributes
    ----------
    code : str
        code in the vintage in which it was found; for a union its codes joined by `+`.
    names : mapping
        name by language, `en` and `fr`.
    level : str
        `country`, `NUTS 1`, `NUTS 2` or `territory`.
    country : str or None
        Eurostat code of the country, None for a union across countries.
    parts : tuple of str
        NUTS 2 codes, in the vintage in which it was found.
    vintage : int
        the newest vintage that knows the code.
    notes : tuple of str
        what became of an old code.
    nodes : tuple of Node
        the codes that define it.

    """

    code: str
    names: Mapping[str, str] = field(hash=False)
    level: str
    country: str | None
    parts: tuple[str, ...]
    vintage: int
    notes: tuple[str, ...] = ()
    nodes: tuple[Node, ...] = ()

    def name(self, lang: str = "en") -> str:
        """Name in a language."""
        return self.names.get(lang, self.names["en"])

    def same_place(self, other: "Territory") -> bool:
        """Whether two territories cover the same ground."""
        return self.leaves == other.leaves

    @property
    def leaves(self) -> frozenset[Node]:
        """The smallest places that the territory covers."""
        return frozenset(leaf for node in self.nodes for leaf in vintages().leaves(node))


def find_territory(text: str) -> Territory:
    """The territory that a text names.

    Parameters
    ----------
    text : str
        a code of any vintage (`BE3`, `FR30`), a name (`Wallonia`, `Hauts-de-France`), or a union
        (`FRE1+FRE2`, `Saxony=DED2+DED4+DED5`). `GR` and `GB` are taken for Eurostat's `EL` and `UK`.

    Returns
    -------
    Territory

    Raises
    ------
    InputError
        if nothing has that code or name (the nearest ones are named, or all that share the word), or if two parts of a
        union overlap.

    Examples
    --------
    >>> find_territory("wallonie").code, find_territory("FR30").notes
    ('BE3', ('FR30 is a code of NUTS 2013; today it is FRE1',))
    >>> find_territory("Saxony=DED2+DED4+DED5").parts
    ('DED2', 'DED4', 'DED5')
    """
    text = text.strip()
    if "=" in text or "+" in text:
        return _union(text)
    for code in (text.upper(), eurostat_code(text)):
        if vintages().nodes(code):
            return _from_code(code)
    named = codes_by_name().get(plain(text))
    if named is None:
        raise InputError(f"'{text}' is not a region; {nearest_regions(text)}")
    return _from_code(named)


def find_peers(text: str) -> tuple[Territory, ...]:
    """Peers: codes, names and unions separated by commas, `pilots` standing for the ten pilot regions.

    Parameters
    ----------
    text : str

    Returns
    -------
    tuple of Territory
        in the order given, each once.

    Raises
    ------
    InputError
        if the text names no region, or one that is not known.

    Examples
    --------
    >>> [peer.code for peer in find_peers("ITC1, SE31")]
    ['ITC1', 'SE31']
    >>> len(find_peers("pilots, DE1"))
    11
    """
    wanted = [part for part in (piece.strip() for piece in text.split(",")) if part]
    if not wanted:
        raise InputError("--peers is empty; write 'pilots', or codes and names separated by commas.")
    named = [declared()["pilots"] if plain(part) == "pilots" else [part] for part in wanted]
    return tuple(dict.fromkeys(find_territory(part) for parts in named for part in parts))


def is_region(code: str) -> bool:
    """Whether a code is one of a place: codes of what lies outside every region (extra-regio) are not.

    Parameters
    ----------
    code : str

    Returns
    -------
    bool
        True for a code of any vintage, of a country, a NUTS 1 or a NUTS 2 region.

    Examples
    --------
    >>> is_region("BE3"), is_region("ELZZ")
    (True, False)
    """
    return bool(vintages().nodes(code))


class Codes:
    """The codes of one table, read as places: under which of them does it have a territory?"""

    def __init__(self, available: Collection[str], vintage: int) -> None:
        self.vintage = vintage
        graph = vintages()
        found = {code: graph.resolve(code, vintage) for code in sorted(available)}
        self._nodes = {code: node for code, node in found.items() if node is not None}
        ordered = sorted(self._nodes.items(), key=lambda item: (item[1].vintage != vintage, len(item[0]), item[0]))
        self._by_identity: dict[Node, list[str]] = {}
        self._by_leaves: dict[frozenset[Node], str] = {}
        for code, node in ordered:
            self._by_identity.setdefault(graph.identity(node), []).append(code)
            self._by_leaves.setdefault(graph.leaves(node), code)
        self._regions: dict[str, list[tuple[str, frozenset[Node]]]] = {}
        for code, node in ordered:
            if len(code) == 4:
                self._regions.setdefault(code[:2], []).append((code, graph.leaves(node)))
        self._found: dict[tuple[Node, ...], list[tuple[str, ...]]] = {}

    def candidates(self, territory: Territory) -> list[tuple[str, ...]]:
        """Every way in which the table covers exactly the territory: its own code first, a union of regions last."""
        if territory.nodes not in self._found:
            self._found[territory.nodes] = self._search(territory)
        return self._found[territory.nodes]

    def _search(self, territory: Territory) -> list[tuple[str, ...]]:
        found: list[tuple[str, ...]] = []
        if len(territory.nodes) == 1:
            same = self._by_identity.get(vintages().identity(territory.nodes[0]), [])
            found += [(code,) for code in sorted(same, key=lambda code: code != territory.nodes[0].code)]
        leaves = territory.leaves
        whole, union = self._by_leaves.get(leaves), self._union(leaves)
        found += [(whole,)] if whole else []
        found += [union] if union else []
        return list(dict.fromkeys(found))

    def of(self, territory: Territory) -> tuple[str, ...] | Message:
        """The codes that together cover exactly the territory, or why there are none."""
        found = self.candidates(territory)
        return found[0] if found else self._reason(territory)

    def inside(self, territory: Territory) -> tuple[str, ...]:
        """The NUTS 2 codes of the table that lie inside a territory."""
        leaves = territory.leaves
        return tuple(sorted(code for code, part in self._near(leaves) if part <= leaves))

    def _near(self, leaves: frozenset[Node]) -> list[tuple[str, frozenset[Node]]]:
        """The NUTS 2 regions of the countries concerned, those of the table's own vintage first."""
        countries = sorted({leaf.code[:2] for leaf in leaves})
        return [region for country in countries for region in self._regions.get(country, [])]

    def _union(self, leaves: frozenset[Node]) -> tuple[str, ...]:
        """Disjoint codes that cover the leaves exactly: NUTS 2 first, then NUTS 1 where a table has no other."""
        covered: set[Node] = set()
        taken: list[str] = []
        larger = [(code, held) for held, code in self._by_leaves.items() if len(code) == 3 and held < leaves]
        for code, part in (*self._near(leaves), *larger):
            if part <= leaves and not (part & covered):
                covered |= part
                taken.append(code)
        return tuple(sorted(taken)) if covered == leaves else ()

    def _reason(self, territory: Territory) -> Message:
        """Why the table has no code for a territory: what became of it, or in which larger place it lies."""
        graph, known = vintages(), {"code": territory.code, "vintage": self.vintage}
        lost = [node for node in territory.nodes if node.code in graph.changes and not graph.successors(node)]
        if lost:
            text = "{code} has no exact equivalent in this table (NUTS {vintage}); {change}"
            return Message(text, **known, change="; ".join(f"{node.code}: {graph.changes[node.code]}" for node in lost))
        leaves = territory.leaves
        larger = [(len(held), code) for held, code in self._by_leaves.items() if leaves < held]
        if larger:
            text = "this table (NUTS {vintage}) holds {code} only as part of {larger}"
            return Message(text, **known, larger=min(larger)[1])

        return self._not_here(territory.nodes, known)

    def _not_here(self, nodes: tuple[Node, ...], known: dict[str, Any]) -> Message:
        """Why no code of the table, nor several, are the place: split, changed by NUTS 2024, or simply absent."""
        graph = vintages()
        parts = [code for node in nodes for code in graph.successors(node) if len(graph.successors(node)) > 1]
        if parts:
            text = "{code} is not in this table (NUTS {vintage}); it was split into {parts}"
            return Message(text, **known, parts=", ".join(parts))
        steps = [step for step in map(graph.unknown_step, nodes) if step is not None]
        if steps:
            text = (
                "{code} is not in this table (NUTS {vintage}); "
                "its relation to the codes of NUTS {other} is not held here"
            )
            return Message(text, **known, other=steps[0])
        text = "{code} is not in this table (NUTS {vintage}), nor can it be put together from its regions"
        return Message(text, **known)


@cache
def _from_code(code: str) -> Territory:
    graph = vintages()
    nodes = graph.nodes(code)
    node = nodes[0]
    notes: tuple[str, ...] = ()
    if node.vintage < 2021 or (node.vintage == 2021 and code[:2] != "UK"):
        notes = _note_of_old(node)
    return Territory(
        code=code,
        names=names_of(code),
        level=level_of(code),
        country=code[:2],
        parts=graph.parts(node),
        vintage=node.vintage,
        notes=notes,
        nodes=(node,),
    )


def _note_of_old(node: Node) -> tuple[str, ...]:
    """What became of a code that the newest vintage no longer has."""
    graph, known = vintages(), {"code": node.code, "vintage": node.vintage}
    successors = graph.successors(node)
    if len(successors) == 1:
        parts = graph.parts(graph.nodes(successors[0])[0])
        if len(parts) > 1:
            text = "{code} is a code of NUTS {vintage}; it was split into {parts}, and the whole is {today} today"
            return (Message(text, **known, parts=", ".join(parts), today=successors[0]),)
        return (Message("{code} is a code of NUTS {vintage}; today it is {today}", **known, today=successors[0]),)
    if successors:
        text = "{code} is a code of NUTS {vintage}; it was split into {today}"
        return (Message(text, **known, today=", ".join(successors)),)
    change = graph.changes.get(node.code, "")
    if change:
        text = "{code} is a code of NUTS {vintage} and has no exact equivalent today; {change}"
        return (Message(text, **known, change=change),)
    step = graph.unknown_step(node)
    if step is not None:
        text = "{code} is a code of NUTS {vintage}; its relation to the codes of NUTS {other} is not held here"
        return (Message(text, **known, other=step),)
    return (Message("{code} is a code of NUTS {vintage} and has no known exact equivalent today", **known),)


def _union(text: str) -> Territory:
    name, _, expression = text.rpartition("=")
    codes = [part.strip() for part in expression.split("+") if part.strip()]
    if not codes:
        raise InputError(f"'{text}' names no region; write codes joined by +, as in Saxony=DED2+DED4+DED5.")
    members = [find_territory(code) for code in codes]
    seen: dict[Node, str] = {}
    for member in members:
        for leaf in member.leaves:
            if leaf in seen:
                raise InputError(f"'{text}': {member.code} and {seen[leaf]} overlap; name each region once.")
            seen[leaf] = member.code
    countries = {member.country for member in members}
    code = "+".join(member.code for member in members)
    return Territory(
        code=code,
        names=dict.fromkeys(("en", "fr"), name.strip())
        if name.strip()
        else {lang: " + ".join(member.name(lang) for member in members) for lang in ("en", "fr")},
        level="territory" if len(members) > 1 else members[0].level,
        country=countries.pop() if len(countries) == 1 else None,
        parts=tuple(part for member in members for part in member.parts),
        vintage=min(member.vintage for member in members),
        notes=tuple(note for member in members for note in member.notes),
        nodes=tuple(node for member in members for node in member.nodes),
    )
