"""A long table of regions and sectors as a dense matrix, so that every step is a whole-array operation."""

from dataclasses import dataclass
from typing import Any, TypeVar

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.errors import InputError

Floats = NDArray[np.float64]
Places = NDArray[np.int64]
Counts = NDArray[np.signedinteger[Any]]
NOT_ASSESSED = -1
Cell = TypeVar("Cell", bound=np.generic)


@dataclass(frozen=True)
class Matrix:
    """Values by region (rows) and sector (columns); NaN where a cell does not report.

    `rows` holds the row of each line of the long table, `flat` its place in the matrix read row by row.
    """

    values: Floats
    regions: list[str]
    sectors: list[str]
    rows: Places
    flat: Places

    def long(self, cells: NDArray[Cell]) -> NDArray[Cell]:
        """The cells in the order of the long table."""
        # Places are inside by construction; "clip" spares a check of each, which costs more than the taking.
        return np.take(cells.ravel(), self.flat, mode="clip")

    def spread(self, long: Floats, nothing: float = np.nan) -> Floats:
        """A column of the long table as a matrix, with a value where the table has no line."""
        return _spread(self.values.shape, self.flat, long, nothing)


def to_matrix(table: Any, region: str, sector: str, value: str) -> Matrix:
    """Spread a long table of n rows into a matrix of its regions and sectors.

    Parameters
    ----------
    table : pandas or polars DataFrame
        one row for each region and sector, in any order.
    region, sector, value : str
        names of the columns; values are amounts of one unit, zero or more, missing allowed.

    Returns
    -------
    Matrix
        values of shape (regions, sectors), in order of appearance; NaN where missing or without row.

    Raises
    ------
    InputError
        for an absent column, a missing or double key, text, a value that is negative or infinite, or a sum that is.

    Examples
    --------
    >>> import polars as pl
    >>> jobs = pl.DataFrame({"region": ["A", "A", "B"], "sector": ["x", "y", "x"], "value": [3.0, 4.0, 5.0]})
    >>> to_matrix(jobs, "region", "sector", "value").values
    array([[ 3.,  4.],
           [ 5., nan]])
    """
    frame = nw.from_native(table, eager_only=True)
    check_columns(frame, region, sector, value)
    _check_present(frame, region, sector)
    rows, regions = factorise(frame[region])
    columns, sectors = factorise(frame[sector])
    flat = rows * len(sectors) + columns
    seen = np.bincount(flat, minlength=1)
    if seen.max() > 1:
        where = _cell(int(seen.argmax()), regions, sectors)
        raise InputError(f"{where}: this region and sector stand more than once; keep one row for each.")
    values = floats(frame[value])
    wrong = np.flatnonzero((values < 0) | np.isinf(values))
    if len(wrong):
        at = int(wrong[0])
        what = "infinite" if np.isinf(values[at]) else "negative"
        where = _cell(int(flat[at]), regions, sectors)
        raise InputError(f"{where}: the value is {what}; give zero or more, or leave it missing.")
    with np.errstate(over="ignore"):
        whole = np.nansum(values)
    if np.isinf(whole):
        raise InputError(f"column '{value}': the numbers are too large to be summed; give them in a larger unit.")
    return Matrix(_spread((len(regions), len(sectors)), flat, values, np.nan), regions, sectors, rows, flat)


def _check_present(frame: "nw.DataFrame[Any]", *columns: str) -> None:
    """Refuse a table in which a key is missing."""
    for column in columns:
        if frame[column].is_null().any():
            at = int(np.flatnonzero(frame[column].is_null().to_numpy())[0])
            raise InputError(f"row {at} (counted from 0), column '{column}': the cell is missing; fill it in.")


def _cell(place: int, regions: list[str], sectors: list[str]) -> str:
    """Region and sector of a place in the matrix read row by row."""
    return f"{regions[place // len(sectors)]}, {sectors[place % len(sectors)]}"


def check_columns(frame: "nw.DataFrame[Any]", *columns: str) -> None:
    """Refuse a table that has not all of the columns.

    Parameters
    ----------
    frame : narwhals DataFrame
    *columns : str
        names that must be there.

    Raises
    ------
    InputError
        with the first name that is absent, and those that the table has.

    Examples
    --------
    >>> import polars as pl
    >>> check_columns(nw.from_native(pl.DataFrame({"region": ["A"]})), "region", "value")
    Traceback (most recent call last):
    ...
    beffroi.analytics.errors.InputError: column 'value' is absent; the table has region.
    """
    for column in columns:
        if column not in frame.columns:
            raise InputError(f"column '{column}' is absent; the table has {', '.join(frame.columns)}.")


