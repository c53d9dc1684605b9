"""The queue of the officer: what was reported, what changed, why it is suspicious, and the evidence."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from beffroi.web.monitoring.models import DataRequest, Entry
from beffroi.web.monitoring.permissions import asked_of
from beffroi.web.monitoring.queries.answers import EntryRow, rows_of_entries
from beffroi.web.monitoring.report_states import EntryState

if TYPE_CHECKING:
    from beffroi.web.strategy.models import Strategy

MOST_SHOWN = 100


@dataclass(frozen=True)
class Queue:
    """What waits for a decision, and what waits to be published."""

    submitted: list[EntryRow]
    validated: list[EntryRow]
    own: frozenset[int]
    """Entries that the reader reported, or may have reported: somebody else validates them."""
    more: int = 0
    """How many more wait than are shown."""

    @property
    def suspicious(self) -> int:
        """How many of those to validate are doubtful."""
        return sum(bool(row.findings) for row in self.submitted)


def queue_of(user: Any, strategy: "Strategy") -> Queue:
    """Everything that waits for the officer; as many queries for one value as for a hundred."""
    waiting = Entry.objects.filter(indicator__strategy=strategy, state__in=["submitted", "validated"])
    held = waiting.select_related(
        "indicator", "corrects", "reported_by", "request__organisation", "request__body", "request__period"
    ).order_by("submitted_at", "pk")
    rows = rows_of_entries(strategy, held[:MOST_SHOWN])
    more = max(0, waiting.count() - MOST_SHOWN) if len(rows) >= MOST_SHOWN else 0
    by_state = {state: [row for row in rows if row.entry.state == state] for state in ("submitted", "validated")}
    by_state["submitted"].sort(key=lambda row: (not row.errors, not row.findings))
    return Queue(by_state["submitted"], by_state["validated"], _own(user, rows), more)


def _own(user: Any, rows: list[EntryRow]) -> frozenset[int]:
    asked = requests_of_person(user, {row.entry.request_id for row in rows if row.entry.request_id})
    return frozenset(row.entry.pk for row in rows if is_own(user, row.entry, asked))


def requests_of_person(user: Any, requests: set[int]) -> set[int]:
    """Which of some requests the person is asked to answer: one query."""
    if not requests:
        return set()
    return set(DataRequest.objects.filter(asked_of(user), pk__in=requests).values_list("pk", flat=True))


def is_own(user: Any, entry: Entry, asked: set[int]) -> bool:
    """Whether a person reported a value, or may have: who is asked may have sent it by the link without signing in."""
    if user.pk in {entry.written_by_id, entry.reported_by_id}:
        return True
    return entry.is_by_link and entry.request_id in asked


def locked_entries(strategy: "Strategy", keys: Any, state: EntryState | None = None) -> dict[str, Entry]:
    """Reported values of a strategy by key, locked until the transaction ends."""
    found = Entry.objects.select_for_update(of=("self",)).filter(indicator__strategy=strategy, key__in=keys)
    found = found.filter(state=state) if state else found
    held = found.select_related("indicator", "request__period__strategy").order_by("pk")
    return {str(entry.key): entry for entry in held}
