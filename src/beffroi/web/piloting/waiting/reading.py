"""What several functions ask about, read once for all of them."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from beffroi.web.core.permissions import allows
from beffroi.web.piloting.queries.bodies import BodyView, bodies_of
from beffroi.web.piloting.queries.roadmap import Roadmap, kept_roadmap

if TYPE_CHECKING:
    from datetime import date

    from beffroi.analytics.planning.findings import PlanFinding
    from beffroi.web.core.waiting import Asked

SHOWN = 5
"""Entries of one kind that are shown one by one; the rest is counted."""


def leads(asked: "Asked") -> bool:
    """Whether the person leads the piloting of the strategy."""
    return asked.once("piloting.leads", lambda: allows(asked.user, "piloting.change_roadmap", asked.of))


def is_inside(asked: "Asked") -> bool:
    """Whether the person may see how the strategy is piloted."""
    return asked.once("piloting.inside", lambda: allows(asked.user, "piloting.view_piloting", asked.of))


def bodies(asked: "Asked") -> list[BodyView]:
    """The bodies with their seats, who holds them, their cadence."""
    return asked.once("piloting.bodies", lambda: bodies_of(asked.user, asked.of) if is_inside(asked) else [])


def the_roadmap(asked: "Asked") -> Roadmap:
    """The whole roadmap."""
    return _checked(asked)[0]


def problems(asked: "Asked") -> int:
    """How many things the plan check finds."""
    return len(_checked(asked)[1])


def _checked(asked: "Asked") -> "tuple[Roadmap, tuple[PlanFinding, ...]]":
    return asked.once("piloting.roadmap", lambda: kept_roadmap(asked.of, asked.today, asked.state))


def address(asked: "Asked", view: str, **named: object) -> str:
    """A page of piloting of the strategy."""
    return reverse(f"piloting:{view}", kwargs={"slug": asked.of.slug, **named})


def end_of_week(today: "date") -> "date":
    """The Sunday of a week.

    >>> from datetime import date
    >>> end_of_week(date(2021, 3, 8)), end_of_week(date(2021, 3, 14))
    (datetime.date(2021, 3, 14), datetime.date(2021, 3, 14))
    """
    return today + timedelta(days=6 - today.weekday())


def co_managers() -> str:
    """Those whose turn it is where one does not lead."""
    return _("the co-managers")
