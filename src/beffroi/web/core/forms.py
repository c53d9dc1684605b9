"""Forms of the core: how to be told; and a field for uploads that says at once what is wrong."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy

from beffroi.analytics.errors import InputError
from beffroi.web.core.files import read_upload
from beffroi.web.core.models.notifications import Way
from beffroi.web.core.notifications import KINDS
from beffroi.web.core.uploads import FORMATS


def one_is_enough(field: forms.Field) -> None:
    """Say of a text that is needed, in whichever language, that each of its languages alone will do."""
    field.in_one_language = True  # type: ignore[attr-defined]
    field.help_text = field.help_text or gettext_lazy("One language is enough.")


class LongSelect(forms.Select):
    """A choice among hundreds: Django renders a template for each option, longer than the page around it."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:  # noqa: ARG002
        """The options in one go; there are no groups of them."""
        chosen = {False: "", True: mark_safe(" selected")}
        held = set(self.format_value(value))
        rows = ((key, chosen[str(key) in held], label) for key, label in self.choices)
        options = format_html_join("\n", '<option value="{}"{}>{}</option>', rows)
        return format_html(
            "<select{}>{}</select>", flatatt(self.build_attrs(self.attrs, {"name": name, **(attrs or {})})), options
        )


class UploadField(forms.FileField):
    """A file of the kinds allowed, checked by its content; the reason of a refusal stands at the field."""

    def __init__(self, *, allowed: Collection[str], **kwargs: Any) -> None:
        self.allowed = frozenset(allowed)
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Browsers offer the right files first."""
        accepted = sorted({f".{ending}" for ending in self.allowed} | {FORMATS[one].media_type for one in self.allowed})
        return {**super().widget_attrs(widget), "accept": ",".join(accepted)}

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The upload, once it has passed every check."""
        upload = super().clean(data, initial)
        if isinstance(upload, UploadedFile) and data:
            try:
                read_upload(upload, self.allowed)
            except InputError as error:
                raise forms.ValidationError(str(error), code="refused") from error
            upload.seek(0)
        return upload

    def to_python(self, data: Any) -> Any:
        """Leave the empty file to our own check, which says what to do."""
        self.allow_empty_file = True
        return super().to_python(data)


class ChoicesForm(forms.Form):
    """For each kind of notice, how it comes."""

    def __init__(self, *args: Any, ways: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ways = ways
        for kind, way in ways.items():
            self.fields[kind] = forms.ChoiceField(
                label=str(KINDS[kind].label), choices=Way.choices, initial=way, widget=forms.RadioSelect
            )

    def changed(self) -> dict[str, str]:
        """Only what is not as before."""
        return {kind: way for kind, way in self.cleaned_data.items() if self.ways[kind] != way}
