"""Bank files: what came in, what it paid, what is left over for a human."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from beffroi.web.billing import actions, queries
from beffroi.web.billing.forms.bank import AssignForm, BankFileForm
from beffroi.web.billing.models import BankLine
from beffroi.web.billing.queries import visible_lines
from beffroi.web.billing.queries.bank import fitting, movements_of
from beffroi.web.billing.views.asking import KEEP, form_page, the_seller
from beffroi.web.billing.wording import day
from beffroi.web.core.access import fetch, requires
from beffroi.web.core.amounts import euro_with_cents
from beffroi.web.core.asked import check_page
from beffroi.web.core.asking import carried_out, tried
from beffroi.web.core.csv_files import csv_answer
from beffroi.web.core.submission import once

PAGE = 50


@requires(KEEP)
@once
def bank(request: HttpRequest, slug: str) -> HttpResponse:
    """Send a bank file; what is left over?"""
    seller = the_seller(request, slug)
    form = BankFileForm(request.POST or None, request.FILES or None)

    def act() -> None:
        actions.read_bank_file(
            actor=request.user, seller=seller, name=str(form.cleaned_data["file"].name), content=form.content,
            movements=form.movements,
        )  # fmt: skip

    if carried_out(request, form, act, _("The bank file is read.")):
        return redirect("billing:bank", slug=slug)
    check_page(request.GET)
    page = Paginator(seller.bank_lines.all(), PAGE).get_page(request.GET.get("page"))
    left = queries.leftovers(seller)
    context = {"seller": seller, "form": form, "page": page, "rows": movements_of(page), "answer": _words(len(left))}
    return render(request, "billing/bank.html", context, status=400 if form.errors else 200)


def _words(many: int) -> str:
    if not many:
        return _("Every movement at the bank is assigned.")
    return ngettext("One movement waits for you.", "%(many)s movements wait for you.", many) % {"many": many}


def _the_line(request: HttpRequest, key: UUID) -> BankLine:
    return fetch(request.user, KEEP, visible_lines(request.user), key=key)


@requires(KEEP)
@once
def assign(request: HttpRequest, key: UUID) -> HttpResponse:
    """What does this movement pay?"""
    line = _the_line(request, key)
    left = queries.left_of(line)
    form = AssignForm(request.POST or None, fitting=fitting(line.seller, left), left=left)

    def act() -> None:
        if (chosen := form.chosen()) is None:
            actions.set_aside(actor=request.user, line=line, reason=form.cleaned_data["reason"])
        else:
            invoice, amount = chosen.invoice, form.amount_of(chosen)
            actions.assign(actor=request.user, line=line, invoice=invoice, amount=amount)

    if carried_out(request, form, act, _("It is assigned.")):
        return redirect("billing:bank", slug=line.seller.cluster.slug)
    said = {"amount": euro_with_cents(left), "day": day(line.booked_on), "who": line.counterparty or _("somebody")}
    lead = _("%(amount)s of %(day)s, %(who)s.") % said + (f" {line.words}" if line.words else "")
    return form_page(request, form, _("What does this movement pay?"), lead=lead, seller=line.seller)


@requires(KEEP)
@once
@require_POST
def take_back(request: HttpRequest, key: UUID) -> HttpResponse:
    """It was assigned wrongly."""
    line = _the_line(request, key)
    tried(request, lambda: actions.take_back(actor=request.user, line=line), _("It waits for you again."))
    return redirect("billing:bank", slug=line.seller.cluster.slug)


@requires(KEEP)
def books(request: HttpRequest, slug: str) -> HttpResponse:
    """Every posting, for the accountant."""
    seller = the_seller(request, slug)
    header = ("day", "account", "name", "debit", "credit", "document", "invoice", "buyer", "words", "posting")
    return csv_answer(f"books-{slug}.csv", header, queries.books_of(seller))
