"""What drives a score: the weight with which each indicator enters a node, and how much of the score it brings.

A node is the weighted mean of those of its children that have a value, so the weight of an indicator in a node higher
up is the product of its weights along the way, ``Π w_c / Σ_{siblings with a value} w``, and differs between units that
miss different things. Contributions are those weights times the scaled values, and sum to the score.

Reference: OECD and JRC (2008). Handbook on constructing composite indicators, section 1.8 (back to the details).
"""

from typing import Any

import narwhals as nw
import numpy as np
from narwhals.typing import IntoDataFrameT
from numpy.typing import NDArray

from beffroi.analytics.composite.model import IndexSpec
from beffroi.analytics.composite.nodes import aggregation
from beffroi.analytics.composite.pipeline import IndexResult
from beffroi.analytics.errors import InputError

Floats = NDArray[np.float64]


def effective_weights(spec: IndexSpec, result: IndexResult[IntoDataFrameT], node: str | None = None) -> IntoDataFrameT:
    """The weight with which each indicator enters the score of a node, unit by unit.

    ``Π_{c on the way} w_c / Σ_{siblings of c with a value} w``; over the indicators of a unit they sum to 1.

    Parameters
    ----------
    spec : IndexSpec
        the one that the result was built by.
    result : IndexResult
    node : str, optional
        a dimension, or any other node; default: the total.

    Returns
    -------
    table
        of the same kind as the result: the units, then one column for each indicator under the node, shares of 1;
        missing where the indicator does not enter the score, or there is no score.

    Raises
    ------
    InputError
        if the spec has no such node.

    References
    ----------
    OECD and JRC (2008). Handbook on constructing composite indicators, section 1.8. OECD Publishing.

    Examples
    --------
    >>> import polars as pl
    >>> from beffroi.analytics.composite.pipeline import build_index
    >>> from beffroi.analytics.composite.spec import parse_spec
    >>> spec = parse_spec('''{id: small, title: {en: Small}, indicators: [{id: a}, {id: b, weight: 3}],
    ...                       tree: [{id: total, label: {en: Total}, children: [a, b]}]}''', "example")
    >>> result = build_index(spec, pl.DataFrame({"unit": ["x", "y", "z"], "a": [1, 2, 3], "b": [5, None, 1]}))
    >>> effective_weights(spec, result).to_dicts()[:2]
    [{'unit': 'x', 'a': 0.25, 'b': 0.75}, {'unit': 'y', 'a': 1.0, 'b': None}]
    """
    scaled = nw.from_native(result.normalised, eager_only=True)
    made: IntoDataFrameT = _table(scaled, spec, _weights(spec, result, node))
    return made


def contributions(spec: IndexSpec, result: IndexResult[IntoDataFrameT], node: str | None = None) -> IntoDataFrameT:
    """How much of the score of a node each indicator brings, unit by unit.

    The effective weight of the indicator times its scaled value; over the indicators of a unit they sum to the score.

    Parameters
    ----------
    spec : IndexSpec
        the one that the result was built by.
    result : IndexResult
    node : str, optional
        a dimension, or any other node; default: the total.

    Returns
    -------
    table
        as `effective_weights`, in points of the scale of the spec.

    Raises
    ------
    InputError
        if the spec has no such node.

    References
    ----------
    OECD and JRC (2008). Handbook on constructing composite indicators, section 1.8. OECD Publishing.

    Examples
    --------
    >>> import polars as pl
    >>> from beffroi.analytics.composite.pipeline import build_index
    >>> from beffroi.analytics.composite.spec import parse_spec
    >>> spec = parse_spec('''{id: small, title: {en: Small}, indicators: [{id: a}, {id: b, weight: 3}],
    ...                       tree: [{id: total, label: {en: Total}, children: [a, b]}]}''', "example")
    >>> result = build_index(spec, pl.DataFrame({"unit": ["x", "y", "z"], "a": [1, 2, 3], "b": [5, 2, 1]}))
    >>> contributions(spec, result).to_dicts()[1], result.scores["total"][1]
    ({'unit': 'y', 'a': 0.125, 'b': 0.1875}, 0.3125)
    """
    scaled = nw.from_native(result.normalised, eager_only=True)
    shares = _weights(spec, result, node)
    brought = {name: share * _column(scaled, name) for name, share in shares.items()}
    made: IntoDataFrameT = _table(scaled, spec, brought)
    return made


def _weights(spec: IndexSpec, result: IndexResult[Any], node: str | None) -> dict[str, Floats]:
    """Effective weights of the indicators under a node, from the node downwards; NaN is no weight."""
    top = node or spec.total
    if top not in spec.nodes:
        raise InputError(f"'{top}' is no node of spec {spec.id}; it has {', '.join(spec.columns)}.")
    scaled = nw.from_native(result.normalised, eager_only=True)
    scores = nw.from_native(result.scores, eager_only=True)
    shares = {top: np.where(np.isnan(_column(scores, top)), np.nan, 1.0)}
    for parent in reversed(list(spec.bottom_up())):
        if parent.id in shares:
            if (method := aggregation(spec, parent).method) != "arithmetic":
                raise InputError(
                    f"node '{parent.id}' is no sum of its children but {method}; only means have contributions."
                )
            shares |= _shared(spec, parent.children, shares[parent.id], (scaled, scores), result.weights)
    return {item.id: shares[item.id] for item in spec.indicators if item.id in shares}


def _shared(
    spec: IndexSpec,
    children: list[str],
    share: Floats,
    tables: "tuple[nw.DataFrame[Any], nw.DataFrame[Any]]",
    given: dict[str, float],
) -> dict[str, Floats]:
    """The share of a node dealt out to those of its children that have a value."""
    scaled, scores = tables
    held = {child: _column(scaled if child in spec.leaves else scores, child) for child in children}
    weights = {child: np.where(np.isnan(values), 0.0, given[child]) for child, values in held.items()}
    sums = sum(weights.values(), start=np.zeros(len(share)))
    dealt = {child: share * weight / np.where(sums > 0, sums, np.nan) for child, weight in weights.items()}
    return {child: np.where(np.isnan(held[child]), np.nan, dealt[child]) for child in children}


def _column(frame: "nw.DataFrame[Any]", name: str) -> Floats:
    return np.array(frame[name].cast(nw.Float64).to_numpy(), dtype=float)


def _table(frame: "nw.DataFrame[Any]", spec: IndexSpec, columns: dict[str, Floats]) -> Any:
    """The units with one column an indicator; NaN becomes missing."""
    made = nw.from_dict({spec.unit: frame[spec.unit].to_list(), **columns}, backend=frame.implementation)
    unit = nw.col(spec.unit).cast(frame.schema[spec.unit])
    return made.with_columns(unit, nw.col(*columns).fill_nan(None)).to_native()
