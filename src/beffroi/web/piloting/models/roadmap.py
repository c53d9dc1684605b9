"""The roadmap: actions with their dates as stated and as planned, who answers for them, what proves them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beffroi.web.chain.queries import in_language


class Action(models.Model):
    """An action under an intervention; the node of the living space carries code, title and text.

    Dates may contradict each other: the plan check says so, nothing forbids it. `start_as_stated` keeps a month as a
    month. Predecessors are links `precedes` of the chain; the intervention is its link `carried_out_by`.
    """

    class State(models.TextChoices):
        """How far it has come, by evidence."""

        PLANNED = "planned", _("Planned")
        UNDER_WAY = "under_way", _("Under way")
        DONE = "done", _("Done")
        CANCELLED = "cancelled", _("Cancelled")

    strategy = models.ForeignKey("strategy.Strategy", models.PROTECT, related_name="actions")
    item = models.OneToOneField("chain.Item", models.PROTECT, related_name="action")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PLANNED)
    start = models.DateField(_("start"), null=True, blank=True)
    end = models.DateField(_("end"), null=True, blank=True)
    start_as_stated = models.CharField(max_length=10, blank=True)
    end_as_stated = models.CharField(max_length=10, blank=True)
    baseline_start = models.DateField(_("start at first"), null=True, blank=True)
    baseline_end = models.DateField(_("end at first"), null=True, blank=True)
    is_milestone = models.BooleanField(_("milestone"), default=False)
    stated_elsewhere = models.JSONField(default=list, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    reminded_of = models.CharField(max_length=20, blank=True, editable=False)
    """The end of which people were reminded last, and at which stage."""

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ("start", "pk")
        indexes = (models.Index(fields=["strategy", "state", "end"], name="actions_by_state_and_end"),)
        constraints = (
            models.CheckConstraint(condition=~Q(state="done") | Q(done_on__isnull=False), name="done_on_a_day"),
        )

    def __str__(self) -> str:
        return str(self.item_id)


class Responsibility(models.Model):
    """A body or an organisation (or somebody who is only named) has a part in an action."""

    class Part(models.TextChoices):
        """Responsible, accountable, consulted, informed; optional partners beside."""

        RESPONSIBLE = "R", _("Responsible")
        ACCOUNTABLE = "A", _("Accountable")
        CONSULTED = "C", _("Consulted")
        INFORMED = "I", _("Informed")
        OPTIONAL = "O", _("Optional")

    action = models.ForeignKey(Action, models.CASCADE, related_name="responsibilities")
    part = models.CharField(_("part"), max_length=1, choices=Part.choices)
    body = models.ForeignKey("piloting.Body", models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, null=True, blank=True, related_name="+")
    name = models.JSONField(_("name"), default=dict, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("responsibility")
        verbose_name_plural = _("responsibilities")
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(body__isnull=False, organisation=None)
                | Q(body=None, organisation__isnull=False)
                | (Q(body=None, organisation=None) & ~Q(name={})),
                name="a_part_is_somebodys",
            ),
        )

    def __str__(self) -> str:
        return f"{self.part}: {self.body or self.organisation or in_language(self.name)}"


class Deliverable(models.Model):
    """What proves that an action came forward: a thing handed over, or a decision taken."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    action = models.ForeignKey(Action, models.CASCADE, related_name="deliverables")
    title = models.JSONField(_("title"), default=dict)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    delivered_on = models.DateField(_("delivered on"), null=True, blank=True)
    decision = models.ForeignKey("piloting.Decision", models.PROTECT, null=True, blank=True, related_name="+")
    url = models.URLField(_("address"), max_length=500, blank=True)
    note = models.JSONField(_("note"), default=dict, blank=True)
    delivered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("deliverable")
        verbose_name_plural = _("deliverables")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return in_language(self.title)


class Replanning(models.Model):
    """An action got new dates: from which to which, why, and by which decision; `asked` or following from another."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="replannings")
    reason = models.TextField(_("reason"), max_length=2000)
    decision = models.ForeignKey("piloting.Decision", models.PROTECT, null=True, blank=True, related_name="+")
    old_start = models.CharField(max_length=10, blank=True)
    old_end = models.CharField(max_length=10, blank=True)
    start = models.CharField(max_length=10, blank=True)
    end = models.CharField(max_length=10, blank=True)
    asked = models.BooleanField(default=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("replanning")
        verbose_name_plural = _("replannings")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.start} – {self.end}"
