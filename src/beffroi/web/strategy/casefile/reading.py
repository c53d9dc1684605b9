"""From the bytes of a case file to its values: refused with the line and the key where something is wrong."""

from collections.abc import Iterator
from math import isfinite
from typing import Any

import yaml
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from pydantic import ValidationError as NotOfTheForm

from beffroi.analytics.declarations import compose_yaml, line_of
from beffroi.analytics.errors import InputError
from beffroi.web.core.refusals import in_the_language_of_the_reader
from beffroi.web.strategy.casefile.checks import Path, faults_of
from beffroi.web.strategy.casefile.form import Case

LARGEST = 1_000_000
MOST_FAULTS = 50
TEXT = "tag:yaml.org,2002:str"
NUMBERS = {"tag:yaml.org,2002:int", "tag:yaml.org,2002:float"}
PLAIN = {TEXT, *(f"tag:yaml.org,2002:{name}" for name in ("int", "float", "bool", "null", "timestamp", "map", "seq"))}


class Loader(yaml.SafeLoader):
    """Dates stay as they are written (a month is a month); what stands elsewhere in the file is not repeated."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """A node; an alias could make a small file huge."""
        if self.check_event(yaml.AliasEvent):
            line = self.peek_event().start_mark.line + 1  # type: ignore[no-untyped-call]
            raise ValidationError(
                _("Line %(line)s: aliases (*name) are not taken; write the value out.") % {"line": line}
            )
        return super().compose_node(parent, index)


Loader.add_constructor("tag:yaml.org,2002:timestamp", yaml.SafeLoader.construct_yaml_str)  # type: ignore[type-var]


def read_case(data: bytes | str, name: str = "case.yaml") -> dict[str, Any]:
    """The values of a case file, or a `ValidationError` with a sentence for each fault."""
    root = _composed(text_of(data), name)
    loader = Loader("")
    _require_plain(root, loader)
    values: Any = _without_nothing(loader.construct_document(root))
    if not isinstance(values, dict):
        raise ValidationError(_("This is not a case file: it holds no keys such as challenges."))
    try:
        Case.model_validate(values)
    except NotOfTheForm as refused:
        faults = [(tuple(one["loc"]), _words(one)) for one in refused.errors(include_url=False)]
    else:
        faults = list(faults_of(values))
    if faults:
        raise ValidationError([_sentence(root, path, said) for path, said in _few(root, faults)])
    return values


def text_of(data: bytes | str) -> str:
    """The text of an uploaded file."""
    if len(data) > LARGEST:
        raise ValidationError(_("The file is larger than a million characters; split it."))
    if isinstance(data, bytes):
        try:
            data = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise ValidationError(_("This is not a text in UTF-8; save the file as UTF-8, then try again.")) from None
    if "\0" in data:
        raise ValidationError(_("This is not a text file; choose the YAML file of a strategy."))
    if not data.strip():
        raise ValidationError(_("The file is empty; choose the YAML file of a strategy."))
    return data


def _composed(text: str, name: str) -> yaml.Node:
    try:
        with in_the_language_of_the_reader():
            root = compose_yaml(text, name, Loader)
    except InputError as error:
        raise ValidationError(str(error)) from None
    if root is None:
        raise ValidationError(_("The file is empty; choose the YAML file of a strategy."))
    return root


def _as_written(tag: str) -> str:
    """A tag as it stands in a file; of a long one how it begins."""
    return tag.replace("tag:yaml.org,2002:", "!!")[:60]


def _require_plain(root: yaml.Node, loader: Loader) -> None:
    """Only what JSON knows too: texts, whole and other numbers, yes and no, lists, keys that are texts."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.tag not in PLAIN:
            _refuse(node, _("the tag %(tag)s is not taken; write the value plainly") % {"tag": _as_written(node.tag)})
        if isinstance(node, yaml.MappingNode):
            _put_together(node)
            for key, value in node.value:
                if key.tag != TEXT:
                    _refuse(key, _("a key must be a text; put it between quotes"))
                waiting += [key, value]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value
        else:
            _require_storable(node, loader)


