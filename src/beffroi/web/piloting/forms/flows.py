"""Forms about flows of information."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beffroi.web.piloting.flow_checks import CHECKS
from beffroi.web.piloting.forms.texts import DAY, TextsForm

NAMES = ("sender", "recipient", "proof", "days", "every_weeks", "starts")


class FlowForm(TextsForm):
    """What flows from whom to whom, how often, by when."""

    TEXTS = {"what": (_("What information"), 1, True)}

    sender: Any = forms.ModelChoiceField(None, label=_("From"))
    recipient: Any = forms.ModelChoiceField(None, label=_("To"))
    proof = forms.ChoiceField(label=_("What shows that it happened"))
    days = forms.IntegerField(
        label=_("Days allowed"), min_value=0, max_value=365,
        help_text=_("After the meeting or the end of the period; before the meeting for an invitation."),
    )  # fmt: skip
    every_weeks = forms.IntegerField(
        label=_("Every how many weeks"), min_value=1, max_value=104, required=False,
        help_text=_("Only where somebody notes it; otherwise meetings tell when it is due."),
    )  # fmt: skip
    starts = forms.DateField(label=_("Since"), widget=DAY)

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("sender", "recipient"):
            self.fields[name].queryset = bodies  # type: ignore[attr-defined]
        self.fields["proof"].choices = [(name, label) for name, (label, _check) in CHECKS.items()]  # type: ignore[attr-defined]
        self.fields["starts"].initial = timezone.localdate
        self.fields["days"].initial = 14

    def details(self) -> dict[str, Any]:
        """What the action stores."""
        return {"what": self.texts("what")} | {name: self.cleaned_data[name] for name in NAMES}


class NoteForm(forms.Form):
    """That it was sent."""

    on = forms.DateField(label=_("Sent on"), widget=DAY)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate
