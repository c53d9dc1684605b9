"""The cheapest rectangle around a sensitive cell: one at a time in full, or many at once among likely corners."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.errors import InputError
from beffroi.analytics.microdata.grid import Marks, Whole

NEAREST = 32
"""How many of the cheapest cells of its row and of its column are tried first as corners."""
OF_TOTAL = 1e6
"""What it costs to leave out a total, beside cells that cost up to some fifty each."""
HIDDEN, CHEAP, SPACED = 6, 6, 4
"""Likely corners in each row and column: the largest that are hidden already, the cheapest others, and some between."""
CHUNK = 256
Costs = NDArray[np.float64]


class Search:
    """What is hidden so far, and what it costs to hide more."""

    def __init__(self, hidden: Marks, values: list[Whole], firms: Whole, closed: Marks) -> None:
        """Cells of no contributor or no amount, and closed ones, are no corners at any cost."""
        self.hidden, self.values = hidden, values
        some = ~closed & (firms > 0)
        for value in values:
            some = some & (value > 0)
        cost = 1.0 + np.log1p(values[0].astype(float))
        cost[:, -1] += OF_TOTAL
        cost[-1, :] += OF_TOTAL
        self.costs: Costs = np.where(some, np.where(hidden, 0.0, cost), np.inf)
        self.shared: Costs = np.where(firms == 1, np.inf, self.costs)

    def hide_all(self, kept_for: Whole, row: int, column: int, corner: tuple[int, int]) -> None:
        """Hide the other corners of a rectangle, and note for which cell."""
        for place in ((row, corner[1]), (corner[0], column), corner):
            if not self.hidden[place]:
                self.hidden[place] = True
                kept_for[place] = row * self.hidden.shape[1] + column
                for costs in (self.costs, self.shared):
                    costs[place] = 0.0 if np.isfinite(costs[place]) else np.inf

    def corner(self, row: int, column: int, wanted: list[int]) -> tuple[tuple[int, int], bool]:
        """The opposite corner of the cheapest rectangle, and whether it has less room than wanted."""
        for room in (wanted, None):
            for costs in (self.shared, self.costs):
                for nearest in (NEAREST, max(self.hidden.shape)):
                    found = self._cheapest(costs, row, column, room, nearest)
                    if found is not None:
                        return found, room is None
        raise InputError(
            "a sensitive cell cannot be protected: there are too few cells with more than one contributor around it; "
            "gather regions or sectors into larger ones"
        )

    def _cheapest(
        self, costs: Costs, row: int, column: int, room: list[int] | None, nearest: int
    ) -> tuple[int, int] | None:
        beside = self._allowed(costs, np.s_[row, :], room)
        below = self._allowed(costs, np.s_[:, column], room)
        beside[column] = below[row] = np.inf
        columns, rows = _least(beside, nearest), _least(below, nearest)
        if not len(columns) or not len(rows):
            return None
        cost = self._allowed(costs, np.ix_(rows, columns), room) + below[rows][:, None] + beside[columns]
        at = int(cost.argmin())
        if not np.isfinite(cost.flat[at]):
            return None
        return int(rows[at // len(columns)]), int(columns[at % len(columns)])

    def _allowed(self, costs: Costs, where: Any, room: list[int] | None) -> Costs:
        """The costs of some cells; infinite where one has too little room."""
        cost: Costs = np.array(costs[where])
        for value, wanted in zip(self.values, room or (), strict=False):
            cost[value[where] < wanted] = np.inf
        return cost


def many_corners(search: Search, kept_for: Whole, rows: Whole, columns: Whole, wanted: Whole) -> Whole:
    """Protect many cells among likely corners, hiding what that takes; those that it leaves, by place in the list.

    Parameters
    ----------
    search : Search
    kept_for : array of int
        by cell, the flat place of the one for which it is hidden; filled in.
    rows, columns : arrays of int, shape (n,)
        the sensitive cells.
    wanted : array of int, shape (measures, n)
        the room that each needs.

    Returns
    -------
    array of int

    Examples
    --------
    >>> table = np.full((4, 4), 9)
    >>> sensitive = np.diag([True, True, True, False])
    >>> search = Search(sensitive, [table], table, np.zeros((4, 4), dtype=bool))
    >>> many_corners(search, np.full((4, 4), -1), np.arange(3), np.arange(3), np.ones((1, 3), dtype=np.int64)).tolist()
    []
    >>> int(search.hidden.sum())
    7
    """
    left = np.arange(len(rows))
    before = _likely(search, HIDDEN, 0, 0)
    chunks = [left[at : at + 8 * CHUNK] for at in range(0, len(left), 8 * CHUNK)]
    costs = [_best(search, before, rows[some], columns[some], wanted[:, some])[2] for some in chunks]
    left = left[np.concatenate(costs) > 0]  # the others stand in a rectangle that is hidden already
    likely = _likely(search, HIDDEN, CHEAP, SPACED)
    missed: list[int] = []
    for at in range(0, len(left), CHUNK):
        some = left[at : at + CHUNK]
        of_rows, of_columns, cost = _best(search, likely, rows[some], columns[some], wanted[:, some])
        for place, row, column, each in zip(some.tolist(), of_rows.tolist(), of_columns.tolist(), cost, strict=True):
            if np.isfinite(each):
                search.hide_all(kept_for, int(rows[place]), int(columns[place]), (row, column))
            else:
                missed.append(place)
    return np.array(missed, dtype=np.int64)


def _likely(search: Search, hidden: int, cheap: int, spaced: int) -> tuple[Whole, Whole]:
    """For each row likely columns, and for each column likely rows."""
    many = hidden, cheap, spaced
    costs, values = np.ascontiguousarray(search.shared.T), np.ascontiguousarray(search.values[0].T)
    return (
        _picked(search.shared, search.values[0], search.hidden, many),
        _picked(costs, values, np.ascontiguousarray(search.hidden.T), many),
    )


def _picked(costs: Costs, values: Whole, hidden: Marks, many: tuple[int, int, int]) -> Whole:
    known = np.where(hidden & np.isfinite(costs), -values.astype(float), np.inf)
    parts = [np.argsort(known, axis=1, kind="stable")[:, : many[0]]]
    if many[1]:
        others = np.where(hidden, np.inf, costs)
        order = np.argsort(others, axis=1, kind="stable")
        count = np.isfinite(others).sum(axis=1)
        spaced = (np.linspace(0, 1, many[2] + 1)[1:] * np.maximum(count - 1, 0)[:, None]).astype(np.int64)
        parts += [order[:, : many[1]], np.take_along_axis(order, spaced, axis=1)]
    return np.concatenate(parts, axis=1)


def _best(
    search: Search, likely: tuple[Whole, Whole], rows: Whole, columns: Whole, wanted: Whole
) -> tuple[Whole, Whole, Costs]:
    """The opposite corner of the cheapest rectangle among likely ones, and its cost; infinite where there is none."""
    across, down = likely[0][rows], likely[1][columns]

    def allowed(at_row: Whole, at_column: Whole) -> Costs:
        cost = search.shared[at_row, at_column]
        for value, room in zip(search.values, wanted, strict=True):
            cost[value[at_row, at_column] < room.reshape(-1, *(1,) * (cost.ndim - 1))] = np.inf
        return cost

    beside, below = allowed(rows[:, None], across), allowed(down, columns[:, None])
    beside[across == columns[:, None]] = np.inf
    below[down == rows[:, None]] = np.inf
    cost = allowed(down[:, :, None], across[:, None, :]) + below[:, :, None] + beside[:, None, :]
    flat = cost.reshape(len(rows), -1)
    at = flat.argmin(axis=1)
    each = np.arange(len(rows))
    return down[each, at // across.shape[1]], across[each, at % across.shape[1]], flat[each, at]


def _least(costs: Costs, most: int) -> NDArray[np.intp]:
    """Places of the least finite costs, in order of place."""
    found = np.flatnonzero(np.isfinite(costs))
    if len(found) > most:
        found = np.sort(found[np.argsort(costs[found], kind="stable")[:most]])
    return found
