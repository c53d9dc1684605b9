"""What the bank tells of is read once, assigned to what it pays, and what is left over by a human."""

from collections.abc import Sequence
from decimal import Decimal
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from beffroi.analytics.invoicing.bank import Movement
from beffroi.analytics.invoicing.matching import Arrived, Due, match
from beffroi.analytics.invoicing.twins import Told, twins
from beffroi.web.billing.models import BankFile, BankLine, BankTwin, Invoice, Posting, Seller
from beffroi.web.billing.queries import assigned, balances, left_of
from beffroi.web.billing.queries.bank import TAKEN_BACK
from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited, record

A = Posting.Account


class Read(NamedTuple):
    """What came of a bank file: movements that were new, and how many of them were assigned by themselves."""

    file: BankFile
    new: int
    assigned: int


@action
def read_bank_file(*, actor: Any, seller: Seller, name: str, content: bytes, movements: Sequence[Movement]) -> Read:
    """Take over the movements of a bank file that nobody told of before, and assign what is recognised.

    The same file again, or another one that tells of the same movements, changes nothing, whichever of the two kinds.
    """
    if actor is not None:
        permit(actor, "billing.keep_money", seller)
    seller = lock(seller)
    digest = sha256(content).hexdigest()
    if held := seller.bank_files.filter(digest=digest).first():
        record(actor, "asked again", held)
        return Read(held, 0, 0)
    others = {one.account for one in movements if not _is_account_of(seller, one.account)}
    if others:
        raise ValidationError(
            _("The file is of account %(account)s, not of the seller’s; choose another file, or correct the account.")
            % {"account": min(others)}
        )
    kind = movements[0].kind if movements else ""
    file = BankFile(seller=seller, name=name[:120], digest=digest, kind=kind, movements=len(movements), read_by=actor)
    with audited(actor, "read a bank file", file):
        file.save()
    known = set(seller.bank_lines.values_list("digest", flat=True))
    known |= set(BankTwin.objects.filter(line__seller=seller).values_list("digest", flat=True))
    unknown = [one for one in movements if one.key not in known]
    again = _told_again(file, unknown)
    new = [_written(actor, file, one) for one in unknown if one.key not in again]
    return Read(file, len(new), _assign_by_itself(actor, seller))


def _told_again(file: BankFile, unknown: Sequence[Movement]) -> set[str]:
    """The movements that a file of the other kind told of, by key; noted, so that each is found again once."""
    if not file.kind:
        return set()
    days = {one.booked_on for one in unknown}
    others = file.seller.bank_lines.filter(booked_on__in=days, twin=None).exclude(file__kind__in=("", file.kind))
    told = others.values_list("pk", "booked_on", "amount", "communication", "words", "counterparty_account")
    found = twins(unknown, [Told(*one) for one in told.order_by("pk")])
    BankTwin.objects.bulk_create(BankTwin(line_id=pk, file=file, digest=key) for key, pk in found.items())
    return set(found)


def _is_account_of(seller: Seller, account: str) -> bool:
    """Whether an account is the seller's; older files name Belgian accounts without country and check digits."""
    bare = account.replace(" ", "").replace("-", "")
    return bare in {seller.iban, seller.iban[4:]}


def _written(actor: Any, file: BankFile, one: Movement) -> BankLine:
    line = BankLine.objects.create(
        seller=file.seller, file=file, digest=one.key, booked_on=one.booked_on, amount=one.amount,
        counterparty=one.counterparty[:140], counterparty_account=one.counterparty_account[:40],
        communication=one.communication, words=one.words[:500],
    )  # fmt: skip
    if one.amount:
        came = one.amount > 0
        _post(actor, line, *((A.BANK, A.UNASSIGNED) if came else (A.UNASSIGNED, A.BANK)), abs(one.amount))
    return line


def _post(
    actor: Any, line: BankLine, debit: str, credit: str, amount: Decimal, invoice: Invoice | None = None,
    words: str = "",
) -> Posting:  # fmt: skip
    return Posting.objects.create(
        seller=line.seller, booked_on=line.booked_on, debit=debit, credit=credit, amount=amount, invoice=invoice,
        line=line, words=words[:200], idempotency_key=uuid4().hex, made_by=actor,
    )  # fmt: skip


