"""Who may do what with services: a cluster with its own, firms with their bookings; the administration sees totals."""

from typing import Any

from beffroi.web.accounts.permissions import clusters_managed, is_administrator, standing
from beffroi.web.core.permissions import Predicate, anybody, predicate, somebody
from beffroi.web.services.models import Booking, Offer, PriceRule, Promotion, Service, Session, WaitlistEntry
from beffroi.web.services.pilot_permissions import PILOTS
from beffroi.web.services.states import OfferState


def offer_of(of: Any) -> Offer | None:
    """The offer that something belongs to."""
    if isinstance(of, Offer):
        return of
    if isinstance(of, Session | PriceRule | Promotion):
        return of.offer
    return of.session.offer if isinstance(of, Booking | WaitlistEntry) else None


@predicate
def sells(user: Any, of: Any = None) -> bool:
    """The person manages the cluster of the service."""
    if not somebody(user) or of is None:
        return False
    offer = offer_of(of)
    service = offer.service if offer else of
    return isinstance(service, Service) and service.cluster_id in clusters_managed(user)


@predicate
def is_published(_user: Any, of: Any = None) -> bool:
    """The offer is shown to everybody."""
    offer = offer_of(of)
    return offer is not None and offer.state == OfferState.PUBLISHED


@predicate
def manages_a_cluster(user: Any, of: Any = None) -> bool:
    """The person manages a cluster."""
    return somebody(user) and bool(clusters_managed(user))


@predicate
def promotes(user: Any, of: Any = None) -> bool:
    """The person manages the cluster that promotes."""
    return somebody(user) and isinstance(of, Promotion) and of.cluster_id in clusters_managed(user)


@predicate
def books(user: Any, of: Any = None) -> bool:
    """The person made the booking, or acts today for the organisation that it is for."""
    if not somebody(user) or not isinstance(of, Booking | WaitlistEntry):
        return False
    return of.booked_by_id == user.pk or of.organisation_id in standing(user).represented


PERMISSIONS: dict[str, Predicate] = {
    "browse": anybody,
    "view_offer": is_published | sells | is_administrator,
    "change_services": manages_a_cluster,
    "change_offer": sells,
    "see_bookings": sells,
    "view_booking": books | sells,
    "change_booking": books,
    "promote": promotes,
    "view_promotion": promotes | sells,
    "see_totals": is_administrator,
    **PILOTS,
}
