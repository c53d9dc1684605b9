"""What an indicator may say of what it is put together from."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from beffroi.web.monitoring.models import Entry, Indicator, Measurement
from beffroi.web.monitoring.queries.beneficiaries import helped_under


def check_whole(found: Indicator) -> None:
    """Refuse, at the field where it stands, what cannot be counted or would close a circle."""
    _check_counting(found)
    strangers = set(found.part_weights) - set(found.breakdown)
    if strangers:
        said = _("“%(part)s” is no part of the breakdown.")
        raise ValidationError({"part_weights": said % {"part": sorted(strangers)[0]}})
    if any(weight <= 0 for weight in found.part_weights.values()):
        raise ValidationError({"part_weights": _("A weight is above zero.")})
    if found.part_of is not None:
        _check_part_of(found, found.part_of)


def _check_counting(found: Indicator) -> None:
    if found.rule != Indicator.Rule.DISTINCT:
        found.rows_of, found.support = [], ""
        return
    if not found.counts_rows:
        raise ValidationError({"rule": _("Only an entered value or a common indicator counts distinct beneficiaries.")})
    was_entered = Indicator.objects.filter(pk=found.pk).exclude(rule=Indicator.Rule.DISTINCT).exists()
    if was_entered and any(of.objects.filter(indicator=found).exists() for of in (Entry, Measurement)):
        said = _("It was asked for or measured; distinct beneficiaries are counted from rows. Enter another indicator.")
        raise ValidationError({"rule": said})
    if found.rows_of:
        known = {str(node.item.key) for node in helped_under(found.strategy).values()}
        if set(found.rows_of) - known:
            raise ValidationError({"rows_of": _("Choose interventions or priorities of this strategy.")})


def _check_part_of(found: Indicator, whole: Indicator) -> None:
    if whole.strategy_id != found.strategy_id:
        raise ValidationError({"part_of": _("That indicator belongs to another strategy.")})
    if found.pk is None:
        return
    above = dict(Indicator.objects.filter(strategy=found.strategy_id).values_list("pk", "part_of"))
    at: int | None = whole.pk
    for _step in range(len(above) + 1):
        if at == found.pk:
            raise ValidationError({"part_of": _("It would be part of itself; choose another indicator.")})
        at = above.get(at) if at is not None else None
