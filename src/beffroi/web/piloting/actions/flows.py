"""Writes about flows of information."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited
from beffroi.web.core.editions import refuse_unseen
from beffroi.web.piloting.flow_checks import CHECKS
from beffroi.web.piloting.models import Flow, FlowRecord
from beffroi.web.piloting.queries.editions import FLOW

CHANGE = "piloting.change_flows"


@action
def save_flow(
    *, actor: Any, strategy: Any, details: Mapping[str, Any], flow: Flow | None = None, seen: str = ""
) -> Flow:
    """Agree on a flow of information, or change what was agreed and `seen`; `details` are fields of `Flow`."""
    strategy = lock(strategy)
    if actor is not None:
        permit(actor, CHANGE, strategy)
    found = lock(flow) if flow else Flow(strategy=strategy)
    refuse_unseen(found, FLOW, seen)
    for name, value in details.items():
        setattr(found, name, value)
    if found.sender_id == found.recipient_id:
        raise ValidationError({"recipient": _("Choose another body than the sender.")})
    if {found.sender.strategy_id, found.recipient.strategy_id} != {strategy.pk}:
        raise ValidationError({"recipient": _("Both bodies have to be of this strategy.")})
    if found.proof not in CHECKS:
        raise ValidationError({"proof": _("Choose what shows that it happened.")})
    if found.proof == "noted" and not found.every_weeks:
        raise ValidationError({"every_weeks": _("Say how often; nothing else in the platform tells when it is due.")})
    with audited(actor, "changed" if flow else "created", found):
        found.save()
    return found


@action
def end_flow(*, actor: Any, flow: Flow) -> Flow:
    """End a flow today; what it showed stays on record."""
    found = lock(flow)
    permit(actor, CHANGE, found)
    if found.ends is not None:
        raise ValidationError(_("This flow has ended already."))
    with audited(actor, "ended", found):
        found.ends = max(timezone.localdate(), found.starts)
        found.save()
    return found


@action
def note_flow(*, actor: Any, flow: Flow, on: date, note: str = "") -> FlowRecord:
    """Note that the information of a flow was sent on a day."""
    found = lock(flow)
    if actor is not None:
        permit(actor, "piloting.note_flow", found)
    if found.proof != "noted":
        raise ValidationError(_("The platform sees by itself whether this happens."))
    if on > timezone.localdate():
        raise ValidationError({"on": _("That day lies ahead; give the day on which it was sent.")})
    if on < found.starts:
        raise ValidationError({"on": _("That is before the flow was agreed.")})
    if FlowRecord.objects.filter(flow=found, on=on).exists():
        raise ValidationError({"on": _("This is noted for that day already.")})
    made = FlowRecord(flow=found, on=on, note=note, noted_by=actor)
    with audited(actor, "created", made):
        made.save()
    return made
