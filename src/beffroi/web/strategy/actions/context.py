"""Writes about the factors of a context: duplicates merged, pairs set aside, pairings that become directions."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from beffroi.web.chain.actions import add_link, add_node, merge_nodes
from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited, record
from beffroi.web.strategy.context import joined, pairing_of
from beffroi.web.strategy.models import ChangeRequest, Comment, SetAside, Strategy

if TYPE_CHECKING:
    from beffroi.web.chain.models import Node, Space
    from beffroi.web.chain.queries import Moves

WRITE = "strategy.change_version"


@action
def merge_factors(*, actor: Any, strategy: Strategy, kept: "Node", duplicate: "Node", seen: tuple[int, int]) -> "Moves":
    """Merge a factor into another: links, evidence, texts and sources of both stay; `Outdated` if one has changed.

    What was said of the duplicate goes with it, unless a published version still has it.
    """
    if ChangeRequest.objects.filter(item=duplicate.item, state=ChangeRequest.State.OPEN).exists():
        said = _("Somebody asked for a change of %(code)s; decide that request first.")
        raise ValidationError(said % {"code": duplicate.code or duplicate}, code="request")
    item = duplicate.item
    text, details = joined(kept, duplicate)
    moves = merge_nodes(actor=actor, kept=kept, duplicate=duplicate, seen=seen, text=text, details=details)
    if not item.nodes.exists():
        for remark in Comment.objects.filter(item=item):
            with audited(actor, "moved", remark):
                remark.item = kept.item
                remark.save(update_fields=["item"])
    _carry_over(actor, strategy, kept.item, item)
    return moves


def _carry_over(actor: Any, strategy: Strategy, kept: Any, item: Any) -> None:
    """What was decided about the duplicate and a third factor holds for the one that is kept."""
    for old in (*SetAside.objects.filter(strategy=strategy, one=item),
                *SetAside.objects.filter(strategy=strategy, other=item)):  # fmt: skip
        ends = [kept if end == item.pk else end for end in (old.one_id, old.other_id)]
        pair = [getattr(end, "pk", end) for end in ends]
        pair = sorted(pair) if old.about == SetAside.About.DUPLICATE else pair
        named = {"one_id": pair[0], "other_id": pair[1]}
        if pair[0] != pair[1] and not SetAside.objects.filter(strategy=strategy, about=old.about, **named).exists():
            made = SetAside(
                strategy=strategy, about=old.about, reason=old.reason, decided_by_id=old.decided_by_id, **named
            )
            with audited(actor, "set aside", made):
                made.save()


@action
def set_aside(
    *, actor: Any, strategy: Strategy, space: "Space", about: str, pair: "tuple[Node, Node]", reason: str = ""
) -> SetAside:
    """Remember that two factors are different, or that a pairing points to no direction; saying it twice changes it."""
    if actor is not None:
        permit(actor, WRITE, space)
    if space.is_frozen:
        raise ValidationError(_("A published version is never changed; start a new version and change that."))
    one, other = pair
    if about == SetAside.About.DUPLICATE:
        one, other = sorted(pair, key=lambda node: node.item_id)
    elif not reason.strip():
        raise ValidationError({"reason": _("Say why it points to no direction.")})
    named = {"strategy": strategy, "about": about, "one": one.item, "other": other.item}
    found = SetAside.objects.filter(**named).first() or SetAside(**named)
    with audited(actor, "set aside", found):
        found.reason, found.decided_by = reason.strip(), actor
        found.save()
    return found


@action
def take_up_again(*, actor: Any, found: SetAside) -> None:
    """Put a pair that was set aside among the suggestions again."""
    found = lock(found)
    if actor is not None:
        permit(actor, WRITE, found.strategy)
    record(actor, "took up again", found, before={"one": found.one_id, "other": found.other_id, "reason": found.reason})
    found.delete()


@action
def accept_pairing(
    *, actor: Any, strategy: Strategy, space: "Space", inner: "Node", outer: "Node", said: Mapping[str, Any]
) -> "Node":
    """Make a strategic direction of a strength or weakness and an opportunity or threat, and link it to both."""
    pairing = pairing_of(inner.details, outer.details)
    if not pairing:
        raise ValidationError(_("A direction pairs a strength or weakness with an opportunity or threat."))
    details = {**said.get("details", {}), "pairing": pairing, "state": "accepted"}
    node = add_node(actor=actor, space=space, kind="direction", **{**said, "details": details})
    for factor in (inner, outer):
        add_link(actor=actor, space=space, kind="pairs", source=factor.item, target=node.item)
    asides = SetAside.objects.filter(strategy=strategy, about="pairing", one=inner.item, other=outer.item)
    for found in asides:
        take_up_again(actor=actor, found=found)
    return node
