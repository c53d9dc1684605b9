"""What the platform counts of itself: values of indicators that nobody types."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from beffroi.web.piloting.queries.measured import (
    actions_late,
    meetings_kept,
    money_paid,
    reads_of_actions_late,
    reads_of_meetings_kept,
    reads_of_money_paid,
)
from beffroi.web.services.queries.pilot_results import counting, reads_of_services

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from beffroi.web.strategy.models import Strategy

Counting = Callable[["Strategy", Sequence[date]], list[float | None]]
Reading = Callable[["Strategy"], "tuple[QuerySet[Any, Any], ...]"]


@dataclass(frozen=True)
class Counted:
    """Something that is counted: its name, its unit, how it is counted at the ends of months, what is read for it."""

    label: Any
    unit: Any
    count: Counting
    reads: Reading
    goes_down: bool = False


COUNTED: dict[str, Counted] = {
    "meetings_kept": Counted(
        _("Meetings held, of those that the cadences ask for"), _("percent"), meetings_kept, reads_of_meetings_kept
    ),
    "actions_late": Counted(
        _("Actions of the roadmap that are late"), _("actions"), actions_late, reads_of_actions_late, goes_down=True
    ),
    "service_bookings": Counted(
        _("Seats of services on demand booked"), _("seats"), counting("bookings"), reads_of_services
    ),
    "service_non_members": Counted(
        _("Organisations reached by services that are not members"),
        _("organisations"),
        counting("non_members"),
        reads_of_services,
    ),
    "service_links": Counted(
        _("New links between organisations of different clusters, by services"),
        _("links"),
        counting("links"),
        reads_of_services,
    ),
    "service_revenue": Counted(
        _("Revenue of services on demand before VAT"), _("euro"), counting("revenue"), reads_of_services
    ),
    "money_paid": Counted(_("Money paid, as the ledger says"), _("euro"), money_paid, reads_of_money_paid),
}
