"""What the views of services on demand share: the offer, whoever asks, the booking behind a link."""

from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from beffroi.web.accounts.queries import token_digest
from beffroi.web.core.access import fetch
from beffroi.web.core.permissions import allows
from beffroi.web.core.submission import FIELD
from beffroi.web.services.actions import Asker
from beffroi.web.services.models import Booking, Offer, WaitlistEntry
from beffroi.web.services.queries import standing_of, visible_bookings, visible_entries, visible_offers
from beffroi.web.services.queries.promotion import LONGEST, bringer


def the_offer(request: HttpRequest, slug: str, permission: str = "services.view_offer") -> Offer:
    """The offer of an address."""
    return fetch(request.user, permission, visible_offers(request.user), slug=slug)


def via_of(request: HttpRequest) -> str:
    """The cluster that a link or a form says brought somebody, as it is written there."""
    return (request.POST.get("via", "") or request.GET.get("via", ""))[:LONGEST]


def the_booking(request: HttpRequest, token: str, permission: str = "services.view_booking") -> Booking:
    """The booking behind a link: whoever holds its secret may see and change it, or who may by their role."""
    by_token = Booking.objects.select_related("session__offer__service__cluster", "quote")
    found: Booking = _behind(request, token, permission, by_token, visible_bookings(request.user))
    return found


def the_entry(request: HttpRequest, token: str, permission: str = "services.view_booking") -> WaitlistEntry:
    """The entry of a waiting list behind a link."""
    by_token = WaitlistEntry.objects.select_related("session__offer__service__cluster", "booking")
    found: WaitlistEntry = _behind(request, token, permission, by_token, visible_entries(request.user))
    return found


def _behind(request: HttpRequest, token: str, permission: str, held: Any, visible: Any) -> Any:
    try:
        key = UUID(token)
    except ValueError:
        return get_object_or_404(held, token_digest=token_digest(token))
    found = visible.filter(key=key).first()
    if found is None:
        raise Http404
    if not allows(request.user, permission, found):
        raise PermissionDenied
    return found


def asker_of(request: HttpRequest, form: Any) -> Asker:
    """Who wants seats, as the form says."""
    user: Any = request.user
    said, language = form.cleaned_data, getattr(request, "LANGUAGE_CODE", "en")
    if organisation := said.get("organisation"):
        return Asker(
            email=user.email, language=language, name=organisation.legal_name, country=organisation.country,
            number=organisation.enterprise_number, organisation=organisation, person=user,
        )  # fmt: skip
    return Asker(
        email=said["email"], language=language, name=said["firm_name"], number=said["firm_number"],
        person=user if user.is_authenticated else None,
    )  # fmt: skip


def asked_for(request: HttpRequest, form: Any) -> dict[str, Any]:
    """What a form asks for, as the actions take it; the same form sent again asks for the same."""
    asker, said = asker_of(request, form), form.cleaned_data
    key = request.POST.get(FIELD, "") or uuid4().hex
    return {
        "actor": asker.person, "session": said["session"], "asker": asker, "seats": said["seats"],
        "standing": standing_of(said["session"].offer, asker.organisation),
        "key": sha256(f"{request.path}\n{key}\n{asker.email}".encode()).hexdigest(),
        "promoted_by": bringer(said["session"].offer, said["via"]),
    }  # fmt: skip
