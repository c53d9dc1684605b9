"""How actions and bodies stand today, for slices above that watch them; a query or two each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Min, Q
from django.utils import timezone

from beffroi.web.piloting.models import Action, Body
from beffroi.web.piloting.queries.bodies import COMING, cadence_of, last_held
from beffroi.web.piloting.rules import Cadence

if TYPE_CHECKING:
    from beffroi.web.strategy.models import Strategy


@dataclass(frozen=True)
class Standing:
    """An action of the roadmap as it stands."""

    item: int
    state: str
    end: date | None
    done_on: date | None


def actions_standing(strategy: "Strategy", items: Iterable[int]) -> list[Standing]:
    """How some actions stand, by their items."""
    found = Action.objects.filter(strategy=strategy, item__in=list(items)).order_by("pk")
    return [Standing(one.item_id, one.state, one.end, one.done_on) for one in found]


def cadences_standing(strategy: "Strategy", today: date) -> list[tuple[Body, Cadence]]:
    """How the bodies that agreed to a cadence stand against it."""
    coming = Q(meetings__state__in=COMING, meetings__starts_at__gte=timezone.now())
    found = (
        Body.objects.filter(strategy=strategy)
        .exclude(cadence_weeks=None)
        .select_related("strategy")
        .annotate(last_held=last_held(), coming_at=Min("meetings__starts_at", filter=coming))
    )
    return [(body, cadence_of(body, body.last_held, body.coming_at, today)) for body in found]
