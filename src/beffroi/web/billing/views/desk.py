"""The money of a cluster: who sells, what was invoiced, how it stands; one invoice as page, PDF and file."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from beffroi.web.accounts.queries import my_clusters
from beffroi.web.billing import actions, queries
from beffroi.web.billing.forms.invoices import CreditForm
from beffroi.web.billing.forms.sellers import SellerForm
from beffroi.web.billing.models import Invoice, Seller
from beffroi.web.billing.rules import lines_of
from beffroi.web.billing.views.asking import KEEP, form_page, the_invoice, the_seller
from beffroi.web.core.access import permit, requires
from beffroi.web.core.asked import check_page
from beffroi.web.core.asking import carried_out
from beffroi.web.core.submission import once

PAGE = 50


@requires(KEEP)
def home(request: HttpRequest) -> HttpResponse:
    """Who sells for my clusters?"""
    permit(request.user, KEEP)
    return render(request, "billing/home.html", {"sellers": queries.sellers_of(request.user)})


@requires(KEEP)
@once
def seller(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter who sells for a cluster, or change it."""
    cluster = get_object_or_404(my_clusters(request.user), slug=slug)
    found = queries.seller_of(cluster) or Seller(cluster=cluster)
    form = SellerForm(request.POST or None, seller=found)

    def act() -> None:
        more = {"seen": form.cleaned_data["seen"], "online_key": form.key()}
        actions.save_seller(actor=request.user, seller=found, said=form.said(), **more)

    def fresh() -> SellerForm:
        return SellerForm(seller=queries.seller_of(cluster) or Seller(cluster=cluster))

    if carried_out(request, form, act, _("The seller is saved; invoices that were issued stand as they are."), fresh):
        return redirect("billing:invoices", slug=slug)
    return form_page(request, form, _("Who sells for this cluster?"), cluster=cluster)


@requires(KEEP)
def invoices(request: HttpRequest, slug: str) -> HttpResponse:
    """What was invoiced, and what is open?"""
    found = the_seller(request, slug)
    check_page(request.GET)
    page = Paginator(queries.invoices_of(found), PAGE).get_page(request.GET.get("page"))
    sums = queries.account_sums(found)
    context: dict[str, Any] = {"seller": found, "page": page, "rows": queries.with_balances(page), "sums": sums}
    return render(request, "billing/invoices.html", context)


@requires(KEEP)
def invoice(request: HttpRequest, key: UUID) -> HttpResponse:
    """One invoice, and how it stands."""
    found = the_invoice(request, key)
    language = getattr(request, "LANGUAGE_CODE", "en")
    held = queries.balance(found)
    context = {
        "invoice": found, "paper": queries.paper_of(found, language, held), "balance": held, "seller": found.seller,
        "notes": found.credit_notes.order_by("pk"), "sent": found.transmissions.first(),
        "payments": found.online_payments.exclude(paid=0),
    }  # fmt: skip
    return render(request, "billing/invoice.html", context)


@requires(KEEP)
def invoice_pdf(request: HttpRequest, key: UUID) -> HttpResponse:
    """The paper."""
    return pdf_answer(the_invoice(request, key))


@requires(KEEP)
def invoice_xml(request: HttpRequest, key: UUID) -> HttpResponse:
    """The file for the books of the buyer."""
    found = the_invoice(request, key)
    try:
        written = queries.ubl_of(found)
    except ValueError:
        said = _("The buyer cannot be reached in the network: the invoice holds no valid enterprise or VAT number.")
        return render(request, "billing/unreachable.html", {"invoice": found, "said": said}, status=409)
    return _attachment(written, f"{found.number}.xml", "application/xml")


@requires(KEEP)
@once
def credit(request: HttpRequest, key: UUID) -> HttpResponse:
    """Correct an invoice."""
    found, made = the_invoice(request, key), list[Invoice]()
    form = CreditForm(request.POST or None, lines=lines_of(found.lines))

    def act() -> None:
        asked = {"reason": form.cleaned_data["reason"], "lines": form.lines(), "key": _credit_key(request, found)}
        made.append(actions.credit(actor=request.user, invoice=found, **asked))

    if carried_out(request, form, act, _("The credit note is issued.")):
        return redirect("billing:invoice", key=made[0].key)
    title = _("What of invoice %(number)s is credited?") % {"number": found.number}
    return form_page(request, form, title, cluster=found.seller.cluster, invoice=found)


def _credit_key(request: HttpRequest, found: Invoice) -> str:
    """One sent form is one credit note; without its key, the next of the invoice."""
    said = request.POST.get("one_time_key", "") or str(found.credit_notes.count())
    return f"credit-{found.key.hex}-{said}"[:100]


def pdf_answer(found: Invoice) -> HttpResponse:
    """An invoice as a file to keep."""
    return _attachment(queries.pdf_of(found), f"{found.number}.pdf", "application/pdf")


def _attachment(content: bytes, name: str, media_type: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=media_type, headers=headers)
