"""To which address a booking is invoiced, and how it is taxed."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beffroi.web.billing.actions import Buyer, Seller
from beffroi.web.piloting.forms.texts import TextsForm
from beffroi.web.services.actions import Terms
from beffroi.web.services.models import Booking, PriceRule

LONG, MIDDLE, SHORT = {"class": "w-l"}, {"class": "w-m"}, {"class": "w-s"}


def _text(label: Any, most: int, attrs: dict[str, str], **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.TextInput(attrs=attrs), **more)


class InvoiceForm(TextsForm):
    """The buyer as it stands on the invoice, and the category of VAT: a decision of whoever invoices."""

    TEXTS = {"reason": (gettext_lazy("Why this VAT, where none is charged"), 1, False)}

    name = _text(gettext_lazy("Legal name"), 200, LONG)
    country = forms.RegexField(
        r"\A[A-Z]{2}\Z", label=gettext_lazy("Country (two letters)"), widget=forms.TextInput(attrs=SHORT)
    )
    number = _text(
        gettext_lazy("Enterprise number; in other countries the VAT number"), 20, MIDDLE, required=False,
        help_text=gettext_lazy("Under it the file is delivered to the books of the buyer."),
    )  # fmt: skip
    street = _text(gettext_lazy("Street and number"), 150, LONG)
    postcode = _text(gettext_lazy("Postcode"), 12, SHORT)
    city = _text(gettext_lazy("Municipality"), 80, MIDDLE)
    reference = _text(
        gettext_lazy("Their reference"), 60, MIDDLE, required=False,
        help_text=gettext_lazy("Such as an order number; empty: the number of the quote."),
    )  # fmt: skip
    tax = forms.ChoiceField(label=gettext_lazy("VAT category"), choices=PriceRule.Tax.choices)
    rate = forms.DecimalField(
        label=gettext_lazy("VAT rate (%)"), min_value=Decimal(0), max_value=Decimal(30), max_digits=4,
        decimal_places=2, widget=forms.NumberInput(attrs=SHORT),
    )  # fmt: skip

    def __init__(self, *args: Any, booking: Booking, seller: Seller | None, **kwargs: Any) -> None:
        quote = booking.quote
        start: dict[str, Any] = {
            "name": booking.firm_name, "country": booking.firm_country, "number": booking.firm_number,
            "tax": quote.tax, "rate": quote.tax_rate,
        }  # fmt: skip
        reason = quote.rule.tax_reason
        if seller is not None and seller.regime != Seller.Regime.NORMAL:
            start |= {"tax": PriceRule.Tax.EXEMPT, "rate": Decimal(0)}
            reason = seller.exemption
        super().__init__(*args, texts={"reason": reason}, initial=start, **kwargs)
        reasons = [name for name in self.fields if name.startswith("reason_")]
        self.order_fields([name for name in self.fields if name not in reasons] + reasons)

    def clean(self) -> dict[str, Any]:
        """The rate fits the category, and no tax has its reason."""
        found = super().clean()
        is_taxed = found.get("tax") == PriceRule.Tax.STANDARD
        rate = found.get("rate")
        if rate is not None and is_taxed != (rate > 0):
            self.add_error("rate", _("Give a rate where VAT is charged, and 0 where it is not."))
        if not is_taxed and not self.texts("reason"):
            self.add_error("reason_en", _("Say why no VAT is charged; the reason stands on the invoice."))
        return found

    def terms(self) -> Terms:
        """What was decided."""
        said = self.cleaned_data
        buyer = Buyer(**{name: said[name] for name in ("name", "country", "number", "street", "postcode", "city")})
        reason = {} if said["tax"] == PriceRule.Tax.STANDARD else self.texts("reason")
        return Terms(buyer, said["reference"], said["tax"], said["rate"], reason)
