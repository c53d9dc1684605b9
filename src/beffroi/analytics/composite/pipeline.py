"""Runs a spec on a table: its steps in their order, the nodes from the bottom to the total, ranks.

Without steps, each indicator is scaled over the reference set, ``low + (high − low) · (x − min) / (max − min)``, and
each node is the weighted mean of those of its children that have a value, ``Σ w_j x_j / Σ w_j``, missing where they
carry less than the minimum coverage of its weight.

Reference: OECD and JRC (2008). Handbook on constructing composite indicators. OECD Publishing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, Generic

import narwhals as nw
import numpy as np
from narwhals.typing import IntoDataFrameT
from numpy.typing import NDArray

from beffroi.analytics.composite.chain import Made, run_steps
from beffroi.analytics.composite.model import IndexSpec
from beffroi.analytics.composite.nodes import NodeResult, all_nodes
from beffroi.analytics.composite.ranking import ranks
from beffroi.analytics.composite.reading import Readings, read
from beffroi.analytics.composite.record import record
from beffroi.analytics.composite.steps import Weigh
from beffroi.analytics.composite.tree import faults
from beffroi.analytics.composite.weigh import Weighed, given_weights, weigh
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
    weights : dict of id to float
        of each indicator and node within its parent, as they were used.
    imputed, treated : table
        like `normalised`, each indicator in its own unit: after gaps were filled, and after outliers were drawn in.
        Where the spec has no such step, the data as they stood then.
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
    weights: dict[str, float]
    imputed: IntoDataFrameT
    treated: IntoDataFrameT
    _observed: dict[str, dict[str, int]]

    def observed(self, unit: str, node: str) -> int:
        """How many children of a node have a value for a unit."""
        return self._observed[node].get(unit, 0)


def build_index(
    spec: IndexSpec,
    data: IntoDataFrameT,
    *,
    reference: Iterable[str] | None = None,
    beffroi: str | None = None,
    lines: Sequence[int] | None = None,
) -> IndexResult[IntoDataFrameT]:
    """Build a composite index: run the steps of the spec, then aggregate up the tree.

    Parameters
    ----------
    spec : IndexSpec
    data : pandas or polars DataFrame
        one row a unit: the column `spec.unit` and one numeric column for each indicator; missing allowed.
    reference : iterable of str, optional
        units over which indicators are scaled and scores ranked; default: those of the spec, else all.
    beffroi, lines : str; sequence of int; optional
        version to record; default: the one installed. Where each row stands in its file, for errors.

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
    readings = read(spec, frame, reference, lines)
    made = run_steps(spec, readings)
    return _result(spec, frame, made, beffroi or version("beffroi"))


def _result(spec: IndexSpec, frame: "nw.DataFrame[Any]", made: Made, beffroi: str) -> IndexResult[Any]:
    """All nodes over all units, as tables of the same kind as the data."""
    readings = made.normalised
    found = _weighed(spec, readings)
    nodes = all_nodes(spec, readings, found.weights)
    order = spec.columns
    rows = frame if len(readings.units) == len(frame) else frame[readings.positions.tolist()]
    ranked = {name: _ranks(readings, nodes[name].scores) for name in order}
    return IndexResult(
        scores=_table(rows, spec, {name: nodes[name].scores for name in order}),
        normalised=_table(rows, spec, _columns(spec, readings)),
        coverage=_table(rows, spec, {name: nodes[name].coverage for name in order}),
        ranks=_whole(rows, spec, ranked),
        run=record(spec, made, beffroi) | _recorded(spec, found),
        weights=found.weights,
        imputed=_stage(frame, spec, made.imputed),
        treated=_stage(frame, spec, made.treated),
        _observed=_counts(readings, nodes),
    )


def _weighed(spec: IndexSpec, readings: Readings) -> Weighed:
    step = next((step.weigh for step in spec.chain if step.weigh is not None), Weigh())
    return weigh(spec, readings, step)


def _recorded(spec: IndexSpec, found: Weighed) -> dict[str, Any]:
    """Weights that are not those of the spec, and how they were found."""
    changed = found.weights != given_weights(spec)
    return {"weights": found.weights, "weigh": found.notes} if changed else {}


def _ranks(readings: Readings, scores: Floats) -> Floats:
    """Ranks among the reference set, in a panel those of each period."""
    places = np.full(len(scores), np.nan)
    for rows, reference in readings.periods("each"):
        places[rows] = ranks(scores, reference)[rows]
    return places


def _columns(spec: IndexSpec, readings: Readings) -> dict[str, Floats]:
    return {item.id: readings.values[:, at] for at, item in enumerate(spec.indicators)}


def _stage(frame: "nw.DataFrame[Any]", spec: IndexSpec, readings: Readings) -> Any:
    """The data after a step, for the units that were left then."""
    rows = frame if len(readings.units) == len(frame) else frame[readings.positions.tolist()]
    return _table(rows, spec, _columns(spec, readings))


def _check(spec: IndexSpec) -> None:
    """A spec made in Python has not been checked as a whole yet."""
    fault = next(faults(spec), None)
    if fault is not None:
        raise InputError(f"spec {spec.id}: {fault.problem}")


def _counts(readings: Readings, nodes: Mapping[str, NodeResult]) -> dict[str, dict[str, int]]:
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
    names = [spec.unit] if spec.time is None else [spec.unit, spec.time]
    made = nw.from_dict({**{name: frame[name].to_list() for name in names}, **columns}, backend=backend)
    same = [nw.col(name).cast(frame.schema[name]) for name in names]
    return made.with_columns(*same, nw.col(*columns).fill_nan(None))
