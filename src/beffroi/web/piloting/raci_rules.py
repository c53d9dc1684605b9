"""Who answers for what: the matrix of responsibilities and what is wrong with it; no database."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

RESPONSIBLE, ACCOUNTABLE = "R", "A"
ORDER = "ARCIO"


class Share(NamedTuple):
    """A party's part in an action."""

    action: str
    party: str
    part: str


def cells(shares: Iterable[Share]) -> dict[tuple[str, str], str]:
    """Action and party → the parts, in the order in which they weigh.

    >>> cells([Share("A1", "SPW", "R"), Share("A1", "SPW", "A")])
    {('A1', 'SPW'): 'AR'}
    """
    found: dict[tuple[str, str], str] = {}
    for one in shares:
        key = (one.action, one.party)
        found[key] = "".join(sorted({*found.get(key, ""), one.part}, key=ORDER.index))
    return found


def faults(actions: Sequence[str], shares: Iterable[Share]) -> dict[str, list[str]]:
    """Action → what is wrong: `none_accountable`, `several_accountable`, `nobody_responsible`; sound ones are left out.

    >>> faults(["A1", "A2"], [Share("A1", "SPW", "A"), Share("A1", "SPW", "R")])
    {'A2': ['none_accountable', 'nobody_responsible']}
    """
    accountable: dict[str, set[str]] = {}
    responsible: set[str] = set()
    for one in shares:
        if one.part == ACCOUNTABLE:
            accountable.setdefault(one.action, set()).add(one.party)
        if one.part == RESPONSIBLE:
            responsible.add(one.action)
    found: dict[str, list[str]] = {}
    for action in actions:
        many = len(accountable.get(action, ()))
        told = ["none_accountable"] if not many else ["several_accountable"] if many > 1 else []
        told += [] if action in responsible else ["nobody_responsible"]
        if told:
            found[action] = told
    return found


def load(shares: Iterable[Share]) -> Mapping[str, Mapping[str, int]]:
    """Party → part → in how many actions."""
    found: dict[str, dict[str, int]] = {}
    for (_action, party), parts in cells(shares).items():
        for part in parts:
            held = found.setdefault(party, {})
            held[part] = held.get(part, 0) + 1
    return found
