"""Risks: to be rated, to be looked at again, those that rose; issues that are open."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beffroi.web.core.waiting import Asked, Signal, Status, Wait, most, stands, waits
from beffroi.web.piloting.queries.risks import RiskView, register
from beffroi.web.piloting.waiting.reading import SHOWN, address, is_inside, leads, the_roadmap
from beffroi.web.piloting.wording import risks_words

LATELY = timedelta(days=30)
SEVERE = 5
"""The class of a risk that alone puts the strategy off track, and the class below that is to be watched."""


def watched(asked: Asked) -> list[RiskView]:
    """The risks that are watched."""
    found = asked.once(
        "piloting.risks",
        lambda: register(asked.of, list(the_roadmap(asked).interventions)) if is_inside(asked) else [],
    )
    return [view for view in found if view.is_open]


def _rose(asked: Asked, view: RiskView) -> bool:
    """Whether a risk was rated higher lately than the time before."""
    before, now = view.earlier, view.before
    if before is None or now is None or now.score <= before.score:
        return False
    return timezone.localdate(view.ratings[0].at) >= asked.today - LATELY


def _named(view: RiskView) -> str:
    return f"{view.node.code} {view.node}"


@waits
def reviews(asked: Asked) -> Iterable[Wait]:
    """Risks whose day of review has come, and those that nobody has rated."""
    if not leads(asked):
        return
    due = [(view.row.review_on, view) for view in watched(asked) if view.is_overdue and view.row and view.row.review_on]
    shown, rest = most(sorted(due, key=lambda one: one[0]), SHOWN)
    for day, view in shown:
        what = _("Look again at the risk %(risk)s") % {"risk": _named(view)}
        yield Wait(_("Risk"), what, address(asked, "rate_risk", key=view.key), _("Rate it again"), until=day)
    if rest:
        said = ngettext("One more risk is to be looked at", "%(many)s more risks are to be looked at", len(rest))
        yield Wait(_("Risk"), said % {"many": len(rest)}, address(asked, "risks"), _("See the risks"), urgency="low")
    if unrated := sum(view.before is None for view in watched(asked)):
        said = ngettext("One risk is not rated yet", "%(many)s risks are not rated yet", unrated) % {"many": unrated}
        yield Wait(_("Risk"), said, address(asked, "risks"), _("Rate them"), urgency="low")


@waits
def risen(asked: Asked) -> Iterable[Wait]:
    """Risks that were rated higher in the last month."""
    if not leads(asked):
        return
    for view in [view for view in watched(asked) if _rose(asked, view)][:SHOWN]:
        values = {
            "risk": _named(view), "now": view.before.score if view.before else 0,
            "before": view.earlier.score if view.earlier else 0,
        }  # fmt: skip
        what = _("The risk %(risk)s rose from %(before)s to %(now)s") % values
        since = timezone.localdate(view.ratings[0].at)
        yield Wait(_("Risk"), what, address(asked, "risk", key=view.key), _("See what is done"), since=since)


@stands
def threatened(asked: Asked) -> Iterable[Signal]:
    """Whether something may keep the strategy from working."""
    if not is_inside(asked):
        return
    views = watched(asked)
    left = [view.after or view.before for view in views]
    worst = max((one.level for one in left if one), default=0)
    overdue = sum(view.is_overdue for view in views)
    is_unknown = all(view.before is None for view in views)
    status: Status = "none" if is_unknown and not overdue else "alarm" if worst >= SEVERE else "ok"
    if status == "ok" and (worst == SEVERE - 1 or overdue or any(_rose(asked, view) for view in views)):
        status = "watch"
    yield Signal(_("Risks"), status, risks_words(views), address(asked, "risks"), overdue)
