"""What waits for somebody this week, and whether things are on track: each slice registers what it knows of.

    @waits
    def minutes(asked: Asked) -> Iterable[Wait]: …

    @stands
    def roadmap(asked: Asked) -> Iterable[Signal]: …

    @reads()
    def rows(asked: Asked) -> Iterable[QuerySet]: …

What they read is read together (`core.together`): a part says by `@reads` which queries its functions will make; by
`@reads(then=True)` those that need what was read first.

A slice has a module `waiting`, found when the site starts. Its functions are asked about one object (a strategy), for
one person, on one day, and say nothing that the person may not see.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, TypeVar, cast

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from beffroi.web.core.audit import state_of_record
from beffroi.web.core.kept import Kept
from beffroi.web.core.together import together

T = TypeVar("T")
Urgency = Literal["high", "normal", "low"]
Status = Literal["ok", "watch", "alarm", "none"]
FIRST: dict[Urgency, int] = {"high": 0, "normal": 1, "low": 2}
WORST: dict[Status, int] = {"alarm": 0, "watch": 1, "ok": 2, "none": 3}
KEPT = Kept(most=128)


@dataclass
class Asked:
    """Who asks about what, on which day; what one function has read the others need not read again."""

    of: Any
    user: Any
    today: date
    known: dict[str, Any] = field(default_factory=dict, repr=False)

    def once(self, name: str, read: Callable[[], T]) -> T:
        """Read something the first time that a function asks for it."""
        if name not in self.known:
            self.known[name] = read()
        return cast("T", self.known[name])

    @property
    def state(self) -> tuple[int, int]:
        """The state of the record when it was first asked for: changes with everything that is written."""
        return self.once("state", state_of_record)


@dataclass(frozen=True)
class Wait:
    """Something that waits: what kind of thing, what in words, where it is done, and what the link there says.

    `since` is the day from which it waits, `until` the day by which it has to be done. `others` says who waits for it
    to be done; `whose` says whose turn it is where it is not that of the person who asks.
    """

    kind: str
    what: str
    url: str
    step: str
    note: str = ""
    since: date | None = None
    until: date | None = None
    urgency: Urgency = "normal"
    others: str = ""
    whose: str = ""

    def is_late(self, today: date) -> bool:
        """Whether its day has passed."""
        return self.until is not None and self.until < today

    @property
    def order(self) -> tuple[int, date, date, str]:
        """What comes first among others of the same group."""
        return (FIRST[self.urgency], self.until or date.max, self.since or date.max, self.what)


@dataclass(frozen=True)
class Signal:
    """How one area stands: its name, a sentence made from the data, where the details are, how many it counts."""

    area: str
    status: Status
    sentence: str
    url: str
    count: int = 0


@dataclass(frozen=True)
class Found:
    """Everything that was found for one person on one day."""

    signals: tuple[Signal, ...]
    waits: tuple[Wait, ...]


Waits = Callable[[Asked], Iterable[Wait]]
Stands = Callable[[Asked], Iterable[Signal]]
Reads = Callable[[Asked], "Iterable[QuerySet[Any, Any]]"]
R = TypeVar("R", bound=Reads)
WAITS: list[Waits] = []
STANDS: list[Stands] = []
READS: dict[bool, list[Reads]] = {False: [], True: []}


def waits(source: Waits) -> Waits:
    """Make known a function that says what waits."""
    WAITS.append(source)
    return source


def stands(source: Stands) -> Stands:
    """Make known a function that says how an area stands."""
    STANDS.append(source)
    return source


def reads(*, then: bool = False) -> Callable[[R], R]:
    """Make known a function that says which queries will be made: at first, or once those were read."""

    def known(source: R) -> R:
        READS[then].append(source)
        return source

    return known


@contextmanager
def read_ahead(asked: Asked) -> Iterator[None]:
    """Inside the block everything that was said by `reads` is read, in two statements; nothing may be written."""
    with ExitStack() as stack:
        for then in (False, True):
            wanted = [one for source in READS[then] for one in source(asked)]
            stack.enter_context(together(*wanted))
        yield


def found_for(asked: Asked) -> Found:
    """What waits and how everything stands."""
    return until_written("waiting", asked, lambda: _found(asked))


def until_written(name: str, asked: Asked, compute: Callable[[], T], is_shared: bool = False) -> T:
    """What is computed for a person, kept for the person, the hour and the language until somebody writes.

    What is the same for everybody who may see it is shared; the caller has asked whether this person may.
    """
    return KEPT.get(_key(name, asked, is_shared), compute)


def is_known(name: str, asked: Asked, is_shared: bool = False) -> bool:
    """Whether `until_written` would compute nothing."""
    return _key(name, asked, is_shared) in KEPT


def _key(name: str, asked: Asked, is_shared: bool) -> tuple[Any, ...]:
    about = getattr(asked.of, "key", asked.of.pk)
    person = None if is_shared else getattr(asked.user, "key", asked.user.pk)
    hour = (asked.today, timezone.localtime().hour)
    return (name, asked.of._meta.label, about, person, hour, get_language(), asked.state)


def _found(asked: Asked) -> Found:
    with read_ahead(asked):
        signals = tuple(signal for source in STANDS for signal in source(asked))
        found = sorted((one for source in WAITS for one in source(asked)), key=lambda one: one.order)
    return Found(signals, tuple(found))


def most(items: list[T], shown: int) -> tuple[list[T], list[T]]:
    """The first few, and the rest; a rest of one is shown too.

    >>> most([1, 2, 3], 2), most([1, 2, 3, 4], 2)
    (([1, 2, 3], []), ([1, 2], [3, 4]))
    """
    return (items, []) if len(items) <= shown + 1 else (items[:shown], items[shown:])
