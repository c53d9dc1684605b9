"""Versions of a strategy, and the difference between two of them in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _

from beffroi.web.chain import kinds
from beffroi.web.chain.queries import contents_of, in_language, kept_for
from beffroi.web.core.french import listed
from beffroi.web.strategy.difference import ABSENT, Change, Difference, difference
from beffroi.web.strategy.queries.words import language_name, value_words

if TYPE_CHECKING:
    from beffroi.web.chain.models import Space
    from beffroi.web.strategy.models import Version

LANGUAGES = frozenset(dict(settings.LANGUAGES))


@dataclass(frozen=True)
class Said:
    """What a version says: elements, links between them, evidence under both."""

    elements: Mapping[str, Mapping[str, Any]]
    links: Mapping[tuple[str, str, str], Mapping[str, Any]]
    evidence: Mapping[tuple[str, ...], Mapping[str, Any]]


@dataclass(frozen=True)
class Compared:
    """Two versions, and what differs."""

    old: Said
    new: Said
    elements: Difference
    links: Difference
    evidence: Difference

    def __len__(self) -> int:
        return len(self.elements) + len(self.links) + len(self.evidence)


def said_by(spaces: "Sequence[Space]") -> list[Said]:
    """What each of some spaces says, in three queries."""
    nodes, links, evidence = contents_of(spaces)
    keys = {node.item_id: str(node.item.key) for node in nodes}
    return [_said(space.pk, keys, nodes, links, evidence) for space in spaces]


def _said(space: int, keys: dict[int, str], nodes: Any, links: Any, evidence: Any) -> Said:
    elements = {
        keys[node.item_id]: {
            "kind": node.item.kind, "code": node.code, "title": node.title, "text": node.text, "details": node.details,
        }
        for node in nodes
        if node.space_id == space
    }  # fmt: skip
    ends = {
        link.pk: (link.kind, keys[link.source_id], keys[link.target_id])
        for link in links
        if link.space_id == space and {link.source_id, link.target_id} <= keys.keys()
    }
    joined = {
        ends[link.pk]: {"rationale": link.rationale, "details": link.details} for link in links if link.pk in ends
    }
    resting: dict[tuple[str, ...], Mapping[str, Any]] = {}
    for one in evidence:
        if one.space_id == space:
            under = (keys.get(one.item_id, ""),) if one.item_id else ends.get(one.link_id, ())
            resting[*under, one.kind, str(one.pin_id or ""), one.source, one.url] = {
                "note": one.note,
                "shown": str(one),
            }
    return Said(elements, joined, resting)


def compared(old: "Version", new: "Version") -> Compared:
    """What differs between two versions, kept until one of them changes."""

    def compare() -> Compared:
        one, other = said_by([old.space, new.space])
        return Compared(
            one, other, difference(one.elements, other.elements), difference(one.links, other.links),
            difference(one.evidence, other.evidence),
        )  # fmt: skip

    return kept_for("compared", [old.space, new.space], compare, in_words=False)


def in_words(found: Compared) -> list[dict[str, Any]]:
    """The difference by kind: lines with what happened, to what, and which values changed."""
    groups: dict[str, list[dict[str, Any]]] = {}
    elements = {**found.old.elements, **found.new.elements}
    for how, rows in (("added", found.elements.added), ("removed", found.elements.removed)):
        for key, record in rows.items():
            groups.setdefault(_plural(record["kind"]), []).append({"how": how, "name": _name(record), "key": key})
    for key, changes in found.elements.changed.items():
        record = found.new.elements[str(key)]
        said = [_change(record["kind"], one) for one in changes if _is_told(one)]
        line = {"how": "changed", "name": _name(record), "key": key, "changes": said}
        groups.setdefault(_plural(record["kind"]), []).append(line)
    _add(groups, _("Links"), found.links, lambda key: _link_words(elements, key))
    _add(groups, _("Evidence"), found.evidence, lambda key: _evidence_words(found, elements, key))
    return [{"what": what, "lines": lines} for what, lines in groups.items()]


def _add(groups: dict[str, list[dict[str, Any]]], what: str, rows: Difference, name: Any) -> None:
    lines = [{"how": "added", "name": name(key)} for key in rows.added]
    lines += [{"how": "removed", "name": name(key)} for key in rows.removed]
    lines += [
        {"how": "changed", "name": name(key), "changes": [_change("", one) for one in changes if _is_told(one)]}
        for key, changes in rows.changed.items()
    ]
    if lines:
        groups[what] = lines


def _plural(kind: str) -> str:
    words = str(kinds.NODES[kind].plural) if kind in kinds.NODES else kind
    return words[:1].upper() + words[1:]


def _name(record: Mapping[str, Any]) -> str:
    return f"{record['code']} {in_language(dict(record['title']))}".strip()


def _link_words(elements: Mapping[str, Any], key: Any) -> str:
    kind, source, target = key
    words = kinds.LINKS[kind].down if kind in kinds.LINKS else kind
    return f"{_name(elements[source])} – {words} – {_name(elements[target])}"


def _evidence_words(found: Compared, elements: Mapping[str, Any], key: Any) -> str:
    shown = (found.new.evidence.get(key) or found.old.evidence[key])["shown"]
    under = key[:-4]
    if len(under) == 1:
        return f"{_name(elements[under[0]])}: {shown}" if under[0] in elements else str(shown)
    return f"{_link_words(elements, under)}: {shown}" if under else str(shown)


def _change(kind: str, change: Change) -> dict[str, str]:
    """One value in words: where, what it was, what it is."""
    first, *rest = change.path
    fields = {one.name: one for one in kinds.NODES[kind].fields} if kind in kinds.NODES else {}
    field = fields.get(rest[0]) if first == "details" and rest else None
    if first == "code":
        label = _("Code")
    elif first == "details" and rest:
        label = str(field.label) if field else rest[0]
    else:
        label = str(
            {"title": _("Title"), "text": _("Text"), "rationale": _("Why"), "note": _("Note")}.get(first, first)
        )
    language = rest[-1] if rest and rest[-1] in LANGUAGES else ""
    where = f"{label} ({language_name(language)})" if language else label
    return {"where": where, "old": _shown(field, change.old), "new": _shown(field, change.new), "lang": language}


def _is_told(change: Change) -> bool:
    """An empty text that becomes one in some language differs as data; in words nothing became nothing."""
    return not (_is_nothing(change.old) and _is_nothing(change.new))


def _is_nothing(value: Any) -> bool:
    return value is ABSENT or value in ("", None, [], {})


def _shown(field: kinds.Field | None, value: Any) -> str:
    if _is_nothing(value):
        return _("nothing")
    if isinstance(value, list):
        return listed(value_words(field, one) for one in value)
    return value_words(field, value)


def as_json(old: "Version", new: "Version", found: Compared) -> dict[str, Any]:
    """The difference as plain values; what was, or is, not there is null."""

    def of(rows: Difference) -> dict[str, Any]:
        return {
            "added": [{"key": _plain(key), "says": record} for key, record in rows.added.items()],
            "removed": [{"key": _plain(key), "says": record} for key, record in rows.removed.items()],
            "changed": [
                {"key": _plain(key), "changes": [
                    {"path": list(one.path), "old": None if one.old is ABSENT else one.old,
                     "new": None if one.new is ABSENT else one.new} for one in changes
                ]}
                for key, changes in rows.changed.items()
            ],
        }  # fmt: skip

    parts = {"elements": found.elements, "links": found.links, "evidence": found.evidence}
    return {"from": old.number, "to": new.number, **{name: of(rows) for name, rows in parts.items()}}


def _plain(key: Any) -> Any:
    return list(key) if isinstance(key, tuple) else key
