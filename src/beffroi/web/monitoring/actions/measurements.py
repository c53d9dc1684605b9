"""Writes about measurements that the site itself takes over: values of people are entered, validated and published."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited
from beffroi.web.monitoring.models import Indicator, Measurement


@action
def measure(
    *, actor: Any, indicator: Indicator, period: date, value: Decimal, part: str = "", note: str = ""
) -> Measurement:
    """Take over what was measured in a month, of the whole or of a part; no person's way round the validation."""
    _refuse_people(actor)
    found = lock(indicator)
    period = period.replace(day=1)
    if not found.is_entered:
        raise ValidationError(_("The values of this indicator come by themselves; nothing is entered."))
    if period > timezone.localdate():
        raise ValidationError({"period": _("That month lies ahead; enter what was measured.")})
    if part and part not in found.breakdown:
        raise ValidationError({"part": _("This indicator is not broken down so.")})
    if Measurement.objects.filter(indicator=found, period=period, part=part).exists():
        raise ValidationError({"period": _("A value stands for this month already; correct that one instead.")})
    _level(found, value)
    return _entered(actor, "measured", Measurement(
        indicator=found, period=period, part=part, value=value, note=note, entered_by=actor
    ))  # fmt: skip


@action
def correct(*, actor: Any, measurement: Measurement, value: Decimal, reason: str, note: str = "") -> Measurement:
    """Put another value in the place of one that was taken over, for a reason; the first stays on record."""
    _refuse_people(actor)
    indicator = lock(measurement.indicator)
    if Measurement.objects.filter(supersedes=measurement).exists():
        raise ValidationError(_("Somebody corrected this value meanwhile; look at what stands now."))
    if measurement.entry_id is not None:
        raise ValidationError(_("This value was reported and validated; who reports corrects it, for the queue."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is corrected.")})
    if value == measurement.value:
        raise ValidationError({"value": _("This is the value that stands; enter another one.")})
    _level(indicator, value)
    return _entered(actor, "corrected", Measurement(
        indicator=indicator, period=measurement.period, part=measurement.part, value=value, note=note,
        reason=reason.strip()[:500], supersedes=measurement, entered_by=actor,
    ))  # fmt: skip


def _refuse_people(actor: Any) -> None:
    if actor is not None:
        raise PermissionDenied(_("A value counts once somebody else has validated it: enter it for the queue."))


def _entered(actor: Any, verb: str, made: Measurement) -> Measurement:
    with audited(actor, verb, made.indicator), audited(actor, "created", made):
        made.save()
    return made


def _level(indicator: Indicator, value: Decimal) -> None:
    """The value of a rubric is one of its levels."""
    top = len(indicator.rubric)
    if indicator.kind == Indicator.Kind.QUALITATIVE and (value != int(value) or not 1 <= value <= top):
        raise ValidationError({"value": _("Choose a level of the rubric.")})
