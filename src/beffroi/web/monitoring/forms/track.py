"""The month that is looked at."""

from django import forms
from django.utils.translation import gettext_lazy as _

from beffroi.web.monitoring.forms.months import MonthField


class AtForm(forms.Form):
    """A month; the last one that is over if none is given."""

    at = MonthField(label=_("Month"), required=False)
