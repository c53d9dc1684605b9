"""Forms of what is decided on pairs of factors, and of what is named as proof of a criterion."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from beffroi.web.strategy.forms.elements import LONG, ElementForm
from beffroi.web.strategy.queries.words import language_name


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


class ProofForm(forms.Form):
    """An element that fulfils a criterion, and why."""

    element = forms.ChoiceField(label=_("Element"))

    def __init__(self, *args: Any, choices: Any, languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = tuple(languages)
        self.fields["element"].choices = choices  # type: ignore[attr-defined]
        for language in self.languages:
            self.fields[f"note_{language}"] = forms.CharField(
                label=gettext("Why it fulfils the criterion (%(language)s)") % {"language": language_name(language)},
                required=False, max_length=1000, widget=LONG,
            )  # fmt: skip

    def note(self) -> dict[str, str]:
        """Why, by language."""
        said = {language: self.cleaned_data.get(f"note_{language}", "") for language in self.languages}
        return {language: text for language, text in said.items() if text}
