"""Writes about the enabling condition: what an author names as proof of a criterion."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited, record
from beffroi.web.strategy.enabling import NUMBERS
from beffroi.web.strategy.models import NamedProof, Strategy

WRITE = "strategy.change_strategy"


@action
def name_proof(*, actor: Any, strategy: Strategy, criterion: int, item: int, note: Mapping[str, str]) -> NamedProof:
    """Say that an element fulfils a criterion, and why; saying it again changes the reason."""
    strategy = lock(strategy)
    if actor is not None:
        permit(actor, WRITE, strategy)
    if criterion not in NUMBERS:
        raise ValidationError(_("There are seven criteria."))
    named = {"strategy": strategy, "criterion": criterion, "item_id": item}
    found = NamedProof.objects.filter(**named).first() or NamedProof(**named)
    with audited(actor, "named as proof", found):
        found.note, found.named_by = dict(note), actor
        found.save()
    return found


@action
def take_proof_away(*, actor: Any, found: NamedProof) -> None:
    """Say that an element does not fulfil a criterion after all."""
    found = lock(found)
    if actor is not None:
        permit(actor, WRITE, found.strategy)
    record(actor, "removed", found, before={"criterion": found.criterion, "item": found.item_id, "note": found.note})
    found.delete()
