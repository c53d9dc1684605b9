"""What the page of components shows: a form with every kind of field, filled well and badly, and tabs."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class DateInput(forms.DateInput):
    """The browser's own date field, which takes ISO dates in every language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class SpecimenForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=gettext_lazy("Name of the indicator"), max_length=80)
    target = forms.DecimalField(label=gettext_lazy("Target"), min_value=0, required=False)
    frequency = forms.ChoiceField(
        label=gettext_lazy("Frequency"),
        choices=[("quarter", gettext_lazy("Every quarter")), ("month", gettext_lazy("Every month"))],
    )
    starts = forms.DateField(label=gettext_lazy("Start"), widget=DateInput())
    ends = forms.DateField(label=gettext_lazy("End"), widget=DateInput())
    note = forms.CharField(label=gettext_lazy("Note"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    file = forms.FileField(label=gettext_lazy("Workbook"), required=False)
    sees = forms.ChoiceField(
        label=gettext_lazy("What may non-members see?"),
        widget=forms.RadioSelect,
        choices=[("price", gettext_lazy("Price and dates")), ("parts", gettext_lazy("Also who takes part"))],
    )
    tell = forms.BooleanField(label=gettext_lazy("Tell me when a seat is freed"), required=False)

    def clean(self) -> dict[str, Any]:
        """An end before the start is refused in words."""
        cleaned: dict[str, Any] = super().clean() or {}
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("The action starts on 12 April 2021; choose that day or later."))
        return cleaned


def specimen_form(answers: dict[str, str] | None) -> SpecimenForm:
    """The form, untouched or as refused; the two stand on one page, so their fields carry different names."""
    first = {"name": _("Eligible applications"), "starts": date(2021, 4, 12), "frequency": "quarter", "sees": "price"}
    prefix = "good" if answers is None else "bad"
    given = None if answers is None else {f"{prefix}-{name}": value for name, value in answers.items()}
    form = SpecimenForm(given, initial=first, prefix=prefix)
    form.fields["name"].help_text = _("As it will stand in reports.")
    return form


def specimens() -> dict[str, Any]:
    """Everything that the page shows and that is not a figure."""
    return {
        "form": specimen_form(None),
        "refused": specimen_form({"starts": "2021-04-12", "ends": "2019-12-31", "frequency": "month", "sees": "price"}),
        "tabs": [
            {"label": _("Results"), "url": "#c-nav", "is_current": True},
            {"label": _("Requests"), "url": "#c-nav", "count": 7},
            {"label": _("Data quality"), "url": "#c-nav"},
        ],
        "steps": [_("File"), _("Preview"), _("Check and confirm")],
        "facts": [(_("Owner"), "SPW"), (_("Licence"), "CC BY 4.0"), (_("Code"), "RCO 02")],
        "swatches": [{"name": name, "use": use} for name, use in _colours().items()],
    }


def _colours() -> dict[str, str]:
    """Each colour by its name in the style sheet, and what it is for."""
    return {
        "paper": _("page"),
        "sheet": _("fields, cards"),
        "wash": _("notices"),
        "rule": _("hairlines"),
        "muted": _("second text"),
        "ink": _("text, heavy rules"),
        "accent": _("links, buttons"),
        "ochre": _("the region"),
        "peer": _("comparison"),
        "ok": _("on track"),
        "risk": _("at risk"),
        "off": _("off track"),
        **{f"heat-{step}": _("class {step} of five").format(step=step) for step in range(1, 6)},
    }
