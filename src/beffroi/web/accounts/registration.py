"""What registration asks beside address and password; the sign-in library joins it to its own form."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from beffroi.web.accounts.text_checks import check_name


class RegistrationForm(forms.Form):
    """Name and language."""

    name = forms.CharField(
        label=_("Name"),
        max_length=150,
        validators=[check_name],
        help_text=_("As others shall read it."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, help_text=_("Of the pages and of the mails you get.")
    )
    field_order = ("name", "email", "password1", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language()

    def signup(self, _request: Any, _user: Any) -> None:
        """Nothing more to do: the adapter stores name and language with the person."""
