"""Designs: which inputs take which values in which run, drawn so that their effects can be told apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.composite.model import IndexSpec
from beffroi.analytics.errors import InputError
from beffroi.analytics.uncertainty.factors import Column, columns_of, realised
from beffroi.analytics.uncertainty.sobol import sobol_points

Floats = NDArray[np.float64]
Sampling = Literal["sobol", "monte_carlo"]

FEWEST = 8
"""Base points without which no sensitivity is estimated."""
MOST_NUMBERS = 100_000_000
"""Of a design: runs times columns."""


@dataclass(frozen=True)
class Design:
    """Runs, one row each.

    Attributes
    ----------
    columns : list of Column
    values : array, shape (runs, columns)
    block : list of str
        `A` and `B`: two independent draws of all inputs; the id of an input: A with this input as in B; empty: a
        further draw.
    base : array of int, shape (runs,)
        which draws of A, B and the inputs belong together; -1 for a further one.

    """

    columns: list[Column]
    values: Floats
    block: list[str]
    base: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.values)

    @property
    def inputs(self) -> list[str]:
        """Ids of the inputs."""
        return list(dict.fromkeys(column.input.id for column in self.columns))

    def rows_of(self, block: str) -> NDArray[np.int64]:
        """The runs of a block in the order of their base points."""
        rows = np.array([at for at, name in enumerate(self.block) if name == block], dtype=np.int64)
        return rows[np.argsort(self.base[rows], kind="stable")]

    def part(self, start: int, end: int) -> "Design":
        """Some runs alone, from 0."""
        return Design(self.columns, self.values[start:end], self.block[start:end], self.base[start:end])


def draw_design(spec: IndexSpec, draws: int, seed: int, sampling: Sampling = "sobol") -> Design:
    """A design for so many runs: base points A and B, A with one input after the other from B, and further draws.

    Of ``draws`` runs, ``n (k + 2)`` are for n base points and k inputs, n the largest power of two that fits.

    Parameters
    ----------
    spec : IndexSpec
        with the section uncertainty.
    draws : int
        runs, at least 1.
    seed : int
        the same seed always gives the same design.
    sampling : {"sobol", "monte_carlo"}
        scrambled Sobol sequences, or plain random numbers.

    Returns
    -------
    Design
        base point by base point.

    Raises
    ------
    InputError
        if the spec declares nothing uncertain, or there are no draws, or too many.

    References
    ----------
    Saltelli, A. et al. (2010). Variance based sensitivity analysis of model output. Computer Physics Communications
    181(2).

    Examples
    --------
    >>> from beffroi.analytics.composite.spec import parse_spec
    >>> spec = parse_spec('''{id: small, title: {en: Small}, indicators: [{id: a}, {id: b}],
    ...                       tree: [{id: total, label: {en: Total}, children: [a, b]}],
    ...                       uncertainty: {inputs: [{id: weights, noise: {1: 0.25}}]}}''', "example")
    >>> design = draw_design(spec, 26, seed=1)
    >>> len(design), design.block[:4], design.block[-2:]
    (26, ['A', 'B', 'weights', 'A'], ['', ''])
    """
    columns = columns_of(spec)
    if draws < 1 or seed < 0:
        raise InputError(f"{draws} draws with seed {seed}: give one draw or more, and a seed of zero or more.")
    if draws * len(columns) > MOST_NUMBERS:
        raise InputError(f"{draws} draws: the design could not be held; take at most {MOST_NUMBERS // len(columns)}.")
    return _laid_out(columns, draws, seed, sampling)


def _laid_out(columns: list[Column], draws: int, seed: int, sampling: Sampling) -> Design:
    inputs = list(dict.fromkeys(column.input.id for column in columns))
    size = len(inputs) + 2
    bases = 2 ** int(np.log2(draws // size)) if draws >= size * FEWEST else 0
    points = _points(bases + draws - bases * size, len(columns), seed, sampling)
    first = np.column_stack([realised(column, points[:, at]) for at, column in enumerate(columns)])
    second = np.column_stack([realised(column, points[:, len(columns) + at]) for at, column in enumerate(columns)])
    blocks = [first[:bases], second[:bases]]
    for name in inputs:
        own = np.array([column.input.id == name for column in columns])
        blocks.append(np.where(own, second[:bases], first[:bases]))
    values = np.stack(blocks, axis=1).reshape(bases * size, len(columns))
    further = draws - bases * size
    return Design(
        columns,
        np.vstack([values, first[bases:]]),
        ["A", "B", *inputs] * bases + [""] * further,
        np.concatenate([np.repeat(np.arange(bases), size), np.full(further, -1)]).astype(np.int64),
    )


def _points(count: int, columns: int, seed: int, sampling: Sampling) -> Floats:
    random = np.random.default_rng(seed)
    if sampling == "monte_carlo":
        return random.random((count, 2 * columns))
    return sobol_points(count, 2 * columns, random)


def checked(
    columns: Sequence[Column],
    values: Floats,
    block: list[str],
    base: NDArray[np.int64],
    places: Sequence[str] | None = None,
) -> Design:
    """A design from values that somebody recorded.

    Parameters
    ----------
    columns : sequence of Column
    values : array, shape (runs, columns)
    block : list of str
    base : array of int, shape (runs,)
    places : sequence of str, optional
        where each run stands, for errors; default: its number, from 1.

    Returns
    -------
    Design

    Raises
    ------
    InputError
        with the run and the column, if a value is missing or none that the input has, or blocks do not match.

    Examples
    --------
    >>> from beffroi.analytics.composite.uncertain import UncertainInput
    >>> item = UncertainInput(id="max", parameter="treat.winsorise_max", values=[1, 2])
    >>> checked([Column("max", "number", item, size=2)], np.array([[3.0]]), [""], np.array([-1]))
    Traceback (most recent call last):
    ...
    beffroi.analytics.errors.InputError: run 1, column max: 3 is no alternative; there are 1 to 2.
    """
    where = [f"run {at + 1}" for at in range(len(values))] if places is None else places
    for at, column in enumerate(columns):
        wrong = ~_possible(column, values[:, at])
        if wrong.any():
            run = int(wrong.argmax())
            raise InputError(f"{where[run]}, column {column.name}: {_told(column, values[run, at])}")
    design = Design(list(columns), values, block, base)
    _check_blocks(design, where)
    return design


def _possible(column: Column, values: Floats) -> NDArray[np.bool_]:
    if column.holds == "number":
        possible = (values >= 1) & (values <= column.size) & (values % 1 == 0)
    elif column.holds == "out":
        possible = (values == 0) | (values == 1)
    else:
        possible = np.isfinite(values) & ((values >= 0) | (column.holds == "value"))
    return np.asarray(possible)


def _told(column: Column, value: float) -> str:
    if np.isnan(value):
        return "the cell is empty; fill it in."
    if column.holds == "number":
        return f"{value:g} is no alternative; there are 1 to {column.size:g}."
    if column.holds == "out":
        return f"{value:g} is neither 0 (in) nor 1 (out); write one of them."
    return f"{value:g} cannot be used; write a number of zero or more."


def _check_blocks(design: Design, where: Sequence[str]) -> None:
    known = {"A", "B", "", *design.inputs}
    for at, name in enumerate(design.block):
        if name not in known:
            raise InputError(
                f"{where[at]}, column block: '{name}' is no block; write A, B, an input "
                f"({', '.join(design.inputs)}), or nothing."
            )
    wanted = design.base[design.rows_of("A")]
    for name in ("B", *design.inputs):
        found = design.base[design.rows_of(name)]
        if wanted.size and not np.array_equal(found, wanted):
            raise InputError(
                f"{where[0]} and after, column base: block {name} does not have the base points of block A, each "
                "once; mend the design, or take out the columns block and base."
            )
