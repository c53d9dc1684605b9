"""Organisations that were entered twice, for administrators."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beffroi.web.accounts import actions
from beffroi.web.accounts.forms.organisations import MergeForm
from beffroi.web.accounts.models import Organisation, OrganisationMerge
from beffroi.web.accounts.queries import merges, organisations_found, representations_of, visible_to, what_points_to
from beffroi.web.accounts.views.signed_in import the_person
from beffroi.web.core.access import fetch, permit, requires
from beffroi.web.core.submission import once


@requires("accounts.merge_organisations")
def index(request: HttpRequest) -> HttpResponse:
    """Which organisations were entered twice?"""
    permit(request.user, "accounts.merge_organisations")
    return _listed(request, MergeForm(find=_finding(request)), number_taken=request.GET.get("number_taken", ""))


@requires("accounts.merge_organisations")
@once
def merge(request: HttpRequest) -> HttpResponse:
    """Show what a merge moves; do it once confirmed."""
    permit(request.user, "accounts.merge_organisations")
    if request.method == "GET" and not request.GET:
        return redirect("accounts:merges")
    form = MergeForm(request.POST or request.GET, find=_finding(request))
    if not form.is_valid():
        return _listed(request, form)
    if request.method == "POST":
        try:
            actions.merge_organisations(actor=the_person(request), **form.cleaned_data)
            messages.success(request, _("The duplicate is merged. You can undo it here."))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("accounts:merges")
    duplicate = form.cleaned_data["duplicate"]
    people = [one for one in representations_of(request.user, organisation=duplicate) if one.is_open]
    context = {"form": form, "moved": what_points_to(duplicate), "people": people, **form.cleaned_data}
    return render(request, "accounts/merge.html", context)


@requires("accounts.merge_organisations")
@once
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo a merge."""
    seen = visible_to(request.user, OrganisationMerge)
    found = fetch(request.user, "accounts.merge_organisations", seen, pk=pk)
    try:
        without = request.POST.get("without_number") == "yes"
        actions.undo_merge(actor=the_person(request), merge=found, without_number=without)
        messages.success(request, _("The merge is undone: both organisations stand for themselves again."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        if getattr(error, "code", "") == "number_taken":
            return redirect(f"{reverse('accounts:merges')}?number_taken={found.pk}")
    return redirect("accounts:merges")


def _finding(request: HttpRequest) -> Callable[[str], QuerySet[Organisation]]:
    return partial(organisations_found, request.user)


def _listed(request: HttpRequest, form: MergeForm, *, number_taken: str = "") -> HttpResponse:
    """The merges made, under the form of the next."""
    found = merges(request.user)
    context = {
        "form": form,
        "merges": list(found[:100]),
        "standing": found.filter(undone_at=None).count(),
        "number_taken": number_taken,
    }
    return render(request, "accounts/merges.html", context)
