"""The form of a survey: three short questions."""

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

SATISFIED = (
    (5, pgettext_lazy("satisfied", "Very")),
    (4, pgettext_lazy("satisfied", "Rather")),
    (3, pgettext_lazy("satisfied", "So-so")),
    (2, pgettext_lazy("satisfied", "Rather not")),
    (1, pgettext_lazy("satisfied", "Not at all")),
)


class SurveyForm(forms.Form):
    """How satisfied, whether they would recommend it, and anything in words."""

    satisfied = forms.TypedChoiceField(
        label=gettext_lazy("How satisfied are you with it?"), choices=SATISFIED, coerce=int, widget=forms.RadioSelect
    )
    recommends = forms.TypedChoiceField(
        label=gettext_lazy("How likely is it that you recommend it to others?"), coerce=int,
        choices=[(one, str(one)) for one in range(11)], widget=forms.RadioSelect(attrs={"class": "in-a-row"}),
        help_text=gettext_lazy("0: certainly not; 10: certainly."),
    )  # fmt: skip
    words = forms.CharField(
        label=gettext_lazy("What was good, what should change?"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Do not name people: everybody who decides reads it."),
    )  # fmt: skip
