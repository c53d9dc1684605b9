"""What the steps work on: units, values and reference set, read from a table and checked against the spec."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.composite.model import IndexSpec, ReferenceByCode
from beffroi.analytics.errors import InputError

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Readings:
    """Units, their values (units × indicators, NaN is missing), and which of them form the reference set.

    Further: the columns of groups and denominators that steps use, the period of each row of a panel, at which rows of
    the data (from 0) the units stand, and on which line of its file each row of the data stands.
    """

    units: list[str]
    values: Floats
    reference: NDArray[np.bool_]
    groups: Mapping[str, list[str | None]] = field(default_factory=dict, repr=False)
    denominators: Mapping[str, Floats] = field(default_factory=dict, repr=False)
    times: Floats | None = field(default=None, repr=False)
    rows: NDArray[np.int64] | None = field(default=None, repr=False)
    lines: Sequence[int] | None = field(default=None, repr=False)

    @property
    def positions(self) -> NDArray[np.int64]:
        """At which rows of the data the units stand, from 0."""
        return np.arange(len(self.units)) if self.rows is None else self.rows

    def where(self, row: int) -> str:
        """A row as a person finds it: the line of its file, else its number in the data, from 1, and its unit."""
        period = "" if self.times is None else f", {self.times[row]:g}"
        at = int(self.positions[row])
        place = f"row {at + 1}" if self.lines is None else f"line {self.lines[at]}"
        return f"{place} ({self.units[row]}{period})"

    def with_values(self, values: Floats) -> "Readings":
        """The same rows with other values."""
        return replace(self, values=values)

    def kept(self, wanted: NDArray[np.bool_]) -> "Readings":
        """The rows that are wanted, and the reference set among them."""
        at = np.flatnonzero(wanted)
        return Readings(
            [self.units[row] for row in at],
            self.values[at],
            self.reference[at],
            {name: [group[row] for row in at] for name, group in self.groups.items()},
            {name: column[at] for name, column in self.denominators.items()},
            None if self.times is None else self.times[at],
            self.positions[at],
            self.lines,
        )

    def periods(self, over: float | str) -> Iterator[tuple[NDArray[np.bool_], NDArray[np.bool_]]]:
        """Rows that a step scales together, and among all rows those that set its parameters.

        Parameters
        ----------
        over : float or str
            `pooled`: all periods at once; `each`: every period for itself; a number: all by that period.

        Yields
        ------
        pair of arrays of bool, shape (units,)

        Raises
        ------
        InputError
            if there is no such period, or none of its units is in the reference set.
        """
        everything = np.ones(len(self.units), dtype=bool)
        if self.times is None or over == "pooled":
            yield everything, self.reference
        elif over == "each":
            for time in np.unique(self.times):
                yield self.times == time, self.reference & (self.times == time)
        else:
            base = self.reference & (self.times == over)
            if not base.any():
                raise InputError(f"no unit of the reference set has a row in {over}, the base of a step; name another.")
            yield everything, base


def read(
    spec: IndexSpec,
    frame: "nw.DataFrame[Any]",
    reference: Iterable[str] | None,
    lines: Sequence[int] | None = None,
) -> Readings:
    """Units, values and reference set of a table, for a spec.

    Parameters
    ----------
    spec : IndexSpec
    frame : narwhals DataFrame
        one row a unit: the column `spec.unit`, and one column for each indicator in its own unit, missing allowed.
    reference, lines : iterable of str or None; sequence of int, optional
        units of the reference set; None: those of the spec, else all. Where each row stands in its file, for errors.

    Returns
    -------
    Readings
        values of shape (units, indicators), in the order of the rows and of the spec.

    Raises
    ------
    InputError
        with the column and the row (the first row of the data is row 1).

    Examples
    --------
    >>> import polars as pl
    >>> from beffroi.analytics.composite.spec import parse_spec
    >>> spec = parse_spec('''{id: small, title: {en: Small}, indicators: [{id: a}],
    ...                       tree: [{id: total, label: {en: Total}, children: [a]}]}''', "example")
    >>> read(spec, nw.from_native(pl.DataFrame({"unit": ["x", "y"], "a": [1, None]})), ["x"])
    Readings(units=['x', 'y'], values=array([[ 1.], [nan]]), reference=array([ True, False]))
    """
    _check_columns(spec, frame)
    times = None if spec.time is None else _times(spec, frame)
    units = _units(spec, frame, times)
    return Readings(
        units,
        _values(spec, frame),
        _reference(spec, units, reference),
        {name: _groups(frame[name]) for name in spec.groups},
        {name: _column(frame[name]) for name in dict.fromkeys(spec.denominators.values())},
        times,
        lines=lines,
    )


def _check_columns(spec: IndexSpec, frame: "nw.DataFrame[Any]") -> None:
    """Refuse data without a column for periods, groups or denominators."""
    for name in (*spec.columns_of_text, *spec.columns_of_numbers):
        if name not in spec.leaves and name != spec.unit and name not in frame.columns:
            raise InputError(
                f"column '{name}', which spec {spec.id} needs, is absent; add it, or take out what needs it."
            )


def _times(spec: IndexSpec, frame: "nw.DataFrame[Any]") -> Floats:
    times = _column(frame[spec.time or ""])
    if np.isnan(times).any():
        raise InputError(f"row {np.isnan(times).argmax() + 1}, column {spec.time}: the period is missing; fill it in.")
    return times


def _groups(column: "nw.Series[Any]") -> list[str | None]:
    # A missing cell of pandas is a number that is not equal to itself.
    return [None if group is None or group != group or group == "" else str(group) for group in column.to_list()]


def _units(spec: IndexSpec, frame: "nw.DataFrame[Any]", times: Floats | None) -> list[str]:
    if spec.unit not in frame.columns:
        raise InputError(
            f"column '{spec.unit}', which holds the units in spec {spec.id}, is absent; the data have the columns "
            f"{', '.join(frame.columns)}."
        )
    if frame.is_empty():
        raise InputError("the data have no row; an index needs at least two units.")
    missing = frame[spec.unit].is_null().to_numpy()
    if missing.any():
        raise InputError(f"row {missing.argmax() + 1}, column {spec.unit}: the unit is missing; fill it in.")
    units = [str(unit) for unit in frame[spec.unit].to_list()]
    first: dict[tuple[str, float], int] = {}
    for row, key in enumerate(zip(units, [0.0] * len(units) if times is None else times, strict=True), start=1):
        if key in first:
            period = "" if times is None else f" in {key[1]:g}"
            raise InputError(
                f"row {row}, column {spec.unit}: unit '{key[0]}' stands already in row {first[key]}{period}; "
                "keep one of them."
            )
        first[key] = row
    return units


def _values(spec: IndexSpec, frame: "nw.DataFrame[Any]") -> Floats:
    absent = [item.id for item in spec.indicators if item.id not in frame.columns]
    if absent:
        raise InputError(
            f"column '{absent[0]}', an indicator of spec {spec.id}, is absent from the data; "
            "add the column, or take the indicator out of the spec."
        )
    return np.column_stack([_column(frame[item.id]) for item in spec.indicators])


def _column(column: "nw.Series[Any]") -> Floats:
    """One indicator as floats, missing as NaN."""
    if column.null_count() == len(column):
        return np.full(len(column), np.nan)
    if not column.dtype.is_numeric():
        raise InputError(
            f"column '{column.name}' holds {column.dtype} where numbers are needed; write numbers, and leave cells "
            "empty where the value is missing."
        )
    values = np.array(column.cast(nw.Float64).to_numpy(), dtype=float)
    infinite = np.isinf(values)
    if infinite.any():
        raise InputError(
            f"row {infinite.argmax() + 1}, column {column.name}: the value is infinite; "
            "write a number, or leave the cell empty."
        )
    return values


def _reference(spec: IndexSpec, units: list[str], asked: Iterable[str] | None) -> NDArray[np.bool_]:
    if asked is None and spec.reference is None:
        return np.ones(len(units), dtype=bool)
    if asked is None and isinstance(spec.reference, ReferenceByCode):
        starts = tuple(spec.reference.starts_with)
        inside = np.array([unit.startswith(starts) for unit in units])
    else:
        chosen = set(asked if asked is not None else _listed(spec))
        absent = sorted(chosen - set(units))
        if absent:
            raise InputError(
                f"reference unit '{absent[0]}' of spec {spec.id} has no row in the data; add the row, or take the unit "
                "out of the reference."
            )
        inside = np.array([unit in chosen for unit in units])
    if not inside.any():
        raise InputError(f"no unit of the data is in the reference set of spec {spec.id}; mend the reference.")
    return inside


def _listed(spec: IndexSpec) -> list[str]:
    return spec.reference if isinstance(spec.reference, list) else []
