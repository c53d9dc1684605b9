"""When the site cannot read or write its data: one page that says so, one line in the log, and when to come back."""

import errno
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from structlog.contextvars import get_contextvars

from beffroi.web.core.parts import in_place, layout

RETRY_SECONDS = 30
LITTLE = 1_000_000
"""So few bytes free that SQLite cannot even open its file."""


class Fault(StrEnum):
    """What is wrong with the place where the site keeps its data."""

    AWAY = "database_away"
    BUSY = "database_busy"
    FULL = "disk_full"
    READ_ONLY = "read_only"
    UNPREPARED = "database_unprepared"
    DAMAGED = "database_damaged"


SYSTEM = {errno.ENOSPC: Fault.FULL, errno.EDQUOT: Fault.FULL, errno.EROFS: Fault.READ_ONLY}
POSTGRESQL = {
    "53100": Fault.FULL,
    "25006": Fault.READ_ONLY,
    "42P01": Fault.UNPREPARED,
    "55P03": Fault.BUSY,
}
SQLITE = {
    sqlite3.SQLITE_FULL: Fault.FULL,
    sqlite3.SQLITE_READONLY: Fault.READ_ONLY,
    sqlite3.SQLITE_BUSY: Fault.BUSY,
    sqlite3.SQLITE_CORRUPT: Fault.DAMAGED,
    sqlite3.SQLITE_NOTADB: Fault.DAMAGED,
}
NEEDS_SPACE = (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN)


class DataAwayMiddleware:
    """Answers 503 where a view met data that cannot be read or written; what it had begun to write is undone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page, or None for any other fault."""
        fault = fault_of(exception)
        return unavailable(request, fault) if fault else None


def fault_of(error: BaseException | None) -> Fault | None:
    """What an error says of the place of the data, at its root or on the way; None where it is something else."""
    chain = list(_causes(error))
    known = (_known(one) for one in reversed(chain))
    away = Fault.AWAY if any(isinstance(one, OperationalError | InterfaceError) for one in chain) else None
    return next((fault for fault in known if fault), away)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__


def _known(error: BaseException) -> Fault | None:
    if isinstance(error, sqlite3.Error):
        return _of_sqlite(getattr(error, "sqlite_errorcode", 0) & 0xFF, str(error))
    if isinstance(error, OSError):
        return SYSTEM.get(error.errno or 0)
    return POSTGRESQL.get(str(getattr(error, "sqlstate", None) or ""))


def _of_sqlite(code: int, said: str) -> Fault | None:
    """By SQLite's own number; a disk without space shows as other faults too."""
    if code in NEEDS_SPACE and _is_full():
        return Fault.FULL
    if code == sqlite3.SQLITE_ERROR and said.startswith("no such table"):
        return Fault.UNPREPARED
    return SQLITE.get(code)


def _is_full() -> bool:
    folder = Path(str(settings.DATABASES["default"]["NAME"])).parent
    try:
        return shutil.disk_usage(folder).free < LITTLE
    except OSError:
        return False


def sentence(fault: Fault) -> str:
    """What the reader is told."""
    return {
        Fault.AWAY: _("The database does not answer."),
        Fault.BUSY: _("The database is busy with other work."),
        Fault.FULL: _("The disk of the site is full; whoever runs it must free some space."),
        Fault.READ_ONLY: _("The site may not write to its disk; whoever runs it must mend that."),
        Fault.UNPREPARED: _("The site is being brought up to date."),
        Fault.DAMAGED: _("The database cannot be read; whoever runs the site must mend that."),
    }[fault]


def unavailable(request: HttpRequest, fault: Fault) -> HttpResponse:
    """503, rendered without database, session or person; the line of the request in the log names the fault."""
    whole = _("Nothing that you sent was half written.")
    response: HttpResponse
    if request.headers.get("Accept", "").startswith("application/json") or request.path.startswith("/api/"):
        again = _("Try again in %(seconds)s seconds.") % {"seconds": RETRY_SECONDS}
        response = JsonResponse({"detail": f"{sentence(fault)} {again}", "field": None}, status=503)
    else:
        number = str(get_contextvars().get("request_id", ""))
        told = {"request_id": number, "said": f"{sentence(fault)} {whole}", "layout": layout(request)}
        response = in_place(request, HttpResponse(render_to_string("503.html", told), status=503))
    response["Retry-After"] = str(RETRY_SECONDS)
    response["Cache-Control"] = "no-store"
    response.fault = str(fault)  # type: ignore[attr-defined]
    # Django's own line would say the same again.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response
