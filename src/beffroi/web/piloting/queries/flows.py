"""Flows of information with what really happened, in as many queries as there are checks."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from beffroi.web.core.together import read
from beffroi.web.piloting.flow_checks import Due, Standing, dues_of
from beffroi.web.piloting.models import Flow

if TYPE_CHECKING:
    from beffroi.web.strategy.models import Strategy

BACK = timedelta(days=365)


@dataclass(frozen=True)
class FlowView:
    """A flow, what was due in the last year, and how it stands today."""

    flow: Flow
    dues: tuple[Due, ...]
    today: date

    @property
    def kept(self) -> int:
        """How often it came in time."""
        return sum(due.standing(self.today) == "ok" for due in self.dues)

    @property
    def settled(self) -> int:
        """How often one can say whether it did."""
        return sum(due.standing(self.today) in {"ok", "off"} for due in self.dues)

    @property
    def standing(self) -> Standing:
        """That of the latest thing due; near ones count before settled ones."""
        found = [due.standing(self.today) for due in self.dues]
        if "risk" in found:
            return "risk"
        return next((one for one in found if one in {"ok", "off"}), "none")

    @property
    def missed(self) -> tuple[Due, ...]:
        """What came late or not at all."""
        return tuple(due for due in self.dues if due.standing(self.today) == "off")

    @property
    def is_between(self) -> bool:
        """Whether it goes between bodies of different function."""
        return self.flow.sender.function != self.flow.recipient.function


def reads_of_flows(strategy: "Strategy", today: date) -> "QuerySet[Flow]":
    """The flows that have not ended."""
    found = Flow.objects.filter(Q(ends=None) | Q(ends__gt=today), strategy=strategy)
    return found.select_related("sender", "recipient")


def flows_of(strategy: "Strategy", today: date) -> list[FlowView]:
    """The flows that have not ended, those inside the piloting structure first."""
    found = read(reads_of_flows(strategy, today))
    dues = dues_of(found, today - BACK, today)
    views = [FlowView(flow, tuple(dues[flow.pk]), today) for flow in found]
    return sorted(views, key=lambda view: view.is_between)
