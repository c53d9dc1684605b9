"""What the views of the sign-in library lack: a word when the other service is away, ending one session."""

from typing import Any

import requests
import structlog
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beffroi.web.accounts.openid import ServiceAdapter
from beffroi.web.core.access import public, signed_in

log = structlog.get_logger(__name__)
AWAY = (requests.RequestException, OAuth2Error)
"""What the library raises when the other service does not answer, or not in its language."""


@public
def other_login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Go to the other sign-in service."""
    return _or_away(request, OAuth2LoginView, provider_id)


@public
def other_callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Come back from the other sign-in service."""
    return _or_away(request, OAuth2CallbackView, provider_id)


@signed_in
@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign out in one other browser."""
    session = get_object_or_404(UserSession, user=request.user, pk=pk)
    session.end()
    messages.success(request, _("That browser is signed out."))
    return redirect("usersessions_list")


def _or_away(request: HttpRequest, view: Any, provider_id: str) -> HttpResponse:
    try:
        response: HttpResponse = view.adapter_view(ServiceAdapter(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    except AWAY as error:
        log.warning("other_sign_in_away", fault=type(error).__name__)
        return render(request, "socialaccount/away.html", status=503)
    return response
