"""Pages for what goes wrong: each says what happened and what to do, and nothing about the inside of the site."""

import re
import sys
from typing import Any

import structlog
from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import is_valid_path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from beffroi.web.core.faults import fault_of, unavailable
from beffroi.web.core.parts import in_place, layout

TECHNICAL = re.compile(r"matches the given query|could not be found|does not exist")
"""Words of the framework itself, which say nothing to a reader."""

TOO_LARGE: dict[type[Exception], str | Promise] = {
    TooManyFieldsSent: gettext_lazy("The form has more fields than are taken at once. Nothing was changed."),
    TooManyFilesSent: gettext_lazy("The form holds more files than are taken at once. Nothing was changed."),
    RequestDataTooBig: gettext_lazy("The form holds more text than is taken at once. Nothing was changed."),
}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the address or the form says something that the site cannot read."""
    said = str(exception) if isinstance(exception, BadRequest) else TOO_LARGE.get(type(exception), "")
    return _page(request, "400.html", 400, said)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: the person may not do this."""
    return _page(request, "403.html", 403, str(exception) if isinstance(exception, PermissionDenied) else "")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing stands at this address, or not for this person."""
    said = exception.args[0] if isinstance(exception, Http404) and exception.args else ""
    return _page(request, "404.html", 404, said if isinstance(said, str) and not TECHNICAL.search(said) else "")


def sent_only(request: HttpRequest) -> HttpResponse:
    """405: the address takes a form that is sent and shows nothing by itself; the page above it most often has it."""
    above = f"{request.path.rstrip('/').rpartition('/')[0]}/"
    return _page(request, "405.html", 405, above=above if is_valid_path(above) else "")


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form came without its proof; the reason is for the log, not for the reader."""
    return _page(request, "403_csrf.html", 403)


def too_many(request: HttpRequest, wait_seconds: int) -> HttpResponse:
    """429: too many requests; says when to try again."""
    response = _page(request, "429.html", 429, minutes=max(1, -(-wait_seconds // 60)))
    response["Retry-After"] = str(wait_seconds)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500: a mistake of ours, or 503 where the data is out of reach; rendered without it, the session or the person."""
    if fault := fault_of(sys.exc_info()[1]):
        return unavailable(request, fault)
    return HttpResponse(render_to_string("500.html", {"request_id": request_id()}), status=500)


def request_id() -> str:
    """The number under which the log keeps this request."""
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))


def _page(request: HttpRequest, template: str, status: int, said: str | Promise = "", **more: Any) -> HttpResponse:
    told = {"said": said, "request_id": request_id(), "layout": layout(request), **more}
    return in_place(request, render(request, template, told, status=status))
