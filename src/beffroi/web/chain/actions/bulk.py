"""Many elements and links in one write: what an import enters."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from beffroi.web.chain.actions.writing import link_kind, node_kind, open_space, require_unsettled
from beffroi.web.chain.models import Item, Link, Node, Space
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import record

BATCH = 500


@dataclass(frozen=True)
class Entry:
    """An element as a file states it; its code says which element of the space it is."""

    kind: str
    code: str
    title: Mapping[str, str]
    details: Mapping[str, Any] = field(default_factory=dict)
    text: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Entered:
    """Which element each code became, and how many were new, changed, left."""

    items: Mapping[str, Item]
    created: int = 0
    changed: int = 0
    left: int = 0


def merged(held: Any, stated: Any) -> Any:
    """What is held with what is stated beside it: mappings key by key, anything else as stated."""
    if isinstance(held, dict) and isinstance(stated, dict):
        return held | {key: merged(held.get(key), value) for key, value in stated.items()}
    return stated


@action
def enter(*, actor: Any, space: Space, entries: Sequence[Entry]) -> Entered:
    """Enter elements in a space; where a code is known, texts are merged language by language.

    The actor needs the permission of the kinds that are new or changed: what stays as it is may stand in a file that
    somebody took away whole.
    """
    space = lock(space)
    held = {node.code: node for node in Node.objects.filter(space=space).exclude(code="").select_related("item")}
    _require_same_kinds(held, entries)
    fresh = [one for one in entries if one.code not in held]
    changed = [node for one in entries if one.code in held and (node := _changed(held[one.code], one))]
    named = {one.kind: node_kind(one.kind) for one in entries}
    written = {one.kind for one in fresh} | {node.item.kind for node in changed}
    space = _opened(actor, space, {named[kind].permission: str(named[kind].plural) for kind in sorted(written)})
    for node in changed:
        require_unsettled(node.item)
    made = Item.objects.bulk_create([Item(kind=one.kind) for one in fresh], batch_size=BATCH)
    last = Node.objects.filter(space=space).aggregate(last=Max("position"))["last"] or 0
    rows = [
        Node(space=space, item=item, code=one.code, title=dict(one.title), text=dict(one.text),
             details=dict(one.details), position=last + number, created_by=actor)
        for number, (one, item) in enumerate(zip(fresh, made, strict=True), 1)
    ]  # fmt: skip
    Node.objects.bulk_create(rows, batch_size=BATCH)
    Node.objects.bulk_update(changed, ["title", "text", "details", "revision"], batch_size=BATCH)
    record(actor, "entered", space, after={"created": len(rows), "changed": len(changed)})
    items = {node.code: node.item for node in (*held.values(), *rows)}
    return Entered(items, len(rows), len(changed), len(entries) - len(rows) - len(changed))


def _opened(actor: Any, space: Space, permissions: Mapping[str, str]) -> Space:
    """The space open for writing under some permissions, each with the words for what it is about."""
    for permission, what in permissions.items():
        try:
            space = open_space(actor, space, permission)
        except PermissionDenied:
            said = _("You may not add or change this here: %(what)s. Leave it out, or ask somebody who may.")
            raise PermissionDenied(said % {"what": what}) from None
    return space


def _require_same_kinds(held: Mapping[str, Node], entries: Sequence[Entry]) -> None:
    for one in entries:
        if one.code in held and held[one.code].item.kind != one.kind:
            raise ValidationError(_("The code %(code)s is taken; choose another.") % {"code": one.code})


def _changed(node: Node, stated: Entry) -> Node | None:
    said = tuple(
        merged(getattr(node, name), dict(getattr(stated, name))) for name in ("title", "text", "details")
    )  # fmt: skip
    if said == (node.title, node.text, node.details):
        return None
    node.title, node.text, node.details = said
    node.revision += 1
    return node


@action
def connect(*, actor: Any, space: Space, links: Iterable[tuple[str, Item, Item, Mapping[str, Any]]]) -> int:
    """Say that many things follow from others; how many links are new. A circle is refused."""
    links, space = list(links), lock(space)
    here = {"space__owner_type": space.owner_type, "space__owner_id": space.owner_id}
    held = set(Link.objects.filter(**here).values_list("kind", "source_id", "target_id"))
    fresh = {
        (kind, source.pk, target.pk): Link(space=space, kind=kind, source=source, target=target, details=dict(details))
        for kind, source, target, details in links
        if (kind, source.pk, target.pk) not in held
    }
    ways = {kind: link_kind(kind) for kind, *_rest in links}
    written = sorted({kind for kind, _source, _target in fresh})
    space = _opened(actor, space, {ways[kind].permission: str(ways[kind].down) for kind in written})
    for kind, source, target, _details in links:
        if source.kind not in link_kind(kind).sources or target.kind not in link_kind(kind).targets:
            raise ValidationError(_("These two cannot be linked in this way; choose another kind of link."))
    _require_no_circle(held | set(fresh))
    Link.objects.bulk_create(fresh.values(), batch_size=BATCH)
    record(actor, "linked", space, after={"links": len(fresh)})
    return len(fresh)


def _require_no_circle(links: set[tuple[str, int, int]]) -> None:
    for kind in {kind for kind, _source, _target in links}:
        order: TopologicalSorter[int] = TopologicalSorter()
        for _kind, source, target in (link for link in links if link[0] == kind):
            order.add(target, source)
        try:
            order.prepare()
        except CycleError:
            raise ValidationError(
                _("This link would close a circle: the reason would follow from itself."), code="cycle"
            ) from None
