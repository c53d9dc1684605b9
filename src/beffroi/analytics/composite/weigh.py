"""Weigh: put weights that the data, people or chance give in place of those of the spec, from the bottom up."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.composite.components import component_weights
from beffroi.analytics.composite.model import IndexSpec, NodeSpec
from beffroi.analytics.composite.nodes import all_nodes
from beffroi.analytics.composite.reading import Readings
from beffroi.analytics.composite.steps import Weigh
from beffroi.analytics.composite.weights_data import entropy_weights, equal_weights, noisy_weights
from beffroi.analytics.composite.weights_judged import CONSISTENT, ahp_weights, budget_weights
from beffroi.analytics.composite.weights_optimised import correlations, optimise
from beffroi.analytics.errors import InputError

Floats = NDArray[np.float64]


class Weighed(NamedTuple):
    """The weight of every indicator and node within its parent, and what is to be known about how it was found."""

    weights: dict[str, float]
    notes: dict[str, Any]


def given_weights(spec: IndexSpec) -> dict[str, float]:
    """The weights that the spec gives.

    >>> from beffroi.analytics.composite.spec import load_spec
    >>> given_weights(load_spec("industrial-change"))["creativity"]
    1.0
    """
    return {name: spec.weight(name) for name in (*spec.leaves, *spec.nodes)}


def weigh(spec: IndexSpec, readings: Readings, step: Weigh) -> Weighed:
    """Weights by the method of the step.

    Parameters
    ----------
    spec : IndexSpec
    readings : Readings
        the indicators on their common scale; the reference set sets the weights.
    step : Weigh

    Returns
    -------
    Weighed

    Raises
    ------
    InputError
        as the methods do, with the node.

    References
    ----------
    OECD and JRC (2008). Handbook on constructing composite indicators, section 1.6. OECD Publishing.

    Examples
    --------
    >>> from beffroi.analytics.composite.spec import parse_spec
    >>> spec = parse_spec('''{id: small, title: {en: Small}, indicators: [{id: a}, {id: b, weight: 3}],
    ...                       tree: [{id: total, label: {en: Total}, children: [a, b]}]}''', "example")
    >>> given = Readings(["x", "y"], np.array([[1.0, 3.0], [2.0, 4.0]]), np.ones(2, dtype=bool))
    >>> weigh(spec, given, Weigh(method="equal")).weights["b"]
    0.5
    """
    weights = given_weights(spec)
    if step.method == "given":
        return Weighed(weights, {})
    within = readings.kept(readings.reference)
    if step.method == "optimised":
        return _optimised(spec, within, step, weights)
    return _bottom_up(spec, within, step, weights)


def _bottom_up(spec: IndexSpec, within: Readings, step: Weigh, weights: dict[str, float]) -> Weighed:
    """Weights node by node, each on what its children score under the weights below."""
    notes: dict[str, Any] = {}
    random = np.random.default_rng(step.seed)
    for level in range(2, spec.heights[spec.total] + 1):
        columns = _columns(spec, within, weights)
        for node in (node for node in spec.tree if spec.heights[node.id] == level and node.children):
            names = [child for child in node.children if child in columns]
            if step.level is not None:
                names = [name for name in names if spec.heights[name] == step.level]
            if names:
                children = np.column_stack([columns[name] for name in names])
                found, note = _found(node, names, children, (step, spec.compat), weights, random)
                weights |= found
                notes |= {node.id: note} if note else {}
    return Weighed(weights, notes)


def _columns(spec: IndexSpec, readings: Readings, weights: dict[str, float]) -> dict[str, Floats]:
    """Indicators and nodes over the units, under the weights so far; not those that cannot be measured."""
    columns = {item.id: readings.values[:, at] for at, item in enumerate(spec.indicators)}
    columns |= {name: node.scores for name, node in all_nodes(spec, readings, weights).items()}
    return {name: values for name, values in columns.items() if not np.isnan(values).all()}


def _found(
    node: NodeSpec,
    names: list[str],
    children: Floats,
    how: tuple[Weigh, str | None],
    weights: dict[str, float],
    random: np.random.Generator,
) -> tuple[dict[str, float], dict[str, Any]]:
    """The weights of some children of a node, and notes about them."""
    step, compat = how
    try:
        if step.method == "equal":
            return equal_weights(names), {}
        if step.method == "pca":
            return component_weights(children, names, step.loadings, compat), {}
        if step.method == "entropy":
            return entropy_weights(children, names), {}
        if step.method == "budget":
            return budget_weights(names, step.budgets), {"experts": len(step.budgets)}
        if step.method == "ahp":
            found = ahp_weights(names, step.comparisons)
            ratio = found.consistency_ratio
            return found.weights, {"consistency_ratio": ratio, "consistent": ratio < CONSISTENT}
    except InputError as error:
        raise InputError(f"weights under node {node.id}: {error}") from None
    if step.method == "noisy":
        given = np.array([weights[name] for name in names])
        drawn = noisy_weights(given, step.noise, random.random(len(names)))
        return dict(zip(names, drawn.tolist(), strict=True)), {}
    return {}, {}


def _optimised(spec: IndexSpec, readings: Readings, step: Weigh, weights: dict[str, float]) -> Weighed:
    """Weights of all that stand at one level, by their correlation with the total."""
    level = step.level or 1
    names = [name for name, height in spec.heights.items() if height == level and name != spec.total]
    names = [name for name in names if name in _columns(spec, readings, weights)]
    unknown = [name for name in step.targets if name not in names]
    if unknown:
        raise InputError(
            f"the target of '{unknown[0]}' in the step weigh is of nothing measured at level {level}; there are "
            f"{', '.join(names)}."
        )
    if len(names) < 2:
        raise InputError(f"level {level} has {len(names)} to weigh in the step weigh; choose another level.")
    wanted = np.array([step.targets.get(name, 1.0) for name in names]) if step.aim == "balance" else None

    def correlate(values: Floats) -> Floats:
        made = _columns(spec, readings, weights | dict(zip(names, values.tolist(), strict=True)))
        return correlations(np.column_stack([made[name] for name in names]), made[spec.total])

    parents = {child: node.id for node in spec.tree for child in node.children}
    found = optimise([parents[name] for name in names], wanted, correlate)
    table = {
        name: {
            "weight": float(found.weights[at]),
            "wanted": None if wanted is None else float(found.wanted[at]),
            "obtained": float(found.obtained[at]),
        }
        for at, name in enumerate(names)
    }
    notes = {"converged": found.converged, "rounds": found.rounds, "objective": found.objective, "children": table}
    return Weighed(weights | {name: float(found.weights[at]) for at, name in enumerate(names)}, notes)
