"""Complementary suppression: further cells are left out, so that no total gives a sensitive one away.

Each sensitive cell becomes a corner of a rectangle (two regions, two sectors, totals among them as a last resort) whose
four corners are all left out. What is added to one corner can then be taken from the next and so on round, with every
total kept: whoever knows all that is published cannot tell these tables apart. If each of the three other corners holds
at least the room that the cell needs, that much can be moved in either direction. A cell of one contributor is no such
corner if that can be helped: its contributor knows it, and would see through the rectangle.

References
----------
Hundepool, A. et al. (2024). Handbook on Statistical Disclosure Control, second edition, chapter 4 (hypercube method).
Gusfield, D. (1988). A graph theoretic approach to statistical data security. SIAM Journal on Computing, 17(3).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from beffroi.analytics.microdata.grid import Marks, Whole
from beffroi.analytics.microdata.rectangles import Search, many_corners

MANY = 2000
"""Up to so many sensitive cells each is given the cheapest of all rectangles; more are first looked at together."""


@dataclass(frozen=True)
class Suppressed:
    """Every cell that is left out, the cell for which each complementary one was chosen first, and what has less room.

    `kept_for` holds flat places, −1 where a cell is primary or published. `narrow` marks sensitive cells that cannot be
    computed but could be bounded more narrowly than the rules ask.
    """

    hidden: Marks
    kept_for: Whole
    narrow: Marks


def suppress(primary: Marks, need: Sequence[Whole], values: Sequence[Whole], firms: Whole, closed: Marks) -> Suppressed:
    """Choose complementary cells for every sensitive one, the most demanding first.

    Parameters
    ----------
    primary : array of bool, shape (regions + 1, sectors + 1)
        sensitive cells and totals.
    need, values : sequences of arrays of int
        by measure: the room a sensitive cell needs, and the table with its totals.
    firms : array of int
        contributors.
    closed : array of bool
        cells that can be no corner, because they are not published for another reason.

    Returns
    -------
    Suppressed

    Raises
    ------
    InputError
        if a sensitive cell cannot be protected at all.

    Examples
    --------
    >>> from beffroi.analytics.microdata.grid import _totalled
    >>> jobs = _totalled(np.array([[5, 80, 70, 0], [60, 90, 50, 0], [40, 30, 99, 0], [0, 0, 0, 0]]))
    >>> sensitive = np.zeros((4, 4), dtype=bool)
    >>> sensitive[0, 0] = True
    >>> found = suppress(sensitive, [sensitive * 3], [jobs], jobs, np.zeros((4, 4), dtype=bool))
    >>> np.argwhere(found.hidden).tolist()
    [[0, 0], [0, 1], [2, 0], [2, 1]]
    """
    search = Search(primary.copy(), [np.asarray(value) for value in values], firms, closed)
    kept_for = np.full(primary.shape, -1, dtype=np.int64)
    narrow = np.zeros(primary.shape, dtype=bool)
    rows, columns = np.nonzero(primary)
    order = np.argsort(-need[0][rows, columns], kind="stable")
    rows, columns = rows[order], columns[order]
    wanted = np.stack([each[rows, columns] for each in need])
    left = np.arange(len(rows)) if len(rows) <= MANY else many_corners(search, kept_for, rows, columns, wanted)
    for at in left.tolist():
        row, column = int(rows[at]), int(columns[at])
        corner, narrow[row, column] = search.corner(row, column, wanted[:, at].tolist())
        search.hide_all(kept_for, row, column, corner)
    return Suppressed(search.hidden, kept_for, narrow)
