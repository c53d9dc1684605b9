"""Profiles as they were composed, so that nobody waits for the same one twice."""

from django.db import models


class ComposedProfile(models.Model):
    """One composed profile; `key` is the digest of all that it depends on, so that it is never out of date."""

    key = models.CharField(max_length=64, primary_key=True)
    code = models.CharField(max_length=200)
    lang = models.CharField(max_length=2)
    payload = models.TextField()
    composed_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["composed_at"]),)

    def __str__(self) -> str:
        """Region and language."""
        return f"{self.code} ({self.lang})"
