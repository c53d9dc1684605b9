"""The dossier of a pilot: its steps with who is responsible, services compared, criteria, and what was decided."""

import uuid

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from beffroi.web.chain.queries import in_language
from beffroi.web.services.models.offers import Offer, Service
from beffroi.web.services.pilot_rules import WEIGHTS
from beffroi.web.services.pilot_states import ORDER, STEPS, Outcome, PilotState, PilotStates

PERSON = settings.AUTH_USER_MODEL


def default_weights() -> dict[str, int]:
    """What each criterion of the comparison weighs at first."""
    return dict(WEIGHTS)


class Pilot(PilotStates):
    """A service on demand tried out by one cluster, until a body decides whether others follow it.

    `follows` is the pilot whose dossier and lessons it began with. `reached` is what was measured on the day of the
    decision, so that the record does not change with later bookings.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    strategy = models.ForeignKey("strategy.Strategy", models.PROTECT, related_name="pilots")
    title = models.JSONField(_("title"), default=dict)
    cluster = models.ForeignKey("accounts.Cluster", models.PROTECT, null=True, blank=True, related_name="+")
    body = models.ForeignKey("piloting.Body", models.PROTECT, null=True, blank=True, related_name="+")
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="pilots")
    offer = models.ForeignKey(Offer, models.PROTECT, null=True, blank=True, related_name="pilots")
    weights = models.JSONField(_("weights"), default=default_weights)
    lessons = models.JSONField(_("lessons"), default=dict, blank=True)
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followers")
    outcome = models.CharField(_("decision"), max_length=10, choices=Outcome.choices, blank=True)
    decision = models.ForeignKey("piloting.Decision", models.PROTECT, null=True, blank=True, related_name="+")
    reached = models.JSONField(default=dict, blank=True)
    is_illustrative = models.BooleanField(_("illustrative"), default=False)
    started_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    started_on = models.DateField(_("started on"), default=timezone.localdate)

    class Meta:
        verbose_name = _("pilot")
        verbose_name_plural = _("pilots")
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=("awareness", "cluster")) | Q(cluster__isnull=False), name="a_pilot_has_a_cluster"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("awareness", "cluster", "services")) | Q(service__isnull=False),
                name="a_pilot_has_a_service",
            ),
            models.CheckConstraint(
                condition=(Q(state="decided") & ~Q(outcome="") & Q(decision__isnull=False))
                | (~Q(state="decided") & Q(outcome="", decision=None)),
                name="decided_by_a_body",
            ),
        )

    def __str__(self) -> str:
        return in_language(self.title)

    def is_past(self, step: str) -> bool:
        """Whether a step is done."""
        return ORDER[step] < ORDER[self.state]


class PilotStep(models.Model):
    """A step of a pilot: who is responsible, and the action of the roadmap that gives it its dates."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="steps")
    step = models.CharField(_("step"), max_length=12, choices=[(one.value, one.label) for one in STEPS])
    person = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, null=True, blank=True, related_name="+")
    action = models.ForeignKey("piloting.Action", models.PROTECT, null=True, blank=True, related_name="+")
    note = models.JSONField(_("note"), default=dict, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta:
        verbose_name = _("step of a pilot")
        verbose_name_plural = _("steps of pilots")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["pilot", "step"], name="one_step_of_a_name"),)

    def __str__(self) -> str:
        return f"{self.pilot}: {PilotState(self.step).label}"


class Candidate(models.Model):
    """A service compared with others for a pilot: an answer to each criterion, and why."""

    class Elsewhere(models.TextChoices):
        """Is it offered elsewhere?"""

        NOWHERE = "nowhere", pgettext_lazy("offered", "Nowhere else")
        FAR = "far", pgettext_lazy("offered", "In other regions only")
        ONE_HERE = "one_here", pgettext_lazy("offered", "By one other in the region")
        SEVERAL_HERE = "several_here", pgettext_lazy("offered", "By several in the region")

    class Remit(models.TextChoices):
        """In whose remit does it lie?"""

        OURS = "ours", pgettext_lazy("remit", "In that of the cluster")
        SHARED = "shared", pgettext_lazy("remit", "Shared with another body")
        OF_ANOTHER = "of_another", pgettext_lazy("remit", "In that of another body")

    class Demand(models.TextChoices):
        """Is there demand from non-members?"""

        COUNTED = "counted", pgettext_lazy("demand", "Requests were counted")
        VOICED = "voiced", pgettext_lazy("demand", "Some asked for it")
        UNSEEN = "unseen", pgettext_lazy("demand", "None seen")

    class Capacity(models.TextChoices):
        """Does the cluster have the people for it?"""

        FREE = "free", pgettext_lazy("capacity", "With the people there are")
        WITH_HELP = "with_help", pgettext_lazy("capacity", "With help from outside")
        NONE = "none", pgettext_lazy("capacity", "No people for it")

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="candidates")
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    elsewhere = models.CharField(_("Offered elsewhere?"), max_length=12, choices=Elsewhere.choices, blank=True)
    remit = models.CharField(_("In whose remit?"), max_length=12, choices=Remit.choices, blank=True)
    demand = models.CharField(_("Demand seen?"), max_length=12, choices=Demand.choices, blank=True)
    capacity = models.CharField(_("Capacity?"), max_length=12, choices=Capacity.choices, blank=True)
    reasons = models.JSONField(_("reasons"), default=dict, blank=True)

    class Meta:
        verbose_name = _("service compared")
        verbose_name_plural = _("services compared")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["pilot", "service"], name="a_service_is_compared_once"),)

    def __str__(self) -> str:
        return str(self.service)


class Criterion(models.Model):
    """What the pilot has to reach; fixed before it is provided, which the database holds."""

    class Measure(models.TextChoices):
        """What is read from the platform."""

        BOOKINGS = "bookings", _("Seats booked")
        NON_MEMBERS = "non_members", _("Organisations reached that are not members")
        LINKS = "links", _("New links between organisations of different clusters")
        REVENUE = "revenue", _("Revenue before VAT (euro)")

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="criteria")
    measure = models.CharField(_("What is measured"), max_length=20, choices=Measure.choices)
    least = models.DecimalField(
        _("At least"), max_digits=12, decimal_places=2, validators=[MinValueValidator(0)]
    )  # fmt: skip

    class Meta:
        verbose_name = _("criterion of a pilot")
        verbose_name_plural = _("criteria of pilots")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["pilot", "measure"], name="one_criterion_a_measure"),)

    def __str__(self) -> str:
        return f"{self.get_measure_display()}: {self.least}"
