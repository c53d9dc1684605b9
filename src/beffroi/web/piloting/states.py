"""The states of what piloting keeps, and how one leads to another."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition


class MandateState(models.TextChoices):
    """How far a text has come: what all parties have agreed never changes, a newer version supersedes it."""

    DRAFT = "draft", _("Draft")
    FINE_TUNED = "fine_tuned", _("Fine-tuned")
    FINAL = "final", _("Final, to be agreed")
    AGREED = "agreed", _("Agreed")
    SUPERSEDED = "superseded", _("Superseded")


S = MandateState
OPEN = (S.DRAFT, S.FINE_TUNED)


class MandateStates(models.Model):
    """Gives a model the states of a mandate."""

    state = FSMField(_("state"), default=S.DRAFT, choices=S.choices)

    class Meta:
        abstract = True

    @transition(field=state, source=S.DRAFT, target=S.FINE_TUNED)
    def fine_tune(self) -> None:
        """The people who will carry it out have had their say."""

    @transition(field=state, source=S.FINE_TUNED, target=S.FINAL)
    def finalise(self) -> None:
        """The text stands; the parties are asked to agree."""

    @transition(field=state, source=S.FINAL, target=S.FINE_TUNED)
    def reopen(self) -> None:
        """A party wants another word; whoever agreed is asked again."""

    @transition(field=state, source=S.FINAL, target=S.AGREED)
    def agree(self) -> None:
        """Every party has agreed."""

    @transition(field=state, source=S.AGREED, target=S.SUPERSEDED)
    def supersede(self) -> None:
        """A newer version was agreed."""


STEPS = {"fine_tune": _("Fine-tuned with those concerned"), "finalise": _("Make final"), "reopen": _("Reopen")}
"""The steps that a person takes on a mandate; agreeing and superseding follow from the parties."""
