"""Dashboards in words and small pictures."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from beffroi.reporting.charts.fluid import scene_to_html
from beffroi.reporting.charts.small import Small
from beffroi.web.monitoring.wording import STATUSES, language, month_words, short_words

if TYPE_CHECKING:
    from beffroi.web.monitoring.queries.dashboard import Dashboard
    from beffroi.web.monitoring.queries.track import Tracked

MOST_POINTS = 60
"""Values of one small picture: the last ones; finer lines than that nobody sees."""


def dashboard_words(found: "Dashboard") -> str:
    """How many indicators are on track, and how the others stand."""
    if not found.judged:
        return _("Nothing can be said yet: no indicator has a path and a step.")
    counts = dict(found.counts)
    if counts["on_track"] == found.judged:
        return _("Yes: %(many)s of %(all)s indicators are on track.") % {"many": found.judged, "all": found.judged}
    others = language().list_of(
        [f"{number} {str(STATUSES[status]).lower()}" for status, number in found.counts[1:] if number]
    )
    return _("%(fine)s of %(all)s indicators are on track; %(others)s.") % {
        "fine": counts["on_track"], "all": found.judged, "others": others,
    }  # fmt: skip


def said_of(row: "Tracked") -> str:
    """Status, value and what was expected, in one sentence."""
    verdict = row.verdict
    if verdict is None:
        return _("No path or step is given to hold it against.")
    if verdict.actual is None or row.month is None:
        return _("No value of the last twelve months.")
    return _("%(actual)s in %(month)s, expected %(expected)s") % {
        "actual": short_words(row.reading, verdict.actual), "month": month_words(row.month),
        "expected": short_words(row.reading, verdict.expected),
    }  # fmt: skip


def picture(row: "Tracked") -> str:
    """The values against the path; nothing where there is neither."""
    path = row.reading.path
    values = [(point.at, point.value) for point in sorted(row.reading.points)][-MOST_POINTS:]
    planned = [(point.at, point.value) for point in path.points] if path else []
    known = [at for at, _value in (*values, *planned)]
    if not known:
        return ""
    end = "" if row.reading.row.rubric or not values else short_words(row.reading, values[-1][1])
    drawn = Small(
        said_of(row), values, planned, month_words(min(known)), month_words(max(known)), end,
    )  # fmt: skip
    return scene_to_html(drawn.scene())
