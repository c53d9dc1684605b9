"""Pinned evidence: the list, the form, the permanent address."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override

from beffroi.web.core.access import fetch, permit, public, requires
from beffroi.web.core.permissions import allows
from beffroi.web.core.submission import once
from beffroi.web.observatory.actions.pins import pin_evidence, withdraw_pin
from beffroi.web.observatory.exports.pinned import pin_as_json, pin_citation, table_as_csv
from beffroi.web.observatory.forms.pins import PinForm, WithdrawForm
from beffroi.web.observatory.models import Pin
from beffroi.web.observatory.pinnable import NotPinnable, permalink
from beffroi.web.observatory.queries.figures_store import lang_of, language_of
from beffroi.web.observatory.queries.pins import by_key, listed, reading, seen_in, sources_in, visible_to
from beffroi.web.observatory.rules.pins import table_of

PINS_A_PAGE = 50


@public
@once
def pins(request: HttpRequest) -> HttpResponse:
    """Which evidence is pinned? A POST pins a view."""
    if request.method == "POST":
        return _pinned(request)
    held = listed(request.user)
    page = Paginator(held, PINS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "observatory/pins.html", {"page": page, "count": page.paginator.count})


@requires("observatory.pin_evidence")
def pin_new(request: HttpRequest) -> HttpResponse:
    """What will be pinned? Shown before it is."""
    permit(request.user, "observatory.pin_evidence")
    target = request.GET.get("target", "")
    return _form_page(request, PinForm(initial={"target": target}), target)


@public
def pin(request: HttpRequest, key: str) -> HttpResponse:
    """What was seen, and does it still hold?"""
    found = get_object_or_404(by_key(request.user, key))
    context: dict[str, Any] = {"pin": found, "may_withdraw": allows(request.user, "observatory.withdraw_pin", found)}
    if not found.is_withdrawn:
        language = language_of(request)
        context |= {
            "reading": reading(found, language.lang),
            "citation": pin_citation(found, language.lang),
            "sources": sources_in(found, language),
        }
    return render(request, "observatory/pin.html", context)


@public
def pin_json(request: HttpRequest, key: str) -> HttpResponse:
    """A pin as JSON: as seen in both languages, with sources and what was revised since."""
    found = get_object_or_404(by_key(request.user, key))
    with override("en"):
        held = None if found.is_withdrawn else reading(found, "en")
        return JsonResponse(pin_as_json(found, held), json_dumps_params={"ensure_ascii": False})


@public
def pin_csv(request: HttpRequest, key: str) -> HttpResponse:
    """The table of a pin as CSV; of a withdrawn pin nothing."""
    found = get_object_or_404(by_key(request.user, key).filter(withdrawn_at=None))
    content = table_as_csv(table_of(found.shown(lang_of(request))["table"]))
    disposition = {"Content-Disposition": f'attachment; filename="{found.key}.csv"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=disposition)


@requires("observatory.withdraw_pin")
@once
def pin_withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Shall this pin be taken back?"""
    found = fetch(request.user, "observatory.withdraw_pin", visible_to(request.user), key=key.lower())
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_pin(actor=request.user, pin=found, because=form.cleaned_data["because"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The pin is withdrawn; its address says so."))
            return redirect("pin", key=found.key)
    return render(request, "observatory/pin_withdraw.html", {"pin": found, "form": form}, status=_status(form))


def _pinned(request: HttpRequest) -> HttpResponse:
    """Pin what a form names, or say at the form why not."""
    permit(request.user, "observatory.pin_evidence")
    form = PinForm(request.POST)
    if form.is_valid():
        try:
            made: Pin = pin_evidence(actor=request.user, **form.cleaned_data)
        except NotPinnable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Pinned. This address will not change."))
            return redirect("pin", key=made.key)
    return _form_page(request, form, request.POST.get("target", ""))


def _form_page(request: HttpRequest, form: PinForm, target: str) -> HttpResponse:
    context: dict[str, Any] = {"form": form}
    try:
        context |= {"found": seen_in(permalink(target), lang_of(request)), "target": target}
    except NotPinnable as error:
        context |= {"refusal": str(error)}
    status = 400 if "refusal" in context or form.errors else 200
    return render(request, "observatory/pin_new.html", context, status=status)


def _status(form: WithdrawForm) -> int:
    return 400 if form.errors else 200
