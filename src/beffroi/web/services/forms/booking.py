"""Forms of who books: how many seats for whom, who comes, who takes a seat instead."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from beffroi.web.accounts.text_checks import check_name
from beffroi.web.accounts.wording import checked_number
from beffroi.web.services.rules import MOST_SEATS


class SeatsForm(forms.Form):
    """Which session, how many seats; for an organisation one acts for, or for one that names itself."""

    session: Any = forms.ModelChoiceField(
        None, label=gettext_lazy("Session"), to_field_name="key", empty_label=None, widget=forms.RadioSelect
    )
    seats = forms.IntegerField(
        label=pgettext_lazy("a session", "Seats"), min_value=1, max_value=MOST_SEATS, initial=1,
        widget=forms.NumberInput(attrs={"class": "w-s"}),
    )  # fmt: skip
    organisation: Any = forms.ModelChoiceField(
        None, label=gettext_lazy("For the organisation"), to_field_name="key", empty_label=None
    )
    firm_name = forms.CharField(
        label=gettext_lazy("Name of the organisation"), max_length=200, validators=[check_name],
        widget=forms.TextInput(attrs={"class": "w-l", "autocomplete": "organization"}),
    )  # fmt: skip
    firm_number = forms.CharField(
        label=gettext_lazy("Enterprise number"), max_length=40,
        help_text=gettext_lazy("Ten digits, as in the Crossroads Bank for Enterprises. The invoice goes to this firm."),
        widget=forms.TextInput(attrs={"class": "w-m", "autocomplete": "off", "inputmode": "numeric"}),
    )  # fmt: skip
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy("We send the link there with which the seats are booked; no account is needed."),
        widget=forms.EmailInput(attrs={"class": "w-l", "autocomplete": "email"}),
    )
    via = forms.CharField(required=False, widget=forms.HiddenInput)  # what names no cluster counts for nobody

    def __init__(self, *args: Any, sessions: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["session"]
        field.queryset = sessions
        field.label_from_instance = session_words
        field.error_messages["invalid_choice"] = _("This session can no longer be booked; take another one.")
        gone = ("firm_name", "firm_number", "email") if organisations else ("organisation",)
        for name in gone:
            del self.fields[name]
        if organisations:
            self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]

    def clean_firm_number(self) -> str:
        """A number whose check digits fit."""
        return checked_number("BE", str(self.cleaned_data["firm_number"]))


def session_words(session: Any) -> str:
    """A session as a choice: when, where, how many seats are free."""
    when = date_format(localtime(session.starts_at), "j F Y, H:i")
    free = _("%(free)s of %(all)s seats free") % {"free": session.free, "all": session.capacity}
    return " – ".join(part for part in (when, session.place, free) if part)


class PeopleForm(forms.Form):
    """Who sits on each seat, and that the terms were read."""

    def __init__(self, *args: Any, seats: int, terms: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = seats
        for number in range(1, seats + 1):
            self._ask_for(number)
        self.fields["terms"] = forms.BooleanField(
            label=_("I have read the refund terms"), help_text=terms,
            error_messages={"required": _("Tick to show that you have read them.")},
        )  # fmt: skip
        self.fields["may_be_asked"] = forms.BooleanField(
            label=_("We may ask you later what came of it"), required=False,
            help_text=_("For the assessment of this service; your answer to this changes nothing about the booking."),
        )  # fmt: skip

    def _ask_for(self, number: int) -> None:
        said = {"number": number}
        one = self.seats == 1
        self.fields[f"name_{number}"] = forms.CharField(
            label=_("Full name") if one else _("Seat %(number)s: full name") % said, max_length=120,
            validators=[check_name], widget=forms.TextInput(attrs={"class": "w-l", "autocomplete": "off"}),
        )  # fmt: skip
        self.fields[f"email_{number}"] = forms.EmailField(
            label=_("E-mail") if one else _("Seat %(number)s: e-mail") % said, required=False,
            widget=forms.EmailInput(attrs={"class": "w-l", "autocomplete": "off"}),
        )  # fmt: skip
        self.fields[f"needs_{number}"] = forms.CharField(
            label=_("Anything we should know?") if one else _("Seat %(number)s: anything we should know?") % said,
            required=False, max_length=500, help_text=_("Diet, access, a day of arrival; only the organiser sees it."),
            widget=forms.TextInput(attrs={"class": "w-l"}),
        )  # fmt: skip

    def people(self) -> list[dict[str, str]]:
        """One for each seat."""
        names = ("name", "email", "needs")
        return [{name: self.cleaned_data[f"{name}_{one}"] for name in names} for one in range(1, self.seats + 1)]


class CancelForm(forms.Form):
    """Which seats are given back."""

    seats = forms.MultipleChoiceField(label=gettext_lazy("Seats to cancel"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, attendees: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seats"].choices = [(str(one.seat), one.name) for one in attendees]  # type: ignore[attr-defined]


class SubstituteForm(forms.Form):
    """Who comes instead."""

    name = forms.CharField(
        label=gettext_lazy("Full name"), max_length=120, validators=[check_name],
        widget=forms.TextInput(attrs={"class": "w-l", "autocomplete": "off"}),
    )  # fmt: skip
    email = forms.EmailField(
        label=gettext_lazy("E-mail"), required=False, widget=forms.EmailInput(attrs={"class": "w-l"})
    )
    needs = forms.CharField(
        label=gettext_lazy("Anything we should know?"), required=False, max_length=500,
        widget=forms.TextInput(attrs={"class": "w-l"}),
    )  # fmt: skip
