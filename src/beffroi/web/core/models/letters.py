"""Letters: mails that are no notices, on their way to an address."""

from typing import ClassVar

from django.db import models

from beffroi.web.core.models.sending import Sending


class Letter(Sending):
    """A mail to an address, which may belong to nobody here yet.

    What it says may open an account: it is sealed under the secret key, and gone once the letter has left or failed.
    """

    EMPTIED: ClassVar[dict[str, str]] = {"content": "", "address_digest": ""}

    content = models.TextField()
    address_digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = (models.Index(fields=["state", "next_at"]),)
