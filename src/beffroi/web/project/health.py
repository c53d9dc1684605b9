"""Whether the process lives, and whether the site can serve: for machines that watch, in English, without secrets."""

import tempfile
from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from beffroi.analytics.errors import InputError
from beffroi.web.core.access import public
from beffroi.web.core.faults import Fault, fault_of
from beffroi.web.core.mailing import waiting_since
from beffroi.web.observatory.queries.figures_store import figures as figures_in_use

REASONS: dict[Fault | None, str] = {
    Fault.AWAY: "the database does not answer",
    Fault.BUSY: "the database is busy with other work",
    Fault.FULL: "the disk of the database is full",
    Fault.UNPREPARED: "the database was never prepared",
    Fault.DAMAGED: "the database is damaged",
}


class NotReady(Exception):
    """A part of the site that cannot serve: the reason in one sentence."""


@public
@never_cache
def live(_request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "live"})


@public
@never_cache
def ready(_request: HttpRequest) -> JsonResponse:
    """Each part that the site needs: `ok`, or why not; 503 if one fails. Mails that wait are told and stop no page."""
    parts = {name: _outcome(check) for name, check in CHECKS.items()}
    is_ready = set(parts.values()) <= {"ok"}
    said = {"status": "ready" if is_ready else "not ready", "parts": parts | {"mails": _outcome(mails)}}
    return JsonResponse(said, status=200 if is_ready else 503)


def database() -> None:
    """The database answers, and every migration of this version is applied."""
    try:
        missing = missing_migrations()
    except DatabaseError as error:
        raise NotReady(REASONS.get(fault_of(error), "the database refuses to be read")) from None
    if missing:
        raise NotReady(f"migrations are not applied: {missing}")


def missing_migrations() -> int:
    """How many migrations of this version the database lacks."""
    applied = MigrationRecorder(connection).migration_qs.values_list("app", "name")
    return len(_known_migrations() - set(applied))


def begun_before_the_new_migrations() -> bool:
    """Whether the tables are at a state between two migrations that this version has put into one."""
    loader = MigrationLoader(connection)
    applied = set(loader.applied_migrations)
    return any(
        applied.intersection(migration.replaces) and not applied.issuperset(migration.replaces)
        for key, migration in loader.disk_migrations.items()
        if key not in applied
    )


def disk() -> None:
    """The data folder takes files."""
    try:
        with tempfile.NamedTemporaryFile(dir=settings.DATA_FOLDER, prefix=".health-") as file:
            file.write(b"ready")
            file.flush()
    except OSError as error:
        raise NotReady(f"the data folder cannot be written: {error.strerror}") from None


def figures() -> None:
    """The official figures are there, whole."""
    try:
        figures_in_use().latest("gdp_per_head_pps_eu100", "BE3")
    except (InputError, OSError):
        raise NotReady("the figures cannot be read") from None


def mails() -> None:
    """A worker takes the mails that are due."""
    try:
        since = waiting_since()
    except DatabaseError:
        raise NotReady("not known without the database") from None
    if since is not None:
        raise NotReady(f"mails wait since {since:%Y-%m-%d %H:%M} UTC: is a worker running?")


CHECKS: dict[str, Callable[[], None]] = {"database": database, "disk": disk, "figures": figures}


def _outcome(check: Callable[[], None]) -> str:
    try:
        check()
    except NotReady as reason:
        return str(reason)
    return "ok"


@cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    """The migrations that this version ships; those that replace others stand for them."""
    loader = MigrationLoader(None)
    return frozenset(loader.graph.nodes)
