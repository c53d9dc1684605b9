"""The form that makes one territory of several regions."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beffroi.web.observatory.rules.profile import LONGEST_NAME, Refusal, name_of_union
from beffroi.web.observatory.rules.territories import Union, united

MOST = 60


class TerritoryForm(forms.Form):
    """Regions that were ticked, regions that were written, and the name of what they make."""

    name = forms.CharField(
        label=_("Name of the territory"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=_("Shown on its pages; without one, the names of the regions."),
    )
    more = forms.CharField(
        label=_("Codes or names of regions"),
        max_length=600,
        required=False,
        help_text=_("Separated by commas, such as: DED2, DED4, DED5. Or tick them in the list below."),
    )
    codes = forms.MultipleChoiceField(label=_("Regions"), required=False, choices=())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["codes"]
        field.valid_value = lambda value: len(value) <= LONGEST_NAME  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        """The name on one line."""
        return name_of_union(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any]:
        """The regions must be known, apart from each other, and more than one."""
        cleaned = super().clean() or {}
        written = [part for part in re.split(r"[,;+\n]", cleaned.get("more", "")) if part.strip()]
        texts = [*cleaned.get("codes", [])[:MOST], *written]
        if not self.errors:
            try:
                cleaned["union"] = united(texts)
            except Refusal as refusal:
                self.add_error("more", refusal.sentence)
        return cleaned

    @property
    def union(self) -> Union:
        """The territory of a valid form."""
        union: Union = self.cleaned_data["union"]
        return union
