"""A spec with other steps: what an alternative of an uncertain input makes of it."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from beffroi.analytics.composite.model import IndexSpec
from beffroi.analytics.composite.overrides import changed_steps
from beffroi.analytics.composite.step_faults import step_faults
from beffroi.analytics.declarations import lower_first
from beffroi.analytics.errors import InputError

SHORT = {"normalise", "aggregate"}


def varied(spec: IndexSpec, changes: Mapping[str, Mapping[str, Any] | str]) -> IndexSpec:
    """A spec with steps changed.

    Parameters
    ----------
    spec : IndexSpec
    changes : mapping
        by step: keys to set, or `none` to leave the step out. A step that the spec lacks is put in its usual place.

    Returns
    -------
    IndexSpec
        the spec itself where nothing changes.

    Raises
    ------
    InputError
        if a step or key is unknown, or a value does not fit.

    Examples
    --------
    >>> from beffroi.analytics.composite.spec import parse_spec
    >>> spec = parse_spec('''{id: small, title: {en: Small}, indicators: [{id: a}],
    ...                       tree: [{id: total, label: {en: Total}, children: [a]}]}''', "example")
    >>> [step.name for step in varied(spec, {"treat": {"skew": 3}}).chain]
    ['treat', 'normalise', 'aggregate']
    """
    if not changes:
        return spec
    fields: dict[str, Any] = {name: getattr(spec, name) for name in spec.model_fields_set - {"steps", *SHORT}}
    try:
        made = IndexSpec.model_validate(fields | _steps(spec, changes))
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"] if not isinstance(part, int))
        said = lower_first(first["msg"].removeprefix("Value error, "))
        raise InputError(f"{key.removeprefix('steps.')}: {said}.") from None
    fault = next(step_faults(made), None)
    if fault is not None:
        raise InputError(fault.problem)
    return made


def _steps(spec: IndexSpec, changes: Mapping[str, Mapping[str, Any] | str]) -> dict[str, Any]:
    """The changed steps as fields of a spec: in the short form where that was and still is enough."""
    declared = [step.model_dump(exclude_unset=True) for step in spec.chain]
    steps = changed_steps(declared, changes)
    if spec.steps is None and {name for step in steps for name in step} == SHORT:
        # Without `steps`, an indicator that cannot be scaled is missing; that must not change.
        whole = {name: parameters for step in steps for name, parameters in step.items()}
        return {"normalise": whole["normalise"], "aggregate": whole["aggregate"][0]}
    if spec.steps is None:
        for step in steps:
            if "normalise" in step:
                step["normalise"] = {"unusable": "missing", **step["normalise"]}
    return {"steps": steps}
