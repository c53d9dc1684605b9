"""From the text of a case file to its values: refused with the line and the key where something is wrong."""

from collections.abc import Sequence
from typing import Any

import yaml
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from pydantic import ValidationError as NotOfTheForm

from beffroi.analytics.declarations import compose_yaml
from beffroi.analytics.errors import InputError
from beffroi.web.strategy.casefile.form import Case

LARGEST = 1_000_000


class Loader(yaml.SafeLoader):
    """Dates stay as they are written: a month is a month."""


Loader.add_constructor("tag:yaml.org,2002:timestamp", yaml.SafeLoader.construct_yaml_str)  # type: ignore[type-var]


def read_case(text: str, name: str = "case.yaml") -> dict[str, Any]:
    """The values of a case file."""
    if len(text) > LARGEST:
        raise ValidationError(_("The file is larger than a million characters; split it."))
    try:
        for token in yaml.scan(text, Loader=yaml.SafeLoader):
            if isinstance(token, yaml.AliasToken):
                line = token.start_mark.line + 1
                raise ValidationError(
                    _("Line %(line)s: aliases (*name) are not taken; write the value out.") % {"line": line}
                )
        root = compose_yaml(text, name)
        values: Any = Loader("").construct_document(root) if root is not None else None
    except (yaml.YAMLError, InputError, ValueError, RecursionError) as error:
        raise ValidationError(str(error)) from None
    if not isinstance(values, dict):
        raise ValidationError(_("This is not a case file: it holds no keys such as challenges."))
    try:
        Case.model_validate(values)
    except NotOfTheForm as faults:
        raise ValidationError([_sentence(root, one) for one in faults.errors()]) from None
    return values


def _sentence(root: yaml.Node | None, fault: Any) -> str:
    where = ".".join(str(part) for part in fault["loc"])
    return _("Line %(line)s, %(key)s: %(fault)s.") % {
        "line": _line(root, fault["loc"]), "key": where, "fault": fault["msg"].rstrip(".")
    }  # fmt: skip


def _line(node: yaml.Node | None, path: Sequence[str | int]) -> int:
    """The line of the last part of a path that the file has."""
    line = node.start_mark.line + 1 if node is not None else 1
    for part in path:
        if isinstance(node, yaml.MappingNode):
            pair = next((pair for pair in node.value if pair[0].value == str(part)), None)
            if pair is None:
                break
            line, node = pair[0].start_mark.line + 1, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
        else:
            break
    return line
