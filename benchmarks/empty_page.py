"""The site with one page more: an empty one behind the same middleware, the measure of all others."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beffroi.web.project.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402

from beffroi.web.core.access import public  # noqa: E402
from beffroi.web.project import urls  # noqa: E402


@public
def empty(request: HttpRequest) -> HttpResponse:
    """Nothing."""
    return HttpResponse("<!doctype html><title>Empty</title>")


urls.urlpatterns.insert(0, path("empty/", empty))
