"""Reading a case file: what is wrong is said with the line on which it stands."""

from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from beffroi.analytics.errors import InputError
from beffroi.analytics.files import read_text
from beffroi.reporting.case.model import CaseFile

SAID = {
    "missing": "this key is missing; add it",
    "int_type": "write a whole number",
    "int_from_float": "write a whole number",
    "string_type": "write text, in quotes if it looks like a number",
    "list_type": "write a list",
    "dict_type": "write keys and values",
    "model_type": "write keys and values",
    "greater_than_equal": "the number is too small",
    "less_than_equal": "the number is too large",
}


def read_case(path: Path) -> CaseFile:
    """Read the parts of a case file that can be checked.

    Parameters
    ----------
    path : Path
        YAML with `meta`, `pilot_regions`, `published_values`, `published_relations` and, if wanted, `typology`;
        other keys are left alone.

    Raises
    ------
    InputError
        if the file is not readable YAML, lacks a key, repeats one or holds a wrong type; the line is named.

    """
    text = read_text(path)
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        repeated = None if root is None else _repeated(root)
        content = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = 1 if mark is None else mark.line + 1
        raise InputError(f"{path}, line {line}: not readable as YAML ({error.problem}); correct the line.") from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        said = str(error).splitlines()[0]
        raise InputError(f"{path}: not readable as YAML ({said}); correct the file.") from None
    if repeated is not None:
        raise InputError(
            f"{path}, line {repeated.start_mark.line + 1}: the key '{repeated.value}' stands twice; keep one."
        )
    if not isinstance(content, dict):
        raise InputError(
            f"{path}: a case file is a list of keys such as meta and published_values; start it with them."
        )
    try:
        return CaseFile.model_validate(content)
    except ValidationError as error:
        raise InputError(_said(path, root, error.errors()[0])) from None


def _said(path: Path, root: yaml.Node | None, error: ErrorDetails) -> str:
    """The first fault in one sentence, with its line and the way to it."""
    where = [step for step in error["loc"] if step != "regions" and not (isinstance(step, str) and "[" in step)]
    named = ".".join(f"entry {step + 1}" if isinstance(step, int) else step for step in where)
    what = SAID.get(error["type"], error["msg"].removeprefix("Value error, "))
    return f"{path}, line {_line(root, where)}, {named}: {what}."


def _line(root: yaml.Node | None, where: Sequence[int | str]) -> int:
    """The line of the deepest step that is there."""
    node = root
    for step in where:
        deeper = _child(node, step)
        if deeper is None:
            break
        node = deeper
    return 1 if node is None else node.start_mark.line + 1


def _child(node: yaml.Node | None, step: int | str) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        found: Any = node.value[step]
        return found if isinstance(found, yaml.Node) else None
    return None


def _repeated(root: yaml.Node) -> yaml.ScalarNode | None:
    """The first key that stands twice in one mapping: YAML would silently keep the last."""
    pending, visited = [root], set[int]()
    while pending:
        node = pending.pop()
        if id(node) in visited:
            continue
        visited.add(id(node))
        if isinstance(node, yaml.MappingNode):
            keys: set[Hashable] = set()
            for key, value in node.value:
                if isinstance(key, yaml.ScalarNode) and key.value in keys:
                    return key
                keys.add(key.value if isinstance(key, yaml.ScalarNode) else id(key))
                pending.append(value)
        elif isinstance(node, yaml.SequenceNode):
            pending.extend(node.value)
    return None
