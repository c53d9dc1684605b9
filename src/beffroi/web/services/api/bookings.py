"""Booking by program: the same actions as on the page, once by key; a full session answers with its waiting list."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any, Literal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import override
from ninja import Router, Status
from ninja.pagination import paginate

from beffroi.web.accounts.text_checks import check_name
from beffroi.web.core.api import Pages, Problem, Refused, strict
from beffroi.web.core.submission import OtherContent, once_by_key
from beffroi.web.services import actions
from beffroi.web.services.actions import Asker
from beffroi.web.services.api.schemas import (
    AskedFor,
    AttendeeIn,
    BookingIn,
    BookingOut,
    CancelIn,
    Confirmed,
    EntryOut,
    Key,
    NeededKey,
    SoldOutProblem,
)
from beffroi.web.services.api.writing import Written, booking_json, entry_json, waiting_list_json
from beffroi.web.services.models import Booking, Session, WaitlistEntry
from beffroi.web.services.queries import own_organisations, standing_of, visible_sessions
from beffroi.web.services.queries.catalogue import own_bookings, own_entries
from beffroi.web.services.queries.promotion import bringer

bookings, waiting = Router(tags=["booking"]), Router(tags=["booking"])
Lang = Literal["en", "fr"]
CHANGED: dict[Any, Any] = {200: BookingOut, 404: Problem, 409: Problem, 422: Problem}
WAITS: dict[Any, Any] = {200: EntryOut, 404: Problem, 409: Problem, 422: Problem}


@bookings.get("", response=list[BookingOut], summary="What you booked")
@strict
@paginate(Pages)
def listed(request: HttpRequest, lang: Lang = "en") -> Any:
    """Bookings of the person of the token and of the organisations they act for, the newest first."""
    return Written(own_bookings(request.user).prefetch_related("attendees"), booking_json, lang)


@bookings.get("/{uuid:key}", response={200: BookingOut, 404: Problem}, summary="One booking")
@strict
def one_booking(request: HttpRequest, key: UUID, lang: Lang = "en") -> dict[str, Any]:
    """How it stands."""
    with override(lang):
        return booking_json(_booking(request, key))


@bookings.post(
    "", response={200: BookingOut, 404: Problem, 409: SoldOutProblem, 422: Problem}, summary="Hold or book seats"
)
@strict
def book(request: HttpRequest, said: BookingIn, once: NeededKey, lang: Lang = "en") -> Any:
    """Seats are held, and booked at once where it is said who comes; the same key again gives the same booking."""
    with override(lang):
        asked = _asked(request, said, once, lang)
        people = _people(said.confirm.attendees, said.seats) if said.confirm else []
        try:
            with transaction.atomic():
                made, _token = actions.hold_once(**asked)
                _refuse_other(made, asked)
                if said.confirm and made.state == "held":
                    actions.confirm(
                        actor=request.user, booking=made, attendees=people, may_be_asked=said.confirm.may_be_asked
                    )
        except actions.SoldOut:
            detail = _("Too few seats are free; send the same to the waiting list.")
            told = {"detail": detail, "field": "seats", "waiting_list": waiting_list_json(asked["session"])}
            return Status(409, told)
        except ValidationError as error:
            raise Refused(422, " ".join(error.messages)) from None
        return booking_json(_booking(request, made.key))


@bookings.post("/{uuid:key}/confirm", response=CHANGED, summary="Say who comes, and book the seats held")
@strict
def confirm(request: HttpRequest, key: UUID, said: Confirmed, once: Key = "", lang: Lang = "en") -> Any:
    """Sent twice, it is booked once."""
    with override(lang):
        found = _booking(request, key)
        people = _people(said.attendees, found.seats)

        def act() -> None:
            actions.confirm(actor=request.user, booking=found, attendees=people, may_be_asked=said.may_be_asked)

        _carried_out(request, once, said.model_dump_json(), act)
        return booking_json(_booking(request, key))


@bookings.post("/{uuid:key}/cancel", response=CHANGED, summary="Give seats back")
@strict
def cancel(request: HttpRequest, key: UUID, said: CancelIn, once: Key = "", lang: Lang = "en") -> Any:
    """Some seats or all; what is given back follows the terms that were shown."""
    with override(lang):
        found = _booking(request, key)

        def act() -> None:
            actions.cancel(actor=request.user, booking=found, seats=said.seats)

        _carried_out(request, once, said.model_dump_json(), act)
        return booking_json(_booking(request, key))


@waiting.get("", response=list[EntryOut], summary="Where you wait for seats")
@strict
@paginate(Pages)
def waits(request: HttpRequest, lang: Lang = "en") -> Any:
    """Entries of the person of the token and of the organisations they act for, the newest first."""
    return Written(own_entries(request.user), entry_json, lang)


@waiting.get("/{uuid:key}", response={200: EntryOut, 404: Problem}, summary="One entry of a waiting list")
@strict
def one_entry(request: HttpRequest, key: UUID, lang: Lang = "en") -> dict[str, Any]:
    """The place on the list, or until when seats are kept."""
    with override(lang):
        return entry_json(_entry(request, key))


@waiting.post("", response={200: EntryOut, 404: Problem, 422: Problem}, summary="Wait for seats of a full session")
@strict
def join(request: HttpRequest, said: AskedFor, once: NeededKey, lang: Lang = "en") -> Any:
    """A retry with the same key gives the same entry; where seats are free meanwhile they are offered at once."""
    with override(lang):
        asked = _asked(request, said, once, lang)
        try:
            with transaction.atomic():
                made, _token = actions.join_once(**asked)
                _refuse_other(made, asked)
        except ValidationError as error:
            raise Refused(422, " ".join(error.messages)) from None
        return entry_json(_entry(request, made.key))


@waiting.post("/{uuid:key}/accept", response=CHANGED, summary="Take the seats offered")
@strict
def accept(request: HttpRequest, key: UUID, lang: Lang = "en") -> Any:
    """They are then held for a booking; sent twice, it is the same booking."""
    with override(lang):
        found = _entry(request, key)
        _carried_out(request, "", "", lambda: actions.accept(actor=request.user, entry=found))
        return booking_json(own_bookings(request.user).get(idempotency_key=f"waited-{found.key.hex}"))


@waiting.post("/{uuid:key}/leave", response=WAITS, summary="Wait no longer")
@strict
def leave(request: HttpRequest, key: UUID, once: Key = "", lang: Lang = "en") -> Any:
    """What was offered goes to the next on the list."""
    with override(lang):
        found = _entry(request, key)
        _carried_out(request, once, "leave", lambda: actions.leave(actor=request.user, entry=found))
        return entry_json(_entry(request, key))


def _booking(request: HttpRequest, key: UUID) -> Booking:
    found = own_bookings(request.user).filter(key=key).first()
    if found is None:
        raise Refused(404, _("You have no booking under this key; the list of bookings has yours."), "key")
    return found


def _entry(request: HttpRequest, key: UUID) -> WaitlistEntry:
    found = own_entries(request.user).filter(key=key).first()
    if found is None:
        raise Refused(404, _("You have no entry under this key; the list of entries has yours."), "key")
    return found


def _asked(request: HttpRequest, said: AskedFor, once: str, lang: str) -> dict[str, Any]:
    """What is asked for, as the actions take it; the same key of the same person asks for the same."""
    user: Any = request.user
    session = visible_sessions(user).filter(key=said.session).first()
    if session is None:
        raise Refused(404, _("No session has this key; the page of the offer in the API has those to come."), "session")
    organisation = _organisation(request, said.organisation)
    asker = Asker(
        email=user.email, language=lang, name=organisation.legal_name, country=organisation.country,
        number=organisation.enterprise_number, organisation=organisation, person=user,
    )  # fmt: skip
    return {
        "actor": user, "session": session, "asker": asker, "seats": said.seats,
        "standing": standing_of(session.offer, organisation),
        "key": sha256(f"{request.path}\nperson {user.pk}\n{once}".encode()).hexdigest(),
        "promoted_by": bringer(session.offer, said.via),
    }  # fmt: skip


def _organisation(request: HttpRequest, key: UUID | None) -> Any:
    own = own_organisations(request.user)
    found = [] if own is None else list(own.filter(key=key) if key else own)
    if len(found) == 1:
        return found[0]
    if own is None:
        detail = _("The person of this token acts for no organisation; ask to act for one on its page.")
    elif key:
        detail = _("The person of this token does not act for this organisation.")
    else:
        detail = _("The person of this token acts for several organisations; say for which one it is.")
    raise Refused(422, detail, "organisation")


def _people(said: list[AttendeeIn], seats: int) -> list[dict[str, str]]:
    """Who comes, checked as on the page."""
    if len(said) != seats:
        raise Refused(422, _("Name one person for each of the %(many)s seats.") % {"many": seats}, "attendees")
    for one in said:
        try:
            check_name(one.name)
            if one.email:
                validate_email(one.email)
        except ValidationError as error:
            raise Refused(422, " ".join(error.messages), "attendees") from None
    return [one.model_dump() for one in said]


def _refuse_other(made: Any, asked: dict[str, Any]) -> None:
    """The key stands for another session, number of seats or organisation."""
    asks: Session = asked["session"]
    is_same = (made.session_id, made.organisation_id) == (asks.pk, asked["asker"].organisation.pk)
    first = made.quote.seats if isinstance(made, Booking) else made.seats
    if not is_same or first != asked["seats"]:
        said = _("This key was used for something else; take a new key for what is new.")
        raise Refused(422, said, "Idempotency-Key")


def _carried_out(request: HttpRequest, once: str, content: str, act: Callable[[], Any]) -> None:
    """Do it once by key, or say what stands against it."""
    try:
        once_by_key(request.user, request.path, once, sha256(content.encode()).hexdigest(), act)
    except OtherContent:
        said = _("This key was used for something else; take a new key for what is new.")
        raise Refused(422, said, "Idempotency-Key") from None
    except ValidationError as error:
        raise Refused(409, " ".join(error.messages)) from None
