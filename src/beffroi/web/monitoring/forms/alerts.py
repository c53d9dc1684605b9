"""Forms about alerts: who looks after one, until when it is put off, whether an assumption holds."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beffroi.web.core.editions import SeenField, SeesEdition
from beffroi.web.monitoring.models import AssumptionLook
from beffroi.web.piloting.forms.texts import DAY


class OwnerForm(SeesEdition, forms.Form):
    """Who looks after an alert."""

    names = ("owner",)
    seen = SeenField()
    owner: Any = forms.TypedChoiceField(
        label=_("Who looks after it"), required=False, coerce=int, empty_value=None,
        help_text=_("They hear of it; people who hold a role for this strategy."),
    )  # fmt: skip

    def __init__(self, *args: Any, people: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {one.pk: one for one in people}
        self.fields["owner"].choices = [("", _("nobody")), *((one.pk, str(one)) for one in people)]  # type: ignore[attr-defined]

    def chosen(self) -> Any:
        """The person; None for nobody."""
        return self.people.get(self.cleaned_data["owner"])


class SnoozeForm(forms.Form):
    """Until when an alert is put off, and why."""

    until = forms.DateField(label=_("Until which day"), widget=DAY, help_text=_("It stands again from that day on."))
    reason = forms.CharField(
        label=_("Why it can wait"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The reason stays on record. Facts close the alert also while it is put off."),
    )  # fmt: skip


class AssumptionForm(forms.Form):
    """Whether an assumption holds."""

    state = forms.ChoiceField(label=_("Does it hold?"), choices=AssumptionLook.State.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("What shows it"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A figure, a document, what somebody said: so that others can look too."),
    )  # fmt: skip
