"""Mandates: what a body is asked to do, as versioned texts that parties agree to by name and date."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beffroi.web.piloting.models.bodies import Body
from beffroi.web.piloting.states import MandateState, MandateStates


class Mandate(MandateStates):
    """A version of the mandate of a body: its text, and its tasks, one a line."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="mandates")
    number = models.PositiveIntegerField(_("version"))
    text = models.JSONField(_("mandate"), default=dict)
    tasks = models.JSONField(_("tasks"), default=dict, blank=True)
    """Language → tasks, one a line."""
    based_on = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=["body", "number"], name="one_mandate_a_number"),
            models.UniqueConstraint(
                fields=["body"],
                condition=Q(state__in=[MandateState.DRAFT, MandateState.FINE_TUNED, MandateState.FINAL]),
                name="one_open_mandate",
            ),
            models.UniqueConstraint(fields=["body"], condition=Q(state=MandateState.AGREED), name="one_agreed_mandate"),
        )

    def __str__(self) -> str:
        return f"{self.body} – {self.number}"

    @property
    def strategy(self) -> object:
        """The strategy that it serves, for roles."""
        return self.body.strategy


class Party(models.Model):
    """Who has to agree to a mandate, and the day on which they did."""

    mandate = models.ForeignKey(Mandate, models.CASCADE, related_name="parties")
    name = models.CharField(_("party"), max_length=200)
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    signed_by = models.CharField(_("signed by"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["mandate", "name"], name="one_party_a_name"),)

    def __str__(self) -> str:
        return self.name
