"""Whether a value jumps, held against how the indicator has moved so far."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from beffroi.analytics.messages import Day, Message, Number
from beffroi.analytics.results.entry.doubts import Doubt
from beffroi.analytics.results.months import month_text
from beffroi.analytics.results.path import Point

FEWEST = 3
"""Changes that must be known before one is called a jump."""
TIMES = 5.0


def jump(point: Point, history: Sequence[Point], times: float = TIMES) -> Doubt | None:
    """A value that moved much faster since the last one than the indicator usually does.

    With *x* at month *t* and the one before it *x₋* at *t₋*: ``|x − x₋| / (t − t₋) > times · median |Δx / Δt|`` over
    the changes between neighbours up to then.

    Parameters
    ----------
    point : Point
        what is entered.
    history : sequence of Point
        in any order; what is not earlier than the point is left out.
    times : float, optional

    Returns
    -------
    Doubt or None
        None also with fewer than three changes before. Where the indicator hardly ever moved any change is told.

    Notes
    -----
    The median of absolute changes is not moved by a single earlier jump, as their mean would be.

    Examples
    --------
    >>> history = [Point(at, float(at)) for at in range(4)]
    >>> str(jump(Point(4, 40.0), history).message)
    'since 0000-04 it moved by 37 a month, usually by 1'
    >>> jump(Point(4, 5.0), history) is None
    True
    """
    before = sorted(each for each in history if each.at < point.at)
    changes = [abs(later.value - one.value) / (later.at - one.at) for one, later in pairwise(before)]
    if len(changes) < FEWEST:
        return None
    usual, last = median(changes), before[-1]
    now = abs(point.value - last.value) / (point.at - last.at)
    if now <= times * usual:
        return None
    values = {"month": Day(month_text(last.at)), "now": Number(now), "usual": Number(usual)}
    return Doubt("jump", "unlikely", Message("since {month} it moved by {now} a month, usually by {usual}", **values))
