"""Who is who."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class PersonManager(BaseUserManager["Person"]):
    """Makes people; an address is kept in one form."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """A person with an e-mail address and a password."""
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """A person who can sign in. `key` names them where their name must not stand."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"email", "name", "password", "last_login"})

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="en")
    is_active = models.BooleanField(_("account is open"), default=True)
    joined_at = models.DateTimeField(_("joined on"), auto_now_add=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = PersonManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        if self.erased_at:
            return gettext("Former member %(key)s") % {"key": str(self.key)[:8]}
        return self.name or self.email
