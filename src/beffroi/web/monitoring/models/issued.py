"""Monitoring reports: texts that are prepared for a period, and editions that were issued, which never change."""

import json
import uuid
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

PERSON = settings.AUTH_USER_MODEL


class MonitoringReport(models.Model):
    """What the M&E unit writes about a period, in one language; its months are stored as their first days.

    The numbers come from what is published. `comments` are by the key of an indicator or an intervention.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    strategy = models.ForeignKey("strategy.Strategy", models.PROTECT, related_name="monitoring_reports")
    starts = models.DateField(_("first month"))
    ends = models.DateField(_("last month"))
    language = models.CharField(_("language of the texts"), max_length=8, choices=settings.LANGUAGES)
    title = models.CharField(_("title"), max_length=200)
    introduction = models.TextField(_("introduction"), max_length=10_000, blank=True)
    comments = models.JSONField(_("comments"), default=dict, blank=True)
    prepared_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, related_name="+", verbose_name=_("prepared by")
    )  # fmt: skip

    class Meta:
        verbose_name = _("monitoring report")
        verbose_name_plural = _("monitoring reports")
        ordering = ("-ends", "-starts", "-pk")
        constraints = (
            models.UniqueConstraint(fields=["strategy", "starts", "ends"], name="one_report_a_period"),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="report_period_in_order"),
        )

    def __str__(self) -> str:
        return self.title


class IssuedReport(models.Model):
    """An edition of a report as it was issued: every word and number of it, in both languages, as one text.

    Another edition supersedes it, for a reason; the first stays.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    report = models.ForeignKey(MonitoringReport, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField(_("edition"))
    reason = models.CharField(_("why there is another edition"), max_length=500, blank=True)
    content = models.TextField(editable=False)
    """JSON: language → report, and what is needed to say what changed since."""
    checksum = models.CharField(max_length=64, editable=False)
    issued_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+", verbose_name=_("issued by"))
    at = models.DateTimeField(_("issued at"))

    class Meta:
        verbose_name = _("issued report")
        verbose_name_plural = _("issued reports")
        ordering = ("-at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=["report", "number"], name="one_edition_a_number"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="another_edition_has_its_reason"),
        )

    def __str__(self) -> str:
        return f"{self.report}, {self.number}"

    @property
    def strategy(self) -> object:
        """The strategy that it serves, for roles."""
        return self.report.strategy

    @property
    def said(self) -> dict[str, Any]:
        """What it says, as plain values."""
        return dict(json.loads(self.content))

    @property
    def is_intact(self) -> bool:
        """Whether it says what was issued."""
        return checksum_of(self.content) == self.checksum


class IssuedFile(models.Model):
    """A file of an issued report, in one language: the same bytes for everybody who downloads it."""

    class Form(models.TextChoices):
        """What it is."""

        PDF = "pdf", "PDF"
        XLSX = "xlsx", "XLSX"

    issued = models.ForeignKey(IssuedReport, models.PROTECT, related_name="files")
    language = models.CharField(max_length=8, choices=settings.LANGUAGES)
    form = models.CharField(max_length=4, choices=Form.choices)
    content = models.BinaryField()
    checksum = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = _("file of an issued report")
        verbose_name_plural = _("files of issued reports")
        ordering = ("form", "language")
        constraints = (
            models.UniqueConstraint(fields=["issued", "language", "form"], name="one_file_a_language_and_form"),
        )

    def __str__(self) -> str:
        return f"{self.get_form_display()}, {self.get_language_display()}"


def content_of(said: Mapping[str, Any]) -> str:
    """What a report says as the text that is kept: the same plain values always give the same one.

    >>> content_of({"b": 1.5, "a": "é"})
    '{"a":"é","b":1.5}'
    """
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def checksum_of(content: str | bytes) -> str:
    """By what one tells that not a letter changed."""
    return sha256(content.encode() if isinstance(content, str) else content).hexdigest()
