"""From files to a table: the job on one engine, checked, controlled, and written as the analytics read it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np
import polars as pl

from beffroi.analytics.errors import InputError
from beffroi.analytics.messages import Message
from beffroi.analytics.microdata import query
from beffroi.analytics.microdata.disclosure import Controlled, control
from beffroi.analytics.microdata.duck import Duck
from beffroi.analytics.microdata.faults import (
    Lists,
    check_answer,
    check_codes,
    known_codes,
    refuse_repeated,
    refuse_unreadable,
)
from beffroi.analytics.microdata.grid import EVERYTHING, LEVELS, Grid, places, rows_of, to_grid
from beffroi.analytics.microdata.job import Job, Unknown
from beffroi.analytics.microdata.largest import Engine, leading_sums
from beffroi.analytics.microdata.sensitivity import Rules
from beffroi.analytics.microdata.sources import Sources


class Reader(Engine, Protocol):
    """An engine that can read the files."""

    def read(self, sources: Sources) -> None:
        """Make the table `microdata`."""


@dataclass(frozen=True)
class Aggregated:
    """The whole table in numbers, what may not be published of it, and what a reader must know."""

    grid: Grid
    controlled: Controlled | None
    notes: tuple[Message, ...]


def aggregate(
    job: Job,
    sources: Sources,
    engine: Reader,
    local: Duck,
    *,
    rules: Rules | None,
    lists: Lists | None = None,
    unknown: Unknown = "refuse",
) -> Aggregated:
    """Run a job: sums by region and sector, checked, with disclosure control; `InputError` for what cannot be used.

    Parameters
    ----------
    job, sources : Job, Sources
    engine, local : Reader, Duck
        what runs it, and what looks for the row where something is wrong.
    rules, lists : Rules, Lists, optional
        of disclosure control, None leaves it out; and the codes that may stand.
    unknown : {"refuse", "set-aside"}
        what becomes of others.

    Returns
    -------
    Aggregated

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> from beffroi.analytics.microdata import duck, job, sources
    >>> with tempfile.TemporaryDirectory() as folder, duck.duck() as engine:
    ...     _ = (path := Path(folder, "firms.csv")).write_text("region,sector,jobs\\nA,x,3\\nA,x,4.5\\nB,x,1\\n")
    ...     asked = job.parse_job("region,sector", "jobs")
    ...     found = sources.open_csv(asked, [path], separator=None, encoding="utf-8", comma=False)
    ...     aggregate(asked, found, engine, engine, rules=None).grid.sums[0].tolist()
    [[75000, 75000], [10000, 10000], [85000, 85000]]
    """
    lists = lists or Lists()
    with _readable(sources, local):
        answer = _answered(job, sources, engine, local, rules is not None)
        notes: list[Message] = []
        if unknown == "refuse":
            check_codes(job, sources, answer, lists, local.connection)
        else:
            job, answer = _set_aside(job, sources, answer, lists, notes)
        grid = to_grid(job, answer, sorted(lists.regions or ()), sorted(lists.sectors or ()))
        controlled = None if rules is None else _controlled(job, sources, engine, grid, rules)
    return Aggregated(grid, controlled, (*notes, *_missing(grid), *_told(controlled)))


def _answered(job: Job, sources: Sources, engine: Reader, local: Duck, largest: bool) -> pl.DataFrame:
    """The sums, checked."""
    engine.read(sources)
    if local is not engine:
        local.read(sources)
    answer = engine.answer(query.totals(job, sources, largest=largest))
    check_answer(job, sources, answer, local.connection)
    if job.identity is not None:
        for (value,) in engine.answer(query.repeated(sources, job.identity)).iter_rows():
            refuse_repeated(sources, job.identity, value, local.connection)
    return answer


@contextmanager
def _readable(sources: Sources, local: Duck) -> Iterator[None]:
    """What an engine cannot read is said with file and line; DuckDB looks for it where Spark cannot tell."""
    import duckdb

    try:
        yield
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as error:
        refuse_unreadable(sources, error)
    except InputError:
        raise
    except Exception:
        if sources.form == "csv":
            try:
                local.connection.execute("SELECT max(c0) FROM microdata").fetchall()
            except duckdb.Error as error:
                refuse_unreadable(sources, error)
        raise


def _set_aside(
    job: Job, sources: Sources, answer: pl.DataFrame, lists: Lists, notes: list[Message]
) -> tuple[Job, pl.DataFrame]:
    """Leave rows of unknown codes out, here and in every later query, and count them."""
    conditions = []
    for key, name in zip(("region", "sector"), job.columns, strict=True):
        known = lists.of(key)
        if known is None:
            continue
        inside = answer[key].is_in(sorted(known))
        if inside.all():
            continue
        left = answer.filter(~inside)
        said = "{rows} rows of {count} {key} codes that are not listed are set aside, such as {code}"
        count, code = left[key].n_unique(), left[key].min()
        notes.append(Message(said, rows=int(rows_of(left).sum()), count=count, key=key, code=code))
        answer = answer.filter(inside)
        conditions.append(f"{query.key(sources, name)} IN {known_codes(sorted(known))}")
    if answer.is_empty():
        raise InputError(f"{sources.files[0]}: no row has a listed code; check the lists of codes.")
    return (replace(job, only=" WHERE " + " AND ".join(conditions)) if conditions else job), answer


def _totals_of_firms(job: Job, sources: Sources, engine: Engine, grid: Grid) -> None:
    """Contributors of the totals, where one firm may stand in several cells."""
    for levels in (*LEVELS, (False, False)):
        if levels == (True, True):
            continue
        answer = engine.answer(query.totals(job, sources, levels))
        at = places(answer, grid.regions, grid.sectors)
        grid.firms[at] = answer["firms"].to_numpy()
        for number, most in enumerate(grid.largest):
            most[at] = answer[f"top{number}"].fill_null(0).to_numpy()


def _controlled(job: Job, sources: Sources, engine: Engine, grid: Grid, rules: Rules) -> Controlled:
    if job.firm is not None:
        _totals_of_firms(job, sources, engine, grid)
    leading = leading_sums(job, sources, engine, grid, rules)
    try:
        return control(job, grid, leading, rules)
    except InputError as error:
        raise InputError(f"{sources.files[0]}: {error}, or say --no-disclosure where nothing is published.") from None


def _missing(grid: Grid) -> list[Message]:
    count = int(grid.incomplete[:-1, :-1].sum())
    if not count:
        return []
    return [Message("{count} cells have no figure, and their totals neither, because a value is missing", count=count)]


def _told(controlled: Controlled | None) -> list[Message]:
    notes = []
    if controlled is not None and controlled.narrow:
        said = "{count} sensitive cells cannot be computed but could be bounded more narrowly than the rules ask"
        notes.append(Message(said, count=controlled.narrow))
    return notes


def published(job: Job, sources: Sources, done: Aggregated) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The table of cells and that of totals, without what may not be published.

    A pair of region and sector without a firm is a true zero and has a row. `status` says why a figure is missing:
    ``suppressed`` (never a zero), or ``incomplete`` where a value of a firm is missing.

    Parameters
    ----------
    job : Job
    sources : Sources
    done : Aggregated

    Returns
    -------
    two polars.DataFrame
        `region, sector, value, wage, wages, firms, status`, as far as they were asked for; in the second one of region
        and sector is ``*``, or both. Amounts are exact decimal text; `wage` is wages over value, missing where
        that is 0.

    Examples
    --------
    >>> from pathlib import Path
    >>> from beffroi.analytics.microdata.job import parse_job
    >>> job = parse_job("region,sector", "firms")
    >>> grid = to_grid(job, pl.DataFrame({"region": ["A", "B"], "sector": ["x", "x"], "firms": [4, 6]}))
    >>> published(job, Sources((), "csv", (), ()), Aggregated(grid, None, ()))[1]["value"].to_list()
    ['4', '6', '10', '10']
    """
    grid = done.grid
    hidden = np.zeros_like(grid.incomplete) if done.controlled is None else done.controlled.hidden
    status = np.where(hidden, "suppressed", np.where(grid.incomplete, "incomplete", "published"))
    regions, sectors = [*grid.regions, "*"], [*grid.sectors, "*"]

    def part(where: Any) -> pl.DataFrame:
        rows, columns = np.indices(grid.firms.shape)[0], np.indices(grid.firms.shape)[1]
        shown = pl.Series(status[where].ravel() == "published")
        found: dict[str, Any] = {
            "region": pl.Series(regions).gather(rows[where].ravel()),
            "sector": pl.Series(sectors).gather(columns[where].ravel()),
        }
        found |= _figures(job, sources, grid, lambda cells: pl.Series(cells[where].ravel()))
        table = pl.DataFrame({**found, "status": status[where].ravel()})
        amounts = [name for name in table.columns if name not in ("region", "sector", "status")]
        return table.with_columns(pl.when(shown).then(pl.col(name)).alias(name) for name in amounts)

    inner = part(LEVELS[(True, True)])
    edges = [part(where) for where in (LEVELS[(True, False)], LEVELS[(False, True)], EVERYTHING)]
    return inner, pl.concat(edges)


