"""Own data: what is kept, a copy of it, and its erasure."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from beffroi.web.accounts import actions
from beffroi.web.accounts.exports import personal_archive
from beffroi.web.accounts.forms.people import EraseForm
from beffroi.web.accounts.models import Person
from beffroi.web.accounts.queries import kept_about, visible_to
from beffroi.web.core.access import fetch, signed_in
from beffroi.web.core.submission import once


@signed_in
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about me?"""
    person = fetch(request.user, "accounts.export_person", visible_to(request.user, Person), pk=request.user.pk)
    return render(request, "accounts/privacy.html", {"kept": kept_about(person), "person": person})


@signed_in
@require_POST
@never_cache
def export(request: HttpRequest) -> HttpResponse:
    """A copy of all that names me, as JSON in a ZIP file."""
    person = fetch(request.user, "accounts.export_person", visible_to(request.user, Person), pk=request.user.pk)
    response = HttpResponse(personal_archive(person), content_type="application/zip")
    day = timezone.localdate().isoformat()
    response.headers["Content-Disposition"] = f'attachment; filename="beffroi-my-data-{day}.zip"'
    return response


@signed_in
@reauthentication_required  # type: ignore[untyped-decorator]
@never_cache
@once
def erase(request: HttpRequest) -> HttpResponse:
    """Erase me: what is lost, what stays under a pseudonym; then do it."""
    person = fetch(request.user, "accounts.erase_person", visible_to(request.user, Person), pk=request.user.pk)
    form = EraseForm(request.POST or None, address=person.email)
    if request.method == "POST" and form.is_valid():
        try:
            actions.erase(actor=person, person=person)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            logout(request)
            messages.success(request, _("Your account and your data are erased."))
            return redirect("home")
    context = {"form": form, "person": person, "back": reverse("accounts:privacy")}
    return render(request, "accounts/erase.html", context)
