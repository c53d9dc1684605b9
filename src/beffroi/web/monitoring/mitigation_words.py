"""Mitigations in words: what is expected at what cost, and what came of it."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beffroi.analytics.results.months import month_of
from beffroi.web.core.amounts import whole_euro
from beffroi.web.monitoring.models import Mitigation
from beffroi.web.monitoring.rules import decimals
from beffroi.web.monitoring.wording import language, month_words

if TYPE_CHECKING:
    from beffroi.web.monitoring.queries.mitigations import MitigationView

STATE_MARKS = {"proposed": "risk", "accepted": "ok", "rejected": "off", "withdrawn": "none"}
EFFECT_MARKS = {"reached": "ok", "partly": "risk", "none": "off", "worse": "off", "unknown": "none"}


def number(value: Decimal | float | None) -> str:
    """A value of an indicator with no more decimals than it has."""
    return "–" if value is None else language().number(float(value), decimals([float(value)]))


def expected_words(view: "MitigationView") -> str:
    """Which value of which indicator is expected, by when, from what."""
    row, unit = view.row, view.row.indicator.said("unit")
    said = {
        "indicator": f"{view.indicator.code} {view.indicator}" if view.indicator else "–",
        "value": f"{number(row.expected_value)} {unit}".strip(), "month": month_words(month_of(row.expected_on)),
        "before": number(row.value_before),
    }  # fmt: skip
    if row.value_before is None:
        return _("%(indicator)s: %(value)s by %(month)s") % said
    return _("%(indicator)s: %(value)s by %(month)s, from %(before)s when it was proposed") % said


def cost_words(row: Mitigation) -> str:
    """What it costs, low to high."""
    if row.cost_low == row.cost_high:
        return whole_euro(row.cost_low)
    return f"{whole_euro(row.cost_low)} – {whole_euro(row.cost_high)}"


def effect_words(effect: str, value: Decimal | float | None, month: int | None, row: Mitigation) -> str:
    """What came of it: the value then against what was expected."""
    label = str(dict(Mitigation.Effect.choices)[effect])
    if value is None or month is None:
        return f"{label}."
    said = {
        "value": number(value), "month": month_words(month), "expected": number(row.expected_value),
        "by": month_words(month_of(row.expected_on)), "label": label,
    }  # fmt: skip
    return _("%(label)s: %(value)s in %(month)s, %(expected)s was expected by %(by)s.") % said


def noted_words(row: Mitigation) -> str:
    """The same, as it was noted."""
    month = month_of(row.effect_month) if row.effect_month else None
    return effect_words(row.effect, row.effect_value, month, row)


def mitigations_words(pending: int, due: int, every: int) -> str:
    """How many wait for a decision, and of how many the effect is to be looked at."""
    if not every:
        return _("Nothing is proposed yet.")
    if pending:
        said = ngettext("One mitigation waits for a decision", "%(many)s mitigations wait for a decision", pending)
        said %= {"many": pending}
    else:
        said = _("No mitigation waits for a decision")
    if not due:
        return f"{said}."
    looked = ngettext("the effect of one is to be looked at", "the effect of %(many)s is to be looked at", due)
    return f"{said}; {looked % {'many': due}}."


def decided_where(row: Any) -> str:
    """At which meeting, or in writing by which body."""
    if row.decision is None:
        return ""
    if row.decision.meeting is not None:
        return str(row.decision.meeting)
    return _("%(body)s, in writing") % {"body": row.decision.body}
