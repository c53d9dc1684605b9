"""An invoice or credit note leaves by mail as soon as it is issued, with the paper.

Who is to have it, the slice knows whose things are invoiced: it says so by `mail_to(find)`, where `find(key)` gives the
address for what an invoice is about, or nothing. A seller of the site that is invoiced by another has it at the address
for its money. Without an address the paper waits where the buyer finds it.
"""

from collections.abc import Callable
from uuid import UUID

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from beffroi.web.billing.models import Invoice, Seller
from beffroi.web.billing.queries import paper_of, pdf_of
from beffroi.web.core.letters import post

Find = Callable[[UUID], str]
_finders: list[Find] = []


def mail_to(find: Find) -> None:
    """Make known where the paper about something goes; called in `AppConfig.ready`."""
    _finders.append(find)


def address_for(invoice: Invoice) -> str:
    """Where the paper goes; empty if nobody knows."""
    known = (find(invoice.about) for find in _finders) if invoice.about else ()
    if found := next(filter(None, known), ""):
        return found
    number = invoice.buyer.get("number")
    buyer = Seller.objects.filter(enterprise_number=number).exclude(email="").first() if number else None
    return buyer.email if buyer else ""


def post_issued(invoice: Invoice) -> None:
    """Put the paper on its way; it leaves after the commit."""
    address = address_for(invoice)
    if not address:
        return
    paper = paper_of(invoice, invoice.language)
    context = {"invoice": invoice, "paper": paper, "seller": invoice.sold_by["name"]}
    with translation.override(invoice.language):
        subject = " ".join(render_to_string("billing/mail/issued_subject.txt", context).split())
        text = render_to_string("billing/mail/issued.txt", context)
    mail = EmailMultiAlternatives(subject, text, to=[address])
    mail.attach(f"{invoice.number}.pdf", pdf_of(invoice), "application/pdf")
    post(mail, about=f"invoice-{invoice.key}")
