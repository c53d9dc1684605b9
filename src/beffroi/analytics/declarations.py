"""Reading YAML that somebody wrote: plain values, and where in the text each of them stands."""

from collections.abc import Iterator
from typing import Any

import yaml

from beffroi.analytics.errors import InputError

Node = yaml.Node | None


def parse_yaml(text: str, where: str) -> tuple[Node, Any]:
    """A YAML text as nodes, which know their lines, and as plain values.

    Parameters
    ----------
    text : str
    where : str
        names the text in errors.

    Returns
    -------
    tuple of yaml.Node or None, and plain values

    Raises
    ------
    InputError
        with the line where it is known: not YAML, a date that is none, nesting without end, a key that stands twice.

    Examples
    --------
    >>> parse_yaml("id: x\\nsize: {minimum: 2}\\n", "mine.yaml")[1]
    {'id': 'x', 'size': {'minimum': 2}}
    """
    root = compose_yaml(text, where)
    try:
        return root, None if root is None else yaml.SafeLoader("").construct_document(root)
    except yaml.YAMLError as error:
        raise InputError(_not_yaml(where, error)) from None
    except (ValueError, RecursionError) as error:  # a date that is none; nesting without end
        raise InputError(_unreadable(where, error)) from None


def compose_yaml(text: str, where: str, loader: type[yaml.SafeLoader] = yaml.SafeLoader) -> Node:
    """A YAML text as nodes, which hold their values as written and know their lines.

    Parameters
    ----------
    text : str
    where : str
        names the text in errors.
    loader : type, optional
        a stricter way of reading.

    Returns
    -------
    yaml.Node or None

    Raises
    ------
    InputError
        with the line where it is known: not YAML, nesting without end, a key that stands twice.

    Examples
    --------
    >>> compose_yaml("version: 1.10\\n", "mine.yaml").value[0][1].value
    '1.10'
    """
    try:
        root = yaml.compose(text, Loader=loader)
    except yaml.YAMLError as error:
        raise InputError(_not_yaml(where, error)) from None
    except RecursionError as error:
        raise InputError(_unreadable(where, error)) from None
    twice = next(repeated_keys(root), None)
    if twice is not None:
        raise InputError(f"{where}, line {twice[1]}: the key '{twice[0]}' stands twice; keep one.")
    return root


def _not_yaml(where: str, error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    line = f", line {mark.line + 1}" if mark else ""
    problem = getattr(error, "problem", None) or "it cannot be parsed"
    return f"{where}{line}: this is not YAML, {problem}; mend the file."


def _unreadable(where: str, error: Exception) -> str:
    return f"{where}: this YAML cannot be read ({lower_first(str(error))}); mend the file."


def lower_first(text: str) -> str:
    """A sentence of another library, to stand inside one of ours.

    Parameters
    ----------
    text : str

    Returns
    -------
    str

    Examples
    --------
    >>> lower_first("Field required")
    'field required'
    """
    return text[:1].lower() + text[1:]


def line_of(root: Node, place: tuple[str | int, ...]) -> int:
    """Line of the deepest part of a place that the text holds.

    Parameters
    ----------
    root : yaml.Node or None
        the text, composed; None if it is empty.
    place : tuple of str or int
        keys and positions (from 0), from the top down.

    Returns
    -------
    int
        from 1.

    Examples
    --------
    >>> root = yaml.compose("id: x\\ntree:\\n  - id: a\\n  - id: b\\n", Loader=yaml.SafeLoader)
    >>> line_of(root, ("tree", 1, "id")), line_of(root, ("tree", 1, "label"))
    (4, 4)
    """
    node, line = root, 1
    for step in place:
        found = _inside(node, step)
        if found is None:
            break
        node, line = found
    return line


def _inside(node: Node, step: str | int) -> tuple[yaml.Node, int] | None:
    """The part of a mapping or sequence, and the line of its key or of itself."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return value, key.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        item = node.value[step]
        return item, item.start_mark.line + 1
    return None


def repeated_keys(root: Node) -> Iterator[tuple[str, int]]:
    """Keys that stand twice in one mapping: YAML would silently keep the last.

    Parameters
    ----------
    root : yaml.Node or None
        the text, composed; None if it is empty.

    Yields
    ------
    tuple of str and int
        the key and the line, from 1, on which it stands again.

    Examples
    --------
    >>> list(repeated_keys(yaml.compose("id: x\\nunit: zone\\nid: y\\n", Loader=yaml.SafeLoader)))
    [('id', 3)]
    """
    waiting: list[yaml.Node] = [root] if root is not None else []
    visited: set[int] = set()
    while waiting:
        node = waiting.pop()
        if id(node) in visited:  # an alias may lead back to what it is part of
            continue
        visited.add(id(node))
        if isinstance(node, yaml.MappingNode):
            names: set[str] = set()
            for key in (key for key, _ in node.value if isinstance(key, yaml.ScalarNode)):
                if key.value in names:
                    yield key.value, key.start_mark.line + 1
                names.add(key.value)
            waiting += [value for _, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value
