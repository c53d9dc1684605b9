"""What comes after what: the order of actions, and the circles that leave none; both in linear time."""

from collections.abc import Sequence

from beffroi.analytics.errors import InputError
from beffroi.analytics.messages import Message
from beffroi.analytics.planning.findings import listed
from beffroi.analytics.planning.model import Plan

Links = Sequence[Sequence[int]]


def successors(before: Links) -> list[list[int]]:
    """The links turned round.

    Parameters
    ----------
    before : sequence of sequences of int

    Returns
    -------
    list of list of int

    Examples
    --------
    >>> successors([[], [0], [0, 1]])
    [[1, 2], [2], []]
    """
    found: list[list[int]] = [[] for _ in before]
    for at, earlier in enumerate(before):
        for other in earlier:
            found[other].append(at)
    return found


def order(plan: Plan) -> list[int]:
    """Places of the actions, every one after its predecessors.

    Parameters
    ----------
    plan : Plan

    Returns
    -------
    list of int

    Raises
    ------
    InputError
        if actions wait for each other in a circle.

    Examples
    --------
    >>> from beffroi.analytics.planning.model import PlannedAction
    >>> order(Plan((PlannedAction("B", after=("A",)), PlannedAction("A"))))
    [1, 0]
    """
    before, after = plan.before, successors(plan.before)
    waiting = [len(earlier) for earlier in before]
    found = [at for at, count in enumerate(waiting) if not count]
    for at in found:  # grows while it is gone through
        for later in after[at]:
            waiting[later] -= 1
            if not waiting[later]:
                found.append(later)
    if len(found) < len(before):
        names = listed([plan.actions[at].id for at in circles(before)[0]])
        raise InputError(Message("{actions} wait for each other in a circle; take one of the links out", actions=names))
    return found


def circles(before: Links) -> list[list[int]]:
    """Groups of actions of which each comes, over others, after itself; in the order of the plan.

    Tarjan's strongly connected components, without recursion.

    Parameters
    ----------
    before : sequence of sequences of int
        for each action, the places of its predecessors.

    Returns
    -------
    list of list of int

    Examples
    --------
    >>> circles([[2], [0], [1], [0], [4]])
    [[0, 1, 2], [4]]
    """
    seen: dict[int, int] = {}
    low: list[int] = [0] * len(before)
    open_: list[int] = []
    is_open = [False] * len(before)
    found: list[list[int]] = []
    for root in range(len(before)):
        path = [] if root in seen else [(root, iter(before[root]))]
        while path:
            at, rest = path[-1]
            if at not in seen:
                seen[at] = low[at] = len(seen)
                open_.append(at)
                is_open[at] = True
            step = next((other for other in rest if other not in seen or is_open[other]), None)
            if step is None:
                path.pop()
                if path:
                    low[path[-1][0]] = min(low[path[-1][0]], low[at])
                if low[at] == seen[at]:
                    found.append(_closed(at, open_, is_open))
            elif step in seen:
                low[at] = min(low[at], seen[step])
            else:
                path.append((step, iter(before[step])))
    return sorted(sorted(group) for group in found if len(group) > 1 or group[0] in before[group[0]])


def _closed(root: int, open_: list[int], is_open: list[bool]) -> list[int]:
    """The component of a root, taken from the open ones."""
    group: list[int] = []
    while not group or group[-1] != root:
        group.append(open_.pop())
        is_open[group[-1]] = False
    return group
