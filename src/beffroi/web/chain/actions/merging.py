"""Two elements that say the same become one: nothing that the other held is lost."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from beffroi.web.chain.actions.links import require_no_cycle
from beffroi.web.chain.actions.writing import (
    Outdated,
    link_kind,
    node_kind,
    open_space,
    require_nothing_rests,
    require_unsettled,
)
from beffroi.web.chain.models import Evidence, Link, Node
from beffroi.web.chain.queries.merging import Moves, moves_of, texts_joined
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited, record


@action
def merge_nodes(
    *, actor: Any, kept: Node, duplicate: Node, seen: tuple[int, int], text: Mapping[str, str],
    details: Mapping[str, Any],
) -> Moves:  # fmt: skip
    """Merge a duplicate into an element that is kept.

    Parameters
    ----------
    actor : Person or None
    kept, duplicate : Node
        two elements of one kind in one space.
    seen : (int, int)
        the revisions of both as they were seen; `Outdated` if somebody changed one of them since.
    text, details : mapping
        what the kept element says from now on, beside its title.

    """
    if kept.item.kind != duplicate.item.kind or kept.space_id != duplicate.space_id or kept.pk == duplicate.pk:
        raise ValidationError(_("Only two elements of one kind and one version can be merged."))
    space = open_space(actor, kept.space, node_kind(kept.item.kind).permission)
    kept, duplicate = lock(kept), lock(duplicate)
    for node, revision in zip((kept, duplicate), seen, strict=True):
        if node.revision != revision:
            raise Outdated(node)
    require_unsettled(kept.item)
    require_unsettled(duplicate.item)
    require_nothing_rests(duplicate)
    kept.space = duplicate.space = space
    moves = moves_of(kept, duplicate)
    _move_links(actor, moves, kept, duplicate)
    for one in (*moves.evidence, *Evidence.objects.filter(link__in=moves.between)):
        with audited(actor, "moved", one):
            one.item, one.link = kept.item, None
            one.save(update_fields=["item", "link"])
    _take_away(actor, moves, duplicate, kept)
    with audited(actor, "merged", kept):
        kept.text, kept.details = dict(text), dict(details)
        kept.revision += 1
        if duplicate.review_since and not kept.review_since:
            kept.review_since, kept.review_because = duplicate.review_since, duplicate.review_because
        kept.save()
    return moves


def _move_links(actor: Any, moves: Moves, kept: Node, duplicate: Node) -> None:
    for link in moves.links:
        open_space(actor, link.space, link_kind(link.kind).permission)
        with audited(actor, "moved", link):
            if link.source_id == duplicate.item_id:
                link.source = kept.item
            else:
                link.target = kept.item
            require_no_cycle(link.space, link)
            link.save()
    for link, held in moves.doubled:
        open_space(actor, link.space, link_kind(link.kind).permission)
        with audited(actor, "changed", held):
            held.rationale = texts_joined(held.rationale, link.rationale)
            held.details = {**link.details, **held.details}
            held.save()
        for one in Evidence.objects.filter(link=link):
            with audited(actor, "moved", one):
                one.link = held
                one.save(update_fields=["link"])


def _take_away(actor: Any, moves: Moves, duplicate: Node, kept: Node) -> None:
    for one in moves.same:
        record(actor, "removed evidence", one, before={"source": one.source, "pin": one.pin_id})
        one.delete()
    for link in (*moves.between, *(link for link, _held in moves.doubled)):
        record(actor, "unlinked", link, before={"source": link.source_id, "target": link.target_id, "kind": link.kind})
        Link.objects.filter(pk=link.pk).delete()
    said = {"code": duplicate.code, "title": duplicate.title, "text": duplicate.text, "details": duplicate.details}
    record(actor, "merged", duplicate, before=said, after={"merged_into": kept.pk})
    duplicate.delete()
