"""What a duplicate holds that comes to the element which is kept: read for a preview, and for the merge itself."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from beffroi.web.chain.models import Evidence, Link, Node


@dataclass(frozen=True)
class Moves:
    """Links and evidence of a duplicate, by what becomes of them."""

    links: list[Link]
    """Come to the element that is kept."""
    doubled: list[tuple[Link, Link]]
    """Stand at it already: reason and evidence of the first join the second."""
    between: list[Link]
    """Ran from one of the two to the other, and go; their evidence comes to the element."""
    evidence: list[Evidence]
    """Comes to the element."""
    same: list[Evidence]
    """Pins on which the element rests already."""


def moves_of(kept: Node, duplicate: Node) -> Moves:
    """What a merge would move, in the space of both and in the living work beside it."""
    pair = {kept.item_id, duplicate.item_id}
    found = Link.objects.filter(
        Q(source__in=pair) | Q(target__in=pair), space__owner_type=kept.space.owner_type,
        space__owner_id=kept.space.owner_id, space__frozen_at=None,
    ).select_related("space", "source", "target")  # fmt: skip
    links = list(found)
    standing = {_place(link): link for link in links if duplicate.item_id not in (link.source_id, link.target_id)}
    theirs = [link for link in links if duplicate.item_id in (link.source_id, link.target_id)]
    between = [link for link in theirs if {link.source_id, link.target_id} == pair]
    moving = [(link, standing.get(_place(link, kept, duplicate))) for link in theirs if link not in between]
    own = list(Evidence.objects.filter(space=kept.space, item__in=pair).select_related("pin").defer("pin__payload"))
    pins = {one.pin_id for one in own if one.item_id == kept.item_id and one.pin_id}
    evidence = [one for one in own if one.item_id == duplicate.item_id]
    same = [one for one in evidence if one.pin_id in pins and not one.note]
    return Moves(
        links=[link for link, held in moving if held is None],
        doubled=[(link, held) for link, held in moving if held is not None],
        between=between,
        evidence=[one for one in evidence if one not in same],
        same=same,
    )


def _place(link: Link, kept: Node | None = None, duplicate: Node | None = None) -> tuple[int, str, int, int]:
    """What no two links may share, with one element in the place of another."""
    instead = {duplicate.item_id: kept.item_id} if kept and duplicate else {}
    ends = (instead.get(end, end) for end in (link.source_id, link.target_id))
    return (link.space_id, link.kind, *ends)  # type: ignore[return-value]


def texts_joined(one: Mapping[str, str], other: Mapping[str, str], between: str = "\n\n") -> dict[str, str]:
    """Texts of two elements, language by language; a part that both say stands once."""
    joined = dict(one)
    for language, text in other.items():
        parts = [part for part in joined.get(language, "").split(between) if part.strip()]
        said = {part.strip() for part in parts}
        parts += [part for part in text.split(between) if part.strip() and part.strip() not in said]
        if parts:
            joined[language] = between.join(parts)
    return joined
