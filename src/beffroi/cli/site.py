"""The site as commands meet it: made ready once, and every refusal of database or disk said in one sentence."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import click
import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import Error as DatabaseError
from django.db import connection

from beffroi.analytics.errors import InputError
from beffroi.web.core.faults import Fault, fault_of
from beffroi.web.project.variables import warnings

SETTINGS = "beffroi.web.project.settings"


@contextmanager
def the_site() -> Iterator[None]:
    """Inside, the site is ready; what the machine refuses there is one sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    for warning in warnings():
        click.echo(f"beffroi: {warning}", err=True)
    try:
        django.setup()
        yield
    except ImproperlyConfigured as error:
        raise InputError(f"settings: {error}") from None
    except (DatabaseError, OSError) as error:
        said = refusal(error)
        if said is None:
            raise
        raise InputError(said) from None


def refusal(error: Exception) -> str | None:
    """What is wrong with the place of the data, and what to do; nothing where the fault is another."""
    fault = fault_of(error)
    if fault is None:
        return _file_refused(error) if isinstance(error, OSError) else None
    return {
        Fault.AWAY: f"the database does not answer ({_reason(error)}); start it, or mend BEFFROI_DATABASE_URL.",
        Fault.BUSY: "the database is busy with other work; run the command again in a moment.",
        Fault.FULL: f"no space is left ({_place(error)}); free some space, then run the command again.",
        Fault.READ_ONLY: f"nothing can be written ({_place(error)}); let this user write there, or name another place.",
        Fault.UNPREPARED: "the database was never prepared for this version; run 'beffroi manage prepare_site' first.",
        Fault.DAMAGED: f"{_place(error)} is damaged or no database of SQLite; restore a backup, or name another file.",
    }[fault]


def _file_refused(error: OSError) -> str | None:
    """A file that cannot be read or written; other faults of the system are ours."""
    if error.filename is None or isinstance(error, BrokenPipeError):
        return None
    return f"{error.filename}: {(error.strerror or 'refused').lower()}; mend that, or name another place."


def _place(error: BaseException) -> str:
    """Where it happened, as far as it is known."""
    if isinstance(error, OSError):
        return str(error.filename or settings.DATA_FOLDER)
    return str(settings.DATABASES["default"]["NAME"]) if connection.vendor == "sqlite" else "the disk of the database"


def _reason(error: BaseException) -> str:
    """The words of the database, on one line."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0].rstrip(".") if lines else type(error).__name__