def _spread(shape: tuple[int, ...], flat: Places, long: Floats, nothing: float) -> Floats:
    cells: Floats = np.full(shape, nothing)
    cells.ravel()[flat] = long
    return cells


def floats(series: "nw.Series[Any]") -> Floats:
    """A column as floats, missing as NaN.

    Parameters
    ----------
    series : narwhals Series, length n
        in any unit.

    Returns
    -------
    array, shape (n,)
        a copy, in the unit of the column.

    Raises
    ------
    InputError
        if the column holds text.

    Examples
    --------
    >>> import polars as pl
    >>> floats(nw.from_native(pl.Series("value", [3, None]), series_only=True))
    array([ 3., nan])
    """
    if series.dtype == nw.String:
        raise InputError(f"column '{series.name}' holds text; give numbers.")
    return np.array(series.cast(nw.Float64).to_numpy(), dtype=float)


def factorise(series: "nw.Series[Any]") -> tuple[Places, list[str]]:
    """The place of each value among the distinct ones, in order of appearance.

    Parameters
    ----------
    series : narwhals Series, length n
        no value missing.

    Returns
    -------
    places : array of int, shape (n,)
        from 0.
    distinct : list of str

    Examples
    --------
    >>> import polars as pl
    >>> places, distinct = factorise(nw.from_native(pl.Series(["b", "a", "b"]), series_only=True))
    >>> places.tolist(), distinct
    ([0, 1, 0], ['b', 'a'])
    """
    native: Any = series.cast(nw.String).to_native()
    if series.implementation.is_pandas_like():
        places, distinct = native.factorize()
        return np.asarray(places, dtype=np.int64), [str(item) for item in distinct]
    # Categories are shared by all that runs in the process, so their numbers have gaps and an order of their own.
    category = native.cast(nw.get_native_namespace(series).Categorical).to_physical().to_numpy()
    first = np.full(int(category.max(initial=0)) + 1, -1)
    first[category[::-1]] = np.arange(len(category))[::-1]
    held = np.flatnonzero(first >= 0)
    held = held[np.argsort(first[held])]
    place = np.empty(len(first), dtype=np.int64)
    place[held] = np.arange(len(held))
    return place[category], native.gather(first[held]).to_list()


def with_columns(table: Any, columns: dict[str, Floats]) -> Any:
    """Add columns of floats to a table of either kind; NaN becomes missing.

    Parameters
    ----------
    table : pandas or polars DataFrame, n rows
    columns : dict of name to array, shape (n,)
        in any unit; a column of that name is replaced.

    Returns
    -------
    DataFrame of the same kind

    Examples
    --------
    >>> import polars as pl
    >>> with_columns(pl.DataFrame({"region": ["A", "B"]}), {"lq": np.array([1.5, np.nan])}).rows()
    [('A', 1.5), ('B', None)]
    """
    frame = nw.from_native(table, eager_only=True)
    native = nw.get_native_namespace(frame)
    added = [
        nw.new_series(name, np.asarray(values, dtype=float), nw.Float64(), backend=native).fill_nan(None)
        for name, values in columns.items()
    ]
    return frame.with_columns(*added).to_native()


def with_counts(table: Any, columns: dict[str, Counts]) -> Any:
    """Add columns of whole numbers to a table of either kind; NOT_ASSESSED becomes missing.

    Parameters
    ----------
    table : pandas or polars DataFrame, n rows
    columns : dict of name to array of int, shape (n,)
        counts; a column of that name is replaced.

    Returns
    -------
    DataFrame of the same kind
        the new columns are Int64, in pandas its kind that can be missing.

    Examples
    --------
    >>> import polars as pl
    >>> with_counts(pl.DataFrame({"region": ["A", "B"]}), {"stars": np.array([2, NOT_ASSESSED])}).rows()
    [('A', 2), ('B', None)]
    """
    frame = nw.from_native(table, eager_only=True)
    native = nw.get_native_namespace(frame)
    if not frame.implementation.is_pandas_like():
        added = [nw.new_series(name, counts, backend=native) for name, counts in columns.items()]
        known = [
            nw.when(nw.col(name) != NOT_ASSESSED).then(nw.col(name).cast(nw.Int64)).alias(name) for name in columns
        ]
        return frame.with_columns(*added).with_columns(*known).to_native()
    masked: Any = native.arrays.IntegerArray
    whole = {name: masked(counts.astype(np.int64), counts == NOT_ASSESSED) for name, counts in columns.items()}
    return frame.to_native().assign(**whole)
