"""A strategy in the form of a case file, in one of its languages."""

from typing import Any

import yaml
from django.utils.translation import gettext as _

from beffroi.web.chain.actions import Entry
from beffroi.web.chain.queries import links_in_order, nodes_in_order
from beffroi.web.strategy.casefile.form import FORM
from beffroi.web.strategy.casefile.sections import LIVING, VERSION, Content, Ref, in_order
from beffroi.web.strategy.models import Version

DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
"""The one in C, where it is built in."""


def exported(version: Version, language: str, *, with_measurements: bool = False) -> dict[str, Any]:
    """The values of the file: a version, with the living work of its strategy; the caller has asked who reads both."""
    return _written(version, language, with_living=True, with_measurements=with_measurements)[0]


def as_yaml(version: Version, language: str, *, with_living: bool, with_measurements: bool = False) -> str:
    """The file itself; without the living work for those who read only the version."""
    case, untranslated = _written(version, language, with_living, with_measurements and with_living)
    head = [f"{version.strategy} – {version.number}"]
    if untranslated:
        head.append(_("Not yet in this language, so named in another: %(codes)s") % {"codes": ", ".join(untranslated)})
    values = {"schema": FORM, "language": language, **case}
    text = yaml.dump(values, Dumper=DUMPER, allow_unicode=True, sort_keys=False, width=120)
    return "".join(f"# {line}\n" for line in " ".join(head[:1]).splitlines() + head[1:]) + text


def _written(
    version: Version, language: str, with_living: bool, with_measurements: bool
) -> tuple[dict[str, Any], list[str]]:
    refs: dict[int, Ref] = {}
    living = version.strategy.living if with_living else None
    names = {version.space.pk: VERSION, **({living.pk: LIVING} if living else {})}
    spaces = [version.space, *([living] if living else [])]
    content = Content(language, with_living=with_living, with_measurements=with_measurements)
    for node in nodes_in_order(spaces):
        if node.code:
            here = refs[node.item_id] = (names[node.space_id], node.code)
            content.items[here] = node.item_id
            content.entries[here] = Entry(node.item.kind, node.code, node.title, node.details, node.text)
    for link in links_in_order(spaces):
        if link.source_id in refs and link.target_id in refs:
            ends = refs[link.source_id], refs[link.target_id]
            content.links.append((names[link.space_id], link.kind, *ends, link.details))
    case: dict[str, Any] = {}
    for one in in_order():
        one.write(content, case, version.strategy)
    return case, content.untranslated
