"""A mail under way, whatever it holds."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sending(models.Model):
    """From waiting to an end.

    `handed_at` is written before the mail is handed to the mail server. One that was handed over and whose answer was
    never heard (the process was killed) is `uncertain`: it is not sent again.
    """

    EMPTIED: ClassVar[dict[str, Any]] = {}
    """What is emptied once nothing more will be tried."""

    class State(models.TextChoices):
        """From waiting to an end."""

        PENDING = "pending", _("waiting")
        SENDING = "sending", _("being sent")
        ACCEPTED = "accepted", _("accepted by the mail server")
        UNCERTAIN = "uncertain", _("handed over, answer not heard")
        FAILED = "failed", _("not sent")

    state = models.CharField(max_length=9, choices=State.choices, default=State.PENDING)
    idempotency_key = models.CharField(max_length=200, unique=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    handed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=80, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.idempotency_key}: {self.state}"