def _put_together(node: yaml.MappingNode) -> None:
    """Inside { } a comma splits a text without quotes: what follows, a key without a colon, belongs to it."""
    pairs: list[tuple[yaml.Node, yaml.Node]] = []
    for key, value in node.value:
        if value.start_mark.index > key.end_mark.index or value.value != "":
            pairs.append((key, value))
            continue
        text = pairs[-1][1] if pairs else None
        if not isinstance(text, yaml.ScalarNode) or text.tag != TEXT:
            _refuse(key, _("“%(key)s” has no value; put a text with commas between quotes") % {"key": key.value})
        else:
            text.value += f", {key.value}"
    node.value = pairs


def _require_storable(node: yaml.Node, loader: Loader) -> None:
    if any((ord(sign) < 32 and sign not in "\t\n") or 0xD800 <= ord(sign) < 0xE000 for sign in node.value):
        _refuse(node, _("a sign in this text cannot be kept; type it again"))
    try:
        made = loader.construct_document(node) if node.tag in NUMBERS else None
    except (ValueError, OverflowError, yaml.YAMLError):
        _refuse(node, _("this value cannot be read; put it between quotes if it is a text"))
    if (isinstance(made, float) and not isfinite(made)) or (isinstance(made, int) and abs(made) > 10**15):
        _refuse(node, _("this number is too large; correct it"))


def _without_nothing(value: Any) -> Any:
    """Keys that hold nothing say nothing."""
    if isinstance(value, dict):
        return {key: _without_nothing(one) for key, one in value.items() if one is not None}
    return [_without_nothing(one) for one in value] if isinstance(value, list) else value


def _refuse(node: yaml.Node, said: str) -> None:
    line = node.start_mark.line + 1
    raise ValidationError(_("Line %(line)s: %(fault)s.") % {"line": line, "fault": said})


def _few(root: yaml.Node, faults: list[tuple[Path, str]]) -> Iterator[tuple[Path, str]]:
    """One fault a place in the order of the file, and not more than a person reads."""
    first: dict[Path, str] = {}
    for path, said in sorted(faults, key=lambda fault: line_of(root, fault[0])):
        first.setdefault(_there(root, path), said)
    return iter(list(first.items())[:MOST_FAULTS])


def _there(root: yaml.Node, path: Path) -> Path:
    """The path as far as it is one of the file: alternatives of the form are no part of it."""
    node: yaml.Node | None = root
    steps: list[str | int] = []
    for step in path:
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step] if step < len(node.value) else None
        elif isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), None)
        else:
            break
        steps.append(step)
    return tuple(steps)


def _sentence(root: yaml.Node, path: Path, said: str) -> str:
    where = ".".join(str(part + 1 if isinstance(part, int) else part) for part in path)
    values = {"line": line_of(root, path), "key": where, "fault": said}
    return _("Line %(line)s, %(key)s: %(fault)s.") % values if where else f"{said}."


def _words(fault: Any) -> str:
    """What is wrong and what to do, for each kind of fault that the form finds."""
    known = {
        "missing": _("it is missing; add it"),
        "extra_forbidden": _("this key is not known here; take it out, or correct its spelling"),
        "string_type": _("a text is wanted; write one, between quotes if it looks like a number or a yes or no"),
        "string_too_short": _("it is empty; write it, or take it out"),
        "string_too_long": _("it is too long; shorten it"),
        "string_pattern_mismatch": _("write it as it must be: an id of letters and digits, a date as 2020-05"),
        "no_date": _("this is no date; write a year, a month or a day: 2020, 2020-05 or 2020-05-15"),
        "years": _("it ends before it starts; correct one of the years"),
        "amounts": _("the highest amount is below the lowest; correct one of them"),
        "int_type": _("a whole number is wanted"), "float_type": _("a number is wanted"),
        "bool_type": _("true or false is wanted"), "list_type": _("a list is wanted; write [ ] around it"),
        "dict_type": _("keys with values are wanted"), "model_type": _("keys with values are wanted"),
        "model_attributes_type": _("keys with values are wanted"),
        "literal_error": _("this is not one of the words that may stand here: %(words)s"),
        "greater_than_equal": _("this number is too small"),
        "less_than_equal": _("this number is too large; correct it"),
        "too_short": _("two amounts are wanted: the lowest and the highest"),
        "too_long": _("two amounts are wanted: the lowest and the highest"),
    }  # fmt: skip
    said = known.get(fault["type"], _("this value is not taken here; see the reference of the case file"))
    return said % {"words": fault.get("ctx", {}).get("expected", "")} if "%(words)s" in said else said
