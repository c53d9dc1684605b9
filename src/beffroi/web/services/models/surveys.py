"""Surveys of a pilot: who was asked, and what was answered, apart: nothing leads from an answer to who gave it."""

import uuid
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from beffroi.web.services.models.pilots import Pilot


class SurveyGroup(models.TextChoices):
    """On which side of a pilot somebody stands."""

    MEMBERS = "members", pgettext_lazy("asked", "Members who attended")
    NON_MEMBERS = "non_members", pgettext_lazy("asked", "Non-members who attended")
    PROVIDER = "provider", pgettext_lazy("asked", "The cluster that provides")
    PROMOTERS = "promoters", pgettext_lazy("asked", "Clusters that promote")
    ADMINISTRATION = "administration", pgettext_lazy("asked", "Administration")


class SurveyInvitation(models.Model):
    """Somebody is asked by a link; the address goes as soon as they have answered."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"email", "address_digest"})

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    pilot = models.ForeignKey(Pilot, models.PROTECT, related_name="invitations")
    group = models.CharField(_("group"), max_length=16, choices=SurveyGroup.choices)
    email = models.EmailField(_("e-mail"), blank=True)
    address_digest = models.CharField(max_length=64)
    language = models.CharField(max_length=2, default="fr")
    sent_at = models.DateTimeField(auto_now_add=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True, blank=True)
    has_answered = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("invitation to a survey")
        verbose_name_plural = _("invitations to surveys")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["pilot", "address_digest"], name="asked_once_about_a_pilot"),
            models.CheckConstraint(condition=Q(has_answered=False) | Q(email=""), name="no_address_beside_an_answer"),
        )

    def __str__(self) -> str:
        return f"{self.pilot}: {self.get_group_display()}"


class SurveyAnswer(models.Model):
    """What somebody of a group answered; the day is kept, not the moment."""

    pilot = models.ForeignKey(Pilot, models.PROTECT, related_name="answers")
    group = models.CharField(_("group"), max_length=16, choices=SurveyGroup.choices)
    satisfied = models.PositiveSmallIntegerField(
        _("satisfied"), validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    recommends = models.PositiveSmallIntegerField(_("recommends"), validators=[MaxValueValidator(10)])
    words = models.TextField(_("in words"), max_length=2000, blank=True)
    on = models.DateField(default=timezone.localdate)

    class Meta:
        verbose_name = _("answer to a survey")
        verbose_name_plural = _("answers to surveys")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=Q(satisfied__gte=1, satisfied__lte=5), name="satisfied_1_to_5"),
            models.CheckConstraint(condition=Q(recommends__lte=10), name="recommends_0_to_10"),
        )

    def __str__(self) -> str:
        return f"{self.pilot}: {self.get_group_display()}"
