"""Actions of a YAML text of the case form: under `action_plan`, a list, or lists by group."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import yaml

from beffroi.analytics.declarations import Node, compose_yaml
from beffroi.analytics.errors import InputError
from beffroi.analytics.fields import plain
from beffroi.analytics.messages import Message
from beffroi.analytics.planning.dates import parse_date
from beffroi.analytics.planning.fields import id_of, names_of, statement_of, text_of, yes_or_no
from beffroi.analytics.planning.gathering import Gathered
from beffroi.analytics.planning.model import Statement

STATED_KEYS = ("start", "end", "where")


class Entry(NamedTuple):
    """A key with its line and value."""

    line: int
    value: yaml.Node


def gather_yaml(found: Gathered, name: str, text: str) -> None:
    """Every action of the text, or what is wrong with it and on which line.

    Parameters
    ----------
    found : Gathered
        takes the actions and mistakes.
    name : str
        names the file in errors.
    text : str

    Raises
    ------
    InputError
        if there is no plan in it.

    Examples
    --------
    >>> found = Gathered()
    >>> gather_yaml(found, "plan.yaml", "action_plan: [{id: A1, start: 2020-05}]")
    >>> [(action.id, str(action.start)) for action in found.actions]
    [('A1', '2020-05')]
    """
    root = compose_yaml(text, name)
    plan = _entries(root).get("action_plan") if isinstance(root, yaml.MappingNode) else None
    if plan is None:
        raise InputError(Message("{name}: there is no key action_plan; put the actions below it.", name=name))
    for group, actions in _groups(plan.value):
        if not isinstance(actions, yaml.SequenceNode):
            found.wrong(_line(actions), group or "action_plan", Message("write the actions as a list"))
            continue
        for node in actions.value:
            found.begin(name)
            _gather(found, group, node)


def _groups(plan: yaml.Node) -> Iterator[tuple[str, yaml.Node]]:
    if isinstance(plan, yaml.MappingNode):
        yield from ((key, entry.value) for key, entry in _entries(plan).items())
    else:
        yield "", plan


def _gather(found: Gathered, group: str, node: yaml.Node) -> None:
    if not isinstance(node, yaml.MappingNode):
        found.wrong(_line(node), "action_plan", Message("an action is written as keys and values, such as id: A1"))
        return
    entries, before = _entries(node), found.count
    for key, entry in entries.items():
        if key not in READERS:
            known = ", ".join(READERS)
            found.wrong(entry.line, key, Message("the key is not known here; there are {known}", known=known))
    values: dict[str, Any] = {}
    for key, (role, read) in READERS.items():
        line, value = entries.get(key, Entry(_line(node), NOTHING))
        try:
            values[role] = read(value)
        except InputError as error:
            found.wrong(line, key, error.args[0])
    if found.count == before:
        found.keep(_line(node), {**values, "group": values["group"] or plain(group)})


def _entries(node: Node) -> dict[str, Entry]:
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return {str(key.value): Entry(_line(key), value) for key, value in pairs}


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1 if node.start_mark else 0


def _text(node: yaml.Node) -> str:
    """A value as it is written; what YAML makes of it (1.10 a number, no a falsehood) does not matter."""
    if not isinstance(node, yaml.ScalarNode):
        raise InputError(Message("one value is wanted here, not a list"))
    return "" if node.tag == "tag:yaml.org,2002:null" else str(node.value)


def _names(node: yaml.Node) -> tuple[str, ...]:
    return names_of(map(_text, node.value if isinstance(node, yaml.SequenceNode) else [node]))


def _statements(node: yaml.Node) -> tuple[Statement, ...]:
    if node is NOTHING:
        return ()
    return tuple(map(_statement, node.value if isinstance(node, yaml.SequenceNode) else [node]))


def _statement(node: yaml.Node) -> Statement:
    entries = _entries(node)
    if set(entries) - set(STATED_KEYS):
        unknown = sorted(set(entries) - set(STATED_KEYS))[0]
        raise InputError(
            Message("{key} is not known here; there are {known}", key=unknown, known=", ".join(STATED_KEYS))
        )
    start, end, where = (_text(entries[key].value) if key in entries else "" for key in STATED_KEYS)
    return statement_of(start, end, where)


NOTHING = yaml.ScalarNode("tag:yaml.org,2002:null", "")
READERS: dict[str, tuple[str, Callable[[yaml.Node], Any]]] = {
    "id": ("id", lambda node: id_of(_text(node))),
    "action": ("name", lambda node: text_of(_text(node))),
    "group": ("group", lambda node: text_of(_text(node))),
    **{name: (name, lambda node: parse_date(_text(node))) for name in ("start", "end")},
    **{name: (name, _names) for name in ("owners", "consulted", "optional", "after")},
    "milestone": ("milestone", lambda node: yes_or_no(_text(node))),
    "stated_elsewhere": ("stated_elsewhere", _statements),
}
