"""Addresses at which the site goes wrong on purpose, beside all others."""

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.csrf import requires_csrf_token

from beffroi.web.core.access import public
from beffroi.web.project import errors
from beffroi.web.project.urls import handler400, handler403, handler404, handler500
from beffroi.web.project.urls import urlpatterns as addresses

__all__ = ["handler400", "handler403", "handler404", "handler500"]


@public
def unreadable(request: HttpRequest) -> HttpResponse:
    """400."""
    raise BadRequest


@public
def refused(request: HttpRequest) -> HttpResponse:
    """403."""
    raise PermissionDenied


@public
def mistaken(request: HttpRequest) -> HttpResponse:
    """500."""
    raise RuntimeError("a secret of the inside")


@public
def busy(request: HttpRequest) -> HttpResponse:
    """429."""
    return errors.too_many(request, 130)


@public
def away(request: HttpRequest) -> HttpResponse:
    """503."""
    return TemplateResponse(request, "503.html", status=503)


@public
@requires_csrf_token
def forged(request: HttpRequest) -> HttpResponse:
    """403 for a form without its proof."""
    return errors.csrf_failed(request, "no cookie")


urlpatterns = [
    path("broken/400/", unreadable),
    path("broken/403/", refused),
    path("broken/500/", mistaken),
    path("broken/429/", busy),
    path("broken/503/", away),
    path("broken/csrf/", forged),
    *addresses,
]
