"""The states of what the observatory keeps, and how one leads to another."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition


class UploadState(models.TextChoices):
    """How an upload of a series stands: nothing is imported until it is confirmed."""

    READ = "read", _("read, waits to be confirmed")
    CONFIRMED = "confirmed", _("confirmed")
    DISCARDED = "discarded", _("discarded")
    EXPIRED = "expired", _("expired")


class UploadStates(models.Model):
    """Gives a model the states of an upload."""

    state = FSMField(default=UploadState.READ, choices=UploadState.choices)

    class Meta:
        abstract = True

    @transition(field=state, source=UploadState.READ, target=UploadState.CONFIRMED)
    def confirm(self) -> None:
        """What was read becomes a vintage."""

    @transition(field=state, source=UploadState.READ, target=UploadState.DISCARDED)
    def discard(self) -> None:
        """The sender does not want it."""

    @transition(field=state, source=UploadState.READ, target=UploadState.EXPIRED)
    def expire(self) -> None:
        """Nobody confirmed it in time."""
