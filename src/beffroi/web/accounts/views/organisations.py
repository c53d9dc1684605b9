"""Organisations and who acts for them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beffroi.web.accounts import actions
from beffroi.web.accounts.forms.organisations import ActForForm, OrganisationForm, SearchForm
from beffroi.web.accounts.models import Organisation, Representation
from beffroi.web.accounts.permissions import represents
from beffroi.web.accounts.queries import (
    memberships_of,
    open_requests,
    organisations_found,
    replacement,
    representations_of,
    visible_to,
)
from beffroi.web.accounts.views.signed_in import the_person
from beffroi.web.accounts.wording import entered_words, requested_words
from beffroi.web.core.access import fetch, permit, requires, signed_in
from beffroi.web.core.permissions import allows
from beffroi.web.core.submission import once


@signed_in
def index(request: HttpRequest) -> HttpResponse:
    """Which organisations are here?"""
    form = SearchForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {"q": "", "helix": ""}
    found = organisations_found(request.user, asked["q"], asked["helix"])
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "asked": asked, "requests": open_requests(request.user)}
    return render(request, "accounts/organisations.html", context)


@requires("accounts.add_organisation")
@once
def create(request: HttpRequest) -> HttpResponse:
    """Enter an organisation."""
    permit(request.user, "accounts.add_organisation")
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create_organisation(actor=the_person(request), details=form.details())
            messages.success(request, entered_words(made, is_confirmed=represents(request.user, made)))
            return redirect("accounts:organisation", key=made.key)
        except ValidationError as error:
            form.add_error(None, error)
    return render(request, "accounts/organisation_form.html", {"form": form})


@requires("accounts.view_organisation")
def page(request: HttpRequest, key: str) -> HttpResponse:
    """Who is this organisation?"""
    user = request.user
    if (kept := replacement(user, key)) is not None:
        return redirect("accounts:organisation", key=kept.key)
    organisation = fetch(user, "accounts.view_organisation", visible_to(user, Organisation), key=key)
    people = list(representations_of(user, organisation=organisation))
    context = {
        "organisation": organisation,
        "people": people,
        "mine": next((one for one in people if one.person_id == user.pk and one.is_open), None),
        "memberships": memberships_of(user, organisation),
        "form": ActForForm(),
        "may_change": allows(user, "accounts.change_organisation", organisation),
    }
    return render(request, "accounts/organisation.html", context)


@requires("accounts.change_organisation")
@once
def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Change the details."""
    visible = visible_to(request.user, Organisation)
    organisation = fetch(request.user, "accounts.change_organisation", visible, key=key)
    form = OrganisationForm(request.POST or None, instance=organisation)
    if request.method == "POST" and form.is_valid():
        try:
            seen, actor = form.cleaned_data["seen"], the_person(request)
            actions.change_organisation(actor=actor, organisation=organisation, details=form.details(), seen=seen)
            messages.success(request, _("The details are saved."))
            return redirect("accounts:organisation", key=organisation.key)
        except ValidationError as error:
            form.add_error(None, error)
            organisation.refresh_from_db()
            form.told(error, lambda: OrganisationForm(instance=organisation))
    context = {"form": form, "organisation": organisation}
    return render(request, "accounts/organisation_form.html", context, status=form.status)


@requires("accounts.request_representation")
@once
@require_POST
def act_for(request: HttpRequest, key: str) -> HttpResponse:
    """Ask to act for an organisation."""
    seen = visible_to(request.user, Organisation)
    organisation = fetch(request.user, "accounts.request_representation", seen, key=key)
    form = ActForForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose one of the two mandates, then send the request again."))
        return redirect("accounts:organisation", key=organisation.key)
    try:
        mandate = form.cleaned_data["mandate"]
        actions.request_representation(actor=the_person(request), organisation=organisation, mandate=mandate)
        messages.success(request, requested_words(organisation))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("accounts:organisation", key=organisation.key)


@requires("accounts.decide_representation")
@once
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm or refuse a request."""
    seen = visible_to(request.user, Representation)
    asked = fetch(request.user, "accounts.decide_representation", seen, pk=pk)
    try:
        confirmed = request.POST.get("answer") == "confirm"
        actions.decide_representation(actor=the_person(request), representation=asked, confirmed=confirmed)
        messages.success(request, _("Confirmed.") if confirmed else _("Refused."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(_back(request, asked))


@requires("accounts.end_representation")
@once
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop acting for an organisation, or have somebody stop."""
    seen = visible_to(request.user, Representation)
    acting = fetch(request.user, "accounts.end_representation", seen, pk=pk)
    actions.end_representation(actor=the_person(request), representation=acting)
    messages.success(request, _("Ended."))
    return redirect(_back(request, acting))


def _back(request: HttpRequest, of: Representation) -> str:
    if of.person_id == request.user.pk:
        return reverse("accounts:home")
    return reverse("accounts:organisation", kwargs={"key": of.organisation.key})
