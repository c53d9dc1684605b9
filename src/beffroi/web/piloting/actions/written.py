"""A decision that a body takes in writing, without a meeting: with reasons, and the action that carries it out."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.web.chain.actions import add_node
from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited
from beffroi.web.piloting.actions.decisions import DECIDE, Texts, carry_out, place_of
from beffroi.web.piloting.models import Decision

if TYPE_CHECKING:
    from beffroi.web.piloting.models import Body


@action
def decide_in_writing(
    *, actor: Any, body: "Body", title: Texts, reasons: Texts, new_action: Mapping[str, Any] | None = None
) -> Decision:
    """Record what a body decided in writing today, with a new action as `decide` takes it."""
    body = lock(body)
    if actor is not None:
        permit(actor, DECIDE, body)
    today = timezone.localdate()
    if body.ended_on and body.ended_on < today:
        raise ValidationError(_("This body has ended; another one has to decide."))
    if not any(reasons.values()):
        raise ValidationError({"reasons_en": _("Say why this was decided.")})
    node = add_node(actor=actor, space=place_of(body.strategy), kind="decision", title=title, text=reasons)
    made = Decision(strategy=body.strategy, body=body, item=node.item, reasons=dict(reasons))
    with audited(actor, "decided", made):
        made.state, made.taken_on = Decision.State.TAKEN, today
        made.save()
    if new_action:
        carry_out(actor, made, new_action)
    return made
