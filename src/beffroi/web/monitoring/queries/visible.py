"""What a person sees of monitoring: who reads a strategy from inside sees all of it."""

from typing import Any

from django.db.models import QuerySet

from beffroi.web.monitoring.models import Indicator
from beffroi.web.piloting.queries import visible_of


def visible_indicators(user: Any) -> QuerySet[Indicator]:
    """Indicators."""
    found = visible_of(user, Indicator)
    return found.select_related("item", "strategy", "strategy__living", "reporter_organisation", "reporter_body")
