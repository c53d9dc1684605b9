"""Forms about people, roles and invitations."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beffroi.web.accounts.models import Cluster, Organisation, Role
from beffroi.web.accounts.text_checks import check_name

DAY = forms.DateInput(attrs={"type": "date", "class": "w-m"}, format="%Y-%m-%d")


def today() -> Any:
    """The day at the place of the site."""
    return timezone.localdate()


class DetailsForm(forms.Form):
    """Name and language of a person."""

    name = forms.CharField(
        label=_("Name"),
        max_length=150,
        validators=[check_name],
        widget=forms.TextInput(attrs={"autocomplete": "name", "class": "w-l"}),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("Of the pages and of the mails you get."),
        widget=forms.Select(attrs={"class": "w-m"}),
    )


class GrantForm(forms.Form):
    """A role for the site or for a cluster, from a day to a day."""

    role = forms.ChoiceField(
        label=_("Role"),
        choices=[("", _("Choose a role")), *Role.choices],
        widget=forms.Select(attrs={"class": "w-m"}),
    )
    cluster = forms.ModelChoiceField(
        Cluster.objects.none(),
        label=_("Cluster"),
        required=False,
        empty_label=_("The whole site"),
        help_text=_("Only for a cluster manager. A role for one strategy is granted on the page of its people."),
        widget=forms.Select(attrs={"class": "w-m"}),
    )
    starts = forms.DateField(label=_("From"), initial=today, widget=DAY)
    ends = forms.DateField(label=_("To"), required=False, widget=DAY, help_text=_("Leave empty for no last day."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cluster"].queryset = Cluster.objects.all()  # type: ignore[attr-defined]


class InvitationForm(GrantForm):
    """Whom to invite, and to what."""

    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off", "class": "w-l"})
    )
    language = forms.ChoiceField(
        label=_("Language of the mail"), choices=settings.LANGUAGES, widget=forms.Select(attrs={"class": "w-m"})
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Acts for"),
        required=False,
        empty_label=_("No organisation"),
        widget=forms.Select(attrs={"class": "w-l"}),
    )
    field_order = ("email", "language", "role", "cluster", "organisation", "starts", "ends")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role = self.fields["role"]
        role.required = False
        role.choices = [("", _("No role: an account only")), *Role.choices]  # type: ignore[attr-defined]
        found = Organisation.objects.filter(merged_into=None)
        self.fields["organisation"].queryset = found  # type: ignore[attr-defined]


class AcceptForm(DetailsForm):
    """What somebody invited gives to have an account."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=200,
        help_text=_("At least 12 characters; a sentence is easy to remember."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "class": "w-l"}),
    )


class EraseForm(forms.Form):
    """Typing one's own address confirms an erasure."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("Type it to confirm."),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "class": "w-l"}),
    )

    def __init__(self, *args: Any, address: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.address = address

    def clean_email(self) -> str:
        """Only the own address confirms."""
        given = str(self.cleaned_data["email"]).lower()
        if given != self.address:
            raise forms.ValidationError(_("This is not the address of your account; nothing was erased."))
        return given
