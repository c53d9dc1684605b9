"""The uncertain inputs of a spec as columns of a design: what each holds, and how it is made of random numbers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.composite.model import IndexSpec
from beffroi.analytics.composite.uncertain import UncertainInput
from beffroi.analytics.errors import InputError

Floats = NDArray[np.float64]
Holds = Literal["number", "value", "factor", "out", "seed"]
"""The number of an alternative from 1, a value, a factor of a weight, 1 for out and 0 for in, or a seed."""

SEEDS = 2**31


@dataclass(frozen=True)
class Column:
    """A column of a design: its name, what it holds, and of which input; for one of several, which part it is about."""

    name: str
    holds: Holds
    input: UncertainInput
    part: str = ""
    size: float = 0.0
    """How many alternatives there are; of a factor the noise, of an out its chance."""


def columns_of(spec: IndexSpec) -> list[Column]:
    """The columns of a design for a spec, input by input.

    Parameters
    ----------
    spec : IndexSpec

    Returns
    -------
    list of Column

    Raises
    ------
    InputError
        if the spec declares nothing uncertain, or a file of weights has not been read.

    Examples
    --------
    >>> from beffroi.analytics.composite.spec import parse_spec
    >>> spec = parse_spec('''{id: small, title: {en: Small}, indicators: [{id: a}, {id: b}],
    ...                       tree: [{id: total, label: {en: Total}, children: [a, b]}],
    ...                       uncertainty: {inputs: [{id: sd, parameter: normalise.sd, uniform: [1, 2]},
    ...                                              {id: weights, noise: {1: 0.25}}]}}''', "example")
    >>> [column.name for column in columns_of(spec)]
    ['sd', 'weights.a', 'weights.b']
    """
    if spec.uncertainty is None:
        raise InputError(
            f"spec {spec.id} declares nothing uncertain; add the section uncertainty with at least one input."
        )
    return [column for item in spec.uncertainty.inputs for column in _columns(spec, item)]


def _columns(spec: IndexSpec, item: UncertainInput) -> list[Column]:
    if item.noise is not None:
        levels = ((name, item.noise.get(height)) for name, height in spec.heights.items() if name != spec.total)
        return [Column(f"{item.id}.{name}", "factor", item, name, noise) for name, noise in levels if noise is not None]
    if item.leave_out is not None:
        if item.chance is None:
            return [Column(item.id, "number", item, size=len(item.leave_out) + 1)]
        return [Column(f"{item.id}.{name}", "out", item, name, item.chance) for name in item.leave_out]
    if item.imputation is not None:
        return [Column(item.id, "seed", item)]
    if item.weight_file is not None:
        raise InputError(f"the weights of '{item.id}' stand in {item.weight_file}, which has not been read; read it.")
    choices = item.alternatives or item.values or item.weight_sets
    if choices is None:
        return [Column(item.id, "value", item)]
    return [Column(item.id, "number", item, size=len(choices))]


def realised(column: Column, uniform: Floats) -> Floats:
    """What a column holds where uniform random numbers are as given.

    Parameters
    ----------
    column : Column
    uniform : array
        0 to 1, without 1.

    Returns
    -------
    array
        of the same shape.

    Examples
    --------
    >>> item = UncertainInput(id="skew", parameter="treat.skew", uniform=(1.0, 3.0))
    >>> realised(Column("skew", "value", item), np.array([0.0, 0.25])).tolist()
    [1.0, 1.5]
    """
    return MADE[column.holds](column, uniform)


def _value(column: Column, uniform: Floats) -> Floats:
    item = column.input
    if item.triangular is None:
        assert item.uniform is not None  # noqa: S101 - the input was checked
        low, high = item.uniform
        return low + (high - low) * uniform
    low, mode, high = item.triangular
    turn = (mode - low) / (high - low)
    rising = low + np.sqrt(uniform * (high - low) * (mode - low))
    falling = high - np.sqrt((1 - uniform) * (high - low) * (high - mode))
    return np.where(uniform < turn, rising, falling)


MADE: dict[Holds, Callable[[Column, Floats], Floats]] = {
    "number": lambda column, uniform: np.minimum(np.floor(uniform * column.size) + 1, column.size),
    "value": _value,
    "factor": lambda column, uniform: 1 + column.size * (2 * uniform - 1),
    "out": lambda column, uniform: (uniform < column.size).astype(float),
    "seed": lambda _, uniform: np.floor(uniform * SEEDS),
}
