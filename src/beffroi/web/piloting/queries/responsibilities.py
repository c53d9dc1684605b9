"""The matrix of responsibilities, in four queries however many actions there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from beffroi.web.chain.queries import in_language, nodes_of
from beffroi.web.core.together import read, together
from beffroi.web.piloting.models import Action, Body, Responsibility
from beffroi.web.piloting.raci_rules import Share, cells, faults

if TYPE_CHECKING:
    from beffroi.web.chain.models import Node
    from beffroi.web.strategy.models import Strategy


@dataclass(frozen=True)
class Party:
    """A column: a body, an organisation, or somebody who is only named."""

    key: str
    name: str
    of: Any = None


@dataclass(frozen=True)
class Row:
    """An action with its parts, one for each party (empty where it has none), and what is wrong."""

    action: Action
    node: "Node"
    parts: tuple[str, ...]
    faults: tuple[str, ...]


@dataclass(frozen=True)
class Matrix:
    """All of it."""

    parties: tuple[Party, ...]
    rows: tuple[Row, ...]

    @property
    def faulty(self) -> int:
        """Actions with a gap or a double."""
        return sum(bool(row.faults) for row in self.rows)


def matrix_of(strategy: "Strategy") -> Matrix:
    """The matrix of a strategy: bodies first, then organisations, then names, each in alphabetical order."""
    if strategy.living is None:
        return Matrix((), ())
    in_nodes, in_actions = nodes_of(strategy.living, "action"), Action.objects.filter(strategy=strategy)
    in_parts = Responsibility.objects.filter(action__strategy=strategy).select_related("body", "organisation")
    with together(in_nodes, in_actions, in_parts):
        nodes, actions, held = read(in_nodes), read(in_actions), read(in_parts)
    by_item = {one.item_id: one for one in actions}
    known = [(node, by_item[node.item_id]) for node in nodes if node.item_id in by_item]
    parties: dict[str, Party] = {}
    shares: list[Share] = []
    codes = {one.pk: node.code for node, one in known}
    for one in held:
        if one.action_id in codes:
            party = party_of(one)
            parties.setdefault(party.key, party)
            shares.append(Share(codes[one.action_id], party.key, one.part))
    ordered = tuple(sorted(parties.values(), key=lambda party: ("bon".index(party.key[0]), party.name.lower())))
    return Matrix(ordered, tuple(_rows(known, ordered, cells(shares), faults(list(codes.values()), shares))))


def party_of(held: Responsibility) -> Party:
    """Whose part it is."""
    if held.body is not None:
        return Party(f"b{held.body_id}", str(held.body), held.body)
    if held.organisation is not None:
        return Party(f"o{held.organisation_id}", held.organisation.legal_name, held.organisation)
    return Party(f"n{in_language(held.name)}", in_language(held.name), dict(held.name))


def candidates(strategy: "Strategy", held: tuple[Party, ...]) -> tuple[Party, ...]:
    """Who can be given a part: the bodies, and those who have one already."""
    bodies = [Party(f"b{one.pk}", str(one), one) for one in Body.objects.filter(strategy=strategy)]
    return tuple({party.key: party for party in (*bodies, *held)}.values())


def _rows(
    known: "list[tuple[Node, Action]]",
    parties: tuple[Party, ...],
    held: Mapping[tuple[str, str], str],
    wrong: Mapping[str, list[str]],
) -> list[Row]:
    return [
        Row(
            one, node, tuple(held.get((node.code, party.key), "") for party in parties),
            tuple(wrong.get(node.code, ())),
        )
        for node, one in known
    ]  # fmt: skip
