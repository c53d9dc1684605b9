"""Invoices and credit notes are issued: numbered without gaps, booked at once, never changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from beffroi.analytics.invoicing.arithmetic import Sums, faults, sums
from beffroi.analytics.invoicing.references import communication, enterprise_number, participant
from beffroi.web.billing.models import Invoice, Posting, Seller, Series
from beffroi.web.billing.notices import post_issued
from beffroi.web.billing.rules import MOST, LineSaid, as_line, exceeds, lines_of, number_of, rest_of, rounded_off
from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited, record

A = Posting.Account
PER_YEAR = 10**6
"""So many invoices of a series have a structured communication of their own."""


@dataclass(frozen=True)
class Buyer:
    """Who is invoiced, as it stands on the invoice."""

    name: str
    country: str = "BE"
    number: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""

    def as_data(self) -> dict[str, Any]:
        """As an invoice keeps it, with the address in the network where the number gives one."""
        digits = enterprise_number(self.number) if self.country == "BE" else self.number.strip()
        found = participant(self.country, self.number) if self.number else None
        vat = f"BE{digits}" if self.country == "BE" and digits else ""
        return {
            "name": self.name, "country": self.country, "number": digits, "street": self.street,
            "vat_number": vat or (found[1] if found else ""), "postcode": self.postcode, "city": self.city,
            "endpoint": list(found) if found else None,
        }  # fmt: skip


def buyer_of(seller: Seller) -> Buyer:
    """A seller that is invoiced by another."""
    return Buyer(seller.legal_name, "BE", seller.enterprise_number, seller.street, seller.postcode, seller.city)


@dataclass(frozen=True)
class Bill:
    """What is invoiced: the supply, its day, for what it is, and the reference that the buyer knows it by."""

    lines: Sequence[LineSaid]
    supplied_on: date
    reference: str
    key: str
    """Asked twice with one key, the same invoice is meant."""
    about: UUID | None = None
    language: str = "fr"


@action
def issue(*, actor: Any, seller: Seller, buyer: Buyer, bill: Bill) -> Invoice:
    """Issue an invoice and book it; asked again with the same key, the one that was issued."""
    if actor is not None:
        permit(actor, "billing.keep_money", seller)
    seller = lock(seller)
    if held := Invoice.objects.filter(idempotency_key=bill.key).first():
        record(actor, "asked again", held)
        return held
    total = _checked(seller, bill.lines)
    invoice = _new(actor, seller, bill.lines, total, key=bill.key, about=bill.about, language=bill.language)
    invoice.kind, invoice.buyer, invoice.supplied_on = Invoice.Kind.INVOICE, buyer.as_data(), bill.supplied_on
    invoice.buyer_reference = bill.reference or invoice.number
    return _written(actor, invoice)


@action
def credit(*, actor: Any, invoice: Invoice, reason: str, key: str, lines: Sequence[LineSaid] | None = None) -> Invoice:
    """Correct an invoice by a credit note: some lines, or all that is left of it; asked again, the one that stands."""
    if actor is not None:
        permit(actor, "billing.keep_money", invoice)
    seller = lock(invoice.seller)
    if held := Invoice.objects.filter(idempotency_key=key).first():
        record(actor, "asked again", held)
        return held
    if invoice.is_credit:
        raise ValidationError(_("A credit note is not corrected; issue a new invoice."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why; the reason stands on the credit note.")})
    taken = lines_of(invoice.lines)
    credited = [lines_of(one) for one in invoice.credit_notes.order_by("pk").values_list("lines", flat=True)]
    new = rest_of(taken, credited, _texts(invoice.number)) if lines is None else list(lines)
    if not new:
        raise ValidationError(_("Nothing is left of this invoice to be credited."))
    new = rounded_off(taken, credited, new)
    if exceeds(taken, [*credited, new]):
        raise ValidationError(_("This is more than is left of the invoice; credit at most what is left."))
    note = _new(actor, seller, new, sums([as_line(one) for one in new]), key=key, about=invoice.about,
                language=invoice.language)  # fmt: skip
    note.kind, note.buyer, note.supplied_on = Invoice.Kind.CREDIT_NOTE, invoice.buyer, invoice.supplied_on
    note.sold_by, note.buyer_reference = invoice.sold_by, invoice.buyer_reference
    note.corrects, note.reason, note.due_on = invoice, reason.strip()[:300], note.issued_on
    note.communication = ""
    return _written(actor, note)


def _texts(number: str) -> dict[str, str]:
    found = {}
    for language in ("en", "fr"):
        with override(language):
            found[language] = _("Correction of invoice %(number)s") % {"number": number}
    return found


def _checked(seller: Seller, lines: Sequence[LineSaid]) -> Sums:
    words = {
        "empty": _("There is nothing to invoice."),
        "rate": _("Give a rate where VAT is charged, and 0 where it is not."),
        "reason": _("Say why no VAT is charged; the reason stands on the invoice."),
        "outside": _("What is outside the scope of VAT goes on an invoice of its own."),
        "reasons": _("One category of VAT has one reason on an invoice; make two invoices."),
    }
    plain = [as_line(one) for one in lines]
    found = faults([one.in_language("en") for one in lines])
    if found:
        raise ValidationError(words[found[0]])
    if seller.regime != Seller.Regime.NORMAL and any(one.category == "S" for one in lines):
        raise ValidationError(_("This seller charges no VAT; choose the exempt category with its reason."))
    total = sums(plain)
    if not Decimal(0) < total.gross <= MOST:
        raise ValidationError(_("An invoice is of more than nothing, and of less than ten million euro."))
    return total


def _new(
    actor: Any, seller: Seller, lines: Sequence[LineSaid], total: Sums, *, key: str, about: UUID | None, language: str
) -> Invoice:
    """An invoice with the next number of its series, which nobody else gets until this one is written."""
    today = timezone.localdate()
    Series.objects.get_or_create(seller=seller, code=seller.series, year=today.year)
    series = Series.objects.select_for_update().get(seller=seller, code=seller.series, year=today.year)
    series.last += 1
    series.save()
    return Invoice(
        seller=seller, series=series.code, year=series.year, sequence=series.last, language=language,
        number=number_of(series.code, series.year, series.last), issued_on=today,
        due_on=today + timedelta(days=seller.payment_days), sold_by=sold_by(seller),
        lines=[one.as_data() for one in lines], net=total.net, tax=total.tax, gross=total.gross, about=about,
        idempotency_key=key, made_by=actor, communication=communication(_ten(series)),
    )  # fmt: skip


def sold_by(seller: Seller) -> Mapping[str, Any]:
    """A seller as its invoices keep it."""
    return {
        "name": seller.legal_name, "country": "BE", "number": seller.enterprise_number,
        "vat_number": f"BE{seller.enterprise_number}", "street": seller.street, "postcode": seller.postcode,
        "city": seller.city, "email": seller.email, "endpoint": ["0208", seller.peppol], "iban": seller.iban,
        "bic": seller.bic, "regime": seller.regime, "is_illustrative": seller.is_illustrative,
    }  # fmt: skip


def _written(actor: Any, invoice: Invoice) -> Invoice:
    """Store it, book it (revenue and tax that customers owe, or that a credit note takes back) and mail it."""
    with audited(actor, "credited" if invoice.is_credit else "invoiced", invoice):
        invoice.save()
    about = invoice.corrects or invoice
    for account, amount in ((A.REVENUE, invoice.net), (A.VAT, invoice.tax)):
        if amount:
            debit, owed = (account, A.CUSTOMERS) if invoice.is_credit else (A.CUSTOMERS, account)
            Posting.objects.create(
                seller=invoice.seller, booked_on=invoice.issued_on, debit=debit, credit=owed, amount=amount,
                invoice=about, document=invoice, idempotency_key=f"{invoice.key}-{account}", made_by=actor,
            )  # fmt: skip
    post_issued(invoice)
    return invoice


def _ten(series: Series) -> int:
    """Ten digits of its own: the series of a seller and year, and the number in it."""
    if series.last >= PER_YEAR:
        raise ValidationError(_("The series of this year is full; choose another series for the seller."))
    return (series.pk % 10**4) * PER_YEAR + series.last
