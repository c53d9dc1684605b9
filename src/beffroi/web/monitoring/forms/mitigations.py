"""Forms about findings and mitigations: what was found, what is proposed, what is decided, what came of it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beffroi.web.core.editions import SeenField, SeesEdition, SeesRevision
from beffroi.web.monitoring.actions.deciding import Carrying
from beffroi.web.monitoring.actions.findings import FINDING, Proposal
from beffroi.web.monitoring.forms.months import MonthField
from beffroi.web.monitoring.models import Finding
from beffroi.web.piloting.forms.texts import DAY, TextsForm

if TYPE_CHECKING:
    from beffroi.web.chain.models import Node

IN_WRITING = ""
YES, NO = "accept", "reject"


class FindingForm(SeesEdition, TextsForm):
    """Where an alert comes from, as the M&E unit found."""

    names = FINDING
    TEXTS = {"text": (gettext_lazy("What was found, and what shows it"), 4, True)}
    seen = SeenField()
    item = forms.ChoiceField(label=gettext_lazy("Where it begins"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Of what kind the source is"), choices=Finding.Kind.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, steps: "Sequence[Node]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = {str(node.item.pk): node.item for node in steps}
        choices = [("", _("not on the results chain")), *((str(one.item.pk), f"{one.code} {one}") for one in steps)]
        self.fields["item"].choices = choices  # type: ignore[attr-defined]
        self.order_fields(["item", "kind", *self.fields])

    def given(self) -> dict[str, Any]:
        """As the action takes it."""
        asked = self.cleaned_data
        return {
            "kind": asked["kind"], "text": self.texts("text"), "item": self.items.get(asked["item"]),
            "seen": asked["seen"],
        }  # fmt: skip


class MitigationForm(SeesRevision, TextsForm):
    """What is proposed: its effect on an indicator, by when, and what it costs."""

    TEXTS = {
        "title": (gettext_lazy("What is proposed"), 1, True),
        "text": (gettext_lazy("More about it: what it assumes, which alternatives were weighed"), 4, False),
    }
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    seen = SeenField()
    indicator = forms.ChoiceField(label=gettext_lazy("Indicator that it moves"))
    expected_value: Any = forms.DecimalField(
        label=gettext_lazy("Value expected"), max_digits=18, decimal_places=4, localize=True
    )
    expected_on = MonthField(label=gettext_lazy("By which month"))
    cost_low: Any = forms.DecimalField(
        label=gettext_lazy("Cost in euro, low"), max_digits=14, decimal_places=2, localize=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    cost_high: Any = forms.DecimalField(
        label=gettext_lazy("Cost in euro, high"), max_digits=14, decimal_places=2, localize=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip

    def __init__(self, *args: Any, readings: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {str(one.row.pk): one.row for one in readings}
        choices = [("", _("choose")), *((str(one.row.pk), f"{one.node.code} {one.node}") for one in readings)]
        self.fields["indicator"].choices = choices  # type: ignore[attr-defined]
        self.open_on_revision()

    def proposal(self) -> Proposal:
        """As the action takes it."""
        asked = self.cleaned_data
        return Proposal(
            self.texts("title"), self.texts("text"), self.rows[asked["indicator"]], asked["expected_value"],
            asked["expected_on"], asked["cost_low"], asked["cost_high"],
        )  # fmt: skip


class WithdrawForm(TextsForm):
    """Why a proposal is taken back."""

    TEXTS = {"reasons": (gettext_lazy("Why it is taken back"), 3, True)}


class DecideForm(TextsForm):
    """Whether piloting accepts a mitigation, where it decided so and why, and who carries it out."""

    TEXTS = {"reasons": (gettext_lazy("Reasons"), 3, True)}
    accepted = forms.ChoiceField(
        label=gettext_lazy("What is decided"), widget=forms.RadioSelect,
        choices=(
            (YES, gettext_lazy("Accept: it becomes an action of the roadmap")),
            (NO, gettext_lazy("Reject, with reasons that monitoring reads")),
        ),
    )  # fmt: skip
    meeting = forms.ChoiceField(
        label=gettext_lazy("Where it was decided"), required=False,
        help_text=gettext_lazy("Meetings that were held and whose minutes are not approved yet."),
    )  # fmt: skip
    body: Any = forms.ModelChoiceField(None, label=gettext_lazy("Who carries it out"), required=False)
    start = forms.DateField(label=gettext_lazy("From"), required=False, widget=DAY)
    end = forms.DateField(label=gettext_lazy("To"), required=False, widget=DAY)

    def __init__(self, *args: Any, meetings: Sequence[Any], bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meetings = {str(one.key): one for one in meetings}
        held = [
            (key, f"{one.body}, {date_format(localtime(one.starts_at), 'j F Y')}") for key, one in self.meetings.items()
        ]
        self.fields["meeting"].choices = [(IN_WRITING, _("in writing, today")), *held]  # type: ignore[attr-defined]
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]
        self.order_fields(["accepted", "meeting", *self.fields])

    def clean(self) -> dict[str, Any]:
        """What is accepted has somebody who carries it out, and does not end before it begins."""
        found = super().clean()
        if found.get("accepted") == YES and not found.get("body"):
            self.add_error("body", ValidationError(_("Say which body answers for the new action.")))
        if found.get("start") and found.get("end") and found["end"] < found["start"]:
            self.add_error("end", ValidationError(_("The last day lies before the first; correct one of them.")))
        return found

    def decided(self) -> dict[str, Any]:
        """As the action takes it."""
        asked = self.cleaned_data
        is_accepted = asked["accepted"] == YES
        return {
            "reasons": self.texts("reasons"),
            "meeting": self.meetings.get(asked["meeting"]),
            "carrying": Carrying(asked["body"], asked["start"], asked["end"]) if is_accepted else None,
        }


class EffectForm(forms.Form):
    """What follows from what came of a mitigation."""

    note = forms.CharField(
        label=gettext_lazy("What follows from it"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("The value is read, not typed: say what you make of it."),
    )  # fmt: skip


def plain(value: Decimal | None) -> str:
    """A number without the noughts of its column."""
    return "" if value is None else f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
