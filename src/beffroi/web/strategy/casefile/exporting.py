"""A strategy in the form of a case file, in one of its languages."""

from typing import Any

from beffroi.web.chain.actions import Entry
from beffroi.web.chain.queries import links_of, nodes_of
from beffroi.web.strategy.casefile.sections import LIVING, SECTIONS, VERSION, Content
from beffroi.web.strategy.models import Version


def exported(version: Version, language: str) -> dict[str, Any]:
    """The values of the file: a version, with the living work of its strategy; the caller has asked who reads both."""
    spaces, content, refs = {VERSION: version.space, LIVING: version.strategy.living}, Content(language), {}
    for name, space in spaces.items():
        for node in nodes_of(space).exclude(code="") if space else ():
            refs[node.item_id] = (name, node.code)
            content.items[name, node.code] = node.item_id
            content.entries[name, node.code] = Entry(node.item.kind, node.code, node.title, node.details)
    for name, space in spaces.items():
        for link in links_of(space) if space else ():
            if link.source_id in refs and link.target_id in refs:
                content.links.append((name, link.kind, refs[link.source_id], refs[link.target_id], link.details))
    case: dict[str, Any] = {}
    for one in SECTIONS.values():
        one.write(content, case, version.strategy)
    return case
