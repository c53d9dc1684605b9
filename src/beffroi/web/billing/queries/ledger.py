"""The books read: what is open of an invoice, what of a movement is not assigned, whether everything adds up."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, DecimalField, F, Q, Sum, Value, When

from beffroi.web.billing.models import BankLine, Invoice, Posting, Seller

A = Posting.Account
OUTPUT = (A.REVENUE, A.VAT)
NOTHING = Decimal("0.00")
AMOUNT = DecimalField(max_digits=15, decimal_places=2)


@dataclass(frozen=True)
class Balance:
    """An invoice in the books: what was billed, credited and paid (less what was given back)."""

    billed: Decimal = NOTHING
    credits: Decimal = NOTHING
    payments: Decimal = NOTHING

    @property
    def open(self) -> Decimal:
        """What is still to pay; negative: what is to be given back."""
        return self.billed - self.credits - self.payments

    @property
    def due(self) -> Decimal:
        """The same without its sign, where words say on which side it is."""
        return abs(self.open)


def _signed(plus: Q, minus: Q) -> Sum:
    sign = Case(When(plus, then=F("amount")), When(minus, then=-F("amount")), default=Value(0), output_field=AMOUNT)
    return Sum(sign, default=Value(NOTHING), output_field=AMOUNT)


def _cents(amount: Decimal) -> Decimal:
    return Decimal(amount).quantize(Decimal("0.01"))


def balances(invoices: Iterable[int]) -> dict[int, Balance]:
    """Invoice → its balance, in one question."""
    wanted = list(invoices)
    billed = _signed(Q(debit=A.CUSTOMERS, credit__in=OUTPUT), Q(pk=None))
    credits = _signed(Q(credit=A.CUSTOMERS, debit__in=OUTPUT), Q(pk=None))
    paid = _signed(Q(credit=A.CUSTOMERS) & ~Q(debit__in=OUTPUT), Q(debit=A.CUSTOMERS) & ~Q(credit__in=OUTPUT))
    rows = Posting.objects.filter(invoice__in=wanted).order_by().values_list("invoice")
    found = {
        pk: Balance(*(_cents(one) for one in sums))
        for pk, *sums in rows.annotate(billed=billed, credited=credits, paid=paid)
    }
    return {pk: found.get(pk, Balance()) for pk in wanted}


def balance(invoice: Invoice) -> Balance:
    """The balance of one invoice."""
    return balances([invoice.pk])[invoice.pk]


def assigned(lines: Iterable[int]) -> dict[int, Decimal]:
    """Movement → how much of it was assigned, with its sign."""
    wanted = list(lines)
    sums = _signed(Q(debit=A.UNASSIGNED) & ~Q(credit=A.BANK), Q(credit=A.UNASSIGNED) & ~Q(debit=A.BANK))
    rows = Posting.objects.filter(line__in=wanted).order_by().values_list("line")
    found = {pk: _cents(amount) for pk, amount in rows.annotate(sum=sums)}
    return {pk: found.get(pk, NOTHING) for pk in wanted}


def left_of(line: BankLine) -> Decimal:
    """What of a movement is not assigned yet, with its sign."""
    return line.amount - assigned([line.pk])[line.pk]


@dataclass(frozen=True)
class Leftover:
    """A movement of which something is not assigned."""

    line: BankLine
    left: Decimal


def leftovers(seller: Seller) -> list[Leftover]:
    """What the bank told of and nobody has assigned, the newest first."""
    lines = list(seller.bank_lines.all())
    done = assigned(one.pk for one in lines)
    return [Leftover(one, one.amount - done[one.pk]) for one in lines if one.amount != done[one.pk]]


def account_sums(seller: Seller) -> dict[str, Decimal]:
    """Account → debit less credit; together they are zero."""
    found = dict.fromkeys(A.values, NOTHING)
    for side, sign in (("debit", 1), ("credit", -1)):
        rows = seller.postings.order_by().values_list(side).annotate(sum=Sum("amount"))
        for account, amount in rows:
            found[account] += sign * _cents(amount)
    return found
