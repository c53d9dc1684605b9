"""The steps of a pilot and how one leads to the next; none is skipped, and only a decision ends it."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_fsm import GET_STATE, FSMField, transition


class PilotState(models.TextChoices):
    """The step that a pilot stands at; decided, it stands still."""

    AWARENESS = "awareness", pgettext_lazy("a pilot", "Awareness")
    CLUSTER = "cluster", pgettext_lazy("a pilot", "Choice of the cluster")
    SERVICES = "services", pgettext_lazy("a pilot", "Choice of the service")
    CONDITIONS = "conditions", pgettext_lazy("a pilot", "Conditions and price")
    PROMOTION = "promotion", pgettext_lazy("a pilot", "Promotion")
    PROVISION = "provision", pgettext_lazy("a pilot", "Provision")
    ASSESSMENT = "assessment", pgettext_lazy("a pilot", "Assessment")
    DECISION = "decision", pgettext_lazy("a pilot", "Decision")
    DECIDED = "decided", pgettext_lazy("a pilot", "Decided")


P = PilotState
STEPS = tuple(state for state in P if state != P.DECIDED)
"""In their order."""
ORDER = {str(state): at for at, state in enumerate(P)}
PROVIDED = (P.PROVISION, P.ASSESSMENT, P.DECISION, P.DECIDED)
"""From provision on, what the pilot will be judged by is fixed."""


class Outcome(models.TextChoices):
    """What the competent body may decide."""

    REPLICATE = "replicate", pgettext_lazy("a pilot", "Replicate")
    ADAPT = "adapt", pgettext_lazy("a pilot", "Adapt")
    STOP = "stop", pgettext_lazy("a pilot", "Stop")


def following(state: str) -> str:
    """The step after one.

    >>> following("provision")
    'assessment'
    """
    return str(tuple(P)[ORDER[state] + 1])


def next_of(pilot: Any) -> str:
    """The step after the one that a pilot stands at."""
    return following(pilot.state)


class PilotStates(models.Model):
    """Gives a model the steps of a pilot."""

    state = FSMField(_("step"), default=P.AWARENESS, choices=P.choices)

    class Meta:
        abstract = True

    @transition(field=state, source=[*STEPS[:-1]], target=GET_STATE(next_of, states=STEPS[1:]))
    def advance(self) -> None:
        """Nothing is missing at this step; the next one begins."""

    @transition(field=state, source=P.DECISION, target=P.DECIDED)
    def close(self) -> None:
        """The competent body decided."""
