"""One graph: spaces that are read and frozen together, items that keep their identity, nodes, links, evidence.

An item is *what* a thing is through all versions; a node is what a space says of it. A version of a strategy is a space
that is frozen when it is published; the living work of a strategy (roadmap, risks, results) is a space of its own.
Links run from the reason to what follows from it, so "why" walks against them and "what for" along them.
"""

import uuid

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Item(models.Model):
    """The identity of a thing through all versions."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=40)

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Node(models.Model):
    """What a space says of an item: title and text by language, and the fields of its kind."""

    space = models.ForeignKey("Space", models.PROTECT, related_name="nodes")
    item = models.ForeignKey(Item, models.PROTECT, related_name="nodes")
    code = models.CharField(_("code"), max_length=20, blank=True)
    title = models.JSONField(_("title"), default=dict)
    text = models.JSONField(_("text"), default=dict, blank=True)
    details = models.JSONField(_("details"), default=dict, blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)
    revision = models.PositiveIntegerField(default=1)
    review_since = models.DateTimeField(_("to be reviewed since"), null=True, blank=True)
    review_because = models.JSONField(_("why it is to be reviewed"), default=dict, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("element")
        verbose_name_plural = _("elements")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=["space", "item"], name="one_node_an_item_in_a_space"),
            models.UniqueConstraint(fields=["space", "code"], condition=~Q(code=""), name="one_node_a_code_in_a_space"),
        )

    def __str__(self) -> str:
        return in_language(self.title) or self.code


class Link(models.Model):
    """A reason and what follows from it: `source` → `target`."""

    space = models.ForeignKey("Space", models.PROTECT, related_name="links")
    kind = models.CharField(max_length=40)
    source = models.ForeignKey(Item, models.PROTECT, related_name="leads_to")
    target = models.ForeignKey(Item, models.PROTECT, related_name="follows_from")
    rationale = models.JSONField(_("rationale"), default=dict, blank=True)
    details = models.JSONField(_("details"), default=dict, blank=True)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["space", "kind", "source", "target"], name="one_link_of_a_kind"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="nothing_follows_from_itself"),
        )

    def __str__(self) -> str:
        return f"{self.source_id} → {self.target_id}"


class Evidence(models.Model):
    """What an element, or a link, rests on: a pinned figure, a document, or what somebody stated."""

    class Kind(models.TextChoices):
        """Where it comes from."""

        FIGURE = "figure", _("Figure of the observatory")
        DOCUMENT = "document", _("Document")
        STATEMENT = "statement", _("Statement")

    class State(models.TextChoices):
        """How a pinned figure stands against the figures of today."""

        UNCHANGED = "unchanged", _("unchanged")
        REVISED = "revised", _("revised since")
        UNAVAILABLE = "unavailable", _("no longer available")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    space = models.ForeignKey("Space", models.PROTECT, related_name="evidence")
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="evidence")
    link = models.ForeignKey(Link, models.CASCADE, null=True, blank=True, related_name="evidence")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    pin = models.ForeignKey("observatory.Pin", models.PROTECT, null=True, blank=True, related_name="+")
    source = models.CharField(_("source"), max_length=500, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    note = models.JSONField(_("note"), default=dict, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.UNCHANGED)
    seen_digest = models.CharField(max_length=64, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ("added_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(item__isnull=False, link=None) | Q(item=None, link__isnull=False),
                name="evidence_of_an_element_or_a_link",
            ),
            models.CheckConstraint(
                condition=Q(kind="figure", pin__isnull=False) | (~Q(kind="figure") & Q(pin=None) & ~Q(source="")),
                name="evidence_has_its_source",
            ),
        )

    def __str__(self) -> str:
        return str(self.pin) if self.pin_id else self.source


class Space(models.Model):
    """Nodes that are read and frozen together; `owner` is what it belongs to, for scoped roles.

    It stands last, so that a restored backup fills a frozen space before it is frozen.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    owner_id = models.PositiveBigIntegerField()
    owner = GenericForeignKey("owner_type", "owner_id")
    is_public = models.BooleanField(default=False)
    frozen_at = models.DateTimeField(null=True, blank=True)
    changes = models.PositiveIntegerField(default=0)
    """Rises with every write, so that what was computed from the space can be kept until it changes."""

    def __str__(self) -> str:
        return str(self.key)

    @property
    def is_frozen(self) -> bool:
        """Whether it can never be changed again."""
        return self.frozen_at is not None


def in_language(texts: dict[str, str], lang: str = "") -> str:
    """A text in a language, else in any that it has; the empty text if it has none."""
    return texts.get(lang or get_language() or "en") or next((text for text in texts.values() if text), "")
