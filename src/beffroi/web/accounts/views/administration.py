"""People and their roles, for administrators."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beffroi.web.accounts import actions
from beffroi.web.accounts.elsewhere import held_elsewhere
from beffroi.web.accounts.forms.people import GrantForm
from beffroi.web.accounts.models import Person, RoleGrant
from beffroi.web.accounts.permissions import forget
from beffroi.web.accounts.queries import current, grants_of, people_found, representations_of, visible_to, with_a_role
from beffroi.web.accounts.views.signed_in import the_person
from beffroi.web.core.access import fetch, permit, requires
from beffroi.web.core.asked import words_asked
from beffroi.web.core.permissions import allows
from beffroi.web.core.submission import once


@requires("accounts.administer")
def people(request: HttpRequest) -> HttpResponse:
    """Who is here, and with which roles?"""
    permit(request.user, "accounts.administer")
    words = words_asked(request)
    found = people_found(request.user, words)
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    context = {"page": page, "words": words, "holders": with_a_role(found).count()}
    return render(request, "accounts/people.html", context)


@requires("accounts.grant_role")
@once
def person(request: HttpRequest, key: str) -> HttpResponse:
    """What may this person do? Grant a role."""
    permit(request.user, "accounts.administer")
    found = fetch(request.user, "accounts.grant_role", visible_to(request.user, Person), key=key)
    form = GrantForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        scope = asked.pop("cluster")
        try:
            actions.grant_role(actor=the_person(request), person=found, scope=scope, **asked)
            messages.success(request, _("The role is granted."))
            return redirect("accounts:person", key=key)
        except ValidationError as error:
            form.add_error(None, error)
    context = {
        "person": found,
        "form": form,
        "grants": list(grants_of(request.user, found)),
        "held": grants_of(request.user, found).filter(current(), revoked_at=None).count(),
        "elsewhere": held_elsewhere(request.user, found),
        "representations": representations_of(request.user, person=found),
    }
    return render(request, "accounts/person.html", context)


@requires("accounts.revoke_role")
@once
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a role away at once."""
    grant = fetch(request.user, "accounts.revoke_role", visible_to(request.user, RoleGrant), pk=pk)
    try:
        actions.revoke_role(actor=the_person(request), grant=grant)
        messages.success(request, _("The role is revoked."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    forget(request.user)
    if not allows(request.user, "accounts.administer"):
        return redirect("accounts:home")  # it was their own
    return redirect("accounts:person", key=grant.person.key)


@requires("accounts.deactivate_person")
@once
@require_POST
def active(request: HttpRequest, key: str) -> HttpResponse:
    """Close an account, or open it again."""
    found = fetch(request.user, "accounts.deactivate_person", visible_to(request.user, Person), key=key)
    wanted = request.POST.get("active") == "yes"
    try:
        actions.set_active(actor=the_person(request), person=found, active=wanted)
        messages.success(request, _("The account is open.") if wanted else _("The account is closed."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("accounts:person", key=key)
