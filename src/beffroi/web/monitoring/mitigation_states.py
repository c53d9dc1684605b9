"""The states of a mitigation, and how one leads to another: monitoring proposes, piloting decides."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition


class MitigationState(models.TextChoices):
    """How far a mitigation has come."""

    PROPOSED = "proposed", _("Awaiting decision")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    ACCEPTED = "accepted", _("Accepted")
    REJECTED = "rejected", _("Rejected")


S = MitigationState


class MitigationStates(models.Model):
    """Gives a model the states of a mitigation."""

    state = FSMField(_("state"), default=S.PROPOSED, choices=S.choices)

    class Meta:
        abstract = True

    @transition(field=state, source=S.PROPOSED, target=S.WITHDRAWN)
    def withdraw(self) -> None:
        """Monitoring takes it back."""

    @transition(field=state, source=S.PROPOSED, target=S.ACCEPTED)
    def accept(self) -> None:
        """Piloting accepts it; it becomes an action."""

    @transition(field=state, source=S.PROPOSED, target=S.REJECTED)
    def reject(self) -> None:
        """Piloting rejects it, with reasons."""
