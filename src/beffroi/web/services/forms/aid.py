"""Forms of de minimis aid: what an undertaking declares, and its number in the central register."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from stdnum.be import vat
from stdnum.exceptions import ValidationError as BadNumber

PARTS = 3
MOST = Decimal(10_000_000)


def enterprise_number(text: str) -> str:
    """A Belgian enterprise number as it is stored."""
    try:
        return str(vat.validate(text))
    except BadNumber:
        said = _("%(number)s is no enterprise number: its ten digits do not fit together; correct them.")
        raise forms.ValidationError(said % {"number": text[:20]}) from None


class DeclarationForm(forms.Form):
    """What an undertaking declares before it is granted aid."""

    number = forms.CharField(label=gettext_lazy("Enterprise number"), max_length=20)
    linked = forms.CharField(
        label=gettext_lazy("Enterprise numbers that form one undertaking with it"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}), help_text=gettext_lazy("A line each; none if it stands alone."),
    )  # fmt: skip
    others = forms.CharField(
        label=gettext_lazy("De minimis aid received in the last three years"), required=False, max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("A line each: day; amount; who granted it, as in 2026-05-31; 12000; Wallonia."),
    )  # fmt: skip
    is_signed = forms.BooleanField(label=gettext_lazy("The undertaking signed this declaration"))

    def clean_number(self) -> str:
        """With its check digits."""
        return enterprise_number(self.cleaned_data["number"])

    def clean_linked(self) -> list[str]:
        """A number a line."""
        return [enterprise_number(line.strip()) for line in self.cleaned_data["linked"].splitlines() if line.strip()]

    def clean_others(self) -> list[tuple[date, Decimal, str]]:
        """Day, amount and who granted it, a line each."""
        found = []
        for number, line in enumerate(self.cleaned_data["others"].splitlines(), start=1):
            if not line.strip():
                continue
            parts = [part.strip() for part in line.split(";")]
            try:
                day, amount = date.fromisoformat(parts[0]), Decimal(parts[1].replace(",", "."))
            except (ValueError, InvalidOperation, IndexError):
                day, amount = date.min, Decimal(-1)
            if len(parts) != PARTS or not parts[2] or not 0 <= amount <= MOST:
                told = _("Line %(number)s is not in the form 2026-05-31; 12000; Wallonia.")
                raise forms.ValidationError(told % {"number": number})
            found.append((day, amount, parts[2][:200]))
        return found

    def said(self) -> dict[str, Any]:
        """What the action stores."""
        return {name: self.cleaned_data[name] for name in ("number", "linked", "others")}


class RegisterForm(forms.Form):
    """Under which number the aid stands in the central register."""

    number = forms.CharField(label=gettext_lazy("Number in the register"), max_length=60)
