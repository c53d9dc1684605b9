"""Reading the spec of a composite index: shipped with Beffroi or from a YAML file, checked as a whole."""

import os
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from beffroi.analytics.composite.model import IndexSpec
from beffroi.analytics.composite.overrides import overridden
from beffroi.analytics.composite.tree import faults
from beffroi.analytics.declarations import Node, line_of, lower_first, parse_yaml
from beffroi.analytics.errors import InputError
from beffroi.analytics.files import read_text

__all__ = ["SHIPPED", "IndexSpec", "load_spec", "parse_spec"]

SHIPPED = ("industrial-change",)
DATA = files("beffroi.analytics.composite").joinpath("data")


def load_spec(name: str | Path, changes: Sequence[str] = ()) -> IndexSpec:
    """A spec by name or from a YAML file, checked as a whole.

    Parameters
    ----------
    name : str or Path
        `industrial-change`, or the path of a file.
    changes : sequence of str
        of steps, such as `normalise.method=zscore`.

    Returns
    -------
    IndexSpec

    Raises
    ------
    InputError
        with the file, the line and the key: no such file, not YAML, an unknown key, an id that stands twice, an unknown
        child, a child of two parents, a cycle, a node without children, weights that are negative or sum to zero.

    Examples
    --------
    >>> spec = load_spec("industrial-change")
    >>> len(spec.dimensions), spec.total
    (7, 'industrial_change')
    """
    return parse_spec(read_text(spec_path(name)), str(name), changes)


def spec_path(name: str | Path) -> Path:
    """The YAML file that a name or path means; a shipped name wins over a file of that name.

    Parameters
    ----------
    name : str or Path
        `industrial-change`, or the path of a file.

    Returns
    -------
    Path

    Raises
    ------
    InputError
        if there is no such spec or file.

    Examples
    --------
    >>> spec_path("industrial-change").name
    'industrial-change.yaml'
    """
    if str(name) in SHIPPED:
        return Path(str(DATA.joinpath(f"{name}.yaml")))
    if not os.path.lexists(name):  # unlike Path.exists, answers False for a name too long to be a file
        raise InputError(f"{name}: no such file; check the path, or name a shipped spec ({', '.join(SHIPPED)}).")
    return Path(name)


def parse_spec(text: str, where: str, changes: Sequence[str] = ()) -> IndexSpec:
    """A spec from YAML text, checked as a whole.

    Parameters
    ----------
    text : str
    where : str
        names the text in errors.
    changes : sequence of str
        of steps, such as `normalise.method=zscore`.

    Returns
    -------
    IndexSpec

    Raises
    ------
    InputError
        as `load_spec`.

    Examples
    --------
    >>> parse_spec("id: x\\ntitle: {en: X}\\nindicators: [{id: a, polarity: 2}]\\ntree: []\\n", "mine.yaml")
    Traceback (most recent call last):
    ...
    beffroi.analytics.errors.InputError: mine.yaml, line 3, indicators.0.polarity: input should be -1 or 1; mend it.
    """
    root, content = _parse(text, where)
    try:
        spec = IndexSpec.model_validate(overridden(content, changes))
    except ValidationError as error:
        first = error.errors()[0]
        place = first["loc"]
        said = first["msg"].removeprefix("Value error, ")
        key = ".".join(str(step) for step in place)
        at = _place(root, where, place, changes)
        raise InputError(f"{at}, {key}: {lower_first(said)}; mend it.") from None
    fault = next(faults(spec), None)
    if fault is not None:
        raise InputError(f"{_place(root, where, fault.place, changes)}: {fault.problem}")
    return spec


def _place(root: Node, where: str, place: tuple[str | int, ...], changes: Sequence[str]) -> str:
    """Where something stands: in a line of the text, or for a changed step in what changed it too."""
    if changes and place[:1] == ("steps",):
        return f"{where} with --set {' --set '.join(changes)}"
    return f"{where}, line {line_of(root, place)}"


def _parse(text: str, where: str) -> tuple[Node, dict[str, Any]]:
    """The text as YAML nodes, which know their lines, and as plain values."""
    root, content = parse_yaml(text, where)
    if not isinstance(content, dict):
        raise InputError(f"{where}: a spec is a mapping with the keys id, title, indicators and tree; mend the file.")
    return root, content
