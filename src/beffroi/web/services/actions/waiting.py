"""Writes about waiting lists: whoever waits is offered freed seats in order, for a time that is said."""

from datetime import timedelta
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.web.accounts.queries import token_digest
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited, record
from beffroi.web.services import notices, seating
from beffroi.web.services.models import Session, WaitlistEntry
from beffroi.web.services.queries.prices import Standing
from beffroi.web.services.queries.promotion import brings
from beffroi.web.services.rules import MOST_SEATS, in_turn
from beffroi.web.services.states import WaitState

if TYPE_CHECKING:
    from beffroi.web.accounts.models import Cluster
    from beffroi.web.services.actions.booking import Asker


@action
def join(
    *, actor: Any, session: Session, asker: "Asker", standing: Standing, seats: int, key: str,
    promoted_by: "Cluster | None" = None,
) -> tuple[WaitlistEntry, str]:  # fmt: skip
    """Wait for seats of a full session; asked twice with one key, the same entry is meant.

    Gives the entry, and the secret part of its link (empty the second time).
    """
    if earlier := WaitlistEntry.objects.filter(idempotency_key=key).first():
        record(actor, "asked again", earlier)
        return earlier, ""
    if not 1 <= seats <= min(MOST_SEATS, session.capacity):
        raise ValidationError({"seats": _("Ask for 1 to %(most)s seats at a time.") % {"most": MOST_SEATS}})
    if session.state not in seating.OPEN or session.closes_at <= timezone.now():
        raise ValidationError(_("Booking for this session is closed."))
    token = token_urlsafe(24)
    entry = WaitlistEntry(
        session=session, audience=standing.audience, seats=seats, token_digest=token_digest(token), idempotency_key=key,
        promoted_by=promoted_by if brings(session.offer, promoted_by) else None, **asker.fields,
    )  # fmt: skip
    with audited(actor, "joined the waiting list", entry):
        entry.save()
    notices.post_waiting(entry, token)
    offer_freed(session)  # seats may be free meanwhile
    return entry, token


def join_once(**asked: Any) -> tuple[WaitlistEntry, str]:
    """Join; should the same request run at the same moment elsewhere, its entry is the answer."""
    try:
        with transaction.atomic():
            return join(**asked)
    except IntegrityError:
        found = WaitlistEntry.objects.filter(idempotency_key=asked["key"]).first()
        if found is None:
            raise
        return found, ""


def offer_freed(session: Session) -> int:
    """Offer the free seats of a session to those who wait, in order; says how many were offered some.

    Called inside the action that freed them. The seats offered are taken, so that nobody who comes later gets them.
    """
    session = Session.objects.select_for_update().select_related("offer").get(pk=session.pk)
    if session.state not in seating.OPEN or session.closes_at <= timezone.now():
        return 0
    waiting = list(session.waiting.select_for_update().filter(state=WaitState.WAITING).order_by("pk"))
    turn = set(in_turn([(one.pk, one.seats) for one in waiting], session.free))
    return sum(_offer(one, session) for one in waiting if one.pk in turn)


def _offer(entry: WaitlistEntry, session: Session) -> bool:
    try:
        seating.take(session.pk, entry.audience, entry.seats)
    except seating.SoldOut:
        return False
    until = timezone.now() + timedelta(hours=session.offer.offer_hours)
    token = token_urlsafe(24)
    with audited(None, "was offered seats", entry):
        entry.offer()
        entry.offered_until = min(until, session.closes_at)
        entry.token_digest = token_digest(token)
        entry.save()
    notices.post_seats_offered(entry, token)
    return True


@action
def lapse(*, actor: Any, entry: WaitlistEntry) -> bool:
    """End an offer that was not taken in time, and ask the next; says whether it did."""
    entry = lock(entry)
    if entry.state != WaitState.OFFERED or entry.offered_until is None or entry.offered_until > timezone.now():
        record(actor, "looked over", entry)
        return False
    with audited(actor, "let go", entry):
        entry.lapse()
        entry.save()
    seating.give_back(entry.session_id, entry.audience, entry.seats)
    offer_freed(entry.session)
    return True


@action
def leave(*, actor: Any, entry: WaitlistEntry) -> None:
    """Wait no longer; what was offered goes to the next."""
    entry = lock(entry)
    was_offered = entry.state == WaitState.OFFERED
    if entry.state not in {WaitState.WAITING, WaitState.OFFERED}:
        raise ValidationError(_("This entry of the waiting list is closed already."))
    with audited(actor, "left the waiting list", entry):
        entry.withdraw()
        entry.save()
    if was_offered:
        seating.give_back(entry.session_id, entry.audience, entry.seats)
        offer_freed(entry.session)
