"""Fields that are written in every language of the site."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext, gettext_lazy

from beffroi.web.core.forms import one_is_enough

NAMES = {"en": gettext_lazy("in English"), "fr": gettext_lazy("in French")}
DAY = forms.DateInput(attrs={"type": "date", "class": "w-m"}, format="%Y-%m-%d")


class TextsForm(forms.Form):
    """A form some of whose answers are texts by language: `TEXTS` names them, with label, rows and whether needed."""

    TEXTS: dict[str, tuple[Any, int, bool]] = {}

    def __init__(self, *args: Any, texts: dict[str, dict[str, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = dict(self.fields)
        self.fields.clear()
        for name, (label, rows, needed) in self.TEXTS.items():
            for code, _language in settings.LANGUAGES:
                widget = forms.Textarea(attrs={"rows": rows}) if rows > 1 else forms.TextInput(attrs={"class": "w-l"})
                self.fields[f"{name}_{code}"] = forms.CharField(
                    label=f"{label} {NAMES[code]}", required=False, max_length=10_000 if rows > 1 else 200,
                    widget=widget, initial=(texts or {}).get(name, {}).get(code, ""),
                )  # fmt: skip
                if needed:
                    one_is_enough(self.fields[f"{name}_{code}"])
        self.fields.update(own)

    def clean(self) -> dict[str, Any]:
        """What is needed stands in one language at least."""
        found = super().clean() or {}
        for name, (_label, _rows, is_needed) in self.TEXTS.items():
            if is_needed and not self.texts(name):
                self.add_error(f"{name}_{settings.LANGUAGES[0][0]}", gettext("Write this in one language at least."))
        return found

    def texts(self, name: str) -> dict[str, str]:
        """Language → text, as far as it was written."""
        given = {code: self.cleaned_data.get(f"{name}_{code}", "").strip() for code, _language in settings.LANGUAGES}
        return {code: text for code, text in given.items() if text}
