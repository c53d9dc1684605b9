"""What is checked of values when they are given, and again before they are validated; on plain values, no database."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from beffroi.analytics.messages import Message
from beffroi.analytics.results.entry.bounds import out_of_bounds
from beffroi.analytics.results.entry.consistency import Rule, inconsistent
from beffroi.analytics.results.entry.doubts import Doubt
from beffroi.analytics.results.entry.jump import jump
from beffroi.analytics.results.entry.outliers import outlier, outside_seen
from beffroi.analytics.results.entry.totals import total_differs
from beffroi.analytics.results.path import Point

WIDER = 0.5
"""How far beyond what was seen a value may lie before somebody is asked, as a share of the distance seen."""
History = Mapping[str, Sequence[Point]]
"""Part → what was published of it."""


@dataclass(frozen=True)
class Given:
    """What is reported of an indicator for a month, and what is known of it."""

    code: str
    month: int
    values: Mapping[str, Decimal]
    """Part → value; the empty part is the whole."""
    parts: Sequence[str] = ()
    levels: int = 0
    adds_up: bool = False
    least: float | None = None
    most: float | None = None
    history: History = field(default_factory=dict)


@dataclass(frozen=True)
class Finding:
    """A doubt about a part of what is reported of an indicator."""

    code: str
    part: str
    doubt: Doubt

    @property
    def is_error(self) -> bool:
        """Whether it cannot be right, so that no explanation helps."""
        return self.doubt.weight == "wrong"


def findings_in(
    given: Sequence[Given], rules: Iterable[Rule] = (), others: Mapping[str, float] | None = None
) -> list[Finding]:
    """Everything doubtful in what is reported together; `others` are the values of indicators that are not in it."""
    found = [one for each in given for one in _of_one(each)]
    values: dict[str, float | None] = dict(others or {})
    values |= {each.code: float(each.values[""]) for each in given if "" in each.values}
    own = [each.code for each in given if "" in each.values]
    for rule in rules:
        named = [code for code in own if code in rule.left or code in rule.right]
        found += [Finding(code, "", doubt) for doubt in inconsistent(values, [rule]) for code in named]
    return found


def _of_one(given: Given) -> Iterable[Finding]:
    for part, value in given.values.items():
        if part and part not in given.parts:
            yield Finding(given.code, part, Doubt("no_part", "wrong", Message("there is no such part")))
        yield from (Finding(given.code, part, doubt) for doubt in _doubts(given, part, float(value)))
    if given.adds_up and given.parts and "" in given.values and any(part in given.values for part in given.parts):
        parts = {part: float(given.values[part]) if part in given.values else None for part in given.parts}
        doubt = total_differs(float(given.values[""]), parts)
        if doubt:
            yield Finding(given.code, "", doubt)


def _doubts(given: Given, part: str, value: float) -> Iterable[Doubt]:
    if given.levels:
        if value != int(value) or not 1 <= value <= given.levels:
            said = Message("the rubric has levels 1 to {top}; give the number of one of them", top=given.levels)
            yield Doubt("no_level", "wrong", said)
        return
    doubt = out_of_bounds(value, given.least, given.most)
    if doubt:
        yield doubt
        return
    history = [point for point in given.history.get(part, ()) if point.at != given.month]
    before = [point.value for point in history]
    asked: tuple[Callable[[], Doubt | None], ...] = (
        lambda: jump(Point(given.month, value), history),
        lambda: outlier(value, before),
        lambda: outside_seen(value, before, WIDER),
    )
    found = next((doubt for ask in asked if (doubt := ask())), None)
    if found:
        yield found
