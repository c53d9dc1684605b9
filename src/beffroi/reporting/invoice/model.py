"""What an invoice says: as codes and amounts for the file, and in words ready to be printed for page and PDF."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from beffroi.analytics.invoicing.arithmetic import Line, Sums, sums


@dataclass(frozen=True)
class Party:
    """Who sells or buys; `endpoint` is scheme and number in the Peppol network."""

    name: str
    country: str
    number: str = ""
    """Enterprise number; ten digits in Belgium."""
    vat_number: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    email: str = ""
    endpoint: tuple[str, str] | None = None


@dataclass(frozen=True)
class Document:
    """An invoice or a credit note (then `corrects` names the invoice, with its day)."""

    number: str
    issued_on: date
    due_on: date
    supplied_on: date
    seller: Party
    buyer: Party
    lines: tuple[Line, ...]
    buyer_reference: str
    account: str = ""
    bic: str = ""
    communication: str = ""
    """Twelve digits."""
    corrects: tuple[str, date] | None = None
    note: str = ""
    terms: str = ""

    @property
    def sums(self) -> Sums:
        """Totals and tax by rate."""
        return sums(self.lines)

    @property
    def gross(self) -> Decimal:
        """What is to pay, or given back."""
        return self.sums.gross


@dataclass(frozen=True)
class Paper:
    """The same in words: label and value pairs, rows of cells, and the payment code as SVG."""

    lang: str
    title: str
    lead: str
    kicker: str
    """Such as that it is invented for a demonstration; empty where it is not."""
    seller: Sequence[str]
    buyer_label: str
    buyer: Sequence[str]
    facts: Sequence[tuple[str, str]]
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    totals: Sequence[tuple[str, str]]
    notes: Sequence[str]
    pay_label: str
    pay: Sequence[tuple[str, str]]
    code: str
    code_label: str
    page_of: str
    """With `{page}` and `{pages}`."""

    def as_data(self) -> dict[str, Any]:
        """Plain values, as the template reads them."""
        return asdict(self)
