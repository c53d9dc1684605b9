"""Pinned evidence: what a view showed on a day, kept for good."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Pin(models.Model):
    """A view as it was seen: title, table and chart in both languages, sources, and the digest of the numbers.

    `titles` and `payload` are keyed by language; a note may come in the other language too; `fingerprint` names the
    figures that it was computed from; `identity` is the same for a double submission. A pin is never changed; it can be
    withdrawn, and its address goes on saying so.
    """

    key = models.CharField(max_length=8, unique=True)
    kind = models.CharField(max_length=40)
    permalink = models.CharField(max_length=1000)
    titles = models.JSONField()
    payload = models.JSONField()
    sources = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    identity = models.CharField(max_length=64)
    note = models.TextField(_("note"), blank=True, max_length=1000)
    language = models.CharField(_("language of the note"), max_length=2, choices=settings.LANGUAGES, default="en")
    note_translated = models.TextField(_("note in the other language"), blank=True, max_length=1000)
    pinned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="pins")
    pinned_at = models.DateTimeField(auto_now_add=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        ordering = ("-pinned_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["identity"], condition=Q(withdrawn_at=None), name="one_pin_of_one_submission"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="withdrawn_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The title in the language of the page."""
        return str(self.titles.get(get_language() or "en") or self.titles["en"])

    @property
    def notes(self) -> dict[str, str]:
        """The note by language, as it was written first."""
        other = next(code for code, _name in settings.LANGUAGES if code != self.language)
        return {lang: text for lang, text in ((self.language, self.note), (other, self.note_translated)) if text}

    @property
    def note_here(self) -> dict[str, str]:
        """The note in the language of the page, else as it was written: `text` and `language`."""
        lang = get_language() or "en"
        lang = lang if lang in self.notes else self.language
        return {"text": self.notes.get(lang, ""), "language": lang}

    @property
    def is_withdrawn(self) -> bool:
        """Whether the pin was taken back."""
        return self.withdrawn_at is not None

    def shown(self, lang: str) -> dict[str, Any]:
        """The payload in a language."""
        return dict(self.payload.get(lang) or self.payload["en"])

    def get_absolute_url(self) -> str:
        """The permanent address."""
        return reverse("pin", args=[self.key])
