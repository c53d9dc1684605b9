"""Roles granted to people for a scope, and invitations by e-mail."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from beffroi.web.accounts.models.organisations import Organisation


class Role(models.TextChoices):
    """What a person is in the policy cycle."""

    ADMINISTRATOR = "administrator", _("Administrator")
    CO_MANAGER = "co_manager", _("Co-manager")
    M_AND_E_OFFICER = "m_and_e_officer", _("M&E officer")
    EVALUATOR = "evaluator", _("Evaluator")
    ADVISER = "adviser", _("Adviser")
    CLUSTER_MANAGER = "cluster_manager", _("Cluster manager")
    READER = "reader", _("Reader")


class Scoped(models.Model):
    """A role for the site (no scope), or for one object: a content type and an id."""

    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    scope_type = models.ForeignKey(ContentType, models.PROTECT, null=True, blank=True, related_name="+")
    scope_id = models.CharField(max_length=64, blank=True)
    scope = GenericForeignKey("scope_type", "scope_id")
    starts = models.DateField(_("from"))
    ends = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        abstract = True


class RoleGrant(Scoped):
    """A person holds a role, from a day to a day, until it is revoked."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="grants")
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("role", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gte=F("starts")), name="grant_dates"),
            models.CheckConstraint(
                condition=Q(scope_type=None, scope_id="") | (Q(scope_type__isnull=False) & ~Q(scope_id="")),
                name="grant_scope_is_whole",
            ),
            models.UniqueConstraint(
                fields=["person", "role"],
                condition=Q(scope_type=None, ends=None, revoked_at=None),
                name="one_open_grant_for_the_site",
            ),
            models.UniqueConstraint(
                fields=["person", "role", "scope_type", "scope_id"],
                condition=Q(scope_type__isnull=False, ends=None, revoked_at=None),
                name="one_open_grant_a_scope",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.person}"


class Invitation(Scoped):
    """Somebody was asked by e-mail to come and take a role, or to act for an organisation."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"email", "token_hash"})

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), blank=True)
    email_digest = models.CharField(max_length=64, db_index=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="en")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ("-invited_at", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gte=F("starts")), name="invitation_dates"),
            models.CheckConstraint(
                condition=Q(scope_type=None, scope_id="") | (Q(scope_type__isnull=False) & ~Q(scope_id="")),
                name="invitation_scope_is_whole",
            ),
        )

    def __str__(self) -> str:
        return str(self.key)
