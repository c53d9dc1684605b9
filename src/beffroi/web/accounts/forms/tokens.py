"""The form of a new API token."""

from datetime import date, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beffroi.web.accounts.forms.people import DAY
from beffroi.web.accounts.models import ApiToken
from beffroi.web.accounts.text_checks import check_name

LONGEST = timedelta(days=366)


def in_a_year() -> date:
    """The last day that a token may have."""
    return timezone.localdate() + LONGEST


class TokenForm(forms.Form):
    """What the token is for, and its last day."""

    name = forms.CharField(
        label=gettext_lazy("What it is for"),
        max_length=60,
        validators=[check_name],
        help_text=gettext_lazy("So that you know which one to revoke: “notebook on my laptop”."),
        widget=forms.TextInput(attrs={"class": "w-l"}),
    )
    scope = forms.ChoiceField(
        label=gettext_lazy("What it may do"), choices=ApiToken.Scope.choices, initial=ApiToken.Scope.READ,
        widget=forms.RadioSelect,
    )  # fmt: skip
    expires_on = forms.DateField(label=gettext_lazy("Last day"), initial=in_a_year, widget=DAY)

    def clean_expires_on(self) -> date:
        """From today on, and not beyond a year."""
        day: date = self.cleaned_data["expires_on"]
        if not timezone.localdate() <= day <= in_a_year():
            raise forms.ValidationError(_("Choose a day from today to a year from now."))
        return day
