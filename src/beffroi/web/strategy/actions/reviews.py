"""What follows when a pinned figure reads differently today: what rests on it is marked, people are told."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from beffroi.web.chain.actions import note_revisions
from beffroi.web.chain.queries import owners_of, what_for
from beffroi.web.core.actions import action
from beffroi.web.strategy import notices
from beffroi.web.strategy.models import Strategy

if TYPE_CHECKING:
    from beffroi.web.chain.models import Evidence, Node


@action
def note_reading(*, actor: Any, strategy: Strategy, found: "Sequence[Evidence]", state: str, digest: str) -> int:
    """Note how a pin reads today for each place where it is evidence; how many elements are marked for review."""
    pin = found[0].pin
    because = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            because[language] = _("The figure “%(pin)s” was revised.") % {"pin": pin}
    marked: dict[int, Node] = {}
    for one in found:
        resting = _resting(strategy, one) if state == "revised" else []
        note_revisions(actor=actor, evidence=one, state=state, digest=digest, resting=resting, because=because)
        marked |= {node.item_id: node for node in resting}
    if marked:
        notices.tell_revised(strategy, pin, digest, len(marked), owners_of(list(marked.values())))
    return len(marked)


def _resting(strategy: Strategy, one: "Evidence") -> "list[Node]":
    """The element of the evidence, and all that depends on it."""
    item = one.item or (one.link.target if one.link else None)
    spaces = [one.space, *([strategy.living] if strategy.living and strategy.living.pk != one.space_id else [])]
    return [step.node for step in what_for(spaces, item).steps] if item else []
