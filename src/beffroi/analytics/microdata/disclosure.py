"""Disclosure control of a table: what is left out, and the log that says which rule left it out."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from beffroi.analytics.microdata.grid import Grid, Marks, Whole
from beffroi.analytics.microdata.job import FIRMS, Job
from beffroi.analytics.microdata.sensitivity import COUNT, Rules, Sensitive, judged
from beffroi.analytics.microdata.suppression import suppress

PRIMARY, COMPLEMENTARY = "primary", "complementary"
COLUMNS = ("region", "sector", "suppression", "rule", "measure", "protects_region", "protects_sector", "room")


@dataclass(frozen=True)
class Controlled:
    """What may not be published, with the reasons.

    `hidden` marks cells and totals. `log` has a row for each of them and each rule: `region, sector` (``*`` is a
    total), `suppression` (primary or complementary), `rule` and `measure` of a primary one, the cell that a
    complementary one protects, and `room`: `full`, or `narrow` where bounds could be closer than the rules ask.
    """

    hidden: Marks
    log: pl.DataFrame
    primary: int
    complementary: int
    narrow: int


def control(job: Job, grid: Grid, leading: list[list[Whole]], rules: Rules) -> Controlled:
    """Find sensitive cells by every rule and measure, and what must be left out with them.

    A cell that is sensitive in one measure is left out in all of them.

    Parameters
    ----------
    job : Job
    grid : Grid
    leading : list of list of arrays
        by measure, the sums of the 1, 2, … largest contributions.
    rules : Rules

    Returns
    -------
    Controlled

    Examples
    --------
    >>> from beffroi.analytics.microdata.grid import to_grid
    >>> from beffroi.analytics.microdata.job import parse_job
    >>> names = [(r, s) for r in "ABC" for s in "xyz"]
    >>> table = pl.DataFrame({"region": [r for r, _ in names], "sector": [s for _, s in names]})
    >>> counts = pl.Series([2, 9, 9, 9, 9, 9, 9, 9, 9])
    >>> job = parse_job("region,sector", "firms")
    >>> found = control(job, to_grid(job, table.with_columns(firms=counts)), [], Rules())
    >>> found.primary, found.complementary
    (1, 3)
    """
    names = [name for name, _ in job.measures]
    values = grid.sums or [grid.firms]
    if grid.sums:
        found = [judged(rules, grid.firms, total, sums) for total, sums in zip(grid.sums, leading, strict=True)]
    else:
        few = (grid.firms > 0) & (grid.firms < rules.minimum)
        found = [Sensitive({COUNT: few}, few.astype(np.int64))]
    primary = np.logical_or.reduce([mark for each in found for mark in each.marks.values()])
    closed = grid.incomplete & ~primary
    chosen = suppress(primary, [each.need for each in found], values, grid.firms, closed)
    log = pl.concat(
        [
            _primary_log(grid, names or [FIRMS], found, chosen.narrow),
            _complementary_log(grid, chosen.kept_for),
        ]
    )
    counts = int(primary.sum()), int((chosen.kept_for >= 0).sum()), int(chosen.narrow.sum())
    return Controlled(chosen.hidden, log.sort("region", "sector", "rule", "measure"), *counts)


def _primary_log(grid: Grid, names: list[str], found: list[Sensitive], narrow: Marks) -> pl.DataFrame:
    """A row for each sensitive cell, rule and measure; the minimum count is no matter of a measure."""
    parts: list[tuple[str, str, Marks]] = [(COUNT, "", found[0].marks[COUNT])]
    for name, each in zip(names, found, strict=True):
        parts += [(rule, name, mark) for rule, mark in each.marks.items() if rule != COUNT]
    return pl.concat(
        _logged(grid, mark, PRIMARY, rule, name, room=np.where(narrow, "narrow", "full")) for rule, name, mark in parts
    )


def _complementary_log(grid: Grid, kept_for: Whole) -> pl.DataFrame:
    chosen = kept_for >= 0
    protects = np.divmod(kept_for[chosen], kept_for.shape[1])
    names = [
        pl.Series([*codes, "*"]).gather(at) for codes, at in zip((grid.regions, grid.sectors), protects, strict=True)
    ]
    log = _logged(grid, chosen, COMPLEMENTARY, "", "", room=np.full(chosen.shape, ""))
    return log.with_columns(protects_region=names[0], protects_sector=names[1])


def _logged(grid: Grid, mark: Marks, kind: str, rule: str, name: str, *, room: NDArray[np.str_]) -> pl.DataFrame:
    """A row for each marked cell."""
    rows, columns = np.nonzero(mark)
    given = {
        "region": pl.Series([*grid.regions, "*"]).gather(rows),
        "sector": pl.Series([*grid.sectors, "*"]).gather(columns),
        "room": pl.Series(room[mark], dtype=pl.String),
    }
    same = {"suppression": kind, "rule": rule, "measure": name, "protects_region": "", "protects_sector": ""}
    return pl.DataFrame(given).with_columns(pl.lit(said).alias(column) for column, said in same.items()).select(COLUMNS)
