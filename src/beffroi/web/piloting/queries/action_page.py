"""One action as its page shows it: why it is done, who has which part, what proves it, how it was replanned."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from beffroi.web.piloting.models import Deliverable, Replanning, Responsibility
from beffroi.web.piloting.queries.roadmap import Roadmap, Row, owner_name, roadmap_of

if TYPE_CHECKING:
    from uuid import UUID

    from beffroi.web.chain.models import Node
    from beffroi.web.strategy.models import Strategy


@dataclass(frozen=True)
class ActionView:
    """An action with what stands around it."""

    roadmap: Roadmap
    row: Row
    before: tuple[Row, ...]
    behind: tuple[Row, ...]
    parts: tuple[tuple[str, str], ...]
    deliverables: tuple[Deliverable, ...]
    replannings: tuple[Replanning, ...]

    @property
    def node(self) -> "Node":
        """What the living space says of it."""
        return self.row.node


def view_of(strategy: "Strategy", key: "UUID", today: date, whole: bool = True) -> ActionView | None:
    """The action of a key; what proves it and how it was replanned only where the whole is asked for."""
    found = roadmap_of(strategy, today)
    row = next((row for row in found.rows if row.node.item.key == key), None)
    if row is None:
        return None
    known = {one.code: one for one in found.rows}
    shares = row.action.responsibilities.all()
    return ActionView(
        roadmap=found,
        row=row,
        before=tuple(known[code] for code in row.after if code in known),
        behind=tuple(one for one in found.rows if row.code in one.after),
        parts=tuple((str(Responsibility.Part(one.part).label), owner_name(one)) for one in shares),
        deliverables=tuple(row.action.deliverables.all()) if whole else (),
        replannings=tuple(row.action.replannings.select_related("by")) if whole else (),
    )
