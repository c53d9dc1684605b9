"""What those say who may not edit: comments, and requests for a change."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Voice(models.Model):
    """Something that a person says of an element of a strategy, in their language."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    strategy = models.ForeignKey("strategy.Strategy", models.PROTECT, related_name="%(class)ss")
    item = models.ForeignKey("chain.Item", models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    text = models.TextField(_("text"), max_length=4000)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ("-at", "-pk")


class Comment(Voice):
    """A remark; it can be taken back by its author, and then says so."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta(Voice.Meta):
        verbose_name = _("comment")
        verbose_name_plural = _("comments")

    def __str__(self) -> str:
        return self.text[:80]


class ChangeRequest(Voice):
    """A wish that an element be changed: `text` says why, `proposed` what it should say."""

    class State(models.TextChoices):
        """How far it has come."""

        OPEN = "open", _("Open")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    proposed = models.JSONField(_("proposed"), default=dict)
    base_revision = models.PositiveIntegerField()
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(_("reason of the decision"), max_length=2000, blank=True)

    class Meta(Voice.Meta):
        verbose_name = _("change request")
        verbose_name_plural = _("change requests")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=("open", "withdrawn"), decided_by=None)
                | Q(state__in=("accepted", "declined"), decided_by__isnull=False),
                name="request_decided_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return self.text[:80]
