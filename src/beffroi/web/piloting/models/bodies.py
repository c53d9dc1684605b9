"""Bodies of a strategy, their seats, and who holds them from when to when."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from beffroi.web.chain.queries import in_language


class Function(models.TextChoices):
    """What a body is for; nobody holds terms in bodies of different function at the same time."""

    PILOTING = "piloting", _("Piloting")
    MONITORING_EVALUATION = "monitoring_evaluation", _("Monitoring and evaluation")
    EVALUATION = "evaluation", _("External evaluation")


class Wanted(models.TextChoices):
    """Which side of the innovation system a seat is for."""

    INDUSTRY = "industry", _("Industry")
    EDUCATION_AND_RESEARCH = "education_and_research", _("Education and research")
    GOVERNMENT = "government", _("Government")
    CIVIL_SOCIETY = "civil_society", _("Civil society")
    ANY = "any", _("Any side")


class Body(models.Model):
    """A body of a strategy: who hosts it, what it is for, how often it meets."""

    class Kind(models.TextChoices):
        """The bodies that a strategy knows."""

        CO_MANAGERS = "co_managers", _("Co-managers")
        STEERING_GROUP = "steering_group", _("Steering Group")
        WORKING_GROUP = "working_group", _("Working Group")
        M_AND_E_UNIT = "m_and_e_unit", _("M&E unit")
        EXTERNAL_EVALUATOR = "external_evaluator", _("External evaluator")
        OTHER = "other", _("Other")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    strategy = models.ForeignKey("strategy.Strategy", models.PROTECT, related_name="bodies")
    code = models.SlugField(_("code"), max_length=20)
    name = models.JSONField(_("name"), default=dict)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    function = models.CharField(_("function"), max_length=25, choices=Function.choices)
    duty = models.JSONField(_("duty"), default=dict, blank=True)
    leadership = models.JSONField(_("leadership"), default=dict, blank=True)
    condition = models.JSONField(_("condition"), default=dict, blank=True)
    host = models.ForeignKey("accounts.Organisation", models.PROTECT, null=True, blank=True, related_name="+")
    host_name = models.JSONField(_("host"), default=dict, blank=True)
    fte = models.DecimalField(
        _("full-time equivalents"), max_digits=5, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    cadence_weeks = models.PositiveSmallIntegerField(
        _("meets at least every … weeks"), null=True, blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(104)],
    )  # fmt: skip
    quorum = models.PositiveSmallIntegerField(
        _("quorum (percent of the voting seats)"), default=50, validators=[MaxValueValidator(100)]
    )
    position = models.PositiveIntegerField(default=0)
    started_on = models.DateField(_("works since"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    warned_for = models.DateField(null=True, blank=True, editable=False)
    """The due date of a meeting of which people were warned last."""

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=["strategy", "code"], name="one_body_a_code"),
            models.CheckConstraint(condition=Q(quorum__lte=100), name="quorum_is_a_percentage"),
        )

    def __str__(self) -> str:
        return in_language(self.name) or self.code


class Seat(models.Model):
    """A place in a body, wanted for one side of the innovation system."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="seats")
    label = models.JSONField(_("for whom"), default=dict, blank=True)
    helix = models.CharField(_("side"), max_length=30, choices=Wanted.choices, default=Wanted.ANY)
    is_voting = models.BooleanField(_("votes"), default=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return in_language(self.label) or str(self.get_helix_display())

    @property
    def strategy(self) -> object:
        """The strategy that it serves, for roles."""
        return self.body.strategy


class Term(models.Model):
    """A person holds a seat, for an organisation, from a day to a day.

    `function` repeats that of the body, so that the database itself can refuse terms that overlap in bodies of
    different function; the action keeps both equal.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="terms")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="terms")
    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, null=True, blank=True, related_name="terms"
    )
    function = models.CharField(max_length=25, choices=Function.choices, editable=False)
    starts = models.DateField(_("from"))
    ends = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ("starts", "pk")
        constraints = (models.CheckConstraint(condition=Q(ends=None) | Q(ends__gte=F("starts")), name="term_dates"),)

    def __str__(self) -> str:
        return f"{self.person} – {self.seat}"

    @property
    def strategy(self) -> object:
        """The strategy that it serves, for roles."""
        return self.seat.body.strategy
