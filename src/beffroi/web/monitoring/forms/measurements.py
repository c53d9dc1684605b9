"""Forms of measurements: a value for a month, and its correction."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beffroi.web.chain.queries import in_language
from beffroi.web.monitoring.forms.months import MonthField
from beffroi.web.monitoring.models import Indicator


class ValueForm(forms.Form):
    """A value; a level of the rubric where there is one."""

    value: Any = forms.DecimalField(label=_("Value"), max_digits=18, decimal_places=4, localize=True)

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].help_text = indicator.said("unit")
        if indicator.kind == Indicator.Kind.QUALITATIVE:
            levels = [(number, f"{number}: {in_language(text)}") for number, text in enumerate(indicator.rubric, 1)]
            self.fields["value"] = forms.TypedChoiceField(
                label=_("Level"), choices=levels, coerce=int, widget=forms.RadioSelect
            )


class MeasurementForm(ValueForm):
    """What was measured."""

    field_order = ("period", "part", "value", "note")
    period = MonthField(label=_("Month"))
    part = forms.ChoiceField(label=_("Of"), required=False)
    note = forms.CharField(
        label=_("Note"), max_length=500, required=False, help_text=_("How it was measured, or what has to be known.")
    )

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, indicator=indicator, **kwargs)
        self.fields["part"].choices = [("", _("the whole")), *((part, part) for part in indicator.breakdown)]  # type: ignore[attr-defined]
        if not indicator.breakdown:
            del self.fields["part"]


class CorrectionForm(ValueForm):
    """Another value in the place of the one that stands."""

    reason = forms.CharField(label=_("Why it is corrected"), max_length=500)
    note = forms.CharField(label=_("Note"), max_length=500, required=False)
