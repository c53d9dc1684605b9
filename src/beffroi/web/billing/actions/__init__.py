"""Every write about the money of clusters."""

from beffroi.web.billing.actions.bank import assign, read_bank_file, set_aside, take_back
from beffroi.web.billing.actions.invoices import Bill, Buyer, buyer_of, credit, issue
from beffroi.web.billing.actions.sellers import save_seller
from beffroi.web.billing.actions.sending import send
from beffroi.web.billing.models import Seller
from beffroi.web.billing.rules import LineSaid

__all__ = [
    "Bill",
    "Buyer",
    "LineSaid",
    "Seller",
    "assign",
    "buyer_of",
    "credit",
    "issue",
    "read_bank_file",
    "save_seller",
    "send",
    "set_aside",
    "take_back",
]
