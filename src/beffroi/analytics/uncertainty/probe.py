"""Whether each alternative that a design draws can be computed at all, tried before the runs."""

from collections.abc import Iterator
from itertools import product

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.composite.model import IndexSpec
from beffroi.analytics.composite.reading import Readings
from beffroi.analytics.errors import InputError
from beffroi.analytics.uncertainty.design import Design
from beffroi.analytics.uncertainty.factors import Column
from beffroi.analytics.uncertainty.runs import run_design

Floats = NDArray[np.float64]

MOST_TRIED = 64
"""Combinations of alternatives; where there are more, each is tried with the first of the others only."""
NEUTRAL = {"number": 1.0, "factor": 1.0, "out": 0.0, "seed": 0.0}
"""What a column holds where nothing is changed."""


def probe(spec: IndexSpec, readings: Readings, design: Design) -> list[str]:
    """Try each alternative of steps on the data, with weights as given and nothing left out.

    Parameters
    ----------
    spec : IndexSpec
        whose nominal run works.
    readings : Readings
    design : Design
        the alternatives that no run of it takes are not tried.

    Returns
    -------
    list of str
        for each alternative that fails in some combination with the others: how often, and why.

    Raises
    ------
    InputError
        if an alternative fails in every combination, and so do all runs of the design that take it.

    Examples
    --------
    >>> from beffroi.analytics.composite.spec import parse_spec
    >>> from beffroi.analytics.uncertainty.design import draw_design
    >>> spec = parse_spec('''{id: small, title: {en: Small}, indicators: [{id: a}, {id: b}],
    ...                       tree: [{id: total, label: {en: Total}, children: [a, b]}], uncertainty: {inputs: [
    ...                       {id: mean, parameter: aggregate.method, values: [arithmetic, geometric]}]}}''', "example")
    >>> given = Readings(["x", "y"], np.array([[1.0, 2.0], [3.0, 1.0]]), np.ones(2, dtype=bool))
    >>> probe(spec, given, draw_design(spec, 8, seed=1))
    Traceback (most recent call last):
    ...
    beffroi.analytics.errors.InputError: uncertain input 'mean', alternative 2 (aggregate.method=geometric): all 4 ...
    """
    if not _choices(design):
        return []
    tried = _combinations(design)
    return list(_said(spec, readings, design, tried, run_design(spec, readings, tried).failed))


def _choices(design: Design) -> list[int]:
    """The columns that choose among alternatives of steps."""
    return [at for at, column in enumerate(design.columns) if column.holds == "number" and column.input.changes()]


def _combinations(design: Design) -> Design:
    """All combinations of the alternatives, or each with the first of the others."""
    taken = {at: np.unique(design.values[:, at]).tolist() for at in _choices(design)}
    start = [_neutral(column, design.values[:, at]) for at, column in enumerate(design.columns)]
    rows: list[list[float]] = []
    if np.prod([len(values) for values in taken.values()]) <= MOST_TRIED:
        for chosen in product(*taken.values()):
            places = dict(zip(taken, chosen, strict=True))
            rows.append([places.get(at, value) for at, value in enumerate(start)])
    else:
        first = [taken[at][0] if at in taken else value for at, value in enumerate(start)]
        rows = [
            [value if at == here else held for at, held in enumerate(first)] for here in taken for value in taken[here]
        ]
    return _of(design, np.array(rows))


def _neutral(column: Column, values: Floats) -> float:
    """What changes nothing; of a range its middle value, of alternatives the first that runs take."""
    if column.holds == "value":
        return float(np.median(values))
    if column.holds == "number" and not column.input.changes() and column.input.leave_out is None:
        return float(values.min())
    return NEUTRAL[column.holds]


def _said(spec: IndexSpec, readings: Readings, design: Design, tried: Design, failed: dict[int, str]) -> Iterator[str]:
    """What there is to say of each alternative; one that no run can take is refused."""
    for at in _choices(design):
        column = design.columns[at]
        for value in np.unique(design.values[:, at]).tolist():
            rows = np.flatnonzero(tried.values[:, at] == value).tolist()
            wrong = [row for row in rows if row in failed]
            if not wrong:
                continue
            name = f"uncertain input '{column.input.id}', alternative {value:g} ({_named(column, value)})"
            taking = np.flatnonzero(design.values[:, at] == value)
            if len(wrong) == len(rows) and not _works_once(spec, readings, design, taking):
                raise InputError(f"{name}: all {len(taking)} runs that take it would fail: {failed[wrong[0]]}")
            yield f"{name}: fails in {len(wrong)} of {len(rows)} combinations tried: {failed[wrong[0]]}"


def _works_once(spec: IndexSpec, readings: Readings, design: Design, rows: NDArray[np.int64]) -> bool:
    """Whether one of some runs can be computed: a few at a time, so that it is soon known where many can."""
    parts = (rows[start : start + MOST_TRIED] for start in range(0, len(rows), MOST_TRIED))
    return any(len(run_design(spec, readings, _of(design, design.values[part])).failed) < len(part) for part in parts)


def _of(design: Design, values: Floats) -> Design:
    """Other runs of the same columns, which belong to no block."""
    return Design(design.columns, values, [""] * len(values), np.full(len(values), -1))


def _named(column: Column, value: float) -> str:
    """The changes of an alternative, as they are written after --set."""
    parts = [
        f"{step}={change}" if isinstance(change, str) else ", ".join(f"{step}.{key}={to}" for key, to in change.items())
        for step, change in column.input.changes()[int(value) - 1].items()
    ]
    return ", ".join(parts) or "as the spec has it"
