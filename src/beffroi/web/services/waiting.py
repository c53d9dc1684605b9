"""What waits in services on demand for who leads a strategy: aid to be entered in the central register."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from beffroi.web.core.amounts import euro_with_cents
from beffroi.web.core.permissions import allows
from beffroi.web.core.together import read
from beffroi.web.core.waiting import Asked, Wait, most, reads, waits
from beffroi.web.services.queries.aid import to_register

SHOWN = 3


@reads(then=True)
def ahead(asked: Asked) -> Iterable[QuerySet[Any, Any]]:
    """Aid that is not registered."""
    return (to_register(asked.of),) if _leads(asked) else ()


@waits
def aid(asked: Asked) -> Iterable[Wait]:
    """Aid that is to be entered in the central register by a day."""
    if not _leads(asked):
        return
    shown, _rest = most(read(to_register(asked.of)), SHOWN)
    for one in shown:
        said = {"amount": euro_with_cents(one.amount), "firm": one.undertaking}
        yield Wait(
            _("State aid"), _("%(amount)s granted to %(firm)s is not in the central register") % said,
            reverse("services:aid", kwargs={"key": one.pilot.key}), _("Register it"), since=one.granted_on,
            until=one.register_by, urgency="high",
        )  # fmt: skip


def _leads(asked: Asked) -> bool:
    return allows(asked.user, "piloting.decide", asked.of)
