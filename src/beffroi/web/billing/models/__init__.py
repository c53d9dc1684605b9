"""What the money of clusters stores."""

from beffroi.web.billing.models.bank import BankFile, BankLine, BankTwin
from beffroi.web.billing.models.invoices import Invoice, Series
from beffroi.web.billing.models.ledger import Posting
from beffroi.web.billing.models.sellers import Seller
from beffroi.web.billing.models.sending import OnlinePayment, OnlineRefund, Transmission

__all__ = [
    "BankFile",
    "BankLine",
    "BankTwin",
    "Invoice",
    "OnlinePayment",
    "OnlineRefund",
    "Posting",
    "Seller",
    "Series",
    "Transmission",
]
