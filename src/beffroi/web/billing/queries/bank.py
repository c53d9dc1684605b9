"""Movements at the bank with what they paid, and the books as the accountant takes them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch

from beffroi.web.billing.models import BankLine, Invoice, Posting, Seller
from beffroi.web.billing.queries.invoices import Standing, with_balances
from beffroi.web.billing.queries.ledger import assigned

A = Posting.Account
NUMBERS = {
    A.CUSTOMERS: "400000", A.REVENUE: "700000", A.VAT: "451000", A.BANK: "550000", A.ONLINE: "580000",
    A.UNASSIGNED: "499000", A.OTHER: "499900",
}  # fmt: skip
"""Accounts of the Belgian chart; an accountant maps them to those of the house."""


@dataclass(frozen=True)
class Moved:
    """A movement, what is left of it, and what it paid."""

    line: BankLine
    left: Decimal
    paid: tuple[Posting, ...]


def movements_of(lines: Iterable[BankLine]) -> list[Moved]:
    """Movements with what they paid, in three questions."""
    found = {one.pk: one for one in lines}
    done = assigned(found)
    postings = Posting.objects.exclude(debit=A.BANK).exclude(credit=A.BANK).select_related("invoice").order_by("pk")
    rows = BankLine.objects.filter(pk__in=found).prefetch_related(Prefetch("postings", postings, to_attr="told"))
    return [Moved(one, one.amount - done[one.pk], _standing(one.told)) for one in rows]


def _standing(told: Sequence[Posting]) -> tuple[Posting, ...]:
    """The postings that were not turned back."""
    found: dict[tuple[int | None, bool], list[Posting]] = {}
    for one in told:
        place = (one.invoice_id, A.OTHER in {one.debit, one.credit})
        kept = found.setdefault(place, [])
        if one.words == TAKEN_BACK:
            kept.clear()
        else:
            kept.append(one)
    return tuple(one for kept in found.values() for one in kept)


TAKEN_BACK = "taken back"


def fitting(seller: Seller, left: Decimal) -> list[Standing]:
    """The invoices that a movement may pay: open ones for what came in, those to be given back for what went out."""
    invoices = seller.invoices.filter(kind=Invoice.Kind.INVOICE).order_by("-pk")
    return [one for one in with_balances(invoices) if one.balance.open * left > 0]


def books_of(seller: Seller) -> Iterator[tuple[str, ...]]:
    """Every posting as two rows, debit and credit, so that both columns have one sum."""
    names = dict(A.choices)
    rows = seller.postings.select_related("invoice", "document").order_by("booked_on", "pk")
    for one in rows.iterator(chunk_size=2000):
        buyer = one.invoice.buyer["name"] if one.invoice else ""
        document = one.document.number if one.document else ""
        about = one.invoice.number if one.invoice else ""
        for account, debit, credit in ((one.debit, one.amount, ""), (one.credit, "", one.amount)):
            yield (
                one.booked_on.isoformat(), NUMBERS[A(account)], str(names[account]), str(debit), str(credit), document,
                about, buyer, one.words, str(one.key),
            )  # fmt: skip