def _assign_by_itself(actor: Any, seller: Seller) -> int:
    """Assign what is recognised of all that is not assigned; says how many movements."""
    lines = {one.pk: one for one in seller.bank_lines.filter(~Q(amount=0))}
    done = assigned(lines)
    arrived = [Arrived(pk, one.communication, one.amount - done[pk]) for pk, one in lines.items()]
    invoices = {one.pk: one for one in seller.invoices.filter(kind=Invoice.Kind.INVOICE)}
    due = [Due(pk, invoices[pk].communication, held.open) for pk, held in balances(invoices).items() if held.open]
    found = match([one for one in sorted(arrived, key=lambda one: one.pk) if one.amount], due)
    for one in found:
        _assign(actor, lines[one.movement], invoices[one.invoice], one.amount, one.by)
    return len(found)


def _assign(actor: Any, line: BankLine, invoice: Invoice, amount: Decimal, by: str) -> None:
    debit, credit = (A.UNASSIGNED, A.CUSTOMERS) if amount > 0 else (A.CUSTOMERS, A.UNASSIGNED)
    made = _post(actor, line, debit, credit, abs(amount), invoice, by)
    record(actor, "assigned", line, after={"invoice": invoice.number, "amount": str(made.amount), "by": by})


@action
def assign(*, actor: Any, line: BankLine, invoice: Invoice, amount: Decimal) -> None:
    """A human assigns so much of a movement to an invoice: never more than is left of either."""
    if actor is not None:
        permit(actor, "billing.keep_money", line)
    lock(line.seller)
    if invoice.seller_id != line.seller_id or invoice.is_credit:
        raise ValidationError({"invoice": _("Choose an invoice of this seller.")})
    left, open_ = left_of(line), balances([invoice.pk])[invoice.pk].open
    if amount * left <= 0 or abs(amount) > abs(left):
        raise ValidationError({"amount": _("This is more than is left of the movement.")})
    if amount * open_ <= 0 or abs(amount) > abs(open_):
        raise ValidationError({"amount": _("This is more than is open of the invoice.")})
    _assign(actor, line, invoice, amount, "hand")


@action
def set_aside(*, actor: Any, line: BankLine, reason: str) -> None:
    """What is left of a movement pays no invoice: a fee of the bank, a subsidy; with the reason."""
    if actor is not None:
        permit(actor, "billing.keep_money", line)
    lock(line.seller)
    left = left_of(line)
    if not left:
        raise ValidationError(_("Nothing is left of this movement."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say what it is; the accountant reads it.")})
    debit, credit = (A.UNASSIGNED, A.OTHER) if left > 0 else (A.OTHER, A.UNASSIGNED)
    _post(actor, line, debit, credit, abs(left), words=reason.strip())
    record(actor, "set aside", line, after={"amount": str(left)})


@action
def take_back(*, actor: Any, line: BankLine) -> None:
    """Turn back whatever a movement was assigned to: it waits for a human again."""
    if actor is not None:
        permit(actor, "billing.keep_money", line)
    lock(line.seller)
    standing = _standing(line)
    if not standing:
        raise ValidationError(_("Nothing of this movement is assigned."))
    for (invoice_id, account), amount in standing.items():
        invoice = Invoice.objects.get(pk=invoice_id) if invoice_id else None
        debit, credit = (account, A.UNASSIGNED) if amount > 0 else (A.UNASSIGNED, account)
        _post(actor, line, debit, credit, abs(amount), invoice, TAKEN_BACK)
    record(actor, "took back the assignment", line)


def _standing(line: BankLine) -> dict[tuple[int | None, str], Decimal]:
    """What of a movement stands at which invoice and account; came in: positive."""
    found: dict[tuple[int | None, str], Decimal] = {}
    for one in line.postings.exclude(debit=A.BANK).exclude(credit=A.BANK):
        came = one.debit == A.UNASSIGNED
        place = (one.invoice_id, one.credit if came else one.debit)
        found[place] = found.get(place, Decimal(0)) + (one.amount if came else -one.amount)
    return {place: amount for place, amount in found.items() if amount}
