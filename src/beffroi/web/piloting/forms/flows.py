"""Forms about flows of information."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beffroi.web.core.editions import SeenField, SeesEdition
from beffroi.web.piloting.flow_checks import CHECKS
from beffroi.web.piloting.forms.texts import DAY, TextsForm
from beffroi.web.piloting.models import Flow
from beffroi.web.piloting.queries.editions import FLOW, FLOW_FIELDS


class FlowForm(SeesEdition, TextsForm):
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
    seen = SeenField()
    names = FLOW

    def __init__(self, *args: Any, bodies: Any, flow: Flow | None = None, **kwargs: Any) -> None:
        if flow is not None:
            kwargs["initial"] = {name: getattr(flow, name) for name in FLOW_FIELDS}
            kwargs["texts"] = {"what": flow.what}
        super().__init__(*args, **kwargs)
        for name in ("sender", "recipient"):
            self.fields[name].queryset = bodies  # type: ignore[attr-defined]
        self.fields["proof"].choices = [(name, label) for name, (label, _check) in CHECKS.items()]  # type: ignore[attr-defined]
        self.fields["starts"].initial = timezone.localdate
        self.fields["days"].initial = 14
        if flow is not None:
            self.open_on(flow)

    def details(self) -> dict[str, Any]:
        """What the action stores."""
        return {"what": self.texts("what")} | {name: self.cleaned_data[name] for name in FLOW_FIELDS}


class NoteForm(forms.Form):
    """That it was sent."""

    on = forms.DateField(label=_("Sent on"), widget=DAY)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate
