"""Notices to people, how each wants them, and their way by e-mail."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from beffroi.web.core.models.sending import Sending


class Way(models.TextChoices):
    """How a person wants notices of a kind; on the site they stand in any case."""

    SITE = "site", _("On the site only")
    MAIL = "mail", _("By e-mail at once")
    DIGEST = "digest", _("In one e-mail a day")


class Notification(models.Model):
    """A notice to one person; its text stands ready in every language."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=80)
    texts = models.JSONField()
    link = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    idempotency_key = models.CharField(max_length=200, unique=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        indexes = (models.Index(fields=["person", "read_at"]), models.Index(fields=["person", "-created_at"]))

    def __str__(self) -> str:
        return self.title

    def text(self, language: str | None = None) -> dict[str, Any]:
        """Title and body in a language, in English where that one is not held."""
        texts: dict[str, dict[str, Any]] = self.texts
        return texts.get(language or get_language() or "en") or texts["en"]

    @property
    def title(self) -> str:
        """The title in the language of the page."""
        return str(self.text()["title"])

    @property
    def body(self) -> str:
        """The body in the language of the page."""
        return str(self.text()["body"])


class NotificationChoice(models.Model):
    """How a person wants notices of one kind; without a row, as the kind declares."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notification_choices")
    kind = models.CharField(max_length=80)
    way = models.CharField(max_length=6, choices=Way.choices)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person", "kind"], name="one_choice_a_kind"),)

    def __str__(self) -> str:
        return f"{self.kind}: {self.way}"


class Delivery(Sending):
    """A notice on its way by e-mail."""

    notification = models.ForeignKey(Notification, models.CASCADE, related_name="deliveries")
    way = models.CharField(max_length=6, choices=Way.choices)

    class Meta:
        indexes = (models.Index(fields=["state", "next_at"]),)
