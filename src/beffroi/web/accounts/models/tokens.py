"""Tokens for the API: shown once, kept as a digest."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ApiToken(models.Model):
    """A token with which a program reads as a person, or also reports or books, until a day or until it is revoked."""

    class Scope(models.TextChoices):
        """What a program may do with it."""

        READ = "read", _("Reads what you may see")
        REPORT = "report", _("Reads, and reports the values that you are asked for")
        BOOK = "book", _("Reads, and books services for the organisations that you act for")

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"digest"})

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tokens")
    name = models.CharField(_("name"), max_length=60)
    scope = models.CharField(_("what it may do"), max_length=6, choices=Scope.choices, default=Scope.READ)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_on = models.DateField(_("last day"))
    last_used_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return self.name

    @property
    def is_good(self) -> bool:
        """Whether it still opens anything."""
        return self.revoked_at is None and self.expires_on >= timezone.localdate()
