"""Files that people upload or the site makes."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models


def private_place(_file: models.Model, _name: str) -> str:
    """A random place in private storage; nothing of the file's name or content."""
    key = uuid.uuid4().hex
    return f"stored/{key[:2]}/{key}"


class StoredFile(models.Model):
    """A file, what it belongs to, and the checksum it had when it came."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"name"})

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=150)
    content = models.FileField(upload_to=private_place, max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=120)
    of = models.CharField(max_length=80)
    of_key = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="uploads"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = (models.Index(fields=["of", "of_key"]),)

    def __str__(self) -> str:
        return self.name
