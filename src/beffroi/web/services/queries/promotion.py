"""Reads about promotion: which clusters may bring somebody to an offer, and how many each one brought."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet, Sum

from beffroi.web.accounts.queries import clusters, my_clusters
from beffroi.web.services.models import Booking, Offer, PriceRule, Promotion, Provider
from beffroi.web.services.queries.catalogue import catalogue
from beffroi.web.services.queries.prices import holding, newest
from beffroi.web.services.states import BookingState, OfferState

if TYPE_CHECKING:
    from beffroi.web.accounts.models import Cluster

SLUG = re.compile(r"[-a-zA-Z0-9_]+")
LONGEST = 50
"""Characters of the short name of a cluster in an address."""


def promoting(offer: int | None) -> "QuerySet[Promotion]":
    """The promotions of an offer by clusters that do not provide it, as they stand today."""
    providers = Provider.objects.filter(offer=offer).values("cluster")
    found = Promotion.objects.filter(offer=offer, ended_on=None).exclude(cluster__in=providers)
    return found.select_related("cluster")


def bringer(offer: Offer, via: str) -> "Cluster | None":
    """The cluster that a link names, if it promotes or provides the offer; what names none counts for nobody."""
    if len(via) > LONGEST or not SLUG.fullmatch(via):
        return None
    return clusters().filter(_brings(offer), slug=via).first()


def brings(offer: Offer, cluster: "Cluster | None") -> bool:
    """Whether what a cluster brings to an offer is counted for it."""
    return cluster is not None and clusters().filter(_brings(offer), pk=cluster.pk).exists()


def _brings(offer: Offer) -> Q:
    live = offer.promotions.filter(ended_on=None).values("cluster")
    return Q(pk__in=live) | Q(pk__in=offer.providers.values("cluster"))


@dataclass(frozen=True)
class Brought:
    """What came by the network of a cluster, or by none: confirmed bookings and their seats."""

    cluster: str
    slug: str = ""
    bookings: int = 0
    seats: int = 0
    is_promoting: bool = False


def networks(offer: Offer) -> list[Brought]:
    """What every network brought to an offer, those that brought nobody yet included; those by themselves last."""
    rows = {
        one.cluster.slug: Brought(one.cluster.name, one.cluster.slug, is_promoting=True) for one in promoting(offer.pk)
    }
    for one in _counted(Booking.objects.filter(session__offer=offer)):
        slug = one["promoted_by__slug"] or ""
        rows[slug] = Brought(one["promoted_by__name"] or "", slug, one["many"], one["taken"], slug in rows)
    return sorted(rows.values(), key=lambda row: (not row.slug, -row.seats, row.cluster))


def brought_by(promotion: Promotion) -> Brought:
    """What one cluster brought to one offer; nothing of any other."""
    cluster = promotion.cluster
    own = Booking.objects.filter(session__offer=promotion.offer_id, promoted_by=cluster)
    for one in _counted(own):
        return Brought(cluster.name, cluster.slug, one["many"], one["taken"], promotion.ended_on is None)
    return Brought(cluster.name, cluster.slug, is_promoting=promotion.ended_on is None)


def _counted(bookings: "QuerySet[Booking]") -> Iterator[Any]:
    confirmed = bookings.filter(state=BookingState.CONFIRMED).order_by()
    yield from confirmed.values("promoted_by__name", "promoted_by__slug").annotate(many=Count("pk"), taken=Sum("seats"))


def by_session(offer: Offer) -> Iterator[Any]:
    """The same by session, for a table to take away."""
    names = ("session__starts_at", "promoted_by__name")
    found = Booking.objects.filter(session__offer=offer, state=BookingState.CONFIRMED).order_by(*names)
    yield from found.values(*names).annotate(many=Count("pk"), taken=Sum("seats"))


def own_promotions(user: Any) -> QuerySet[Promotion]:
    """What the clusters that a person manages promote today."""
    mine = Promotion.objects.filter(cluster__in=my_clusters(user).values("pk"), ended_on=None)
    return mine.select_related("cluster", "offer__service__cluster")


@dataclass(frozen=True)
class MayPromote:
    """A cluster that a person manages, and whether it promotes an offer."""

    cluster: "Cluster"
    is_promoting: bool


def may_promote(user: Any, offer: Offer) -> list[MayPromote]:
    """The clusters that a person manages and that do not provide an offer."""
    mine = my_clusters(user).exclude(pk__in=offer.providers.values("cluster"))
    live = set(offer.promotions.filter(ended_on=None).values_list("cluster", flat=True))
    return [MayPromote(one, one.pk in live) for one in mine]


def offers_shown_by(cluster: "Cluster") -> QuerySet[Offer]:
    """The published offers that a cluster provides or promotes, the soonest first."""
    live = Promotion.objects.filter(cluster=cluster, ended_on=None).values("offer")
    own = Provider.objects.filter(cluster=cluster).values("offer")
    return catalogue().filter(Q(pk__in=live) | Q(pk__in=own))


def how_many_shown(of: "Iterable[Cluster]") -> dict[int, int]:
    """How many published offers each of some clusters provides or promotes, in two questions for all of them."""
    keys = [one.pk for one in of]
    published = {"cluster__in": keys, "offer__state": OfferState.PUBLISHED}
    shown = {
        *Promotion.objects.filter(**published, ended_on=None).values_list("cluster", "offer"),
        *Provider.objects.filter(**published).values_list("cluster", "offer"),
    }
    found = Counter(cluster for cluster, _offer in shown)
    return {key: found[key] for key in keys}


def prices_from(offers: Iterable[Offer]) -> dict[int, Decimal | None]:
    """The lowest price of each offer for others, in one question."""
    found: dict[int, list[PriceRule]] = {one.pk: [] for one in offers}
    for rule in holding(PriceRule.objects.filter(offer__in=found)):
        found[rule.offer_id].append(rule)
    return {pk: price_from(newest(rules)) for pk, rules in found.items()}


def price_from(prices: Iterable[PriceRule]) -> Decimal | None:
    """The lowest price that members of another cluster, or others, pay without a further condition."""
    found = list(prices)
    open_to_others = [
        one.amount
        for one in found
        if one.audience != PriceRule.Audience.MEMBER and not one.helix and not one.only_elsewhere
    ]
    return min(open_to_others or [one.amount for one in found], default=None)
