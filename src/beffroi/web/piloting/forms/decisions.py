"""Forms about decisions that are due."""

from django import forms
from django.utils.translation import gettext_lazy as _

from beffroi.web.piloting.forms.texts import DAY, TextsForm


class DueForm(TextsForm):
    """What a body has to decide, and by when."""

    TEXTS = {"title": (_("What is to be decided"), 1, True), "text": (_("More about it"), 3, False)}

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    due_on = forms.DateField(label=_("By which day"), widget=DAY)


class DropForm(TextsForm):
    """Why a decision need not be taken any more."""

    TEXTS = {"reasons": (_("Why it need not be taken any more"), 3, True)}
