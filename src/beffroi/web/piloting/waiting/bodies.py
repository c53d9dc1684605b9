"""Bodies: cadences that break, seats that nobody holds, terms that end, mandates that wait for a party."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beffroi.web.core.waiting import Asked, Signal, Status, Wait, stands, waits
from beffroi.web.piloting.models import Term
from beffroi.web.piloting.models.bodies import Wanted
from beffroi.web.piloting.queries.bodies import BodyView
from beffroi.web.piloting.states import MandateState
from beffroi.web.piloting.waiting.reading import address, bodies, is_inside, leads
from beffroi.web.piloting.wording import alive_words

ENDING = timedelta(days=60)
"""How long before its end a term is told of."""


def _alive(asked: Asked) -> list[BodyView]:
    return [view for view in bodies(asked) if view.body.ended_on is None or view.body.ended_on >= asked.today]


@waits
def cadences(asked: Asked) -> Iterable[Wait]:
    """Bodies that had to meet, or must soon, without a meeting planned in time."""
    if not leads(asked):
        return
    for view in _alive(asked):
        if view.cadence.standing in {"risk", "off"} and view.cadence.due:
            yield Wait(
                _("Cadence"), _("%(body)s has to meet") % {"body": view.body},
                address(asked, "plan_meeting", code=view.body.code), _("Plan a meeting"), note=_cadence_words(view),
                since=view.cadence.last, until=view.cadence.due, urgency="high",
            )  # fmt: skip


def _cadence_words(view: BodyView) -> str:
    weeks = view.body.cadence_weeks or 0
    said = ngettext("It agreed to meet every week", "It agreed to meet at least every %(weeks)s weeks", weeks)
    if view.cadence.last is None:
        last = _("it has not met yet.")
    else:
        last = _("it last met on %(day)s.") % {"day": date_format(view.cadence.last, "j F Y")}
    return f"{said % {'weeks': weeks}}; {last}"


@waits
def seats(asked: Asked) -> Iterable[Wait]:
    """Seats that nobody holds, a body a line, with the sides that are missing."""
    if not leads(asked):
        return
    for view in _alive(asked):
        if empty := view.wanted - view.filled:
            sides = [str(Wanted(side.side).label) for side in view.balance if side.empty > 0]
            said = ngettext("One seat of %(body)s is empty", "%(many)s seats of %(body)s are empty", empty)
            yield Wait(
                _("Seats"), said % {"many": empty, "body": view.body}, address(asked, "body", code=view.body.code),
                _("Fill the seats"), note=_("Wanted: %(sides)s.") % {"sides": ", ".join(sides)} if sides else "",
                urgency="low",
            )  # fmt: skip


@waits
def terms(asked: Asked) -> Iterable[Wait]:
    """Terms that end soon, of seats that nobody was given for afterwards."""
    held = [(view, sitting.seat, sitting.term) for view in _alive(asked) for sitting in view.sittings]
    ending = [
        (view, seat, term)
        for view, seat, term in held
        if term and term.ends and term.ends <= asked.today + ENDING and (leads(asked) or term.person == asked.user)
    ]
    if not ending:
        return
    following = set(
        Term.objects.filter(seat__in=[seat for _view, seat, _term in ending], starts__gt=asked.today).values_list(
            "seat_id", flat=True
        )
    )
    for view, seat, term in ending:
        if seat.pk not in following:
            yield Wait(
                _("Seats"), _("The term of %(person)s in %(body)s ends") % {"person": term.person, "body": view.body},
                address(asked, "body", code=view.body.code), _("Give the seat"), note=str(seat), until=term.ends,
                urgency="low",
            )  # fmt: skip


@waits
def mandates(asked: Asked) -> Iterable[Wait]:
    """Mandates that are final and wait for a party, and drafts that wait to be made final."""
    if not leads(asked):
        return
    for view in bodies(asked):
        mandate = view.mandate
        if mandate is None or mandate.state not in {MandateState.FINAL, MandateState.DRAFT, MandateState.FINE_TUNED}:
            continue
        url = address(asked, "mandate", code=view.body.code, number=mandate.number)
        if mandate.state == MandateState.FINAL:
            what = _("The mandate of %(body)s is to be agreed") % {"body": view.body}
            yield Wait(_("Mandate"), what, url, _("See who agreed"), whose=_("the parties"), urgency="low")
        else:
            what = _("The mandate of %(body)s is a draft") % {"body": view.body}
            yield Wait(_("Mandate"), what, url, _("Go on with it"), urgency="low")


@stands
def alive(asked: Asked) -> Iterable[Signal]:
    """Whether the bodies meet as they agreed, and their seats are held."""
    if not is_inside(asked):
        return
    views = _alive(asked)
    broken = sum(view.cadence.standing == "off" for view in views)
    near = sum(view.cadence.standing == "risk" for view in views)
    empty = sum(view.wanted - view.filled for view in views)
    status: Status = "none" if not views else "alarm" if broken else "watch" if near or empty else "ok"
    yield Signal(_("Bodies"), status, alive_words(views), address(asked, "home"), broken + near)
