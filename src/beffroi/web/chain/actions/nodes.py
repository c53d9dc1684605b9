"""Writes about nodes."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Max
from django.utils.translation import gettext as _

from beffroi.web.chain.actions.writing import (
    Outdated,
    node_kind,
    open_space,
    require_nothing_rests,
    require_unsettled,
)
from beffroi.web.chain.models import Evidence, Item, Link, Node, Space
from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited, record

Texts = Mapping[str, str]


@action
def add_node(
    *,
    actor: Any,
    space: Space,
    kind: str,
    title: Texts,
    text: Texts | None = None,
    details: Mapping[str, Any] | None = None,
    code: str = "",
    item: Item | None = None,
) -> Node:
    """Enter an element in a space: of a new item, or of one that other versions know.

    Parameters
    ----------
    actor : Person or None
        None for the site itself (a demonstration, an import that was permitted as a whole).
    space : Space
    kind : str
        as registered.
    title, text : mapping
        language → text.
    details : mapping, optional
        the fields of the kind.
    code : str
        unique in the space; the next free one of the kind's letters if empty.
    item : Item, optional
        the identity to go on with.

    """
    known = node_kind(kind)
    space = open_space(actor, space, known.permission)
    if not any(title.values()):
        raise ValidationError({"title": _("Say in a few words what it is.")})
    if code and Node.objects.filter(space=space, code=code).exists():
        raise ValidationError({"code": _("The code %(code)s is taken; choose another.") % {"code": code}})
    item = item or Item.objects.create(kind=kind)
    last = Node.objects.filter(space=space).aggregate(last=Max("position"))["last"]
    node = Node(
        space=space, item=item, code=code or _next_code(space, known.prefix), title=dict(title), text=dict(text or {}),
        details=dict(details or {}), position=(last or 0) + 1, created_by=actor,
    )  # fmt: skip
    with audited(actor, "created", node):
        node.save()
    return node


def _next_code(space: Space, prefix: str) -> str:
    """The next free code of some letters."""
    if not prefix:
        return ""
    taken = Node.objects.filter(space=space, code__startswith=prefix).values_list("code", flat=True)
    numbers = [int(code.removeprefix(prefix)) for code in taken if code.removeprefix(prefix).isdigit()]
    return f"{prefix}{max(numbers, default=0) + 1}"


@action
def change_node(
    *,
    actor: Any,
    node: Node,
    revision: int,
    title: Texts,
    text: Texts,
    details: Mapping[str, Any],
    code: str | None = None,
) -> Node:
    """Change an element as it was seen; `Outdated` if somebody changed it since that revision."""
    space = open_space(actor, node.space, node_kind(node.item.kind).permission)
    node = lock(node)
    require_unsettled(node.item)
    if node.revision != revision:
        raise Outdated(node)
    if not any(title.values()):
        raise ValidationError({"title": _("Say in a few words what it is.")})
    if code and Node.objects.filter(space=space, code=code).exclude(pk=node.pk).exists():
        raise ValidationError({"code": _("The code %(code)s is taken; choose another.") % {"code": code}})
    with audited(actor, "changed", node):
        node.title, node.text, node.details = dict(title), dict(text), dict(details)
        node.code = node.code if code is None else code
        node.revision += 1
        node.save()
    return node


@action
def move_node(*, actor: Any, node: Node, before: Node | None) -> Node:
    """Put an element before another of its kind, or at the end."""
    space = open_space(actor, node.space, node_kind(node.item.kind).permission)
    node = lock(node)
    siblings = [
        one
        for one in Node.objects.filter(space=space, item__kind=node.item.kind).order_by("position", "pk")
        if one.pk != node.pk
    ]
    place = next((n for n, one in enumerate(siblings) if before and one.pk == before.pk), len(siblings))
    with audited(actor, "moved", node):
        places = sorted(one.position for one in [*siblings, node])
        for position, one in zip(places, [*siblings[:place], node, *siblings[place:]], strict=True):
            one.position = position
        Node.objects.bulk_update([*siblings, node], ["position"])
    return node


@action
def remove_node(*, actor: Any, node: Node) -> None:
    """Take an element out of its space, with its evidence and the links above it; refused while more rests on it."""
    kind = node_kind(node.item.kind)
    space = open_space(actor, node.space, kind.permission)
    node = lock(node)
    if kind.stays:
        raise ValidationError(_("This element stays: what was entered of it would be lost."), code="stays")
    require_unsettled(node.item)
    needed_by = list(
        Node.objects.filter(item__follows_from__source=node.item, space__owner_type=space.owner_type,
                            space__owner_id=space.owner_id, space__frozen_at=None).distinct()
    )  # fmt: skip
    require_nothing_rests(node, needed_by)
    record(actor, "removed", node, before={"code": node.code, "title": node.title})
    Evidence.objects.filter(space=space, item=node.item).delete()
    Link.objects.filter(space=space, target=node.item).delete()
    node.delete()


@action
def mark_reviewed(*, actor: Any, node: Node) -> Node:
    """Say that an element was looked at again after its evidence had been revised.

    The mark goes from every version that says something of the element; what they say stays.
    """
    permission = node_kind(node.item.kind).permission
    if actor is not None:
        permit(actor, permission, node.space)
    marked = Node.objects.select_for_update().filter(
        item=node.item, space__owner_type=node.space.owner_type, space__owner_id=node.space.owner_id
    )
    for one in marked:
        with audited(actor, "reviewed", one):
            one.review_since, one.review_because = None, {}
            one.save(update_fields=["review_since", "review_because"])
        Space.objects.filter(pk=one.space_id).update(changes=F("changes") + 1)
    return Node.objects.get(pk=node.pk)
