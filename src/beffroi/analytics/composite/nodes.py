"""All nodes of the tree over all units, from the bottom to the total, each by its own aggregation."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.composite.aggregate import ROUNDING, coverage, weighted_mean
from beffroi.analytics.composite.benefit import benefit_of_doubt
from beffroi.analytics.composite.means import Unusable, penalised_mean, power_mean, signed_mean, usable
from beffroi.analytics.composite.model import IndexSpec, NodeSpec
from beffroi.analytics.composite.outranking import copeland
from beffroi.analytics.composite.reading import Readings
from beffroi.analytics.composite.steps import Aggregate
from beffroi.analytics.composite.tree import measurable
from beffroi.analytics.errors import InputError

Floats = NDArray[np.float64]
EXPONENTS = {"geometric": 0.0, "harmonic": -1.0}


@dataclass(frozen=True)
class NodeResult:
    """A node over all units: its score, its coverage, and how many of its children have a value."""

    scores: Floats
    coverage: Floats
    observed: NDArray[np.int64]


def aggregation(spec: IndexSpec, node: NodeSpec) -> Aggregate:
    """How a node is aggregated: as it says itself, else as the step says for its level.

    Parameters
    ----------
    spec : IndexSpec
    node : NodeSpec

    Returns
    -------
    Aggregate

    Examples
    --------
    >>> from beffroi.analytics.composite.spec import load_spec
    >>> spec = load_spec("industrial-change")
    >>> aggregation(spec, spec.node(spec.total)).method
    'arithmetic'
    """
    if node.aggregate is not None:
        return node.aggregate
    levels = next(step.aggregate for step in spec.chain if step.aggregate is not None)
    return levels[0] if len(levels) == 1 else levels[spec.heights[node.id] - 2]


def all_nodes(spec: IndexSpec, readings: Readings, weights: Mapping[str, float] | None = None) -> dict[str, NodeResult]:
    """All nodes, computed from the bottom of the tree to the total.

    Parameters
    ----------
    spec : IndexSpec
    readings : Readings
        the indicators on their common scale.
    weights : mapping of id to float, optional
        instead of those of the spec.

    Returns
    -------
    dict of id to NodeResult

    Raises
    ------
    InputError
        if a value cannot be aggregated, with its row and column.

    References
    ----------
    OECD and JRC (2008). Handbook on constructing composite indicators, section 1.6. OECD Publishing.

    Examples
    --------
    >>> from beffroi.analytics.composite.spec import parse_spec
    >>> spec = parse_spec('''{id: small, title: {en: Small}, indicators: [{id: a}, {id: b}],
    ...                       tree: [{id: total, label: {en: Total}, children: [a, b]}]}''', "example")
    >>> given = Readings(["x", "y"], np.array([[1.0, 3.0], [2.0, np.nan]]), np.ones(2, dtype=bool))
    >>> all_nodes(spec, given)["total"].scores
    array([2., 2.])
    """
    # Infinite distances, which the conventions of COINr allow, cannot be averaged.
    finite = np.where(np.isinf(readings.values), np.nan, readings.values)
    columns = {item.id: finite[:, at] for at, item in enumerate(spec.indicators)}
    known = measurable(spec)
    nodes: dict[str, NodeResult] = {}
    for node in spec.bottom_up():
        if node.id in known:
            children = np.column_stack([columns[child] for child in node.children])
            given = [spec.weight(child) if weights is None else weights[child] for child in node.children]
            nodes[node.id] = _node(spec, node, readings, children, np.array(given, dtype=float))
        else:
            size = len(readings.units)
            nodes[node.id] = NodeResult(np.full(size, np.nan), np.zeros(size), np.zeros(size, dtype=np.int64))
        columns[node.id] = nodes[node.id].scores
    return nodes


def _node(spec: IndexSpec, node: NodeSpec, readings: Readings, children: Floats, weights: Floats) -> NodeResult:
    if not weights.any():  # a search for weights may put all children of a node at zero
        weights = np.ones(len(weights))
    step = aggregation(spec, node)
    counted = (~np.isnan(children)).sum(axis=1)
    covered = coverage(children, np.abs(weights))
    try:
        scores = _scores(spec, readings, children, weights, step)
    except Unusable as problem:
        name = node.children[problem.child]
        raise InputError(f"{readings.where(problem.row)}, column {name}, under node {node.id}: {problem}") from None
    # COINr counts children, whatever their weight.
    share = counted / len(node.children) if spec.compat == "coinr" else covered
    return NodeResult(np.where(share >= step.minimum_coverage - ROUNDING, scores, np.nan), covered, counted)


def _scores(spec: IndexSpec, readings: Readings, children: Floats, weights: Floats, step: Aggregate) -> Floats:
    if step.method == "arithmetic":
        return signed_mean(children, weights) if (weights < 0).any() else weighted_mean(children, weights)
    if step.method == "mpi":
        return penalised_mean(children, weights, step)
    if step.method == "benefit_of_doubt":
        return benefit_of_doubt(children, readings.reference, step.shares)
    if step.method == "copeland":
        scores = np.full(len(children), np.nan)
        for rows, reference in readings.periods("each"):
            scores[rows] = copeland(children[rows], weights, reference[rows], spec.compat)
        return scores
    p = EXPONENTS.get(step.method, step.p or 0.0)
    return power_mean(usable(children, step, p), weights, p)
