"""The order of a chain, from what comes first to what comes last, in linear time; a circle has none."""

from collections.abc import Iterable, Sequence
from itertools import islice

from beffroi.analytics.errors import InputError
from beffroi.analytics.messages import Message

NAMED = 5
"""Nodes that a sentence lists; of more it lists the first, and dots."""


def followers(count: int, links: Iterable[tuple[int, int]]) -> list[list[int]]:
    """For each node the nodes that it leads to, each once, in their order.

    Parameters
    ----------
    count : int
        nodes.
    links : iterable of pairs of int
        places of nodes, from and to.

    Returns
    -------
    list of list of int

    Examples
    --------
    >>> followers(3, [(0, 2), (0, 1), (0, 2)])
    [[1, 2], [], []]
    """
    found: list[set[int]] = [set() for _ in range(count)]
    for start, end in links:
        found[start].add(end)
    return [sorted(each) for each in found]


def order(names: Sequence[str], after: Sequence[Sequence[int]]) -> list[int]:
    """Places of the nodes, every one after all that lead to it.

    Parameters
    ----------
    names : sequence of str
        of the nodes, to be named in an error.
    after : sequence of sequences of int
        for each node, what it leads to.

    Returns
    -------
    list of int

    Raises
    ------
    InputError
        if nodes lead to each other in a circle.

    Notes
    -----
    Kahn (1962). Topological sorting of large networks. Communications of the ACM 5(11).

    Examples
    --------
    >>> order(["grants", "calls"], [[], [0]])
    [1, 0]
    """
    found, _waiting = _sorted(after)
    if len(found) < len(after):
        raise InputError(circle_said([names[at] for at in circle(after)]))
    return found


def circle(after: Sequence[Sequence[int]]) -> list[int]:
    """One circle, in its own order from its first node on; nothing where there is none.

    Parameters
    ----------
    after : sequence of sequences of int
        for each node, what it leads to.

    Returns
    -------
    list of int

    Examples
    --------
    >>> circle([[1], [2], [1, 3], []])
    [1, 2]
    """
    _found, waiting = _sorted(after)
    # What still waits has, each, somebody that still waits before it: whoever walks back must meet himself.
    before = {later: at for at, count in enumerate(waiting) if count for later in after[at] if waiting[later]}
    if not before:
        return []
    walked: dict[int, int] = {}
    at = next(iter(before))
    while at not in walked:
        walked[at] = len(walked)
        at = before[at]
    found = [each for each, step in walked.items() if step >= walked[at]][::-1]
    first = found.index(min(found))
    return found[first:] + found[:first]


def circle_said(names: Sequence[str]) -> Message:
    """The sentence that refuses a circle.

    Parameters
    ----------
    names : sequence of str
        its nodes, in its order.

    Returns
    -------
    Message

    Examples
    --------
    >>> circle_said(["staff"])
    'staff leads to itself; take the link out'
    """
    if len(names) == 1:
        return Message("{node} leads to itself; take the link out", node=names[0])
    return Message("{nodes} lead to each other in a circle; take one of the links out", nodes=listed(names))


def listed(names: Sequence[str]) -> str:
    """Names in a row, the same in every language.

    Parameters
    ----------
    names : sequence of str

    Returns
    -------
    str

    Examples
    --------
    >>> listed(["staff", "calls"]), listed("ABCDEFG")
    ('staff, calls', 'A, B, C, D, E …')
    """
    return ", ".join(islice(names, NAMED)) + (" …" if len(names) > NAMED else "")


def _sorted(after: Sequence[Sequence[int]]) -> tuple[list[int], list[int]]:
    """The nodes that have an order, in it; and for how many others each node still waits."""
    waiting = [0] * len(after)
    for each in after:
        for at in each:
            waiting[at] += 1
    found = [at for at, count in enumerate(waiting) if not count]
    for at in found:  # grows while it is gone through
        for other in after[at]:
            waiting[other] -= 1
            if not waiting[other]:
                found.append(other)
    return found, waiting
