"""What somebody pays, and why: how an organisation stands towards an offer, and the price rule that holds for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils import timezone

from beffroi.web.accounts.queries import clusters_of
from beffroi.web.services.models import Offer, PriceRule
from beffroi.web.services.rules import Audience, Terms, audience_of, terms_for

if TYPE_CHECKING:
    from beffroi.web.accounts.models import Organisation


@dataclass(frozen=True)
class Standing:
    """How an organisation stands towards an offer today."""

    audience: Audience
    helix: str = ""
    is_elsewhere: bool = False
    member_of: tuple[str, ...] = ()
    """The clusters that make it a member, by name."""


def standing_of(offer: Offer, organisation: "Organisation | None") -> Standing:
    """By its verified memberships of today; who named itself by e-mail only has the terms of a non-member."""
    if organisation is None:
        return Standing("non_member")
    clusters = clusters_of(organisation)
    providers = set(offer.providers.values_list("cluster", flat=True))
    audience = audience_of(clusters, providers)
    counting = [name for pk, name in clusters.items() if audience != "member" or pk in providers]
    home = offer.service.cluster.region
    elsewhere = bool(home and organisation.region and not organisation.region.startswith(home[:3]))
    return Standing(audience, organisation.helix, elsewhere, tuple(sorted(counting)))


def prices_of_today(offer: Offer, today: date | None = None) -> list[PriceRule]:
    """The newest price of each audience and narrowing that holds today."""
    return newest(holding(offer.prices.all(), today))


def holding(prices: "QuerySet[PriceRule]", today: date | None = None) -> "QuerySet[PriceRule]":
    """Those that hold today, the newest last."""
    day = today or timezone.localdate()
    return prices.filter(Q(starts__lte=day) & (Q(ends=None) | Q(ends__gte=day))).order_by("number")


def newest(prices: Iterable[PriceRule]) -> list[PriceRule]:
    """Of the prices of an offer in their order the newest of each audience and narrowing, from the lowest."""
    found = {(one.audience, one.helix, one.only_elsewhere): one for one in prices}
    return sorted(found.values(), key=lambda one: (one.amount, one.pk))


def rule_for(offer: Offer, standing: Standing, prices: Sequence[PriceRule] | None = None) -> PriceRule | None:
    """The price that holds for who stands so, None if the offer is not open to them."""
    rules = {one.pk: one for one in (prices_of_today(offer) if prices is None else prices)}
    terms = [Terms(one.pk, one.audience, one.helix, one.only_elsewhere, one.amount) for one in rules.values()]  # type: ignore[arg-type]
    found = terms_for(terms, audience=standing.audience, helix=standing.helix, is_elsewhere=standing.is_elsewhere)
    return rules[found.pk] if found else None
