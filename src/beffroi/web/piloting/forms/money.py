"""Forms about money."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beffroi.web.core.table_forms import TableForm
from beffroi.web.piloting.forms.texts import DAY, TextsForm
from beffroi.web.piloting.ledger_file import MOST_BYTES, MOST_ROWS
from beffroi.web.piloting.models import LedgerEntry


class SourceForm(TextsForm):
    """A source of funds."""

    TEXTS = {"name": (_("Name"), 1, True)}

    code = forms.SlugField(
        label=_("Code"), max_length=20, help_text=_("Short, such as SPW or ERDF; ledgers name it so.")
    )


class AmountForm(forms.Form):
    """An amount of the ledger."""

    item = forms.TypedChoiceField(label=_("What it is for"), coerce=int)
    source: Any = forms.ModelChoiceField(None, label=_("Source of funds"))
    kind = forms.ChoiceField(label=_("Kind"), choices=LedgerEntry.Kind.choices)
    on = forms.DateField(label=_("Day"), widget=DAY)
    amount = forms.DecimalField(
        label=_("Amount (euro)"), max_digits=14, decimal_places=2,
        help_text=_("Above zero; where money came back, reverse the entry in the ledger."),
    )  # fmt: skip
    reference = forms.CharField(
        label=_("Reference"), max_length=80, required=False,
        help_text=_("Of the document; the same one is never entered twice."),
    )  # fmt: skip
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, sources: Any, nodes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = sources  # type: ignore[attr-defined]
        self.fields["item"].choices = [  # type: ignore[attr-defined]
            ("", _("choose")), *((node.item_id, f"{node.code} {node}") for node in nodes)
        ]  # fmt: skip
        self.fields["on"].initial = timezone.localdate
        self.items = {node.item_id: node.item for node in nodes}

    def given(self) -> dict[str, Any]:
        """What the action takes."""
        return self.cleaned_data | {"item": self.items[self.cleaned_data["item"]]}


class ReversalForm(forms.Form):
    """Why an amount is taken back."""

    reason = forms.CharField(label=_("Why it is reversed"), max_length=300)


class ClosingForm(forms.Form):
    """Up to when the books are closed."""

    until = forms.DateField(
        label=_("Up to and including"), widget=DAY,
        help_text=_("Amounts dated so early can then no longer be entered, only reversed at a later day."),
    )  # fmt: skip


class LedgerForm(TableForm):
    """An extract of a ledger; a file that cannot be read is refused at its field."""

    file = forms.FileField(
        label=_("File"), allow_empty_file=True, error_messages={"required": _("Choose a file.")},
        help_text=_(
            "CSV or XLSX, at most 5 MB and 5,000 rows: a heading with date, code, source, kind (budget, committed, "
            "paid) and amount, and reference and note where you have them."
        ),
    )  # fmt: skip
    MOST_BYTES, MOST_ROWS = MOST_BYTES, MOST_ROWS
