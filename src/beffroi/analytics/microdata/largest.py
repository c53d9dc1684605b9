"""The largest contributions of the cells for which a rule cannot be decided without them."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import polars as pl

from beffroi.analytics.microdata import query
from beffroi.analytics.microdata.grid import EVERYTHING, LEVELS, Grid, Marks, Whole, places
from beffroi.analytics.microdata.job import Job
from beffroi.analytics.microdata.sensitivity import Rules, undecided
from beffroi.analytics.microdata.sources import Sources

DONE = -1
"""Stands for a value of which no contribution is below."""


class Engine(Protocol):
    """What DuckDB and Spark both can do for a job."""

    def known(self, table: pl.DataFrame) -> None:
        """Make a small table that queries can join."""

    def answer(self, sql: str) -> pl.DataFrame:
        """Run a query."""


@dataclass
class _Walk:
    """One measure on its way down: the value reached, its place among the largest, and what was found."""

    value: Whole
    place: Whole
    found: Whole

    def step(self, ties: Whole, following: Whole) -> None:
        """Take all contributions that equal the value, and go to the next lower one."""
        depth = self.found.shape[1]
        for at in range(depth):
            here = (self.value > DONE) & (at >= self.place) & (at < self.place + ties)
            self.found[here, at] = self.value[here]
        self.place = self.place + np.where(self.value > DONE, ties, 0)
        self.value = np.where(self.place < depth, following, DONE)
        rows = np.flatnonzero(self.value > DONE)
        self.found[rows, self.place[rows]] = self.value[rows]

    @property
    def ended(self) -> bool:
        """Whether no further pass can add anything."""
        return bool(((self.value == DONE) | (self.place >= self.found.shape[1] - 1)).all())


def leading_sums(job: Job, sources: Sources, engine: Engine, grid: Grid, rules: Rules) -> list[list[Whole]]:
    """By measure, sums of the 1, 2, … largest contributions of every cell and total, as far as the rules look.

    They are exact where a rule could turn on them, and lower bounds elsewhere. One pass over the files gives the second
    largest of every undecided cell; deeper rules take a pass more for each further distinct value.

    Parameters
    ----------
    job : Job
    sources : Sources
    engine : Engine
        with the table `microdata`.
    grid : Grid
    rules : Rules

    Returns
    -------
    list of list of arrays

    Examples
    --------
    See `microdata.table.aggregate`, which calls it between the two queries.

    >>> leading_sums.__name__
    'leading_sums'
    """
    leading = []
    for total, most in zip(grid.sums, grid.largest, strict=True):
        both = np.where(grid.firms == 2, total, most)
        leading.append([most, *(both for _ in range(rules.depth - 1))])
    if rules.depth == 1:
        return leading
    open_cells = np.zeros(grid.firms.shape, dtype=bool)
    for total, most in zip(grid.sums, grid.largest, strict=True):
        open_cells |= undecided(rules, grid.firms, total, most)
    open_cells &= ~grid.incomplete
    for levels, where in {**LEVELS, (False, False): EVERYTHING}.items():
        here = np.zeros_like(open_cells)
        here[where] = open_cells[where]
        if here.any():
            _fill(job, sources, engine, grid, levels, here, leading)
    return leading


def _fill(
    job: Job,
    sources: Sources,
    engine: Engine,
    grid: Grid,
    levels: tuple[bool, bool],
    here: Marks,
    leading: list[list[Whole]],
) -> None:
    """Walk down the largest contributions of some cells of one level, a pass a step."""
    rows, columns = np.nonzero(here)
    names = [grid.name(row, column) for row, column in zip(rows.tolist(), columns.tolist(), strict=True)]
    depth = len(leading[0])
    walks = []
    for most in grid.largest:
        found = np.zeros((len(rows), depth), dtype=np.int64)
        found[:, 0] = most[rows, columns]
        walks.append(_Walk(found[:, 0].copy(), np.zeros(len(rows), dtype=np.int64), found))
    while not all(walk.ended for walk in walks):
        values = {f"v{at}": walk.value for at, walk in enumerate(walks)}
        engine.known(pl.DataFrame({"region": [r for r, _ in names], "sector": [s for _, s in names], **values}))
        answer = engine.answer(query.next_largest(job, sources, levels))
        lines = np.full(here.shape, -1, dtype=np.int64)
        lines[rows, columns] = np.arange(len(rows))
        order = lines[places(answer, grid.regions, grid.sectors)]
        for number, walk in enumerate(walks):
            ties, following = np.zeros(len(rows), dtype=np.int64), np.full(len(rows), DONE, dtype=np.int64)
            ties[order] = answer[f"ties{number}"].to_numpy()
            following[order] = answer[f"next{number}"].fill_null(DONE).to_numpy()
            walk.step(ties, following)
    for walk, sums in zip(walks, leading, strict=True):
        running = np.cumsum(walk.found, axis=1)
        for at in range(1, depth):
            sums[at] = sums[at].copy()
            sums[at][rows, columns] = running[:, at]
