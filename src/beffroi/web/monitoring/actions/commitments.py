"""The framework carried forward: new baselines and targets for the same indicators, the old ones kept as they stood."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.analytics.errors import InputError
from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited
from beffroi.web.core.editions import refuse_other
from beffroi.web.core.refusals import in_the_language_of_the_reader
from beffroi.web.monitoring.actions.indicators import check_path
from beffroi.web.monitoring.models import Commitment, Indicator
from beffroi.web.monitoring.queries.commitments import framework_edition
from beffroi.web.monitoring.queries.readings import readings_of
from beffroi.web.monitoring.rules import path_of

CHANGE = "monitoring.change_indicators"
Ends = tuple[Decimal, Decimal]


@action
def carry_forward(
    *,
    actor: Any,
    strategy: Any,
    label: str,
    baseline_on: date,
    target_on: date,
    ends: Mapping[int, Ends],
    seen: str = "",
) -> int:
    """Give indicators a new baseline and target; what they were committed to until then is kept under a name.

    Parameters
    ----------
    actor : Person or None
    strategy : Strategy
    label : str
        of the period that ends, such as 2021–2027.
    baseline_on, target_on : date
        months of the new commitment.
    ends : mapping
        indicator → its new baseline and target.
    seen : str
        what all indicators were committed to when the preview was made.

    """
    strategy = lock(strategy)
    if actor is not None:
        permit(actor, CHANGE, strategy)
    if not ends:
        raise ValidationError(_("Choose at least one indicator."))
    if target_on <= baseline_on:
        raise ValidationError({"target_on": _("The target lies after the new baseline; give a later month.")})
    refuse_other(framework_edition(readings_of(strategy, timezone.localdate())), seen)
    rows = {row.pk: row for row in Indicator.objects.filter(strategy=strategy, pk__in=list(ends))}
    for pk, (baseline, target) in ends.items():
        _carry(actor, rows[pk], label, (baseline_on.replace(day=1), baseline), (target_on.replace(day=1), target))
    return len(ends)


@action
def state_commitment(*, actor: Any, indicator: Indicator, details: Mapping[str, Any]) -> Commitment:
    """Keep an earlier commitment of an indicator as a case file states it."""
    strategy = lock(indicator.strategy)
    if actor is not None:
        permit(actor, CHANGE, strategy)
    made = Commitment(indicator=indicator, ended_by=actor, **details)
    if made.target_on <= made.baseline_on or made.until <= made.baseline_on:
        raise ValidationError(
            _("The target and the end of an earlier commitment lie after its baseline; correct them.")
        )
    try:
        with in_the_language_of_the_reader():
            path_of((made.baseline_on, made.baseline_value), (made.target_on, made.target_value), made.milestones)
    except InputError as error:
        raise ValidationError(str(error)) from None
    with audited(actor, "created", made):
        made.save()
    return made


def _carry(actor: Any, row: Indicator, label: str, start: tuple[date, Decimal], end: tuple[date, Decimal]) -> None:
    kept = _kept(row, label, start[0], actor)
    with audited(actor, "carried forward", row):
        row.baseline_on, row.baseline_value = start
        row.target_on, row.target_value = end
        row.milestones = []
        try:
            check_path(row)
        except ValidationError as error:
            raise ValidationError({f"target_{row.pk}": error.messages}) from None
        row.save()
    if kept is not None:
        with audited(actor, "created", kept):
            kept.save()


def _kept(row: Indicator, label: str, until: date, actor: Any) -> Commitment | None:
    """What stood, as it is kept; nothing where there was no path."""
    start, value, target_on, target = row.baseline_on, row.baseline_value, row.target_on, row.target_value
    if start is None or value is None or target_on is None or target is None:
        return None
    if until <= start:
        said = _("Its baseline is of the same month or a later one; give a later month, or change its sheet.")
        raise ValidationError({f"baseline_{row.pk}": said})
    return Commitment(
        indicator=row, label=label[:120], baseline_on=start, baseline_value=value, milestones=row.milestones,
        target_on=target_on, target_value=target, band=row.band, until=until, ended_by=actor,
    )  # fmt: skip
