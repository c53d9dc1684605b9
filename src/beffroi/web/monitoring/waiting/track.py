"""What waits in monitoring, and whether results are on track."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from beffroi.web.core.permissions import allows
from beffroi.web.core.waiting import Asked, Signal, Status, Wait, is_known, most, reads, stands, waits
from beffroi.web.monitoring.queries import KEPT_TRACK, Track, kept_track_for, overdue, reads_of_track
from beffroi.web.monitoring.wording import track_words

if TYPE_CHECKING:
    from django.db.models import QuerySet

SHOWN = 5


def _track(asked: Asked) -> Track | None:
    """The whole diagnosis, read once for all functions."""
    is_inside = allows(asked.user, "monitoring.view_results", asked.of)
    return asked.once("monitoring.track", lambda: kept_track_for(asked) if is_inside else None)


@reads(then=True)
def ahead(asked: Asked) -> "Iterable[QuerySet[Any, Any]]":
    """What the diagnosis reads, unless it is kept."""
    if not allows(asked.user, "monitoring.view_results", asked.of) or is_known(KEPT_TRACK, asked, is_shared=True):
        return ()
    return reads_of_track(asked.of)


def _measures(asked: Asked) -> bool:
    return allows(asked.user, "monitoring.change_indicators", asked.of)


@stands
def results(asked: Asked) -> Iterable[Signal]:
    """Whether results are on their path."""
    found = _track(asked)
    if found is None:
        return
    status: Status = "none" if not found.judged else "watch" if found.alerts else "ok"
    if found.by_status.get("off_track"):
        status = "alarm"
    url = reverse("monitoring:track", kwargs={"slug": asked.of.slug})
    yield Signal(_("Results"), status, track_words(found), url, found.alerts)


@waits
def values_due(asked: Asked) -> Iterable[Wait]:
    """Indicators of which a value is due."""
    found = _track(asked) if _measures(asked) else None
    late = overdue(found.rows, asked.today) if found else []
    shown, rest = most(late, SHOWN)
    for row in shown:
        node = row.reading.node
        url = reverse("monitoring:measure", kwargs={"slug": asked.of.slug, "key": node.item.key})
        what = _("A value of %(indicator)s is due") % {"indicator": f"{node.code} {node}"}
        yield Wait(_("Results"), what, url, _("Enter a value"), note=str(row.reading.reporter or ""))
    if rest:
        url = reverse("monitoring:indicators", kwargs={"slug": asked.of.slug})
        yield Wait(_("Results"), _("More values are due"), url, _("See all"))
