"""How far an index depends on the choices behind it: from spec and data to intervals and effects."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.composite.chain import run_steps
from beffroi.analytics.composite.model import IndexSpec
from beffroi.analytics.composite.nodes import all_nodes
from beffroi.analytics.composite.ranking import ranks as ranks_of
from beffroi.analytics.composite.reading import Readings, read
from beffroi.analytics.composite.steps import Weigh
from beffroi.analytics.composite.tree import faults
from beffroi.analytics.composite.weigh import weigh
from beffroi.analytics.errors import InputError
from beffroi.analytics.uncertainty.design import Design, Sampling, draw_design
from beffroi.analytics.uncertainty.effects import Effect, effects
from beffroi.analytics.uncertainty.places import ranks_of_runs
from beffroi.analytics.uncertainty.probe import probe
from beffroi.analytics.uncertainty.runs import Progress, Runs, check_size, run_design
from beffroi.analytics.uncertainty.summary import MOST_COMPARED, Interval, dominance, interval, rank_probabilities

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Plan:
    """How an index is explored.

    Attributes
    ----------
    draws, seed, sampling : int; int; {"sobol", "monte_carlo"}
        of the design that is drawn.
    design : Design, optional
        recorded runs, instead of drawn ones.
    tolerance : float, optional
        stop when, after twice the runs, no median nor end of an interval has moved by more ranks than this.
    workers : int, optional
        threads; default: one a core. The result does not depend on it.
    effects : bool
        whether to say what moves ranks, which takes as long as the runs.

    """

    draws: int = 1000
    seed: int = 1
    sampling: Sampling = "sobol"
    design: Design | None = None
    tolerance: float | None = None
    workers: int | None = None
    effects: bool = True


@dataclass(frozen=True)
class Exploration:
    """What an index becomes under its uncertain inputs.

    Attributes
    ----------
    units : list of str
        in the order of the data; of a panel with their periods.
    nominal_scores, nominal_ranks : array, shape (units,)
        as the spec has them.
    scores, ranks : array, shape (runs, units)
        of every run; NaN where a unit has none.
    score_interval, rank_interval : Interval
        5 %, median and 95 % over the runs.
    probabilities : array, shape (units, units)
        of each rank, from 1.
    dominance : array, shape (units, units), or None
        share of runs in which one is ahead of another; None for more than 1,000 units.
    effects : list of Effect
        what moves the table and each unit; empty where the design does not tell.
    failed : dict of int to str
        runs that failed, from 0, and why.
    asked : int
        runs that were asked for; more than were made where the intervals stood still earlier.
    doubts : list of str
        what was known before the runs of alternatives that fail in some of them.

    """

    spec: IndexSpec
    units: list[str]
    design: Design
    nominal_scores: Floats
    nominal_ranks: Floats
    scores: Floats
    ranks: Floats
    score_interval: Interval
    rank_interval: Interval
    probabilities: Floats
    dominance: Floats | None
    effects: list[Effect]
    failed: dict[int, str]
    asked: int
    doubts: list[str]

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """Why runs failed, and how many for this reason, the most frequent first."""
        return Counter(self.failed.values()).most_common()


def explore(
    spec: IndexSpec,
    data: Any,
    plan: Plan | None = None,
    *,
    progress: Progress | None = None,
    reference: Iterable[str] | None = None,
    lines: Sequence[int] | None = None,
    doubt: Callable[[str], None] | None = None,
) -> Exploration:
    """Run an index under its uncertain inputs, and say how far each unit moves and what moves it.

    Parameters
    ----------
    spec, data : IndexSpec; pandas or polars DataFrame
        as for `build_index`, the spec with the section uncertainty.
    plan : Plan, optional
        how many runs, and which; default: 1,000 of a Sobol design.
    progress, reference, lines, doubt : callable; iterable of str; sequence of int; callable; optional
        told how many runs have been done since it was told last; the reference set, instead of the spec's; of the file
        that the data came from; told, before the runs, of each alternative that fails in some of them.

    Returns
    -------
    Exploration

    Raises
    ------
    InputError
        as `build_index` does, and if nothing is declared uncertain, or all runs, or all that take an alternative, fail.

    References
    ----------
    Saisana, M., Saltelli, A. and Tarantola, S. (2005). Uncertainty and sensitivity analysis techniques as tools for the
    quality assessment of composite indicators. Journal of the Royal Statistical Society A 168(2).

    Examples
    --------
    >>> import polars as pl
    >>> from beffroi.analytics.composite.spec import parse_spec
    >>> spec = parse_spec('''{id: small, title: {en: Small}, indicators: [{id: a}, {id: b}],
    ...                       tree: [{id: total, label: {en: Total}, children: [a, b]}],
    ...                       uncertainty: {inputs: [{id: weights, noise: {1: 0.5}}]}}''', "example")
    >>> table = pl.DataFrame({"unit": ["x", "y", "z"], "a": [1, 2, 3], "b": [3.0, 2.5, 3.0]})
    >>> explore(spec, table, Plan(draws=100)).rank_interval.median.tolist()
    [2.0, 3.0, 1.0]
    """
    _check(spec)
    readings = read(spec, nw.from_native(data, eager_only=True), reference, lines)
    return _explored(spec, readings, plan or Plan(), progress, doubt or _unsaid)


def _check(spec: IndexSpec) -> None:
    fault = next(faults(spec), None)
    if fault is not None:
        raise InputError(f"spec {spec.id}: {fault.problem}")


def _unsaid(_: str) -> None:
    pass


def _explored(
    spec: IndexSpec, readings: Readings, how: Plan, progress: Progress | None, doubt: Callable[[str], None]
) -> Exploration:
    check_size(how.draws if how.design is None else len(how.design), len(readings.units))
    design = draw_design(spec, how.draws, how.seed, how.sampling) if how.design is None else how.design
    nominal = _nominal(spec, readings)
    doubts = probe(spec, readings, design)
    for said in doubts:
        doubt(said)
    runs = _until_still(spec, readings, design, how, progress)
    if len(runs.failed) == len(runs.design):
        raise InputError(f"all {len(runs.design)} runs failed; the first one: {runs.failed[0]}")
    ranks = _ranks(readings, runs.scores)
    units = _labels(readings)
    nominal_ranks = _ranks(readings, nominal[None, :])[0]
    return Exploration(
        spec=spec,
        units=units,
        design=runs.design,
        nominal_scores=nominal,
        nominal_ranks=nominal_ranks,
        scores=runs.scores,
        ranks=ranks,
        score_interval=interval(runs.scores),
        rank_interval=interval(ranks),
        probabilities=rank_probabilities(ranks),
        dominance=dominance(ranks) if len(units) <= MOST_COMPARED else None,
        effects=effects(runs.design, units, runs.scores, ranks, nominal_ranks, how.seed) if how.effects else [],
        failed=runs.failed,
        asked=len(design),
        doubts=doubts,
    )


def _nominal(spec: IndexSpec, readings: Readings) -> Floats:
    """The scores of an ordinary run, in the rows of the data."""
    scaled = run_steps(spec, readings).normalised
    step = next((step.weigh for step in spec.chain if step.weigh is not None), Weigh())
    scores = np.full(len(readings.units), np.nan)
    scores[scaled.positions] = all_nodes(spec, scaled, weigh(spec, scaled, step).weights)[spec.total].scores
    return scores


def _ranks(readings: Readings, scores: Floats) -> Floats:
    """Ranks among the reference set, in a panel those of each period."""
    if len(scores) == 1:
        made = np.full(scores.shape, np.nan)
        for rows, reference in readings.periods("each"):
            made[0, rows] = ranks_of(scores[0], reference)[rows]
        return made
    places = np.full(scores.shape, np.nan)
    for rows, reference in readings.periods("each"):
        places[:, rows] = ranks_of_runs(scores, reference)[:, rows]
    return places


def _labels(readings: Readings) -> list[str]:
    if readings.times is None:
        return list(readings.units)
    return [f"{unit} {time:g}" for unit, time in zip(readings.units, readings.times, strict=True)]


def _until_still(spec: IndexSpec, readings: Readings, design: Design, how: Plan, progress: Progress | None) -> Runs:
    """All runs, or as many as it takes until twice as many move no interval."""
    if how.tolerance is None:
        return run_design(spec, readings, design, workers=how.workers, progress=progress)
    parts: list[Runs] = []
    before: Floats | None = None
    ends = _ends(design)
    for start, end in zip([0, *ends], ends, strict=False):
        part = run_design(spec, readings, design.part(start, end), workers=how.workers, progress=progress)
        parts.append(part)
        scores = np.vstack([one.scores for one in parts])
        now = np.stack(interval(_ranks(readings, scores)))
        if before is not None and not np.nanmax(np.abs(now - before), initial=0.0) > how.tolerance:
            break
        before = now
    failed = {start + at: why for start, one in zip([0, *ends], parts, strict=False) for at, why in one.failed.items()}
    return Runs(design.part(0, len(scores)), scores, failed)


def _ends(design: Design) -> Sequence[int]:
    """Where the rounds end: an eighth, a quarter, a half, all of the runs, whole base points each."""
    size = len(design.inputs) + 2
    ends = [len(design) // share // size * size for share in (8, 4, 2)]
    return [*(end for end in dict.fromkeys(ends) if end >= 2 * size), len(design)]
