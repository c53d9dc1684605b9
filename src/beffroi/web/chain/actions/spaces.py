"""Writes about spaces: made, copied, frozen; called by the slice that owns them, which has asked who may."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from beffroi.web.chain.models import Evidence, Link, Node, Space
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited, record

BATCH = 500


@action
def create_space(*, actor: Any, owner: Any, is_public: bool = False) -> Space:
    """An empty space of an object."""
    space = Space(owner_type=ContentType.objects.get_for_model(owner), owner_id=owner.pk, is_public=is_public)
    with audited(actor, "created", space):
        space.save()
    return space


@action
def copy_space(*, actor: Any, source: Space) -> Space:
    """A new space that says the same of the same items; what is to be reviewed stays marked."""
    space = create_space(actor=actor, owner=source.owner)
    nodes = list(Node.objects.filter(space=source))
    links = list(Link.objects.filter(space=source).order_by("pk"))
    evidence = list(Evidence.objects.filter(space=source).select_related("link"))
    old_links = [link.pk for link in links]
    for node in nodes:
        node.pk, node.space = None, space
    for link in links:
        link.pk, link.space = None, space
    Node.objects.bulk_create(nodes, batch_size=BATCH)
    made = Link.objects.bulk_create(links, batch_size=BATCH)
    new_links = dict(zip(old_links, made, strict=True))
    for one in evidence:
        one.pk, one.space, one.key = None, space, Evidence._meta.get_field("key").get_default()
        one.link = new_links[one.link_id] if one.link_id else None
    Evidence.objects.bulk_create(evidence, batch_size=BATCH)
    record(actor, "copied", space, after={"from": source.pk, "nodes": len(nodes), "links": len(links)})
    return space


@action
def freeze_space(*, actor: Any, space: Space, is_public: bool = True) -> Space:
    """Close a space for ever; the database refuses any later change."""
    space = lock(space)
    with audited(actor, "froze", space):
        space.frozen_at = space.frozen_at or timezone.now()
        space.is_public = is_public
        space.changes += 1
        space.save()
    return space
