"""Forms about decisions that are due."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beffroi.web.core.editions import SeenField, SeesRevision
from beffroi.web.piloting.forms.texts import DAY, TextsForm


class DueForm(SeesRevision, TextsForm):
    """What a body has to decide, and by when."""

    TEXTS = {"title": (_("What is to be decided"), 1, True), "text": (_("More about it"), 3, False)}

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    seen = SeenField()
    due_on = forms.DateField(label=_("By which day"), widget=DAY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.open_on_revision()


class DropForm(TextsForm):
    """Why a decision need not be taken any more."""

    TEXTS = {"reasons": (_("Why it need not be taken any more"), 3, True)}
