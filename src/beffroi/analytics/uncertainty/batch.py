"""A batch of runs from the common scale to the total: node by node, all runs of the same kind at once."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.composite.aggregate import ROUNDING
from beffroi.analytics.composite.benefit import benefit_of_doubt
from beffroi.analytics.composite.means import Unusable, penalised_mean, usable
from beffroi.analytics.composite.model import IndexSpec, NodeSpec
from beffroi.analytics.composite.nodes import aggregation
from beffroi.analytics.composite.outranking import copeland
from beffroi.analytics.composite.reading import Readings
from beffroi.analytics.composite.steps import Aggregate
from beffroi.analytics.composite.tree import measurable
from beffroi.analytics.uncertainty.batch_means import (
    EXPONENTS,
    arithmetic_means,
    coverages,
    penalised_means,
    power_means,
    usable_children,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Scaled(NamedTuple):
    """Data on a common scale over all units of the index: a unit that was set aside has no value."""

    readings: Readings
    values: Floats
    reference: NDArray[np.bool_]


def laid_out(readings: Readings, units: int) -> Scaled:
    """Data on their common scale in the rows of the data, with no value where a unit was set aside.

    Parameters
    ----------
    readings : Readings
    units : int
        rows of the data.

    Returns
    -------
    Scaled

    Examples
    --------
    >>> given = Readings(["y"], np.array([[1.0]]), np.ones(1, dtype=bool), rows=np.array([1]))
    >>> laid_out(given, 2).values.tolist()
    [[nan], [1.0]]
    """
    # Infinite distances, which the conventions of COINr allow, cannot be averaged.
    finite = np.where(np.isinf(readings.values), np.nan, readings.values)
    if readings.rows is None:
        return Scaled(readings, finite, readings.reference)
    values = np.full((units, finite.shape[1]), np.nan)
    values[readings.positions] = finite
    reference = np.zeros(units, dtype=bool)
    reference[readings.positions] = readings.reference
    return Scaled(readings, values, reference)


class Batch:
    """Runs whose nodes are aggregated by the same methods, in groups that share their data.

    Parameters
    ----------
    spec : IndexSpec
        with the aggregations of these runs, but for their exponents.
    data : sequence of Scaled
    which : array of int, shape (runs,)
        the data of each run.
    weights : array, shape (runs, names)
    places : dict of id to int
        the columns of the weights.
    exponents : array, shape (runs, nodes)
        of power means, for the nodes that can be measured, from the bottom.

    """

    def __init__(
        self,
        spec: IndexSpec,
        data: Sequence[Scaled],
        which: Ints,
        weights: Floats,
        places: dict[str, int],
        exponents: Floats,
    ) -> None:
        self.spec, self.data, self.which = spec, data, which
        self.weights, self.places, self.exponents = weights, places, exponents
        self.leaves = {item.id: at for at, item in enumerate(spec.indicators)}
        self.made: dict[str, Floats] = {}
        self.failed: dict[int, str] = {}

    def totals(self) -> tuple[Floats, dict[int, str]]:
        """The totals of all runs over all units, NaN where a run failed, and why it did."""
        known = measurable(self.spec)
        nodes = [node for node in self.spec.bottom_up() if node.id in known]
        for at, node in enumerate(nodes):
            self.made[node.id] = self._node(node, self.exponents[:, at])
        total = self.made[self.spec.total]
        total[list(self.failed)] = np.nan
        return total, self.failed

    def _node(self, node: NodeSpec, exponents: Floats) -> Floats:
        step = aggregation(self.spec, node)
        weights = self.weights[:, [self.places[child] for child in node.children]]
        if any(child not in self.leaves for child in node.children):
            return self._scores(node, step, self._stacked(node), weights, exponents, np.arange(len(weights)))
        scores = np.empty((len(weights), len(self.data[0].values)))
        columns = [self.leaves[child] for child in node.children]
        for at in np.unique(self.which):  # children that are indicators are the same in all runs on the same data
            runs = np.flatnonzero(self.which == at)
            children = self.data[at].values[None, :, columns]
            scores[runs] = self._scores(node, step, children, weights[runs], exponents[runs], runs)
        return scores

    def _stacked(self, node: NodeSpec) -> Floats:
        """Children of a node run by run, shape (runs, units, children)."""
        shape = (len(self.which), len(self.data[0].values))
        children = np.full((*shape, len(node.children)), np.nan)
        for at, child in enumerate(node.children):
            if child in self.leaves:
                column = np.stack([scaled.values[:, self.leaves[child]] for scaled in self.data])
                children[:, :, at] = column[self.which]
            elif child in self.made:
                children[:, :, at] = self.made[child]
        return children

    def _scores(
        self, node: NodeSpec, step: Aggregate, children: Floats, weights: Floats, exponents: Floats, runs: Ints
    ) -> Floats:
        if step.method in ("copeland", "benefit_of_doubt"):
            scores = self._one_by_one(step, children, weights, runs)
        elif step.method == "arithmetic":
            scores = arithmetic_means(children, weights)
        elif step.method == "mpi":
            scores, wrong = penalised_means(children, weights, step.penalty)
            self._refuse(node, step, children, weights, exponents, runs, wrong)
        else:
            powers = np.full(len(runs), EXPONENTS[step.method]) if step.method != "power" else exponents
            given, wrong = usable_children(children, weights, step, powers)
            self._refuse(node, step, children, weights, powers, runs, wrong)
            with np.errstate(all="ignore"):  # a run that was refused may be anything
                scores = power_means(given, weights, powers)
        if step.minimum_coverage <= 0:
            return scores
        shares = coverages(children, weights)
        if self.spec.compat == "coinr":  # it counts children, whatever their weight
            shares = (~np.isnan(children)).mean(axis=2)
        return np.where(shares >= step.minimum_coverage - ROUNDING, scores, np.nan)

    def _one_by_one(self, step: Aggregate, children: Floats, weights: Floats, runs: Ints) -> Floats:
        """Methods that compare the units of a run with each other."""
        made = np.full((len(runs), children.shape[1]), np.nan)
        for at, run in enumerate(runs):
            scaled = self.data[self.which[run]]
            rows = scaled.readings.positions
            own = children[0 if len(children) == 1 else at][rows]
            if weights[at].sum() <= 0:
                continue
            if step.method == "benefit_of_doubt":
                made[at, rows] = benefit_of_doubt(own, scaled.readings.reference, step.shares)
                continue
            for some, reference in scaled.readings.periods("each"):
                made[at, rows[some]] = copeland(own[some], weights[at], reference[some], self.spec.compat)
        return made

    def _refuse(
        self,
        node: NodeSpec,
        step: Aggregate,
        children: Floats,
        weights: Floats,
        exponents: Floats,
        runs: Ints,
        wrong: NDArray[np.bool_],
    ) -> None:
        """Note why runs fail, in the words of an ordinary run; once for runs that share their data."""
        said: dict[int, str] = {}
        for at in np.flatnonzero(wrong):
            run = int(runs[at])
            shared = len(children) == 1
            if run in self.failed:
                continue
            if not shared or 0 not in said:
                said[0] = self._reason(node, step, children[0 if shared else at], weights[at], exponents[at], run)
            self.failed[run] = said[0]

    def _reason(
        self, node: NodeSpec, step: Aggregate, children: Floats, weights: Floats, exponent: float, run: int
    ) -> str:
        readings = self.data[self.which[run]].readings
        own = np.where(weights > 0, children[readings.positions], np.nan)
        try:
            if step.method == "mpi":
                penalised_mean(own, np.maximum(weights, 0.0), step)
            usable(own, step, exponent)
        except Unusable as problem:
            return (
                f"{readings.where(problem.row)}, column {node.children[problem.child]}, under node {node.id}: {problem}"
            )
        return f"node {node.id} has no {step.method} mean."
