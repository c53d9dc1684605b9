"""Reminders before an action ends, and word to those who lead after it should have ended."""

from typing import Any

from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited
from beffroi.web.piloting.models import Action
from beffroi.web.piloting.notices import tell_action
from beffroi.web.piloting.queries.owners import people_who_own
from beffroi.web.strategy.queries import people_who_lead


@action
def remind_of_action(*, actor: Any, roadmap_action: Action, node: Any, stage: str) -> Action:
    """Tell the owners (and at stage `late` those who lead the strategy) once for each end of the action."""
    found = lock(roadmap_action)
    people = {person.pk: person for person in people_who_own([found])}
    if stage == "late":
        people |= {person.pk: person for person in people_who_lead(found.strategy)}
    with audited(actor, "reminded", found):
        found.reminded_of = f"{found.end}:{stage}"
        found.save(update_fields=["reminded_of"])
    tell_action(stage, found, node, people.values())
    return found
