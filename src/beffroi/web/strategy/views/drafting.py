"""What every view that writes in the draft begins with, and how it answers a refusal."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from beffroi.web.core.access import permit
from beffroi.web.strategy.queries import elements as queries
from beffroi.web.strategy.queries.elements import WRITE, Place


def open_draft(request: HttpRequest, slug: str) -> Place:
    """The draft of a strategy, for those who write it."""
    place = queries.the_place(request.user, slug)
    permit(request.user, WRITE, place.version)
    found = queries.open_place(request.user, place)
    if found is None:
        raise PermissionDenied(_("A published version is never changed; start a new version and change that."))
    return found


def tried(form: Any, write: Any) -> Any:
    """What the action gives, or None with its refusal at the form."""
    try:
        return write()
    except ValidationError as error:
        form.add_error(None, error.messages[0] if len(error.messages) == 1 else error)
        return None


def status_of(form: Any) -> int:
    """409 where somebody else was faster; the faults of a form are answered with 400 wherever they are shown."""
    return 409 if getattr(form, "conflict", None) is not None else 200
