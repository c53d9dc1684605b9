"""From the rows of a design to specs: each combination of alternatives is made once."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.composite.model import IndexSpec
from beffroi.analytics.composite.nodes import aggregation
from beffroi.analytics.composite.steps import Step, Weigh
from beffroi.analytics.composite.tree import measurable
from beffroi.analytics.composite.variants import varied
from beffroi.analytics.errors import InputError
from beffroi.analytics.uncertainty.design import Design
from beffroi.analytics.uncertainty.factors import Column

Floats = NDArray[np.float64]
Key = tuple[str, ...]


@dataclass(frozen=True)
class Variant:
    """A spec as some runs have it, with what tells its steps apart from those of another."""

    spec: IndexSpec

    @cached_property
    def scaling(self) -> list[Step]:
        """The steps up to the common scale."""
        return [step for step in self.spec.chain if step.aggregate is None and step.weigh is None]

    @cached_property
    def keys(self) -> Key:
        """The steps up to the common scale as text: the same text, the same step."""
        return tuple(step.model_dump_json(exclude_unset=True) for step in self.scaling)

    @cached_property
    def weigh(self) -> Weigh:
        """How weights are found."""
        return next((step.weigh for step in self.spec.chain if step.weigh is not None), Weigh())

    @cached_property
    def imputes_at(self) -> int | None:
        """Where among the steps gaps are filled."""
        return next((at for at, step in enumerate(self.scaling) if step.impute is not None), None)

    @cached_property
    def means(self) -> tuple[tuple[str, float], ...]:
        """Of each node that can be measured, from the bottom: its aggregation without the exponent, and that."""
        known = measurable(self.spec)
        steps = [aggregation(self.spec, node) for node in self.spec.bottom_up() if node.id in known]
        return tuple((step.model_copy(update={"p": None}).model_dump_json(), step.p or 0.0) for step in steps)

    @cached_property
    def methods(self) -> Key:
        """The aggregations without their exponents."""
        return tuple(method for method, _ in self.means)

    @cached_property
    def weigh_key(self) -> str:
        """What tells the weights apart, given the same data on the same scale."""
        means = "" if self.weigh.method in ("given", "equal", "budget", "ahp") else repr(self.means)
        return self.weigh.model_dump_json() + means


@dataclass
class Choices:
    """The variant of each run of a design; equal choices give the same object."""

    spec: IndexSpec
    columns: list[Column]
    _made: dict[Key, Variant | InputError] = field(default_factory=dict)
    _specs: dict[tuple[float, ...], Variant | InputError] = field(default_factory=dict)

    def __post_init__(self) -> None:
        stepping = ("alternatives", "parameter")
        self._at = [at for at, column in enumerate(self.columns) if column.input.kind in stepping]

    def of(self, values: Floats) -> Variant | InputError:
        """The variant of a run, or why there is none."""
        key = tuple(values[self._at].tolist())
        found = self._specs.get(key)
        if found is None:
            found = self._specs[key] = self._varied(key)
        return found

    def _varied(self, key: tuple[float, ...]) -> Variant | InputError:
        changes: dict[str, Any] = {}
        for at, value in zip(self._at, key, strict=True):
            for step, parameters in _change(self.columns[at], value).items():
                before = changes.get(step)
                both = isinstance(before, dict) and not isinstance(parameters, str)
                changes[step] = {**before, **parameters} if both else parameters  # type: ignore[dict-item]
        text = (json.dumps(changes, sort_keys=True, default=str),)
        if text not in self._made:
            try:
                self._made[text] = Variant(varied(self.spec, changes))
            except InputError as error:
                self._made[text] = error
        return self._made[text]


def _change(column: Column, value: float) -> Mapping[str, Mapping[str, Any] | str]:
    if column.holds == "number":
        return column.input.changes()[int(value) - 1]
    step, _, key = (column.input.parameter or "").partition(".")
    return {step: {key: value}}


def seeds_of(design: Design) -> list[int | None]:
    """The seed with which each run draws what it imputes; None where nothing is drawn.

    Parameters
    ----------
    design : Design

    Returns
    -------
    list of int or None

    Examples
    --------
    >>> seeds_of(Design([], np.zeros((2, 0)), ["", ""], np.array([-1, -1])))
    [None, None]
    """
    at = next((at for at, column in enumerate(design.columns) if column.holds == "seed"), None)
    if at is None:
        return [None] * len(design)
    return [int(value) for value in design.values[:, at]]
