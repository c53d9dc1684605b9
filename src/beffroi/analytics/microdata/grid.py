"""The table as dense whole numbers: every region by every sector, with their totals in the last row and column."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from beffroi.analytics.microdata.job import Job

Whole = NDArray[np.int64]
Marks = NDArray[np.bool_]
TOTAL = "*"
LEVELS = {(True, True): np.s_[:-1, :-1], (True, False): np.s_[:-1, -1:], (False, True): np.s_[-1:, :-1]}
"""Where cells, totals of regions and totals of sectors stand."""
EVERYTHING = np.s_[-1:, -1:]


@dataclass
class Grid:
    """Arrays of shape (regions + 1, sectors + 1); the last of each is the total.

    `sums` and `largest` hold an array a measure, in whole units of its last decimal place: the sum, and the largest
    contribution where a rule asks for it. `incomplete` marks sums of which a part is missing.
    """

    regions: list[str]
    sectors: list[str]
    firms: Whole
    sums: list[Whole]
    largest: list[Whole]
    incomplete: Marks
    rows: int

    def name(self, row: int, column: int) -> tuple[str, str]:
        """The codes of a cell; ``*`` for a total."""
        regions, sectors = [*self.regions, TOTAL], [*self.sectors, TOTAL]
        return regions[row], sectors[column]


def to_grid(job: Job, table: pl.DataFrame, regions: Sequence[str] = (), sectors: Sequence[str] = ()) -> Grid:
    """Spread the answer of an engine, sorted by code, and add the totals.

    Parameters
    ----------
    job : Job
    table : polars.DataFrame
        what `query.totals` gives.
    regions, sectors : sequence of str
        codes that have a row or column even without a firm.

    Returns
    -------
    Grid

    Examples
    --------
    >>> from beffroi.analytics.microdata.job import parse_job
    >>> answer = {"region": ["B", "A"], "sector": ["x", "x"], "firms": [1, 2]}
    >>> table = pl.DataFrame(answer | {"seen0": [1, 2], "sum0": [5, 7], "top0": [5, 4]})
    >>> to_grid(parse_job("region,sector", "jobs"), table).sums[0].tolist()
    [[7, 7], [5, 5], [12, 12]]
    """
    in_rows = sorted({*table["region"].unique().to_list(), *regions})
    in_columns = sorted({*table["sector"].unique().to_list(), *sectors})
    shape = len(in_rows) + 1, len(in_columns) + 1
    at = places(table, in_rows, in_columns)
    measures = range(len(job.measures))
    grid = Grid(
        in_rows,
        in_columns,
        _totalled(_spread(shape, at, table["firms"])),
        [_totalled(_spread(shape, at, table[f"sum{number}"].fill_null(0))) for number in measures],
        [_spread(shape, at, table[f"top{number}"].fill_null(0)) for number in measures if f"top{number}" in table],
        np.zeros(shape, dtype=bool),
        int(rows_of(table).sum()),
    )
    for most in grid.largest:
        most[:-1, -1], most[-1, :-1], most[-1, -1] = most.max(axis=1)[:-1], most.max(axis=0)[:-1], most.max()
    for number in measures:
        if f"seen{number}" in table:
            lacking = (table[f"seen{number}"] < rows_of(table)).to_numpy()
            grid.incomplete[at[0][lacking], at[1][lacking]] = True
    grid.incomplete[:, -1] |= grid.incomplete.any(axis=1)
    grid.incomplete[-1, :] |= grid.incomplete.any(axis=0)
    return grid


def rows_of(table: pl.DataFrame) -> pl.Series:
    """Rows of the files behind each line of an answer; contributors, where each has one.

    Parameters
    ----------
    table : polars.DataFrame

    Returns
    -------
    polars.Series

    Examples
    --------
    >>> rows_of(pl.DataFrame({"firms": [3]})).to_list()
    [3]
    """
    return table["rows_read"] if "rows_read" in table else table["firms"]


def places(table: pl.DataFrame, regions: Sequence[str], sectors: Sequence[str]) -> tuple[Whole, Whole]:
    """Row and column of each line of an answer; ``*`` is the last.

    Parameters
    ----------
    table : polars.DataFrame
        with region and sector.
    regions, sectors : sequence of str
        sorted codes.

    Returns
    -------
    two arrays of int

    Examples
    --------
    >>> places(pl.DataFrame({"region": ["B", "*"], "sector": ["x", "x"]}), ["A", "B"], ["x"])[0].tolist()
    [1, 2]
    """
    found = []
    for name, codes in (("region", regions), ("sector", sectors)):
        known = [*codes, TOTAL]
        found.append(table[name].replace_strict(known, range(len(known)), return_dtype=pl.Int64).to_numpy())
    return found[0], found[1]


def _spread(shape: tuple[int, int], at: tuple[Whole, Whole], values: pl.Series) -> Whole:
    found = np.zeros(shape, dtype=np.int64)
    found[at] = values.to_numpy()
    return found


def _totalled(cells: Whole) -> Whole:
    cells[:-1, -1] = cells[:-1, :-1].sum(axis=1)
    cells[-1, :] = cells[:-1, :].sum(axis=0)
    return cells
