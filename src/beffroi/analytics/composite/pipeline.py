"""Runs a spec on a table: normalise, aggregate from the bottom to the total, rank.

Each indicator is scaled over the reference set, ``low + (high − low) · (x − min) / (max − min)``; each node is the
weighted mean of those of its children that have a value, ``Σ w_j x_j / Σ w_j``, and is missing where they carry less
than the minimum coverage of its weight.

Reference: OECD and JRC (2008). Handbook on constructing composite indicators. OECD Publishing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, Generic

import narwhals as nw
import numpy as np
from narwhals.typing import IntoDataFrameT
from numpy.typing import NDArray

from beffroi.analytics.composite.aggregate import coverage, weighted_mean
from beffroi.analytics.composite.model import IndexSpec
from beffroi.analytics.composite.normalise import minmax
from beffroi.analytics.composite.ranking import ranks
from beffroi.analytics.composite.reading import Readings, read
from beffroi.analytics.composite.record import record
from beffroi.analytics.composite.tree import faults, measurable
from beffroi.analytics.errors import InputError

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class IndexResult(Generic[IntoDataFrameT]):
    """What a run gives, and what regenerates it.

    Attributes
    ----------
    scores : table
        the units, then one column a node in the order of the tree, the total last; missing where coverage is too small.
    normalised : table
        the units and one column an indicator, on the scale of the spec.
    coverage : table
        like `scores`: share of the weight of a node's children that has a value, 0 to 1. What the spec declares
        missing counts as missing.
    ranks : table
        like `scores`: 1 is the highest score of the reference set, ties share the lower number; units outside the
        reference set have no rank.
    run : dict
        versions, the spec, checksums of spec and data, the reference set, and why indicators or nodes are missing for
        every unit. It can be written as JSON.

    """

    scores: IntoDataFrameT
    normalised: IntoDataFrameT
    coverage: IntoDataFrameT
    ranks: IntoDataFrameT
    run: dict[str, Any]
    _observed: dict[str, dict[str, int]]

    def observed(self, unit: str, node: str) -> int:
        """How many children of a node have a value for a unit."""
        return self._observed[node].get(unit, 0)


@dataclass(frozen=True)
class _Node:
    """A node over all units: its score, its coverage, and how many of its children have a value."""

    scores: Floats
    coverage: Floats
    observed: NDArray[np.int64]


def build_index(
    spec: IndexSpec,
    data: IntoDataFrameT,
    *,
    reference: Iterable[str] | None = None,
    beffroi: str | None = None,
) -> IndexResult[IntoDataFrameT]:
    """Build a composite index: scale each indicator over the reference set, then average up the tree.

    Parameters
    ----------
    spec : IndexSpec
    data : pandas or polars DataFrame
        one row a unit: the column `spec.unit` and one numeric column for each indicator; missing allowed.
    reference : iterable of str, optional
        units over which indicators are scaled and scores ranked; default: those of the spec, else all.
    beffroi : str, optional
        version to record; default: the one installed.

    Returns
    -------
    IndexResult
        with tables of the same kind as the data, in the order of its rows.

    Raises
    ------
    InputError
        if a column, reference unit or row is absent, a unit stands twice, or a value is no finite number.

    References
    ----------
    OECD and JRC (2008). Handbook on constructing composite indicators. OECD Publishing. Formulas: see the module.

    Examples
    --------
    >>> import polars as pl
    >>> from beffroi.analytics.composite.spec import parse_spec
    >>> spec = parse_spec('''{id: small, title: {en: Small}, indicators: [{id: a}, {id: b, polarity: -1}],
    ...                       tree: [{id: total, label: {en: Total}, children: [a, b]}]}''', "example")
    >>> result = build_index(spec, pl.DataFrame({"unit": ["x", "y", "z"], "a": [1, 2, 3], "b": [5, None, 1]}))
    >>> result.scores["total"].to_list(), result.coverage["total"].to_list(), result.ranks["total"].to_list()
    ([0.0, 0.5, 1.0], [1.0, 0.5, 1.0], [3, 2, 1])
    """
    _check(spec)
    frame = nw.from_native(data, eager_only=True)
    readings = read(spec, frame, reference)
    polarity = np.array([item.polarity for item in spec.indicators])
    scaled = minmax(readings.values, readings.reference, *spec.normalise.range, polarity)
    return _result(spec, frame, readings, scaled, beffroi or version("beffroi"))


def _result(
    spec: IndexSpec, frame: "nw.DataFrame[Any]", readings: Readings, scaled: Floats, beffroi: str
) -> IndexResult[Any]:
    """All nodes over all units, as tables of the same kind as the data."""
    nodes = _nodes(spec, scaled)
    order = spec.columns
    ranked = {name: ranks(nodes[name].scores, readings.reference) for name in order}
    return IndexResult(
        scores=_table(frame, spec, {name: nodes[name].scores for name in order}),
        normalised=_table(frame, spec, {item.id: scaled[:, at] for at, item in enumerate(spec.indicators)}),
        coverage=_table(frame, spec, {name: nodes[name].coverage for name in order}),
        ranks=_whole(frame, spec, ranked),
        run=record(spec, readings, scaled, beffroi),
        _observed=_counts(readings, nodes),
    )


def _check(spec: IndexSpec) -> None:
    """A spec made in Python has not been checked as a whole yet."""
    fault = next(faults(spec), None)
    if fault is not None:
        raise InputError(f"spec {spec.id}: {fault.problem}")


def _nodes(spec: IndexSpec, scaled: Floats) -> dict[str, _Node]:
    """All nodes, computed from the bottom of the tree to the total."""
    columns = {item.id: scaled[:, at] for at, item in enumerate(spec.indicators)}
    known = measurable(spec)
    nodes: dict[str, _Node] = {}
    for node in spec.bottom_up():
        if node.id in known:
            children = np.column_stack([columns[child] for child in node.children])
            weights = np.array([spec.weight(child) for child in node.children], dtype=float)
            nodes[node.id] = _Node(
                weighted_mean(children, weights, spec.aggregate.minimum_coverage),
                coverage(children, weights),
                (~np.isnan(children)).sum(axis=1),
            )
        else:
            size = len(scaled)
            nodes[node.id] = _Node(np.full(size, np.nan), np.zeros(size), np.zeros(size, dtype=np.int64))
        columns[node.id] = nodes[node.id].scores
    return nodes


def _counts(readings: Readings, nodes: Mapping[str, _Node]) -> dict[str, dict[str, int]]:
    return {name: dict(zip(readings.units, node.observed.tolist(), strict=True)) for name, node in nodes.items()}


def _table(frame: "nw.DataFrame[Any]", spec: IndexSpec, columns: Mapping[str, Floats]) -> Any:
    """A table of the same kind as the data; NaN becomes missing."""
    return _numbers(frame, spec, columns).to_native()


def _whole(frame: "nw.DataFrame[Any]", spec: IndexSpec, columns: Mapping[str, Floats]) -> Any:
    """A table of whole numbers; pandas keeps floats, since its plain integers cannot be missing."""
    made = _numbers(frame, spec, columns)
    if made.implementation.is_pandas_like():
        return made.to_native()
    return made.with_columns(nw.col(*columns).cast(nw.Int64)).to_native()


def _numbers(frame: "nw.DataFrame[Any]", spec: IndexSpec, columns: Mapping[str, Floats]) -> "nw.DataFrame[Any]":
    backend = frame.implementation
    made = nw.from_dict({spec.unit: frame[spec.unit].to_list(), **columns}, backend=backend)
    unit = nw.col(spec.unit).cast(frame.schema[spec.unit])
    return made.with_columns(unit, nw.col(*columns).fill_nan(None))
