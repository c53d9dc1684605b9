"""The form in which a case file is brought."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from beffroi.web.strategy.casefile import LARGEST, read_case, text_of
from beffroi.web.strategy.queries.words import language_name


class CaseForm(forms.Form):
    """A file, and the language in which it is written where it does not say so; `text` and `case` are what it holds."""

    file = forms.FileField(
        label=_("Case file (YAML)"), allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".yaml,.yml"}),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language"), help_text=_("Used where the file does not name its language."))

    def __init__(self, *args: Any, languages: Sequence[str], **kwargs: Any) -> None:
        self.text, self.case, self.faults = "", dict[str, Any](), list[str]()
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [(one, language_name(one)) for one in languages]  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        """The file, once every line of it has passed."""
        upload = self.cleaned_data["file"]
        self.text = text_of(upload.read(LARGEST + 1))
        try:
            self.case = read_case(self.text, upload.name)
        except ValidationError as error:
            self.faults = error.messages
            if len(self.faults) < 2:
                raise
            said = _("The file has %(many)s faults, listed below; mend them, then choose it again.")
            raise ValidationError(said % {"many": len(self.faults)}) from None
        return upload


class SeenForm(forms.Form):
    """What was seen before it is confirmed: the file again, and how things stood."""

    text = forms.CharField(widget=forms.Textarea, strip=False, max_length=LARGEST)
    language = forms.CharField(max_length=2)
    seen = forms.CharField(max_length=100)

    def clean_text(self) -> str:
        """It is checked again: it came from the browser."""
        text = str(self.cleaned_data["text"])
        self.case = read_case(text)
        return text

    def refusal(self) -> str:
        """Why it cannot be confirmed."""
        return next((str(said) for errors in self.errors.values() for said in errors), "")
