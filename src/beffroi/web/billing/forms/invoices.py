"""A credit note for a part of an invoice, or for all that is left of it."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from beffroi.web.billing.rules import LineSaid, text_in


class CreditForm(forms.Form):
    """Why, and how much before tax of which line; nothing entered: all that is left."""

    reason = forms.CharField(
        label=gettext_lazy("Why?"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("It stands on the credit note."),
    )  # fmt: skip

    def __init__(self, *args: Any, lines: Sequence[LineSaid], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._lines = lines
        for number, line in enumerate(lines):
            self.fields[f"line_{number}"] = forms.DecimalField(
                label=_("Credited before VAT: %(what)s") % {"what": text_in(line.words, get_language() or "en")},
                required=False, min_value=Decimal("0.01"), max_value=line.in_language("en").net, decimal_places=2,
                max_digits=11, widget=forms.NumberInput(attrs={"class": "w-s"}),
                help_text="" if number else _("Leave all amounts empty to credit all that is left."),
            )  # fmt: skip

    def lines(self) -> list[LineSaid] | None:
        """The lines of the credit note; None for all that is left."""
        given = [(line, self.cleaned_data.get(f"line_{number}")) for number, line in enumerate(self._lines)]
        found = [replace(line, quantity=Decimal(1), price=amount) for line, amount in given if amount]
        return found or None


class RefundForm(forms.Form):
    """So much is given back."""

    amount = forms.DecimalField(
        label=gettext_lazy("Amount (euro)"), min_value=Decimal("0.01"), max_digits=11, decimal_places=2,
        widget=forms.NumberInput(attrs={"class": "w-s"}),
    )  # fmt: skip