def _figures(job: Job, sources: Sources, grid: Grid, taken: Callable[[Any], pl.Series]) -> dict[str, pl.Series]:
    """The columns of amounts, of all cells."""
    if not job.measures:
        return {"value": taken(grid.firms).cast(pl.String)}
    places_of = [sources.columns[sources.place(column)].places for _, column in job.measures]
    amounts = [taken(total) for total in grid.sums]
    found = {"value": decimal(amounts[0], places_of[0])}
    if len(amounts) == 2:
        value, wages = (cells / 10**places for cells, places in zip(amounts, places_of, strict=True))
        found["wage"] = pl.select(pl.when(value > 0).then(wages / value)).to_series()
        found["wages"] = decimal(amounts[1], places_of[1])
    if job.firms:
        found["firms"] = taken(grid.firms)
    return found


def decimal(units: pl.Series, places: int) -> pl.Series:
    """Whole units of a last decimal place as exact decimal text, without zeros at its end.

    Parameters
    ----------
    units : polars.Series of int
        zero or more.
    places : int

    Returns
    -------
    polars.Series of str

    Examples
    --------
    >>> decimal(pl.Series([75000, 10001, 0]), 4).to_list()
    ['7.5', '1.0001', '0']
    """
    if places == 0:
        return units.cast(pl.String)
    whole, rest = (units // 10**places).cast(pl.String), (units % 10**places).cast(pl.String).str.zfill(places)
    found: pl.Series = (whole + "." + rest).str.strip_chars_end("0").str.strip_chars_end(".")
    return found
