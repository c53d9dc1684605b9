"""The whole analysis of a table of regions and sectors: three tables, and what a reader must know."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic

import narwhals as nw
import numpy as np
from narwhals.typing import IntoDataFrameT
from numpy.typing import NDArray

from beffroi.analytics.matrix import Floats, Matrix, to_matrix
from beffroi.analytics.messages import Message
from beffroi.analytics.relatedness.complexity import Complexity, Scale, complexity
from beffroi.analytics.relatedness.density import Own, density
from beffroi.analytics.relatedness.fitness import Fitness, fitness
from beffroi.analytics.relatedness.outlook import outlook_gain, outlook_index
from beffroi.analytics.relatedness.proximity import Kind, proximity
from beffroi.analytics.relatedness.specialisation import Binary, diversity, revealed_advantage, specialised, ubiquity

Columns = dict[str, "nw.Series[Any]"]


@dataclass(frozen=True)
class Conventions:
    """What is computed how; each of them is an argument of a function of this room, where it is explained."""

    threshold: float = 1.0
    scale: Scale = "mean_of_sectors"
    ddof: int = 0
    proximity: Kind = "minimum"
    own: Own = "in"


@dataclass(frozen=True)
class Analysis:
    """All matrices of one table, by the regions and sectors of `matrix`."""

    matrix: Matrix
    rca: Floats
    presence: Binary
    complexity: Complexity
    fitness: Fitness
    proximity: Floats
    density: Floats
    outlook: Floats
    gain: Floats
    notes: tuple[Message, ...]


@dataclass(frozen=True)
class ComplexityTables(Generic[IntoDataFrameT]):
    """One row a region, a sector, a cell; and what a reader must know, as sentences."""

    regions: IntoDataFrameT
    sectors: IntoDataFrameT
    cells: IntoDataFrameT
    notes: tuple[Message, ...]


def analyse(matrix: Matrix, conventions: Conventions | None = None, anchor: Floats | None = None) -> Analysis:
    """Specialisation, complexity, fitness, proximity, density and outlook of a matrix of amounts.

    Parameters
    ----------
    matrix : Matrix
        values of shape (regions, sectors), in one unit; a cell that does not report counts as not specialised.
    conventions : Conventions, optional
        default: threshold 1, the scales of the Atlas of Economic Complexity.
    anchor : array of float, shape (regions,), optional
        with which complexity rises in place of diversity.

    Returns
    -------
    Analysis

    Raises
    ------
    InputError
        if no region is specialised in anything, or a convention is not known.

    Examples
    --------
    >>> import polars as pl
    >>> jobs = pl.DataFrame({"region": ["A", "A", "B", "B"], "sector": ["x", "y", "x", "y"], "value": [30, 10, 10, 30]})
    >>> analyse(to_matrix(jobs, "region", "sector", "value")).presence.tolist()
    [[True, False], [False, True]]
    """
    used = conventions or Conventions()
    rca = revealed_advantage(matrix.values)
    presence = specialised(rca, threshold=used.threshold)
    found = complexity(presence, scale=used.scale, ddof=used.ddof, anchor=anchor)
    fit = fitness(presence)
    near = proximity(presence, kind=used.proximity)
    around = density(presence, near, own=used.own)
    ahead = outlook_index(presence, around, found.pci)
    gain = outlook_gain(presence, near, found.pci, own=used.own)
    notes = (*_missing(matrix), *found.notes, *fit.notes)
    return Analysis(matrix, rca, presence, found, fit, near, around, ahead, gain, notes)


def anchored(matrix: Matrix, anchor: Mapping[str, float]) -> Floats:
    """The value of each region of a matrix, NaN where it has none.

    Parameters
    ----------
    matrix : Matrix
    anchor : mapping of region to float

    Returns
    -------
    array of float, shape (regions,)

    Examples
    --------
    >>> import polars as pl
    >>> jobs = pl.DataFrame({"region": ["A", "B"], "sector": ["x", "x"], "value": [1, 2]})
    >>> anchored(to_matrix(jobs, "region", "sector", "value"), {"B": 3.0}).tolist()
    [nan, 3.0]
    """
    return np.array([anchor.get(name, np.nan) for name in matrix.regions], dtype=float)


def complexity_tables(
    table: IntoDataFrameT,
    conventions: Conventions | None = None,
    *,
    anchor: Mapping[str, float] | None = None,
    region: str = "region",
    sector: str = "sector",
    value: str = "value",
) -> ComplexityTables[IntoDataFrameT]:
    """Complexity of regions and sectors, and relatedness of every pair of them, from a long table.

    Parameters
    ----------
    table : pandas or polars DataFrame, n rows
        one row for each region and sector; one that is absent counts like a missing value.
    conventions : Conventions, optional
    anchor : mapping of region to float, optional
        something known with which complexity rises in place of diversity.
    region, sector, value : str
        names of the columns; values are employment or another amount, not negative, in one unit.

    Returns
    -------
    ComplexityTables
        of the same kind of table: `regions` with `region, diversity, eci, fitness, outlook`; `sectors` with `sector,
        ubiquity, pci, complexity`, the last by fitness; `cells` with `region, sector, value, rca, specialised, density,
        gain` for each region and each sector, in order of appearance. Without unit but for `value`, counts and 0 or 1.

    Raises
    ------
    InputError
        if a column is absent, a region and sector stand twice, a value is negative, or a convention is not known.

    Examples
    --------
    >>> import polars as pl
    >>> jobs = pl.DataFrame({"region": ["A", "A", "B", "B"], "sector": ["x", "y", "x", "y"], "value": [30, 10, 10, 30]})
    >>> complexity_tables(jobs).cells.select("region", "sector", "rca", "specialised").rows()
    [('A', 'x', 1.5, 1), ('A', 'y', 0.5, 0), ('B', 'x', 0.5, 0), ('B', 'y', 1.5, 1)]
    """
    matrix = to_matrix(table, region, sector, value)
    found = analyse(matrix, conventions, None if anchor is None else anchored(matrix, anchor))
    native = nw.get_native_namespace(nw.from_native(table, eager_only=True))
    regions, sectors = _regions(found, native, region), _sectors(found, native, sector)
    cells = _cells(found, native, regions[region], sectors[sector], value)
    made = [nw.from_dict(columns).to_native() for columns in (regions, sectors, cells)]
    return ComplexityTables(made[0], made[1], made[2], found.notes)


def _regions(found: Analysis, native: Any, name: str) -> Columns:
    named = {name: nw.new_series(name, found.matrix.regions, backend=native)}
    return named | _columns(
        native,
        diversity=diversity(found.presence),
        eci=found.complexity.eci,
        fitness=found.fitness.regions,
        outlook=found.outlook,
    )


def _sectors(found: Analysis, native: Any, name: str) -> Columns:
    named = {name: nw.new_series(name, found.matrix.sectors, backend=native)}
    return named | _columns(
        native, ubiquity=ubiquity(found.presence), pci=found.complexity.pci, complexity=found.fitness.sectors
    )


def _cells(found: Analysis, native: Any, regions: "nw.Series[Any]", sectors: "nw.Series[Any]", value: str) -> Columns:
    """Every region with every sector, region by region."""
    rows, columns = found.presence.shape
    return {
        regions.name: regions[np.repeat(np.arange(rows), columns)],
        sectors.name: sectors[np.tile(np.arange(columns), rows)],
        **_columns(
            native,
            **{value: found.matrix.values},
            rca=found.rca,
            specialised=found.presence.view(np.int8),
            density=found.density,
            gain=found.gain,
        ),
    }


def _columns(native: Any, **arrays: NDArray[Any]) -> Columns:
    """Arrays, read row by row, as columns; NaN becomes missing."""
    made = {name: nw.new_series(name, array.ravel(), backend=native) for name, array in arrays.items()}
    return {name: column.fill_nan(None) if column.dtype.is_float() else column for name, column in made.items()}


def _missing(matrix: Matrix) -> list[Message]:
    """What does not report, and what therefore has no place in the analysis."""
    reported = ~np.isnan(matrix.values)
    notes = []
    regions = _empty(matrix.regions, np.nansum(matrix.values, axis=1))
    if regions:
        notes.append(Message("regions without a value above zero are set aside: {names}", names=_short(regions)))
    sectors = _empty(matrix.sectors, np.nansum(matrix.values, axis=0))
    if sectors:
        notes.append(Message("sectors without a value above zero are set aside: {names}", names=_short(sectors)))
    gaps = int(reported.size - np.count_nonzero(reported))
    if gaps:
        said = "{count} of {total} cells do not report and count as not specialised"
        notes.append(Message(said, count=gaps, total=reported.size))
    return notes


def _empty(names: list[str], sums: Floats) -> list[str]:
    return [name for name, whole in zip(names, sums, strict=True) if whole == 0]


def _short(names: list[str]) -> str:
    """The first names, and how many more there are."""
    more = len(names) - 10
    return ", ".join(names[:10]) + (f" and {more} more" if more > 0 else "")
