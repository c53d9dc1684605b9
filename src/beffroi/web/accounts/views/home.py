"""My account."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override

from beffroi.web.accounts.actions import change_details
from beffroi.web.accounts.elsewhere import held_elsewhere
from beffroi.web.accounts.forms.people import DetailsForm
from beffroi.web.accounts.language import remember_language
from beffroi.web.accounts.models import Person
from beffroi.web.accounts.queries import grants_of, my_clusters, representations_of, second_factors, visible_to
from beffroi.web.core.access import fetch, signed_in
from beffroi.web.core.permissions import allows
from beffroi.web.core.submission import once


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """Who am I here, and what may I do?"""
    person = fetch(request.user, "accounts.view_person", visible_to(request.user, Person), pk=request.user.pk)
    context = {
        "person": person,
        "grants": [grant for grant in grants_of(request.user, person) if not grant.revoked_at],
        "elsewhere": held_elsewhere(request.user, person),
        "representations": representations_of(request.user, person=person),
        "clusters": my_clusters(request.user),
        "factors": second_factors(person),
        "is_administrator": allows(request.user, "accounts.administer"),
    }
    return render(request, "accounts/home.html", context)


@signed_in
@once
def details(request: HttpRequest) -> HttpResponse:
    """Change name and language."""
    person = fetch(request.user, "accounts.change_person", visible_to(request.user, Person), pk=request.user.pk)
    form = DetailsForm(request.POST or None, initial={"name": person.name, "language": person.language})
    if request.method == "POST" and form.is_valid():
        person = change_details(actor=person, person=person, **form.cleaned_data)
        with override(person.language):
            messages.success(request, _("Your details are saved."))
        response = redirect("accounts:home")
        remember_language(response, person.language)
        return response
    return render(request, "accounts/details.html", {"form": form, "person": person})
