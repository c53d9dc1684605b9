"""The audit's rows and their seals: written once."""

from typing import Any, NoReturn, TypeVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class AuditStands(RuntimeError):
    """Somebody tried to change or remove an audit row or a seal: a mistake in the code."""


M = TypeVar("M", bound=models.Model)


class FinalQuerySet(models.QuerySet[M]):
    """Rows that are added and read."""

    def update(self, **_fields: Any) -> NoReturn:
        """Refused."""
        raise AuditStands("audit rows are never changed")

    def delete(self) -> NoReturn:
        """Refused."""
        raise AuditStands("audit rows are never deleted")


class Final(models.Model):
    """A row that is written once."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Added, never changed."""
        if not self._state.adding:
            raise AuditStands("audit rows are never changed")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refused."""
        raise AuditStands("audit rows are never deleted")


class AuditEntry(Final):
    """One row a write: who, when, what, before, after. Never changed, never deleted.

    `actor_key` is the person's key, which says nothing by itself; `of` is the label of the model, `key` its primary
    key. Personal fields stand in `before` and `after` as keyed digests, never by value.
    """

    at = models.DateTimeField(auto_now_add=True)
    actor_key = models.CharField(max_length=36, blank=True)
    verb = models.CharField(max_length=60)
    of = models.CharField(max_length=80)
    key = models.CharField(max_length=64)
    before = models.JSONField(encoder=DjangoJSONEncoder, default=dict)
    after = models.JSONField(encoder=DjangoJSONEncoder, default=dict)
    request_id = models.CharField(max_length=64, blank=True)

    objects = models.Manager.from_queryset(FinalQuerySet)()

    class Meta:
        indexes = (models.Index(fields=["of", "key"]), models.Index(fields=["actor_key"]))

    def __str__(self) -> str:
        return f"{self.verb} {self.of} {self.key}"


class AuditSeal(Final):
    """The seal of one row: its place in the order of commits, and a digest of it and of the seal before.

    No constraint of the database ties a seal to its row: a seal outlives a row that somebody removed, and names it.
    """

    position = models.PositiveBigIntegerField(primary_key=True)
    entry = models.OneToOneField(AuditEntry, models.DO_NOTHING, related_name="seal", db_constraint=False)
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(auto_now_add=True)

    objects = models.Manager.from_queryset(FinalQuerySet)()

    def __str__(self) -> str:
        return f"{self.position} {self.digest}"
