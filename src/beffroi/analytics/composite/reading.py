"""What the steps work on: units, values and reference set, read from a table and checked against the spec."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.composite.model import IndexSpec, ReferenceByCode
from beffroi.analytics.errors import InputError

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Readings:
    """Units, their values (units × indicators, NaN is missing), and which of them form the reference set."""

    units: list[str]
    values: Floats
    reference: NDArray[np.bool_]


def read(spec: IndexSpec, frame: "nw.DataFrame[Any]", reference: Iterable[str] | None) -> Readings:
    """Units, values and reference set of a table, for a spec.

    Parameters
    ----------
    spec : IndexSpec
    frame : narwhals DataFrame
        one row a unit: the column `spec.unit`, and one column for each indicator in its own unit, missing allowed.
    reference : iterable of str or None
        units of the reference set; None: those of the spec, else all.

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
    units = _units(spec, frame)
    return Readings(units, _values(spec, frame), _reference(spec, units, reference))


def _units(spec: IndexSpec, frame: "nw.DataFrame[Any]") -> list[str]:
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
    first: dict[str, int] = {}
    for row, unit in enumerate(units, start=1):
        if unit in first:
            raise InputError(
                f"row {row}, column {spec.unit}: unit '{unit}' stands already in row {first[unit]}; keep one of them."
            )
        first[unit] = row
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
