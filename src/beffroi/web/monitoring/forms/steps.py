"""The form of a step of the results chain: that of its element, and where it stands."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from beffroi.web.strategy.forms.elements import ElementForm
from beffroi.web.strategy.queries.words import language_name


class StepForm(ElementForm):
    """A step: under what it stands, what leads to it and why, then what it says."""

    def __init__(self, *args: Any, tops: Sequence[Any], steps: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = dict(self.fields)
        self.fields.clear()
        self.items = {str(node.item.key): node.item for node in (*tops, *steps)}
        for name, label, nodes in (("of", _("Under"), tops), ("after", _("It results from"), steps)):
            choices = [("", "–"), *((str(node.item.key), f"{node.code} {node}") for node in nodes)]
            self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False)
        self.fields |= own
        for language in self.languages:
            self.fields[f"why_{language}"] = forms.CharField(
                label=_("Why it results from that (%(language)s)") % {"language": language_name(language)},
                required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip

    def given(self) -> dict[str, Any]:
        """As the action takes it."""
        said = {language: self.cleaned_data[f"why_{language}"] for language in self.languages}
        return {
            "said": self.said(),
            "of": self.items.get(self.cleaned_data["of"]),
            "after": self.items.get(self.cleaned_data["after"]),
            "why": {language: text for language, text in said.items() if text},
        }
