"""What no other section holds: further elements and links of a version, longer texts, titles of an author's own."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from beffroi.web.chain import kinds
from beffroi.web.strategy.casefile.sections import LAST, LIVING, VERSION, Content, Ref, Section, content_of, section

if TYPE_CHECKING:
    from beffroi.web.strategy.models import Strategy

Case = Mapping[str, Any]
MARK = f"{LIVING}."
"""Before the code of an element of the living work."""
WRITE = "strategy.change_version"


def _ref(code: str) -> Ref:
    return (LIVING, code.removeprefix(MARK)) if code.startswith(MARK) else (VERSION, code)


def _code(ref: Ref) -> str:
    return f"{MARK}{ref[1]}" if ref[0] == LIVING else ref[1]


def _by_language(kind: str) -> set[str]:
    return {field.name for field in kinds.NODES[kind].fields if field.kind in ("text", "texts")}


def _read(case: Case, content: Content) -> None:
    for one in case.get("elements", ()):
        if one["kind"] not in kinds.NODES or kinds.NODES[one["kind"]].permission != WRITE:
            said = _("“%(kind)s” of %(code)s is no kind of element of a version; correct it.")
            raise ValidationError(said % {"kind": one["kind"], "code": one["id"]})
        spoken = _by_language(one["kind"])
        details = {
            name: {content.language: value} if name in spoken else value
            for name, value in one.get("details", {}).items()
        }
        here = content.add(one["kind"], one["id"], one["text"])
        content.entries[here] = replace(content.entries[here], details=details)
    for one in case.get("links", ()):
        if one["kind"] not in kinds.LINKS or kinds.LINKS[one["kind"]].permission != WRITE:
            raise ValidationError(_("“%(kind)s” is no kind of link of a version; correct it.") % {"kind": one["kind"]})
        content.links.append((VERSION, one["kind"], _ref(one["from"]), _ref(one["to"]), one.get("details", {})))
    for name in ("longer_texts", "titles"):
        for code, said in case.get(name, {}).items():
            ref = _ref(code)
            if ref not in content.entries:
                raise ValidationError(
                    _("The file names %(code)s, but nothing in it has this id; correct one of them.") % {"code": code}
                )
            entry, words = content.entries[ref], {content.language: said}
            content.entries[ref] = replace(entry, text=words) if name == "longer_texts" else replace(entry, title=words)


def _write(content: Content, case: dict[str, Any], _strategy: "Strategy") -> None:
    held = content_of(case, content.language)
    elements, links = [], []
    for ref, one in content.entries.items():
        if ref[0] == VERSION and ref not in held.entries and one.kind in kinds.NODES:
            spoken = _by_language(one.kind)
            details = {name: content.said(value) if name in spoken else value for name, value in one.details.items()}
            row = {"id": one.code, "kind": one.kind, "text": content.named(one)}
            kept = {name: value for name, value in details.items() if value is not None}
            elements.append(row | ({"details": kept} if kept else {}))
    said = {link[:4] for link in held.links}
    for space, kind, source, target, more in content.links:
        if space == VERSION and (space, kind, source, target) not in said:
            row = {"kind": kind, "from": _code(source), "to": _code(target)}
            links.append(row | ({"details": more} if more else {}))
    texts = {_code(ref): text for ref, one in content.entries.items() if (text := one.text.get(content.language))}
    written = {one["id"] for one in elements}
    texts = {code: text for code, text in texts.items() if _ref(code) in held.entries or code in written}
    parts = {"elements": elements, "links": links, "longer_texts": texts, "titles": _titles(content, held)}
    case |= {name: value for name, value in parts.items() if value}


def _titles(content: Content, held: Content) -> dict[str, str]:
    """The titles that are not those which the sections give: an author may have written another one."""
    said = {ref: one.title.get(content.language) for ref, one in content.entries.items() if ref in held.entries}
    given = {ref: held.entries[ref].title.get(content.language) for ref in said}
    return {_code(ref): title for ref, title in said.items() if title and title != given[ref]}


section(Section(LAST, _read, _write))
