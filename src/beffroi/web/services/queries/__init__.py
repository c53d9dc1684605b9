"""Every read of services on demand."""

from beffroi.web.services.queries.pilots import visible_pilots, visible_steps
from beffroi.web.services.queries.prices import Standing, prices_of_today, rule_for, standing_of
from beffroi.web.services.queries.visible import (
    own_organisations,
    visible_bookings,
    visible_entries,
    visible_offers,
    visible_promotions,
    visible_services,
    visible_sessions,
)

__all__ = [
    "Standing",
    "own_organisations",
    "prices_of_today",
    "rule_for",
    "standing_of",
    "visible_bookings",
    "visible_entries",
    "visible_offers",
    "visible_pilots",
    "visible_promotions",
    "visible_services",
    "visible_sessions",
    "visible_steps",
]
