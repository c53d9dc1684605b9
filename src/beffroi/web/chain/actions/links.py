"""Writes about links."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from beffroi.web.chain.actions.writing import link_kind, open_space, require_unsettled
from beffroi.web.chain.models import Item, Link, Node, Space
from beffroi.web.chain.rules import is_above
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited, record


@action
def add_link(
    *,
    actor: Any,
    space: Space,
    kind: str,
    source: Item,
    target: Item,
    rationale: Mapping[str, str] | None = None,
    details: Mapping[str, Any] | None = None,
) -> Link:
    """Say that something follows from a reason; saying it twice changes nothing, closing a cycle is refused."""
    known = link_kind(kind)
    space = open_space(actor, space, known.permission)
    if source.kind not in known.sources or target.kind not in known.targets:
        raise ValidationError(_("These two cannot be linked in this way; choose another kind of link."))
    _require_here(space, source, target)
    held = Link.objects.filter(space=space, kind=kind, source=source, target=target).first()
    link = held or Link(space=space, kind=kind, source=source, target=target)
    require_no_cycle(space, link)
    with audited(actor, "changed" if held else "linked", link):
        link.rationale, link.details = dict(rationale or link.rationale), dict(details or link.details)
        link.save()
    return link


def _require_here(space: Space, *items: Item) -> None:
    """Both ends are elements of what the space belongs to."""
    here = set(
        Node.objects.filter(
            item__in=items, space__owner_type=space.owner_type, space__owner_id=space.owner_id
        ).values_list("item_id", flat=True)
    )
    if len(here) < len({item.pk for item in items}):
        raise ValidationError(_("Both ends of a link must be elements of this strategy."))


def require_no_cycle(space: Space, link: Link) -> None:
    """Refuse a link from which its own reason would follow."""
    links = Link.objects.filter(space__owner_type=space.owner_type, space__owner_id=space.owner_id, kind=link.kind)
    if is_above(links.values_list("source_id", "target_id"), link.target_id, link.source_id):
        raise ValidationError(_("This link would close a circle: the reason would follow from itself."), code="cycle")


@action
def remove_link(*, actor: Any, link: Link) -> None:
    """Take a link away."""
    link = lock(link)
    open_space(actor, link.space, link_kind(link.kind).permission)
    require_unsettled(link.source)
    ends = {"source": link.source_id, "target": link.target_id, "kind": link.kind}
    record(actor, "unlinked", link, before=ends)
    link.delete()
