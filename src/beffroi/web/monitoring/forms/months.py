"""A month, as people write it: 2024-06."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from beffroi.analytics.errors import InputError
from beffroi.analytics.results.months import parse_month
from beffroi.web.core.refusals import in_the_language_of_the_reader
from beffroi.web.monitoring.rules import first_day


class MonthField(forms.Field):
    """A month; a day counts as its month, a year as its December."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"class": "w-s", "maxlength": 10})
        super().__init__(help_text=_("Such as 2024-06."), widget=widget, **kwargs)

    def to_python(self, value: Any) -> Any:
        """Its first day; None if nothing is written."""
        text = str(value or "").strip()
        if not text:
            return None
        try:
            with in_the_language_of_the_reader():
                return first_day(parse_month(text))
        except InputError as error:
            raise ValidationError(str(error)) from None

    def prepare_value(self, value: Any) -> Any:
        """A stored month as it is written."""
        return f"{value:%Y-%m}" if isinstance(value, date) else value
