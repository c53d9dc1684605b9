"""The agenda of a meeting, each point with the page of what it is about."""

from dataclasses import dataclass
from typing import Any

from beffroi.web.piloting.agenda import PAGES
from beffroi.web.piloting.models import AgendaItem, Decision, Meeting
from beffroi.web.strategy.queries import visible_changerequests


@dataclass(frozen=True)
class PointView:
    """A point, the key of what it is about, the request that it speaks of, and whether it waits for a decision."""

    point: AgendaItem
    key: Any = None
    request: int | None = None
    is_due: bool = False

    @property
    def page(self) -> str:
        """The name of the page of what it is about, where that has one of its own."""
        return PAGES.get(self.point.kind, "")


def points_of(user: Any, meeting: Meeting) -> list[PointView]:
    """The points in their order, as somebody may follow them; three queries."""
    points = list(meeting.agenda.select_related("item"))
    items = {kind: [one.item_id for one in points if one.kind == kind] for kind in ("decision", "request")}
    due = set(
        Decision.objects.filter(item__in=items["decision"], state=Decision.State.DUE, body=meeting.body_id).values_list(
            "item", flat=True
        )
    )
    asked = visible_changerequests(user).filter(item__in=items["request"], strategy=meeting.body.strategy_id)
    wanted: dict[int | None, int] = {}
    if items["request"]:
        wanted |= dict(asked.order_by("at", "pk").values_list("item", "pk"))
    return [
        PointView(
            one, one.item.key if one.item else None, wanted.get(one.item_id) if one.kind == "request" else None,
            one.item_id in due,
        )
        for one in points
    ]  # fmt: skip
