"""When the database is away: one page that says so, with nothing of the inside, and when to come back."""

from collections.abc import Callable

import structlog
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

log = structlog.get_logger(__name__)

RETRY_SECONDS = 30
AWAY = (OperationalError, InterfaceError)


class DatabaseAwayMiddleware:
    """Answers 503 where a view met a database that does not answer; what it had begun to write is undone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page, or None for any other fault."""
        return unavailable(request) if is_away(exception) else None


def is_away(error: BaseException | None) -> bool:
    """Whether an error says that the database does not answer, at its root or on the way."""
    while error is not None:
        if isinstance(error, AWAY):
            return True
        error = error.__cause__
    return False


def unavailable(request: HttpRequest) -> HttpResponse:
    """503, rendered without database, session or person."""
    request_id = str(structlog.contextvars.get_contextvars().get("request_id", ""))
    log.error("database_away")
    response: HttpResponse
    if request.headers.get("Accept", "").startswith("application/json") or request.path.startswith("/api/"):
        said = _("The database does not answer; try again in %(seconds)s seconds.") % {"seconds": RETRY_SECONDS}
        response = JsonResponse({"detail": said, "field": None}, status=503)
    else:
        response = HttpResponse(render_to_string("503.html", {"request_id": request_id}), status=503)
    response["Retry-After"] = str(RETRY_SECONDS)
    response["Cache-Control"] = "no-store"
    return response
