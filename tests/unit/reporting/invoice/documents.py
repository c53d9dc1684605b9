"""A set of invoices for tests: standard, reduced, exempt, mixed rates, credit note, foreign buyer."""

from datetime import date
from decimal import Decimal
from typing import Any

from beffroi.analytics.invoicing.arithmetic import Line
from beffroi.analytics.invoicing.references import communication, participant
from beffroi.reporting.invoice.model import Document, Party

SELLER = Party(
    "Cluster asbl", "BE", "0403091220", "BE0403091220", "Rue de Namur 1", "5000", "Namur", "money@cluster.example",
    participant("BE", "0403091220"),
)  # fmt: skip
BUYER = Party(
    "Toits & Fils SRL", "BE", "1000000021", "BE1000000021", "Rue Haute 2", "4000", "Liège", "",
    participant("BE", "1000000021"),
)  # fmt: skip
FRENCH = Party(
    "Toitures SAS", "FR", "40303265045", "FR40303265045", "Rue Basse 3", "59000", "Lille", "",
    participant("FR", "FR40303265045"),
)  # fmt: skip
SEAT = Line("Trade mission, a seat", Decimal(2), Decimal("1900.00"))
BOOK = Line("Handbook", Decimal(3), Decimal("9.99"), "S", Decimal(6))


def untaxed(category: Any, reason: str) -> Line:
    return Line("Training, a seat", Decimal(1), Decimal("150.00"), category, Decimal(0), reason)


def document(*lines: Line, buyer: Party = BUYER, number: str = "GW-2026-00001", **more: Any) -> Document:
    fields: dict[str, Any] = {
        "account": "BE71096123456769", "bic": "GKCCBEBB", "communication": communication(1),
        "terms": "Within 30 days", "buyer_reference": "Q-2026-00001",
    }  # fmt: skip
    return Document(
        number, date(2026, 11, 27), date(2026, 12, 27), date(2026, 11, 20), SELLER, buyer, lines, **fields | more
    )


SET = {
    "standard": document(SEAT),
    "reduced": document(BOOK),
    "exempt": document(untaxed("E", "Art. 44, § 2, 4° of the VAT code")),
    "small enterprise": document(untaxed("E", "Small enterprises: art. 56bis of the VAT code")),
    "zero": document(untaxed("Z", "")),
    "outside": document(untaxed("O", "A subsidy, no supply")),
    "mixed rates": document(SEAT, BOOK, untaxed("E", "Art. 44, § 2, 4° of the VAT code")),
    "foreign buyer": document(untaxed("AE", "Reverse charge, art. 196 of Directive 2006/112/EC"), buyer=FRENCH),
    "credit note": document(
        BOOK, number="GW-2026-00002", corrects=("GW-2026-00001", date(2026, 11, 27)), note="One seat was cancelled"
    ),
    "credit note abroad": document(
        untaxed("AE", "Reverse charge, art. 196 of Directive 2006/112/EC"), buyer=FRENCH,
        corrects=("GW-2026-00001", date(2026, 11, 27)),
    ),
}  # fmt: skip
