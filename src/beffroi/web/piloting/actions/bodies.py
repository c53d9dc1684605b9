"""Writes about bodies, their seats and who holds them."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited, record
from beffroi.web.core.editions import refuse_unseen
from beffroi.web.piloting import rules
from beffroi.web.piloting.models import Body, Meeting, Seat, Term
from beffroi.web.piloting.notices import tell_cadence
from beffroi.web.piloting.queries.bodies import cadence_of, clashing, people_to_warn, quorate
from beffroi.web.piloting.queries.editions import BODY, SEAT

CHANGE = "piloting.change_bodies"


@action
def save_body(*, actor: Any, strategy: Any, details: dict[str, Any], body: Body | None = None, seen: str = "") -> Body:
    """Enter a body, or change it as it was `seen`; a new function must keep the terms of its members apart."""
    strategy = lock(strategy)
    body = lock(body) if body else Body(strategy=strategy)
    if actor is not None:
        permit(actor, CHANGE, strategy)
    refuse_unseen(body, BODY, seen)
    taken = Body.objects.filter(strategy=strategy, code=details["code"]).exclude(pk=body.pk)
    if taken.exists():
        raise ValidationError({"code": _("Another body has this code; choose another.")})
    if not 1 <= details.get("quorum", body.quorum) <= 100:
        raise ValidationError({"quorum": _("A quorum is 1 to 100 percent of the voting seats.")})
    if body.pk and details["function"] != body.function:
        _require_apart(*(Term.objects.filter(seat__body=body)), function=details["function"], field="function")
    with audited(actor, "changed" if body.pk else "created", body):
        for name, value in details.items():
            setattr(body, name, value)
        _written(body)
    return body


@action
def save_seat(*, actor: Any, body: Body, details: dict[str, Any], seat: Seat | None = None, seen: str = "") -> Seat:
    """Add a seat to a body, or say anew for whom it is, unless somebody else changed what was `seen`."""
    body = lock(body)
    if actor is not None:
        permit(actor, CHANGE, body)
    seat = lock(seat) if seat else Seat(body=body, position=body.seats.count() + 1)
    refuse_unseen(seat, SEAT, seen)
    with audited(actor, "changed" if seat.pk else "created", seat):
        for name, value in details.items():
            setattr(seat, name, value)
        seat.save()
    return seat


@action
def remove_seat(*, actor: Any, seat: Seat) -> None:
    """Take a seat away that nobody ever held."""
    seat = lock(seat)
    permit(actor, CHANGE, seat)
    if held := list(seat.terms.select_related("person").order_by("starts")):
        said = _("Somebody holds or held this seat, so it stays; end the term instead.")
        raise ValidationError([said, *(_held_by(term) for term in held)])
    record(actor, "removed", seat, before={"label": seat.label, "helix": seat.helix})
    seat.delete()


def _held_by(term: Term) -> str:
    """Who holds or held a seat, from when to when."""
    said = {"person": term.person, "from": date_format(term.starts, "j F Y")}
    if term.ends is None:
        return _("%(person)s, since %(from)s.") % said
    return _("%(person)s, from %(from)s to %(to)s.") % {**said, "to": date_format(term.ends, "j F Y")}


@action
def give_term(
    *, actor: Any, seat: Seat, person: Any, organisation: Any = None, starts: date, ends: date | None = None
) -> Term:
    """Give a person a seat; refused where they sit in a body of different function, or the seat is held."""
    seat = lock(seat)
    if actor is not None:
        permit(actor, CHANGE, seat)
    term = Term(seat=seat, person=person, organisation=organisation, starts=starts, ends=ends)
    term.function = seat.body.function
    if ends and ends < starts:
        raise ValidationError({"ends": _("The last day lies before the first; correct one of them.")})
    for held in Term.objects.filter(seat__body=seat.body).select_related("person"):
        if not rules.overlap((starts, ends), (held.starts, held.ends)):
            continue
        if held.seat_id == seat.pk:
            raise ValidationError(_("This seat is held %(span)s; end that term first.") % {"span": span(held)})
        if held.person_id == person.pk:
            raise ValidationError({"person": _("This person holds another seat of the same body at that time.")})
    _require_apart(term, function=term.function, field="person")
    with audited(actor, "granted", term):
        _written(term)
    return term


@action
def end_term(*, actor: Any, term: Term, on: date | None = None) -> Term:
    """End a term on a day; it stays in the list of those who sat there."""
    term = lock(term)
    permit(actor, CHANGE, term)
    last = on or timezone.localdate()
    if last < term.starts:
        raise ValidationError({"ends": _("The last day lies before the first; correct one of them.")})
    if term.ends and term.ends < last:
        raise ValidationError({"ends": _("This term ends earlier already.")})
    with audited(actor, "ended", term):
        term.ends = last
        term.save()
    return term


@action
def warn_of_cadence(*, actor: Any, body: Body) -> Body:
    """Tell the members and the administrators that the body must meet soon; once for a due date."""
    body = lock(body)
    last = quorate(Meeting.objects.filter(body=body)).order_by("-starts_at").values_list("starts_at", flat=True).first()
    state = cadence_of(body, last, None, timezone.localdate())
    with audited(actor, "warned", body):
        body.warned_for = state.due
        body.save(update_fields=["warned_for"])
    tell_cadence(body, state, people_to_warn(body))
    return body


def span(term: Term) -> str:
    """From when to when, in words."""
    first = date_format(term.starts, "j F Y")
    if term.ends is None:
        return _("from %(first)s, without end") % {"first": first}
    return _("from %(first)s to %(last)s") % {"first": first, "last": date_format(term.ends, "j F Y")}


def _require_apart(*terms: Term, function: str, field: str) -> None:
    for term in terms:
        other = clashing(term, function)
        if other is not None:
            raise _apart(other, field)


def _apart(other: Term, field: str) -> ValidationError:
    words = _(
        "%(person)s holds a seat in “%(body)s” (%(function)s) %(span)s; nobody sits in bodies of different function "
        "at the same time."
    )
    names = {
        "person": other.person, "body": other.seat.body, "function": other.seat.body.get_function_display().lower(),
        "span": span(other),
    }  # fmt: skip
    return ValidationError({field: words % names}, code="apart")


def _written(of: Body | Term) -> None:
    """Store it; where the database finds an overlap that another write made meanwhile, say so."""
    try:
        with transaction.atomic():
            of.save()
    except DatabaseError as error:
        if "piloting_terms_apart" not in str(error) and "may not overlap" not in str(error):
            raise
        terms = [of] if isinstance(of, Term) else list(Term.objects.filter(seat__body=of))
        _require_apart(*terms, function=of.function, field="function" if isinstance(of, Body) else "person")
        raise
