"""Logs: one line an event, with the request's id, and nothing that says who asked or holds the key to anything.

A request is logged by its route (`observe/<code>/`), not by its address: addresses carry tokens, names and searches.
"""

import re
import sys
import time
import uuid
from collections.abc import Callable, MutableMapping
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse

HEADER = "X-Request-ID"
SOUND_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
MAIL_ADDRESS = re.compile(r"[^\s@\"'<>(]+@[^\s@\"'<>)]+\.\w+")
QUERY = re.compile(r"(?<=[\w/])\?[\w.%+-]+=[^\s\"']*")
PATH = re.compile(r": /\S*$")
"""Where Django names the address of a request that failed."""
DETAIL = re.compile(r"^\s*(DETAIL|CONTEXT):.*$\n?", re.MULTILINE)
"""Where a database repeats the values of the row that it refuses."""
QUIET = ("health/",)
logger = structlog.get_logger("beffroi.request")


class RequestLogMiddleware:
    """Gives each request an id, says it in the answer, and logs how the request went."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer under the id that the proxy gave, where that is a sound one, or under a new one."""
        given = request.headers.get(HEADER, "")
        request_id = given if SOUND_ID.fullmatch(given) else uuid.uuid4().hex
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            started = time.perf_counter()
            response = self.get_response(request)
            _log(request, response, time.perf_counter() - started)
        response.headers[HEADER] = request_id
        return response


def _log(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    match = request.resolver_match
    route = match.route if match else "no such address"
    if route.startswith(QUIET) and response.status_code < 400:
        return
    level = "error" if response.status_code >= 500 else "info"
    said = {"method": request.method, "route": route, "status": response.status_code}
    fault = {"fault": response.fault} if hasattr(response, "fault") else {}
    getattr(logger, level)("request", **said, milliseconds=round(seconds * 1000), **fault)


def without_personal_data(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Take mail addresses, queries and the values of refused rows out of every text of an event."""
    for key, value in event.items():
        if isinstance(value, str):
            text = PATH.sub("", value) if key == "event" else value
            event[key] = QUERY.sub("?…", MAIL_ADDRESS.sub("(address)", DETAIL.sub("", text)))
    return event


def logging_settings(as_json: bool, level: str) -> dict[str, Any]:
    """Django's LOGGING: all loggers, ours and the libraries', through the same processors to standard error."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
    ]
    last: Any = structlog.processors.JSONRenderer(ensure_ascii=False)
    if not as_json:
        # The pretty tracebacks show the values of variables.
        plain = structlog.dev.plain_traceback
        last = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=plain)
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": shared,
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, without_personal_data, last],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"structured": formatter},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "structured"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"level": level, "propagate": True, "handlers": []},
            # Both repeat the address asked for, or the name somebody tried to sign in with.
            "django.request": {"level": "ERROR"},
            "axes": {"level": "ERROR"},
        },
    }
