"""Changing a step of a spec from outside: `normalise.method=zscore`, `aggregate.p=2`, `impute=none`."""

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from beffroi.analytics.composite.parts import Part
from beffroi.analytics.composite.steps import ORDER, Aggregate, Denominate, Impute, Normalise, Screen, Treat, Weigh
from beffroi.analytics.errors import InputError

KINDS: dict[str, type[Part]] = {
    "denominate": Denominate,
    "impute": Impute,
    "screen": Screen,
    "treat": Treat,
    "normalise": Normalise,
    "weigh": Weigh,
    "aggregate": Aggregate,
}
GONE = ("none", "null", "false", "off", "no")


def overridden(content: dict[str, Any], changes: Sequence[str]) -> dict[str, Any]:
    """The content of a spec with steps changed by their names.

    `STEP.KEY=VALUE` sets a parameter, and adds the step in its usual place where the spec has none; `STEP=none` takes
    the step out. Values are written as in YAML.

    Parameters
    ----------
    content : dict
        of the YAML file; it is not changed.
    changes : sequence of str

    Returns
    -------
    dict

    Raises
    ------
    InputError
        if a change is not of that form, or its step or key is unknown, with those that are known.

    Examples
    --------
    >>> content = {"steps": [{"normalise": {"range": [0, 1]}}]}
    >>> overridden(content, ["normalise.range=[1,100]", "treat.skew=2.5"])["steps"]
    [{'treat': {'skew': 2.5}}, {'normalise': {'range': [1, 100]}}]
    """
    if not changes:
        return content
    steps = _steps(content)
    for change in changes:
        _change(steps, change)
    rest = {key: value for key, value in content.items() if key not in ("normalise", "aggregate", "steps")}
    return {**rest, "steps": steps}


def changed_steps(steps: Sequence[Any], changes: Mapping[str, Mapping[str, Any] | str]) -> list[Any]:
    """Steps, each a mapping of one name to its parameters, with some of them changed.

    Parameters
    ----------
    steps : sequence of dict
    changes : mapping
        by step: keys to set, or `none` to leave the step out.

    Returns
    -------
    list of dict

    Raises
    ------
    InputError
        if a step or key is unknown.

    Examples
    --------
    >>> changed_steps([{"treat": {}}, {"aggregate": {"method": "power", "p": 2}}], {"treat": "none"})
    [{'aggregate': {'method': 'power', 'p': 2}}]
    """
    made = list(steps)
    for name, parameters in changes.items():
        if name not in KINDS:
            raise InputError(f"'{name}' is no step; the steps are {', '.join(ORDER)}.")
        if isinstance(parameters, str):
            made = [step for step in made if name not in step]
            continue
        known = list(KINDS[name].model_fields)
        if not parameters:
            continue
        for key, value in parameters.items():
            if key not in known:
                raise InputError(f"'{key}' is no key of {name}; its keys are {', '.join(known)}.")
            _put(made, name, key, value)
    return made


def _steps(content: dict[str, Any]) -> list[Any]:
    """The steps as a list of one-key mappings, those of the short form included."""
    declared = content.get("steps")
    if declared is None:
        return [{name: content.get(name) or {}} for name in ("normalise", "aggregate")]
    if not isinstance(declared, list):
        return [declared]  # refused when the spec is checked
    return [dict(step) if isinstance(step, dict) else step for step in declared]


def _change(steps: list[Any], change: str) -> None:
    path, sign, text = change.partition("=")
    name, dot, key = path.strip().partition(".")
    if not sign:
        raise InputError(
            f"--set {change}: there is no value; write it as STEP.KEY=VALUE, such as normalise.method=zscore."
        )
    if name not in KINDS:
        raise InputError(f"--set {change}: '{name}' is no step; the steps are {', '.join(ORDER)}.")
    if not dot:
        _take_out(steps, name, text.strip(), change)
        return
    known = list(KINDS[name].model_fields)
    if key not in known:
        raise InputError(f"--set {change}: '{key}' is no key of {name}; its keys are {', '.join(known)}.")
    _put(steps, name, key, _value(text, change))


def _value(text: str, change: str) -> Any:
    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError):
        raise InputError(
            f"--set {change}: the value is not YAML; write a number, a word or a list like [1,100]."
        ) from None


def _take_out(steps: list[Any], name: str, text: str, change: str) -> None:
    if text.lower() not in GONE:
        known = ", ".join(KINDS[name].model_fields)
        raise InputError(
            f"--set {change}: name a key of the step ({known}), as in {name}.KEY=VALUE, or write {name}=none to "
            "leave the step out."
        )
    steps[:] = [step for step in steps if not (isinstance(step, dict) and name in step)]


def _put(steps: list[Any], name: str, key: str, value: Any) -> None:
    for at, step in enumerate(steps):
        if isinstance(step, dict) and name in step:
            steps[at] = {**step, name: _with(step[name], key, value)}
            return
    following = ORDER[ORDER.index(name) + 1 :]
    places = [at for at, step in enumerate(steps) if isinstance(step, dict) and set(step) & set(following)]
    steps.insert(min(places, default=len(steps)), {name: {key: value}})


def _with(parameters: Any, key: str, value: Any) -> Any:
    """A parameter set; where there is one aggregation a level, in each of them."""
    if isinstance(parameters, list):
        return [_with(level, key, value) for level in parameters]
    if parameters is not None and not isinstance(parameters, dict):
        return parameters  # refused when the spec is checked
    return {**(parameters or {}), key: value}
