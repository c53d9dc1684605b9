"""An invoice as a document for the file, and in words for page and PDF."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from beffroi.analytics.invoicing.arithmetic import Line, Sums, sums
from beffroi.analytics.invoicing.references import payment_code, written
from beffroi.reporting.invoice.code import payment_picture
from beffroi.reporting.invoice.model import Document, Paper, Party
from beffroi.reporting.invoice.pdf import render_invoice
from beffroi.reporting.invoice.ubl import write_ubl
from beffroi.web.billing.models import Invoice
from beffroi.web.billing.queries.ledger import Balance, balance
from beffroi.web.billing.rules import LineSaid, lines_of
from beffroi.web.billing.wording import day, plain
from beffroi.web.core.amounts import euro_with_cents


def party_of(said: Mapping[str, Any]) -> Party:
    """Seller or buyer as an invoice keeps them."""
    fields = {name: said.get(name, "") for name in ("name", "country", "number", "vat_number", "street", "postcode")}
    fields |= {name: said.get(name, "") for name in ("city", "email")}
    endpoint = said.get("endpoint")
    return Party(**fields, endpoint=(endpoint[0], endpoint[1]) if endpoint else None)


def lines_said(invoice: Invoice) -> list[LineSaid]:
    """The lines of an invoice as they were issued."""
    return lines_of(invoice.lines)


def lines_in(invoice: Invoice, language: str) -> list[Line]:
    """The lines of an invoice in a language."""
    return [one.in_language(language) for one in lines_of(invoice.lines)]


def document_of(invoice: Invoice) -> Document:
    """An invoice as codes and amounts, in its own language."""
    corrected = invoice.corrects
    with translation.override(invoice.language):
        terms = "" if invoice.is_credit else _("To pay by %(day)s.") % {"day": day(invoice.due_on)}
        terms = terms or _("Given back to the account from which it was paid.")
    return Document(
        number=invoice.number, issued_on=invoice.issued_on, due_on=invoice.due_on, supplied_on=invoice.supplied_on,
        seller=party_of(invoice.sold_by), buyer=party_of(invoice.buyer),
        lines=tuple(lines_in(invoice, invoice.language)), buyer_reference=invoice.buyer_reference,
        account=invoice.sold_by["iban"], bic=invoice.sold_by["bic"], communication=invoice.communication,
        corrects=(corrected.number, corrected.issued_on) if corrected else None, note=invoice.reason, terms=terms,
    )  # fmt: skip


def ubl_of(invoice: Invoice) -> bytes:
    """The file that the books of the buyer read; refused with a ValueError where nobody could deliver it."""
    return write_ubl(document_of(invoice))


def pdf_of(invoice: Invoice) -> bytes:
    """The paper as PDF, in the language in which it was issued."""
    return render_invoice(paper_of(invoice, invoice.language))


def paper_of(invoice: Invoice, language: str, held: Balance | None = None) -> Paper:
    """The paper in words of a language; the payment code asks for what is still open."""
    with translation.override(language):
        return _paper(invoice, language, held or balance(invoice))


def _paper(invoice: Invoice, language: str, held: Balance) -> Paper:
    lines = lines_in(invoice, language)
    total = sums(lines)
    to_pay = Decimal(0) if invoice.is_credit else max(held.open, Decimal(0))
    return Paper(
        lang=language,
        title=f"{invoice.get_kind_display()} {invoice.number}",
        lead=_lead(invoice, held),
        kicker=_("Illustrative: seller, buyer and amounts are invented.") if invoice.sold_by["is_illustrative"] else "",
        seller=_address(invoice.sold_by),
        buyer_label=_("For"),
        buyer=_address(invoice.buyer),
        facts=_facts(invoice),
        columns=(_("What"), _("Quantity"), _("Price before VAT"), _("VAT"), _("Before VAT")),
        rows=[
            (
                one.words, plain(one.quantity), euro_with_cents(one.price), _rate(one.category, one.rate),
                euro_with_cents(one.net),
            )
            for one in lines
        ],
        totals=_totals(total, is_credit=invoice.is_credit),
        notes=_notes(invoice, total),
        pay_label=_("How to pay"),
        pay=_pay(invoice, to_pay),
        code=payment_picture(_code(invoice, to_pay)) if to_pay > 0 else "",
        code_label=_("Payment code for banking apps: %(amount)s to %(account)s, %(communication)s") % {
            "amount": euro_with_cents(to_pay), "account": invoice.sold_by["iban"],
            "communication": written(invoice.communication) if invoice.communication else "",
        },
        page_of=_("Page {page} of {pages}"),
    )  # fmt: skip


def _lead(invoice: Invoice, held: Balance) -> str:
    said = {
        "amount": euro_with_cents(invoice.gross),
        "day": day(invoice.due_on),
        "left": euro_with_cents(abs(held.open)),
    }
    if invoice.is_credit:
        return _("%(amount)s is credited.") % said
    if held.open < 0:
        return _("%(left)s is to be given back.") % said
    if not held.open:
        return _("Nothing is left to pay.")
    if held.open < invoice.gross:
        return _("%(left)s of %(amount)s is left to pay, by %(day)s.") % said
    return _("%(amount)s is to pay by %(day)s.") % said


def _address(said: Mapping[str, Any]) -> list[str]:
    place = " ".join(part for part in (said.get("postcode", ""), said.get("city", "")) if part)
    number = said.get("vat_number") or said.get("number", "")
    country = said["country"] if said["country"] != "BE" else ""
    return [part for part in (said["name"], said.get("street", ""), place, country, number) if part]


def _facts(invoice: Invoice) -> list[tuple[str, str]]:
    found = [
        (_("Issued on"), day(invoice.issued_on)),
        (_("Day of the supply"), day(invoice.supplied_on)),
        (_("Your reference"), invoice.buyer_reference),
    ]
    if invoice.corrects:
        found.append((_("Corrects"), invoice.corrects.number))
        found.append((_("Why"), invoice.reason))
    return found


def _rate(category: str, rate: Decimal) -> str:
    return f"{plain(rate)}%" if category == "S" else {"AE": _("reverse charge"), "O": _("outside")}.get(category, "0%")


def _totals(total: Sums, *, is_credit: bool) -> list[tuple[str, str]]:
    rows = [(_("Before VAT"), euro_with_cents(total.net))]
    rows += [
        (_("VAT %(rate)s on %(amount)s") % {"rate": _rate(one.category, one.rate), "amount": euro_with_cents(one.net)},
         euro_with_cents(one.tax))
        for one in total.taxes
    ]  # fmt: skip
    return [*rows, (_("Credited") if is_credit else _("To pay"), euro_with_cents(total.gross))]


def _notes(invoice: Invoice, total: Sums) -> list[str]:
    reasons = dict.fromkeys(one.reason for one in total.taxes if one.reason)
    return [_("VAT: %(reason)s") % {"reason": reason} for reason in reasons]


def _pay(invoice: Invoice, to_pay: Decimal) -> list[tuple[str, str]]:
    if to_pay <= 0:
        return []
    account = invoice.sold_by["iban"]
    return [
        (_("Amount"), euro_with_cents(to_pay)),
        (_("Account"), " ".join(account[at : at + 4] for at in range(0, len(account), 4))),
        (_("Communication"), written(invoice.communication)),
        (_("Pay by"), day(invoice.due_on)),
    ]  # fmt: skip


def _code(invoice: Invoice, to_pay: Decimal) -> str:
    said = invoice.sold_by
    return payment_code(
        name=said["name"], account=said["iban"], bic=said["bic"], amount=to_pay,
        reference=written(invoice.communication),
    )  # fmt: skip
