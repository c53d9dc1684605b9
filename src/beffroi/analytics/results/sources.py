"""Where alerts come from: a walk along the chain, in time that grows with nodes and links."""

from collections.abc import Sequence
from typing import NamedTuple

Places = Sequence[Sequence[int]]


class Explained(NamedTuple):
    """A source by its place, the alerts downstream that it explains, and the way to the farthest of them."""

    node: int
    alerts: list[int]
    path: list[int]


def find_sources(after: Places, sequence: Sequence[int], alerting: Sequence[bool]) -> list[Explained]:
    """The alerting nodes that no alerting node leads to, over whatever stands between.

    Parameters
    ----------
    after : sequence of sequences of int
        for each node, the places of those that it leads to.
    sequence : sequence of int
        the nodes, every one after all that lead to it.
    alerting : sequence of bool
        for each node; one without indicators does not alert and is passed through.

    Returns
    -------
    list of Explained
        in the order of the nodes; `alerts` too, without the source itself. `path` begins at the source and is the
        longest way to an alert; of ways as long, the one over the node that is given first. A source that explains no
        other alert is its own path.

    Notes
    -----
    A node on track does not end the walk: what fails farther up is the earlier cause. Time grows in proportion to
    nodes and links, and to the alerts that are listed.

    Examples
    --------
    >>> find_sources([[1], [2], [3], []], [0, 1, 2, 3], [True, False, True, False])
    [Explained(node=0, alerts=[2], path=[0, 1, 2])]
    """
    shadowed = passed_on(after, sequence, alerting)
    below = _below(after, sequence, alerting)
    step = _steps(after, sequence, alerting)
    return [
        Explained(at, _places(below[at]), _followed(at, step))
        for at in range(len(after))
        if alerting[at] and not shadowed[at]
    ]


def passed_on(after: Places, sequence: Sequence[int], marked: Sequence[bool]) -> list[bool]:
    """For each node, whether a marked one leads to it, over whatever stands between.

    Parameters
    ----------
    after : sequence of sequences of int
        for each node, the places of those that it leads to.
    sequence : sequence of int
        the nodes, every one after all that lead to it.
    marked : sequence of bool
        for each node.

    Returns
    -------
    list of bool

    Examples
    --------
    >>> passed_on([[1], [2], []], [0, 1, 2], [True, False, False])
    [False, True, True]
    """
    found = [False] * len(after)
    for at in sequence:
        if marked[at] or found[at]:
            for later in after[at]:
                found[later] = True
    return found


def _below(after: Places, sequence: Sequence[int], alerting: Sequence[bool]) -> list[int]:
    """For each node the alerts downstream, as the bits of a number: joining two sets is one operation."""
    found = [0] * len(after)
    for at in reversed(sequence):
        for later in after[at]:
            found[at] |= found[later] | (1 << later if alerting[later] else 0)
    return found


def _places(bits: int) -> list[int]:
    """The places of the bits that are set."""
    found = []
    while bits:
        lowest = bits & -bits
        found.append(lowest.bit_length() - 1)
        bits ^= lowest
    return found


def _steps(after: Places, sequence: Sequence[int], alerting: Sequence[bool]) -> list[int | None]:
    """For each node the next on the longest way to an alert; None where no alert follows."""
    step: list[int | None] = [None] * len(after)
    length = [0] * len(after)
    for at in reversed(sequence):
        for later in after[at]:
            found = length[later] + 1 if length[later] or alerting[later] else 0
            if found > length[at]:
                length[at], step[at] = found, later
    return step


def _followed(at: int, step: Sequence[int | None]) -> list[int]:
    found, following = [at], step[at]
    while following is not None:
        found.append(following)
        following = step[following]
    return found
