"""Runs the steps of a spec up to the common scale, and keeps what each leaves."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.composite.denominate import denominate
from beffroi.analytics.composite.impute import impute
from beffroi.analytics.composite.model import IndexSpec
from beffroi.analytics.composite.reading import Readings
from beffroi.analytics.composite.scaling import normalise
from beffroi.analytics.composite.screen import screen
from beffroi.analytics.composite.steps import Step, refined
from beffroi.analytics.composite.treat import treat
from beffroi.analytics.errors import InputError

Floats = NDArray[np.float64]


@dataclass
class Made:
    """What the steps before aggregation leave: the data after each, and what they did.

    A step that the spec does not have leaves the data as the one before it did.
    """

    read: Readings
    imputed: Readings
    treated: Readings
    normalised: Readings
    notes: dict[str, Any] = field(default_factory=dict)


def run_steps(spec: IndexSpec, readings: Readings) -> Made:
    """Run the steps before aggregation, in their order.

    Parameters
    ----------
    spec : IndexSpec
    readings : Readings
        as the data have them.

    Returns
    -------
    Made

    Raises
    ------
    InputError
        as the steps do, and if a step leaves a number that is none.

    Examples
    --------
    >>> from beffroi.analytics.composite.spec import parse_spec
    >>> spec = parse_spec('''{id: small, title: {en: Small}, indicators: [{id: a}],
    ...                       tree: [{id: total, label: {en: Total}, children: [a]}],
    ...                       steps: [impute: {}, normalise: {}, aggregate: {}]}''', "example")
    >>> given = Readings(["x", "y", "z"], np.array([[6.0], [8.0], [np.nan]]), np.ones(3, dtype=bool))
    >>> run_steps(spec, given).normalised.values.ravel()
    array([0. , 1. , 0.5])
    """
    after: dict[str, Readings] = {}
    notes: dict[str, Any] = {}
    now = readings
    for step in spec.chain:
        if step.aggregate is not None or step.weigh is not None:
            continue
        before, now = now, run_step(spec, now, step, notes)
        after[step.name] = now
        _set_aside(before, now, notes)
    steps = [name for name in after if name != "normalise"]
    last = after[steps[-1]] if steps else readings
    imputed = after.get("impute", _before(after, readings, "treat", last))
    return Made(readings, imputed, after.get("treat", last), now, notes)


def _before(after: dict[str, Readings], readings: Readings, name: str, last: Readings) -> Readings:
    """What stood before a step; what stands in the end where there is no such step."""
    if name not in after:
        return last
    names = list(after)
    at = names.index(name)
    return after[names[at - 1]] if at else readings


def run_step(spec: IndexSpec, readings: Readings, step: Step, notes: dict[str, Any]) -> Readings:
    """Run one step before weighing and aggregation.

    Parameters
    ----------
    spec : IndexSpec
    readings : Readings
        as the step before left them.
    step : Step
    notes : dict
        to which what the step did is added.

    Returns
    -------
    Readings

    Raises
    ------
    InputError
        as the step does, and if it leaves a number that is none.

    Examples
    --------
    >>> from beffroi.analytics.composite.spec import load_spec
    >>> given = Readings(["x", "y"], np.array([[6.0], [np.nan]]), np.ones(2, dtype=bool))
    >>> run_step(load_spec("industrial-change"), given, Step.model_validate({"impute": {}}), {}).values.ravel()
    array([6., 6.])
    """
    now = _ran(spec, readings, step, notes)
    _check_finite(spec, now, step)
    return now


def _ran(spec: IndexSpec, readings: Readings, step: Step, notes: dict[str, Any]) -> Readings:
    names = [item.id for item in spec.indicators]
    if step.denominate is not None:
        return denominate(readings, names, spec.denominators)
    if step.impute is not None:
        filled = impute(readings, spec, step.impute)
        gaps = np.isnan(readings.values)
        notes["imputed"] = {"missing": int(gaps.sum()), "filled": int((gaps & ~np.isnan(filled.values)).sum())}
        return filled
    if step.screen is not None:
        return screen(readings, step.screen)
    if step.treat is not None:
        own = [refined(step.treat, item.treat) for item in spec.indicators]
        treated, notes["treated"] = treat(readings, names, own, spec.compat)
        return treated
    assert step.normalise is not None  # noqa: S101 - one of the steps it is
    return normalise(readings, spec, step.normalise)


def _set_aside(before: Readings, now: Readings, notes: dict[str, Any]) -> None:
    if len(now.units) < len(before.units):
        kept = set(now.positions.tolist())
        notes["screened_out"] = [
            unit for unit, row in zip(before.units, before.positions.tolist(), strict=True) if row not in kept
        ]


def _check_finite(spec: IndexSpec, now: Readings, step: Step) -> None:
    """A number that is none has left the range of numbers; COINr's distances may."""
    if spec.compat == "coinr" or np.isfinite(now.values).all():
        return
    wrong = np.argwhere(np.isinf(now.values))
    if len(wrong):
        row, at = (int(place) for place in wrong[0])
        raise InputError(
            f"{now.where(row)}, column {spec.indicators[at].id}: the step {step.name} leaves no finite number; "
            "check the value, or change the step."
        )
