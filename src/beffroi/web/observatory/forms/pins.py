"""Pinning a view, and taking a pin back."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _


class PinForm(forms.Form):
    """Which view is pinned, and why."""

    kind = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    target = forms.CharField(max_length=1000, widget=forms.HiddenInput)
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("What this is evidence for. Everybody can read it."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the note"), choices=settings.LANGUAGES, required=False)
    note_translated = forms.CharField(
        label=gettext_lazy("The note in the other language"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Shown to those who read the site in that language."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language()

    def clean_language(self) -> str:
        """The language of the page, where none is said."""
        return str(self.cleaned_data["language"] or get_language() or "en")

    def clean(self) -> dict[str, Any]:
        """A translation stands beside a note, not instead of it."""
        given = dict(self.cleaned_data)
        if given.get("note_translated") and not given.get("note") and "note" not in self.errors:
            self.add_error("note", _("Write the note first; the field below is for its translation."))
        return given


class WithdrawForm(forms.Form):
    """Why a pin is taken back."""

    because = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        help_text=gettext_lazy("The address of the pin will show it."),
    )
