"""What services on demand brought, read from bookings; monitoring counts the same at the ends of months."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Sum
from django.utils import timezone

from beffroi.web.core.together import read
from beffroi.web.services.models import Booking, Pilot
from beffroi.web.services.pilot_results import Results, Sale, results
from beffroi.web.services.states import BookingState, SessionState

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from beffroi.web.strategy.models import Strategy

COLUMNS = (
    "session_id", "session__starts_at", "session__state", "confirmed_at", "state", "audience", "organisation_id",
    "firm_number", "firm_name", "seats", "quote__net", "quote__tax_amount", "promoted_by__name", "given_back",
)  # fmt: skip
HOMES = (
    "organisation_id", "organisation__memberships__cluster_id", "organisation__memberships__verified_at",
)  # fmt: skip


def reads_of_offers(offers: "Collection[int] | QuerySet[Any, Any]") -> "tuple[QuerySet[Any, Any], ...]":
    """The bookings of some offers, and the clusters of the organisations that booked."""
    found = Booking.objects.filter(session__offer__in=offers, confirmed_at__isnull=False).order_by("pk")
    sold = found.annotate(given_back=Sum("attendees__refund")).values_list(*COLUMNS)
    homes = found.filter(organisation__isnull=False).order_by().values_list(*HOMES).distinct()
    return sold, homes


def reads_of_services(strategy: "Strategy") -> "tuple[QuerySet[Any, Any], ...]":
    """The same for the offers of the pilots of a strategy."""
    offers = Pilot.objects.filter(strategy=strategy, offer__isnull=False).order_by().values("offer")
    return reads_of_offers(offers)


def results_of(offers: Collection[int], until: date | None = None) -> Results:
    """What some offers brought up to a day, today if none is said."""
    sold, homes = reads_of_offers(offers)
    return results(_sales(sold), _homes(homes), until or timezone.localdate())


def counting(measure: str) -> "Callable[[Strategy, Sequence[date]], list[float | None]]":
    """How a measure is counted at the ends of months; before the first pilot has an offer there is nothing to count."""

    def count(strategy: "Strategy", days: Sequence[date]) -> list[float | None]:
        sold, homes = map(read, reads_of_services(strategy))
        sales, at_home = _sales(sold), _homes(homes)
        return [results(sales, at_home, day).value(measure) if sales else None for day in days]

    return count


def _sales(rows: Iterable[Any]) -> list[Sale]:
    return [_sale(dict(zip(COLUMNS, row, strict=True))) for row in rows]


def _sale(row: dict[str, Any]) -> Sale:
    gross = row["quote__net"] + row["quote__tax_amount"]
    kept = 1 - (row["given_back"] or Decimal(0)) / gross if gross else Decimal(0)
    return Sale(
        confirmed=timezone.localtime(row["confirmed_at"]).date(),
        session=row["session_id"],
        session_day=timezone.localtime(row["session__starts_at"]).date(),
        is_held=row["session__state"] == SessionState.HELD,
        firm=_firm(row["organisation_id"], row["firm_number"], row["firm_name"]),
        is_member=row["audience"] == "member",
        seats=row["seats"] if row["state"] == BookingState.CONFIRMED else 0,
        net=(row["quote__net"] * kept).quantize(Decimal("0.01")),
        via=row["promoted_by__name"] or "",
    )


def _firm(organisation: int | None, number: str, name: str) -> str:
    """What tells an organisation apart: itself where the site knows it, else its number, else its name."""
    return f"#{organisation}" if organisation else number or " ".join(name.casefold().split())


def _homes(rows: Iterable[Any]) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for organisation, cluster, verified in rows:
        if cluster and verified:
            found[f"#{organisation}"].add(cluster)
    return {firm: frozenset(clusters) for firm, clusters in found.items()}
