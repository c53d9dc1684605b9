"""Revenue shares: what the clusters that provide an offer together are due of what was invoiced for its sessions."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID, uuid5

from django.db.models import Q

from beffroi.web.billing.queries import net_about
from beffroi.web.services.models import Booking, Provider, Session
from beffroi.web.services.rules import CENT

NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class Share:
    """What one cluster is due of one session: its share of the revenue before VAT, and what it invoiced of it."""

    session: Session
    provider: Provider
    revenue: Decimal
    invoiced: Decimal

    @property
    def due(self) -> Decimal:
        """Its share, to the cent."""
        return (self.revenue * self.provider.share).quantize(CENT, ROUND_HALF_UP)

    @property
    def left(self) -> Decimal:
        """What is not invoiced yet; negative where more was invoiced than is due now."""
        return self.due - self.invoiced


def share_key(session: Session, cluster: Any) -> UUID:
    """What the invoices for a share are about."""
    return uuid5(session.key, f"share-{cluster.pk}")


def shares_of(cluster: Any) -> list[Share]:
    """Shares that a cluster is due of the offers of others, and that others are due of its own; the newest first."""
    concerned = Provider.objects.filter(Q(cluster=cluster) | Q(offer__service__cluster=cluster)).select_related(
        "cluster", "offer__service__cluster"
    )
    due = [one for one in concerned if one.cluster_id != one.offer.service.cluster_id]
    sessions = Session.objects.filter(offer__in={one.offer_id for one in due}).order_by("-starts_at")
    return [share for share in _shares(due, list(sessions)) if share.revenue or share.invoiced]


def share_in(session: Session, cluster: Any) -> Share | None:
    """What a cluster is due of a session of another."""
    found = session.offer.providers.filter(cluster=cluster).select_related("cluster", "offer__service__cluster")
    due = [one for one in found if one.cluster_id != one.offer.service.cluster_id]
    return next(iter(_shares(due, [session])), None)


def _shares(due: Iterable[Provider], sessions: list[Session]) -> list[Share]:
    providers = list(due)
    booked = dict(Booking.objects.filter(session__in=sessions).values_list("key", "session"))
    revenue: dict[int, Decimal] = {}
    for key, net in net_about(booked).items():
        revenue[booked[key]] = revenue.get(booked[key], NOTHING) + net
    pairs = [(one, provider) for one in sessions for provider in providers if provider.offer_id == one.offer_id]
    for one, provider in pairs:
        one.offer = provider.offer
    invoiced = net_about([share_key(one, provider.cluster) for one, provider in pairs])
    return [
        Share(one, provider, revenue.get(one.pk, NOTHING), invoiced[share_key(one, provider.cluster)])
        for one, provider in pairs
    ]
