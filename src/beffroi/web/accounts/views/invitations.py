"""Invitations: sending them, taking them back, accepting one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from beffroi.web.accounts import actions
from beffroi.web.accounts.actions.invitations import Asked
from beffroi.web.accounts.forms.people import AcceptForm, InvitationForm
from beffroi.web.accounts.models import Invitation
from beffroi.web.accounts.queries import has_account, invitations, invited_by_token, visible_to
from beffroi.web.accounts.queries.people import check_open
from beffroi.web.accounts.views.signed_in import the_person
from beffroi.web.core.access import fetch, permit, public, requires
from beffroi.web.core.submission import once


@requires("accounts.invite")
@once
def index(request: HttpRequest) -> HttpResponse:
    """Who is invited? Invite somebody."""
    permit(request.user, "accounts.invite")
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        email, scope = asked.pop("email"), asked.pop("cluster")
        try:
            actions.invite(actor=the_person(request), email=email, asked=Asked(scope=scope, **asked))
            messages.success(request, _("An invitation is on its way to %(email)s.") % {"email": email})
            return redirect("accounts:invitations")
        except ValidationError as error:
            form.add_error(None, error)
    page = Paginator(invitations(request.user), 50).get_page(request.GET.get("page"))
    return render(request, "accounts/invitations.html", {"form": form, "page": page, "now": timezone.now()})


@requires("accounts.revoke_invitation")
@once
@require_POST
def revoke(request: HttpRequest, key: str) -> HttpResponse:
    """Take an invitation back."""
    found = fetch(request.user, "accounts.revoke_invitation", visible_to(request.user, Invitation), key=key)
    return _done(
        request, actions.revoke_invitation, found, _("The invitation is taken back; its link no longer works.")
    )


@requires("accounts.invite")
@once
@require_POST
def again(request: HttpRequest, key: str) -> HttpResponse:
    """Send an invitation again."""
    found = fetch(request.user, "accounts.invite", visible_to(request.user, Invitation), key=key)
    return _done(request, actions.send_again, found, _("The invitation is sent again, with a new link."))


@never_cache
@sensitive_post_parameters()
@public
@once
def accept(request: HttpRequest) -> HttpResponse:
    """You are invited: take it up."""
    token = request.POST.get("token") or request.GET.get("token", "")
    invitation = invited_by_token(token)
    user = request.user if request.user.is_authenticated else None
    try:
        if invitation is None:
            raise ValidationError(_("This link is not whole or no longer valid. Open it again from the mail."))
        check_open(invitation)
    except ValidationError as error:
        return render(request, "accounts/invitation_closed.html", {"reason": " ".join(error.messages)}, status=410)
    needs_account = user is None and not has_account(invitation.email)
    initial = {"language": invitation.language}
    form = AcceptForm(request.POST or None, initial=initial) if needs_account else None
    ready = request.method == "POST" and (user is not None or (form is not None and form.is_valid()))
    response = _accepted(request, user, invitation, form) if ready else None
    if response is not None:
        return response
    context = {"invitation": invitation, "form": form, "token": token, "signed_in": user is not None}
    return render(request, "accounts/invitation.html", context)


def _accepted(request: HttpRequest, user: Any, invitation: Invitation, form: AcceptForm | None) -> HttpResponse | None:
    try:
        actions.accept_invitation(actor=user, invitation=invitation, **(form.cleaned_data if form else {}))
    except ValidationError as error:
        if form is not None:
            form.add_error(None, error)
        else:
            messages.error(request, " ".join(error.messages))
        return None
    if user is None:
        messages.success(request, _("Your account is ready. Sign in with your address and password."))
        return redirect("account_login")
    messages.success(request, _("Welcome. The invitation is accepted."))
    return redirect("accounts:home")


def _done(request: HttpRequest, action: Any, invitation: Invitation, said: str) -> HttpResponse:
    try:
        action(actor=the_person(request), invitation=invitation)
        messages.success(request, said)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("accounts:invitations")
