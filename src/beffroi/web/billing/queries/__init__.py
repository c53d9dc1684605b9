"""Every read of the money of clusters."""

from beffroi.web.billing.queries.bank import books_of
from beffroi.web.billing.queries.invoices import (
    Standing,
    invoice_about,
    invoiced,
    invoices_about,
    invoices_of,
    net_about,
    ways_online,
    with_balances,
)
from beffroi.web.billing.queries.ledger import (
    Balance,
    account_sums,
    assigned,
    balance,
    balances,
    left_of,
    leftovers,
)
from beffroi.web.billing.queries.papers import document_of, lines_said, paper_of, pdf_of, ubl_of
from beffroi.web.billing.queries.visible import (
    seller_of,
    sellers_of,
    visible_invoices,
    visible_lines,
    visible_payments,
    visible_sellers,
)

__all__ = [
    "Balance",
    "Standing",
    "account_sums",
    "assigned",
    "balance",
    "balances",
    "books_of",
    "document_of",
    "invoice_about",
    "invoiced",
    "invoices_about",
    "invoices_of",
    "left_of",
    "leftovers",
    "lines_said",
    "net_about",
    "paper_of",
    "pdf_of",
    "seller_of",
    "sellers_of",
    "ubl_of",
    "visible_invoices",
    "visible_lines",
    "visible_payments",
    "visible_sellers",
    "ways_online",
    "with_balances",
]
