"""A bank file, and what is assigned by hand."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beffroi.analytics.errors import InputError
from beffroi.analytics.invoicing.bank import MOST_BYTES, Movement, read_bank_file
from beffroi.web.billing.queries import Standing
from beffroi.web.core.amounts import euro_with_cents
from beffroi.web.core.refusals import in_the_language_of_the_reader


class BankFileForm(forms.Form):
    """A file of the bank; one that cannot be read is refused at its field."""

    file = forms.FileField(
        label=gettext_lazy("Bank file"), allow_empty_file=True,
        error_messages={"required": gettext_lazy("Choose a file.")},
        help_text=gettext_lazy("CODA or CAMT.053 as the bank exports it, at most 5 MB. A movement is read once."),
    )  # fmt: skip
    movements: Sequence[Movement] = ()
    content = b""

    def clean_file(self) -> Any:
        """Its movements."""
        upload = self.cleaned_data["file"]
        self.content = upload.read(MOST_BYTES + 1)
        try:
            with in_the_language_of_the_reader():
                self.movements = read_bank_file(str(upload.name or "")[:120], self.content)
        except InputError as error:
            raise forms.ValidationError(str(error)) from None
        return upload


class AssignForm(forms.Form):
    """Which invoice, and how much of the movement; or why it pays none."""

    invoice = forms.ChoiceField(label=gettext_lazy("It pays"), required=False)
    amount = forms.DecimalField(
        label=gettext_lazy("So much of it (euro)"), required=False, max_digits=13, decimal_places=2,
        widget=forms.NumberInput(attrs={"class": "w-s"}),
        help_text=gettext_lazy("Negative where it was given back. Empty: as much as fits."),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Or it pays no invoice, because"), required=False, max_length=200,
        widget=forms.TextInput(attrs={"class": "w-l"}),
        help_text=gettext_lazy("Such as a fee of the bank, or a subsidy."),
    )  # fmt: skip

    def __init__(self, *args: Any, fitting: Sequence[Standing], left: Decimal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._left = left
        self._open = {str(one.invoice.key): one for one in fitting}
        words = [
            (key, f"{one.invoice.number} – {one.invoice.buyer['name']}, {euro_with_cents(one.balance.open)}")
            for key, one in self._open.items()
        ]
        self.fields["invoice"].choices = [("", _("no invoice")), *words]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """An invoice or a reason, not both."""
        found = super().clean() or {}
        if bool(found.get("invoice")) == bool((found.get("reason") or "").strip()):
            self.add_error("invoice", _("Choose the invoice that it pays, or say why it pays none."))
        return found

    def chosen(self) -> Standing | None:
        """The invoice that was chosen."""
        return self._open.get(self.cleaned_data["invoice"])

    def amount_of(self, chosen: Standing) -> Decimal:
        """What was entered, else as much as fits."""
        said = self.cleaned_data["amount"]
        if said:
            return Decimal(said)
        return min(self._left, chosen.balance.open) if self._left > 0 else max(self._left, chosen.balance.open)
