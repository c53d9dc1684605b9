"""What a person sees of services on demand; tested against the predicates of the same name."""

from typing import Any

from django.db.models import Q, QuerySet

from beffroi.web.accounts.permissions import clusters_managed, is_administrator, standing
from beffroi.web.accounts.queries import visible_to
from beffroi.web.core.permissions import somebody
from beffroi.web.services.models import Booking, Offer, Promotion, Service, Session, WaitlistEntry
from beffroi.web.services.states import OfferState


def _offers(user: Any, path: str = "") -> Q:
    if is_administrator(user):
        return Q()
    published = Q(**{f"{path}state": OfferState.PUBLISHED})
    return published | Q(**{f"{path}service__cluster__in": clusters_managed(user)})


def visible_offers(user: Any) -> QuerySet[Offer]:
    """Offers that are published, and all of the clusters that the person manages."""
    return Offer.objects.filter(_offers(user)).select_related("service__cluster")


def visible_sessions(user: Any) -> QuerySet[Session]:
    """The sessions of the offers that the person sees."""
    return Session.objects.filter(_offers(user, "offer__")).select_related("offer__service__cluster")


def visible_services(user: Any) -> QuerySet[Service]:
    """The portfolio of the clusters that the person manages."""
    return Service.objects.filter(cluster__in=clusters_managed(user)).select_related("cluster")


def own_organisations(user: Any) -> QuerySet[Any] | None:
    """The organisations for which who asks acts today; None if there is none."""
    model: Any = Booking._meta.get_field("organisation").related_model
    acting = standing(user).represented
    return visible_to(user, model).filter(pk__in=acting) if acting else None


def _own(user: Any) -> Q:
    if not somebody(user):
        return Q(pk=None)
    mine = Q(booked_by=user.pk) | Q(organisation__in=standing(user).represented)
    return mine | Q(session__offer__service__cluster__in=clusters_managed(user))


def visible_bookings(user: Any) -> QuerySet[Booking]:
    """Bookings of the person, of the organisations they act for, and of the offers of clusters they manage."""
    return Booking.objects.filter(_own(user)).select_related("session__offer__service__cluster", "quote")


def visible_entries(user: Any) -> QuerySet[WaitlistEntry]:
    """Entries of waiting lists, likewise."""
    return WaitlistEntry.objects.filter(_own(user)).select_related("session__offer__service__cluster")


def visible_promotions(user: Any) -> QuerySet[Promotion]:
    """Promotions by the clusters that the person manages, and of their offers."""
    own = clusters_managed(user)
    seen = Q(cluster__in=own) | Q(offer__service__cluster__in=own)
    return Promotion.objects.filter(seen).select_related("cluster", "offer__service__cluster")
