"""Forms of what is decided on pairs of factors."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beffroi.web.strategy.forms.elements import ElementForm


class MergeForm(forms.Form):
    """That two factors be merged as they were seen: the revisions of both."""

    kept = forms.IntegerField(widget=forms.HiddenInput)
    other = forms.IntegerField(widget=forms.HiddenInput)

    def seen(self) -> tuple[int, int]:
        """As the action takes it."""
        return self.cleaned_data["kept"], self.cleaned_data["other"]


class DeclineForm(forms.Form):
    """Why a pairing points to no direction."""

    reason = forms.CharField(label=_("Why it points to no direction"), max_length=500)


class DirectionForm(ElementForm):
    """A strategic direction that an author draws from a pair; the pair says which pairing it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("pairing", "state"):
            del self.fields[name]
