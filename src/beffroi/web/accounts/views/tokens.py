"""API tokens of the person."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from beffroi.web.accounts.actions.tokens import make_token, revoke_token
from beffroi.web.accounts.forms.tokens import TokenForm
from beffroi.web.accounts.models import ApiToken
from beffroi.web.accounts.queries import visible_to
from beffroi.web.accounts.queries.tokens import tokens_of
from beffroi.web.accounts.views.signed_in import the_person
from beffroi.web.core.access import fetch, requires
from beffroi.web.core.submission import done, once


@requires("accounts.make_token")
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]
@never_cache
@once
def tokens(request: HttpRequest) -> HttpResponse:
    """Which programs read in my name? A new token is shown on this one answer, and never again."""
    form = TokenForm(request.POST or None)
    secret = ""
    if request.method == "POST" and form.is_valid():
        secret = make_token(actor=the_person(request), **form.cleaned_data)
        form = TokenForm()
    context = {"form": form, "secret": secret, "tokens": tokens_of(request.user)}
    response = render(request, "accounts/tokens.html", context)
    return done(response, reverse("accounts:tokens")) if secret else response


@requires("accounts.revoke_token")
@once
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End a token at once."""
    token = fetch(request.user, "accounts.revoke_token", visible_to(request.user, ApiToken), pk=pk)
    revoke_token(actor=the_person(request), token=token)
    messages.success(request, _("The token “%(name)s” is revoked.") % {"name": token.name})
    return redirect("accounts:tokens")
