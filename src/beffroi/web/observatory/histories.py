"""Who sees the history of what in the observatory, and how the verbs of its actions read."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from beffroi.web.core import history
from beffroi.web.observatory.models import IndexRun, SeriesVintage
from beffroi.web.observatory.queries import pins, series

VERBS = {
    "asked for again": _("asked for the run again; it was there"),
    "asked for index runs": _("asked for the official runs that were missing"),
    "confirmed again": _("confirmed again; nothing changed"),
    "discarded": pgettext_lazy("history", "discarded"),
    "discarded again": _("discarded again; nothing changed"),
    "expired": _("removed, because nobody confirmed it in time"),
    "left": _("left as it was"),
    "made index runs": _("made the official runs that were missing"),
    "pinned": pgettext_lazy("history", "pinned"),
    "pinned again": _("pinned the same again; nothing changed"),
    "proposed": _("sent a file"),
    "ran": _("made the official run"),
    "withdrew again": _("withdrew again; nothing changed"),
}


def _runs(_user: Any) -> QuerySet[IndexRun]:
    """Official runs are public."""
    return IndexRun.objects.defer("result")


def _vintages(user: Any) -> QuerySet[SeriesVintage]:
    """A vintage is seen by those who see its series."""
    return SeriesVintage.objects.filter(series__in=series.visible_to(user).order_by())


for _label, _visible in {
    "observatory.pin": pins.visible_to,
    "observatory.indexrun": _runs,
    "observatory.ownseries": series.visible_to,
    "observatory.seriesvintage": _vintages,
    "observatory.seriesupload": series.uploads_of,
}.items():
    history.register(_label, _visible)
for _verb, _words in VERBS.items():
    history.say(_verb, _words)
