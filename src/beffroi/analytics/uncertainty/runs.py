"""Runs the index once for every row of a design: in batches, on several cores, the same whatever their number."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.composite.model import IndexSpec
from beffroi.analytics.composite.reading import Readings
from beffroi.analytics.errors import InputError
from beffroi.analytics.uncertainty.batch import Batch, Scaled, laid_out
from beffroi.analytics.uncertainty.choices import Choices, Variant, seeds_of
from beffroi.analytics.uncertainty.design import Design
from beffroi.analytics.uncertainty.stages import Stages
from beffroi.analytics.uncertainty.weights import Weighing, disturbed

Floats = NDArray[np.float64]
Progress = Callable[[int], None]

BATCH_BYTES = 24 * 2**20
"""Of the largest array of a batch."""
MOST_SCORES = 250_000_000
"""Runs times units that are held: two gigabytes."""


@dataclass(frozen=True)
class Runs:
    """Scores of the total in every run.

    Attributes
    ----------
    design : Design
    scores : array, shape (runs, units)
        NaN where a unit has no score, or the run failed.
    failed : dict of int to str
        which runs failed (from 0), and why.

    """

    design: Design
    scores: Floats
    failed: dict[int, str]


class _Run(NamedTuple):
    """A run that can be computed: its place in the design, its spec, and the seed of its draws."""

    at: int
    variant: Variant
    seed: int | None


def run_design(
    spec: IndexSpec,
    readings: Readings,
    design: Design,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Runs:
    """Score all units in every run of a design.

    Steps before the weights are run once for all runs that share them; the rest is computed for a batch at a time.

    Parameters
    ----------
    spec : IndexSpec
    readings : Readings
        as `read` gives them.
    design : Design
    workers : int, optional
        threads; default: one a core. The scores do not depend on it.
    progress : callable, optional
        told how many runs have been done since it was told last.

    Returns
    -------
    Runs

    Raises
    ------
    InputError
        if there are more scores than can be held. A run that fails is noted, not raised.

    Examples
    --------
    >>> from beffroi.analytics.composite.spec import parse_spec
    >>> from beffroi.analytics.uncertainty.design import draw_design
    >>> spec = parse_spec('''{id: small, title: {en: Small}, indicators: [{id: a}, {id: b}],
    ...                       tree: [{id: total, label: {en: Total}, children: [a, b]}],
    ...                       uncertainty: {inputs: [{id: out, leave_out: [b]}]}}''', "example")
    >>> given = Readings(["x", "y"], np.array([[1.0, 2.0], [3.0, 1.0]]), np.ones(2, dtype=bool))
    >>> sorted(run_design(spec, given, draw_design(spec, 2, seed=1)).scores[:, 1].tolist())
    [0.5, 1.0]
    """
    check_size(len(design), len(readings.units))
    return _run(spec, readings, design, workers or os.cpu_count() or 1, progress or _unheard)


def _unheard(_: int) -> None:
    pass


def _run(spec: IndexSpec, readings: Readings, design: Design, workers: int, progress: Progress) -> Runs:
    inputs = () if spec.uncertainty is None else spec.uncertainty.inputs
    how = next((item.imputation for item in inputs if item.imputation is not None), None)
    engine = _Engine(spec, readings, design, Stages(readings, how))
    failed, batches = engine.batches(_size(spec, readings, len(design)))
    scores = np.full((len(design), len(readings.units)), np.nan)
    progress(len(failed))
    with ThreadPoolExecutor(max_workers=workers) as pool:
        for rows, (made, wrong) in zip(batches, pool.map(engine.computed, batches), strict=True):
            at = [run.at for run in rows]
            scores[at] = made
            failed |= wrong
            progress(len(rows))
    return Runs(design, scores, dict(sorted(failed.items())))


def check_size(runs: int, units: int) -> None:
    """Refuse more scores than can be held.

    Parameters
    ----------
    runs, units : int

    Raises
    ------
    InputError

    Examples
    --------
    >>> check_size(1000, 300)
    """
    if runs * units > MOST_SCORES:
        raise InputError(
            f"{runs} runs of {units} units are more scores than can be held; take at most {MOST_SCORES // units} draws."
        )


def _size(spec: IndexSpec, readings: Readings, runs: int) -> int:
    """Runs of a batch; it must not depend on the number of cores, since sums in another grouping are rounded apart."""
    widest = max(len(node.children) for node in spec.tree)
    each = len(readings.units) * max(widest, len(spec.indicators) // 4 + 1) * 8
    return max(16, min(BATCH_BYTES // each, -(-runs // 4)))


class _Engine:
    def __init__(self, spec: IndexSpec, readings: Readings, design: Design, stages: Stages) -> None:
        self.spec, self.readings, self.design, self.stages = spec, readings, design, stages
        self.weighing = Weighing(spec)
        self.places = {name: at for at, name in enumerate(self.weighing.names)}

    def batches(self, size: int) -> tuple[dict[int, str], list[list[_Run]]]:
        """Runs that cannot be, and the others in batches: those that share their steps stand together."""
        choices = Choices(self.spec, self.design.columns)
        failed: dict[int, str] = {}
        runs: list[_Run] = []
        for at, seed in enumerate(seeds_of(self.design)):
            variant = choices.of(self.design.values[at])
            if isinstance(variant, InputError):
                failed[at] = str(variant)
            else:
                runs.append(_Run(at, variant, seed))
        runs.sort(key=lambda run: (run.variant.keys, run.variant.methods, run.seed or 0, run.at))
        return failed, [runs[start : start + size] for start in range(0, len(runs), size)]

    def computed(self, runs: list[_Run]) -> tuple[Floats, dict[int, str]]:
        """The totals of a batch, one row a run, and which of the design's runs failed."""
        scores = np.full((len(runs), len(self.readings.units)), np.nan)
        failed: dict[int, str] = {}
        data, which = self._data(runs, failed)
        weights = self._weights(runs, data, which, failed)
        alike: dict[tuple[str, ...], list[int]] = {}
        for row, run in enumerate(runs):
            if run.at not in failed:
                alike.setdefault(run.variant.methods, []).append(row)
        for rows in alike.values():
            exponents = np.array([[p for _, p in runs[row].variant.means] for row in rows])
            batch = Batch(runs[rows[0]].variant.spec, *_own(data, which[rows]), weights[rows], self.places, exponents)
            scores[rows], wrong = batch.totals()
            failed |= {runs[rows[at]].at: reason for at, reason in wrong.items()}
        return scores, failed

    def _data(self, runs: list[_Run], failed: dict[int, str]) -> tuple[list[Scaled | None], NDArray[np.int64]]:
        """The different data of a batch on their common scale, and which of them each run has."""
        keys = [self.stages.key(run.variant, run.seed, len(run.variant.keys)) for run in runs]
        first = {key: row for row, key in reversed(list(enumerate(keys)))}
        order = {key: at for at, key in enumerate(first)}
        stages = self.stages.scaled([(runs[row].variant, runs[row].seed) for row in first.values()])
        which = np.array([order[key] for key in keys], dtype=np.int64)
        for run, at in zip(runs, which, strict=True):
            stage = stages[at]
            if isinstance(stage, InputError):
                failed[run.at] = str(stage)
        units = len(self.readings.units)
        return [None if isinstance(stage, InputError) else laid_out(stage, units) for stage in stages], which

    def _weights(
        self, runs: list[_Run], data: list[Scaled | None], which: NDArray[np.int64], failed: dict[int, str]
    ) -> Floats:
        """The weights of each run of a batch."""
        weights = np.ones((len(runs), len(self.places)))
        for row, run in enumerate(runs):
            scaled = data[which[row]]
            if scaled is None:
                continue
            found = self.weighing.of(
                run.variant, scaled.readings, self.stages.key(run.variant, run.seed, len(run.variant.keys))
            )
            if isinstance(found, InputError):
                failed[run.at] = str(found)
            else:
                weights[row] = found
        values = self.design.values[[run.at for run in runs]]
        return disturbed(weights, self.weighing.names, self.design.columns, values)


def _own(data: list[Scaled | None], which: NDArray[np.int64]) -> tuple[list[Scaled], NDArray[np.int64]]:
    """The data that some runs have, and which of them each has."""
    used, order = np.unique(which, return_inverse=True)
    return [scaled for at in used if (scaled := data[at]) is not None], order.astype(np.int64)
