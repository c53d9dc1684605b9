"""What authors decided that no element says: pairs set aside, proofs named for a criterion."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class SetAside(models.Model):
    """A pair of factors that an author set aside, as different ones or as one that points to no direction."""

    class About(models.TextChoices):
        """What was asked of the pair."""

        DUPLICATE = "duplicate", _("Likely duplicate")
        PAIRING = "pairing", _("Pairing")

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    strategy = models.ForeignKey("strategy.Strategy", models.PROTECT, related_name="set_aside")
    about = models.CharField(max_length=10, choices=About.choices)
    one = models.ForeignKey("chain.Item", models.PROTECT, related_name="+")
    other = models.ForeignKey("chain.Item", models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("pair set aside")
        verbose_name_plural = _("pairs set aside")
        ordering = ("-decided_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=["strategy", "about", "one", "other"], name="one_pair_set_aside_once"),
            models.CheckConstraint(condition=~Q(one=F("other")), name="two_factors_set_aside"),
        )

    def __str__(self) -> str:
        return f"{self.one_id} – {self.other_id}"


class NamedProof(models.Model):
    """An element that an author named as what fulfils a criterion of the enabling condition, and why."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    strategy = models.ForeignKey("strategy.Strategy", models.PROTECT, related_name="named_proofs")
    criterion = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(7)])
    item = models.ForeignKey("chain.Item", models.PROTECT, related_name="+")
    note = models.JSONField(_("why it fulfils the criterion"), default=dict, blank=True)
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    named_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("named proof")
        verbose_name_plural = _("named proofs")
        ordering = ("criterion", "named_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=["strategy", "criterion", "item"], name="one_proof_named_once"),
            models.CheckConstraint(condition=Q(criterion__gte=1, criterion__lte=7), name="one_of_seven_criteria"),
        )

    def __str__(self) -> str:
        return f"{self.criterion}: {self.item_id}"
