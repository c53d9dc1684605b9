"""What waits of what is collected: values to be checked, late reporters, and a reporter's own report."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beffroi.web.core.permissions import allows
from beffroi.web.core.waiting import Asked, Wait, most, reads, waits
from beffroi.web.monitoring.queries.requests import (
    RequestRow,
    awaiting,
    my_requests,
    open_requests,
    open_rows,
    requests_to,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet

SHOWN = 3
WAITING = ("open", "begun", "returned")


@reads()
def ahead(asked: Asked) -> "Iterable[QuerySet[Any, Any]]":
    """The requests that are looked through."""
    collects = allows(asked.user, "monitoring.collect", asked.of)
    return (requests_to(asked.user), open_requests(asked.of)) if collects else (requests_to(asked.user),)


@waits
def values_to_check(asked: Asked) -> Iterable[Wait]:
    """Values that somebody reported: the officer validates or returns them."""
    many = awaiting(asked.of) if allows(asked.user, "monitoring.collect", asked.of) else 0
    if many:
        what = ngettext("One value waits to be checked", "%(many)s values wait to be checked", many) % {"many": many}
        url = reverse("monitoring:queue", kwargs={"slug": asked.of.slug})
        yield Wait(_("Results"), what, url, _("Check them"), others=_("those who reported"))


@waits
def late_reporters(asked: Asked) -> Iterable[Wait]:
    """Reports that are late: the officer sees whom to ask."""
    rows = open_rows(asked.of) if allows(asked.user, "monitoring.collect", asked.of) else []
    shown, rest = most([row for row in rows if row.is_late(asked.today)], SHOWN)
    url = reverse("monitoring:requests", kwargs={"slug": asked.of.slug})
    for row in shown:
        what = _("%(reporter)s has not reported yet") % {"reporter": row.request.reporter}
        yield Wait(_("Results"), what, url, _("See the requests"), until=row.request.due_on)
    if rest:
        yield Wait(_("Results"), _("More reports are late"), url, _("See the requests"))


@waits
def own_reports(asked: Asked) -> Iterable[Wait]:
    """What the person is asked to report for this strategy."""
    mine = [row for row in my_requests(asked.user) if _waits(row, asked.of)]
    for row in mine[:SHOWN]:
        url = reverse("reports:answer", kwargs={"key": row.request.key})
        what = _("Your report is asked for: %(reporter)s") % {"reporter": row.request.reporter}
        yield Wait(_("Results"), what, url, _("Report"), until=row.request.due_on)


def _waits(row: RequestRow, strategy: object) -> bool:
    return row.request.period.strategy == strategy and row.answering.word in WAITING
