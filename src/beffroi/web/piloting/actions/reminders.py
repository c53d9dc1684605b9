"""Reminders before an action ends, and word to those who lead after it should have ended."""

from collections.abc import Iterable
from typing import Any

from beffroi.web.accounts.queries import representatives_of
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited
from beffroi.web.piloting.models import Action
from beffroi.web.piloting.notices import tell_action
from beffroi.web.piloting.permissions import OWNING
from beffroi.web.piloting.queries.bodies import people_of
from beffroi.web.strategy.queries import people_who_lead


@action
def remind_of_action(*, actor: Any, roadmap_action: Action, node: Any, stage: str) -> Action:
    """Tell the owners (and at stage `late` those who lead the strategy) once for each end of the action."""
    found = lock(roadmap_action)
    people: dict[int, Any] = {}
    for share in found.responsibilities.filter(part__in=OWNING).select_related("body", "organisation"):
        owners: Iterable[Any] = people_of(share.body) if share.body else ()
        owners = representatives_of(share.organisation) if share.organisation else owners
        people |= {person.pk: person for person in owners}
    if stage == "late":
        people |= {person.pk: person for person in people_who_lead(found.strategy)}
    with audited(actor, "reminded", found):
        found.reminded_of = f"{found.end}:{stage}"
        found.save(update_fields=["reminded_of"])
    tell_action(stage, found, node, people.values())
    return found
