"""One-time keys of forms."""

from django.db import models


class Submission(models.Model):
    """A form that was sent and carried out, and where it led; a second sending is led there too."""

    key = models.CharField(max_length=64, unique=True)
    location = models.CharField(max_length=2000, blank=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return self.key
