"""Writes about who answers for what."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import record
from beffroi.web.core.editions import edition_of, refuse_other
from beffroi.web.piloting.actions.roadmap import CHANGE, Share, replace_shares
from beffroi.web.piloting.models import Action
from beffroi.web.piloting.queries.editions import parts_said
from beffroi.web.piloting.raci_rules import ACCOUNTABLE


@action
def share_out(*, actor: Any, roadmap_action: Action, shares: Sequence[Share], seen: str = "") -> Action:
    """Say who has which part in an action, on top of what was `seen`; at most one is accountable."""
    found = lock(roadmap_action)
    if actor is not None:
        permit(actor, CHANGE, found)
    refuse_other(edition_of(parts_said(found)), seen)
    if sum(share.part == ACCOUNTABLE for share in shares) > 1:
        raise ValidationError(_("Exactly one is accountable for an action; choose which."))
    if not replace_shares(found, shares, actor):
        record(actor, "looked over", found)
    return found
