"""Meetings of bodies: planned, held, minuted; what was decided."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from beffroi.web.chain.queries import in_language
from beffroi.web.piloting.models.bodies import Body, Wanted


class Meeting(models.Model):
    """A meeting of a body; its minutes are drafted, circulated and approved."""

    class State(models.TextChoices):
        """How far it has come."""

        PLANNED = "planned", _("Planned")
        INVITED = "invited", _("Invited")
        HELD = "held", _("Held")
        CANCELLED = "cancelled", _("Cancelled")

    class Minutes(models.TextChoices):
        """How far its minutes have come."""

        NONE = "none", _("None yet")
        DRAFT = "draft", _("Draft")
        CIRCULATED = "circulated", _("Circulated")
        APPROVED = "approved", _("Approved")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings")
    title = models.JSONField(_("title"), default=dict, blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link for taking part from afar"), max_length=500, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PLANNED)
    invited_at = models.DateTimeField(null=True, blank=True)
    cancelled_because = models.CharField(_("reason"), max_length=300, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    """Rises with every change of time or place, as iCalendar wants it."""
    minutes = models.JSONField(_("minutes"), default=dict, blank=True)
    minutes_state = models.CharField(
        _("state of the minutes"), max_length=10, choices=Minutes.choices, default=Minutes.NONE
    )
    circulated_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ("-starts_at", "-pk")
        constraints = (models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_times"),)

    def __str__(self) -> str:
        return in_language(self.title) or f"{self.body} – {date_format(localtime(self.starts_at), 'j F Y')}"

    @property
    def strategy(self) -> object:
        """The strategy that it serves, for roles."""
        return self.body.strategy


class AgendaItem(models.Model):
    """A point of the agenda, and what the minutes say about it; it may be about an item of the chain."""

    class Kind(models.TextChoices):
        """What the point is about."""

        ACTION = "action", _("Open action")
        DECISION = "decision", _("Decision due")
        RISK = "risk", _("Risk")
        ISSUE = "issue", _("Issue")
        REQUEST = "request", _("Change request")
        MITIGATION = "mitigation", _("Mitigation")
        OTHER = "other", _("Other")

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="agenda")
    position = models.PositiveIntegerField(default=0)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.OTHER)
    title = models.JSONField(_("title"), default=dict)
    item = models.ForeignKey("chain.Item", models.PROTECT, null=True, blank=True, related_name="+")
    minutes = models.JSONField(_("minutes"), default=dict, blank=True)

    class Meta:
        verbose_name = _("point of the agenda")
        verbose_name_plural = _("agenda")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return in_language(self.title)


class Addendum(models.Model):
    """What is said later about approved minutes, which themselves never change."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="addenda")
    text = models.JSONField(_("correction"), default=dict)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("addendum")
        verbose_name_plural = _("addenda")
        ordering = ("added_at", "pk")

    def __str__(self) -> str:
        return in_language(self.text)


class CalendarFeed(models.Model):
    """The secret address under which a person's calendar reads their meetings; only its digest is kept."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"digest"})

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")

    def __str__(self) -> str:
        return str(self.person)


class Attendance(models.Model):
    """Somebody was asked to a meeting, and came or not; `helix` is the side they stood for on that day."""

    class Answer(models.TextChoices):
        """What they answered, and what became of it."""

        ASKED = "asked", _("Asked")
        COMING = "coming", _("Will come")
        EXCUSED = "excused", _("Excused")
        PRESENT = "present", _("Present")
        ABSENT = "absent", _("Absent")

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendance")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, null=True, blank=True, related_name="+")
    helix = models.CharField(max_length=30, choices=Wanted.choices, default=Wanted.ANY)
    is_voting = models.BooleanField(default=True)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer.choices, default=Answer.ASKED)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["meeting", "person"], name="one_attendance_a_person"),)

    def __str__(self) -> str:
        return f"{self.person}: {self.get_answer_display()}"


class Decision(models.Model):
    """What a body decided, with its reasons; the node of the living space carries title and text."""

    class State(models.TextChoices):
        """Whether it is still to be taken."""

        DUE = "due", _("Due")
        TAKEN = "taken", _("Taken")
        DROPPED = "dropped", _("Dropped")

    strategy = models.ForeignKey("strategy.Strategy", models.PROTECT, related_name="decisions")
    item = models.OneToOneField("chain.Item", models.PROTECT, related_name="decision")
    body = models.ForeignKey(Body, models.PROTECT, related_name="decisions")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="decisions")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DUE)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    reasons = models.JSONField(_("reasons"), default=dict, blank=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ("-taken_on", "due_on", "pk")
        constraints = (
            models.CheckConstraint(condition=~Q(state="taken") | Q(taken_on__isnull=False), name="taken_on_a_day"),
        )

    def __str__(self) -> str:
        return str(self.item_id)
