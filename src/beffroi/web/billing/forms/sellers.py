"""Who sells for a cluster."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beffroi.analytics.invoicing.references import account_number, enterprise_number
from beffroi.web.billing.actions.sellers import SELLER
from beffroi.web.billing.models import Seller
from beffroi.web.core.editions import SeenField, SeesEdition
from beffroi.web.piloting.forms.texts import TextsForm

LONG, MIDDLE, SHORT = {"class": "w-l"}, {"class": "w-m"}, {"class": "w-s"}


def _text(label: Any, most: int, attrs: dict[str, str], help_text: Any = "", **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, widget=forms.TextInput(attrs=attrs), help_text=help_text, **more
    )


class SellerForm(SeesEdition, TextsForm):
    """Legal identity, value-added tax, account, series."""

    TEXTS = {"exemption": (gettext_lazy("Why no VAT is charged"), 1, False)}

    legal_name = _text(gettext_lazy("Legal name"), 150, LONG)
    enterprise_number = _text(
        gettext_lazy("Enterprise number"), 20, MIDDLE, gettext_lazy("Ten digits, as in 0403.091.220.")
    )
    street = _text(gettext_lazy("Street and number"), 150, LONG)
    postcode = _text(gettext_lazy("Postcode"), 12, SHORT)
    city = _text(gettext_lazy("Municipality"), 80, MIDDLE)
    email = forms.EmailField(label=gettext_lazy("E-mail for invoices"), widget=forms.EmailInput(attrs=LONG))
    regime = forms.ChoiceField(label=gettext_lazy("VAT regime"), choices=Seller.Regime.choices)
    iban = _text(gettext_lazy("Account (IBAN)"), 42, MIDDLE)
    bic = forms.RegexField(
        r"\A[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?\Z", label=gettext_lazy("BIC"), required=False, max_length=11,
        widget=forms.TextInput(attrs=MIDDLE),
        error_messages={"invalid": gettext_lazy("A BIC has eight or eleven capital letters and digits.")},
    )  # fmt: skip
    series = forms.RegexField(
        r"\A[A-Z][A-Z0-9]{0,7}\Z", label=gettext_lazy("Series of its invoices"), max_length=8,
        widget=forms.TextInput(attrs=SHORT),
        help_text=gettext_lazy("It begins every number, as in GW-2026-00001; numbers start anew each year."),
        error_messages={"invalid": gettext_lazy("Use one to eight capital letters and digits, a letter first.")},
    )  # fmt: skip
    peppol = _text(
        gettext_lazy("Peppol identifier (scheme 0208)"), 20, MIDDLE,
        gettext_lazy("The enterprise number under which it receives; empty: the one above."), required=False,
    )  # fmt: skip
    payment_days = forms.IntegerField(
        label=gettext_lazy("Days to pay"), min_value=0, max_value=90, widget=forms.NumberInput(attrs=SHORT)
    )
    online_key = forms.CharField(
        label=gettext_lazy("Key for payments online (Mollie)"), required=False, max_length=100,
        widget=forms.PasswordInput(attrs=MIDDLE | {"autocomplete": "off"}),
        help_text=gettext_lazy("Kept sealed and never shown. Empty: the one that is there stays; a hyphen removes it."),
    )  # fmt: skip
    seen = SeenField()
    names = SELLER

    def __init__(self, *args: Any, seller: Seller, **kwargs: Any) -> None:
        kwargs["texts"] = {"exemption": seller.exemption}
        kwargs["initial"] = {name: getattr(seller, name) for name in SELLER if name != "exemption"}
        super().__init__(*args, **kwargs)
        self._seller = seller
        self._exemption_after_regime()
        self.open_on(seller)

    def _exemption_after_regime(self) -> None:
        order = list(self.fields)
        texts = [name for name in order if name.startswith("exemption_")]
        rest = [name for name in order if name not in texts]
        at = rest.index("regime") + 1
        self.order_fields([*rest[:at], *texts, *rest[at:]])

    def clean_enterprise_number(self) -> str:
        """Ten digits whose check holds."""
        return _number(self.cleaned_data["enterprise_number"])

    def clean_peppol(self) -> str:
        """Ten digits whose check holds, or nothing."""
        said = self.cleaned_data["peppol"]
        return _number(said) if said else ""

    def clean_iban(self) -> str:
        """An account number whose check holds."""
        found = account_number(self.cleaned_data["iban"])
        if not found:
            raise forms.ValidationError(
                _("This is no account number; write it as the bank does, as in BE71 0961 2345 6769.")
            )
        return found

    def clean_series(self) -> str:
        """A series that no other seller has."""
        said = str(self.cleaned_data["series"])
        if Seller.objects.exclude(pk=self._seller.pk).filter(series=said).exists():
            raise forms.ValidationError(_("Another seller has this series; choose another."))
        return said

    def clean(self) -> dict[str, Any]:
        """Who charges no VAT says why."""
        found = super().clean()
        if found.get("regime") != Seller.Regime.NORMAL and not self.texts("exemption"):
            self.add_error("exemption_en", _("Say why no VAT is charged; the reason stands on every invoice."))
        return found

    def key(self) -> str | None:
        """The key that was entered; None keeps the one that is there."""
        said = self.cleaned_data["online_key"].strip()
        if said == "-":
            return ""
        return said or None

    def said(self) -> dict[str, Any]:
        """What the action stores."""
        found = {name: self.cleaned_data[name] for name in SELLER if name != "exemption"}
        return found | {"exemption": self.texts("exemption"), "peppol": found["peppol"] or found["enterprise_number"]}


def _number(said: str) -> str:
    found = enterprise_number(said)
    if not found:
        raise forms.ValidationError(_("This is no Belgian enterprise number: ten digits, as in 0403.091.220."))
    return found
