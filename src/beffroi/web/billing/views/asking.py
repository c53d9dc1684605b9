"""What the views of money share."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from beffroi.web.billing.models import Invoice, Seller
from beffroi.web.billing.queries import visible_invoices, visible_sellers
from beffroi.web.core.access import fetch

KEEP = "billing.keep_money"


def the_seller(request: HttpRequest, slug: str) -> Seller:
    """The seller of a cluster."""
    return fetch(request.user, KEEP, visible_sellers(request.user), cluster__slug=slug)


def the_invoice(request: HttpRequest, key: UUID) -> Invoice:
    """The invoice of an address."""
    return fetch(request.user, KEEP, visible_invoices(request.user), key=key)


def form_page(request: HttpRequest, form: Any, title: str, **more: Any) -> HttpResponse:
    """A form on a page of its own."""
    status = getattr(form, "status", 200)
    return render(request, "billing/form.html", {"form": form, "title": title, **more}, status=status)
