"""Is it on track, and where did it start? Verdicts, forecasts and the diagnosis of a strategy in a month."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language

from beffroi.analytics.errors import InputError
from beffroi.analytics.messages import Message, Number
from beffroi.analytics.results.diagnosis import Diagnosis, Source, diagnose
from beffroi.analytics.results.forecast import Forecast, forecast
from beffroi.analytics.results.model import Indicator as Measured
from beffroi.analytics.results.model import Link, ResultNode, Results
from beffroi.analytics.results.months import month_of, month_text
from beffroi.analytics.results.verdicts import BADNESS, Status, Verdict, worst
from beffroi.web.chain.queries import in_language
from beffroi.web.core.refusals import said_to_the_reader
from beffroi.web.core.together import together
from beffroi.web.core.waiting import Asked, until_written
from beffroi.web.monitoring.queries.chain import Chain, chain_of, reads_of_chain
from beffroi.web.monitoring.queries.commitments import commitments_of
from beffroi.web.monitoring.queries.readings import Reading, readings_of, reads_of_readings
from beffroi.web.monitoring.rules import STEPS
from beffroi.web.monitoring.wording import level_words
from beffroi.web.strategy.queries import spaces_at_work

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from beffroi.web.chain.models import Node, Space
    from beffroi.web.strategy.models import Strategy

KEPT_TRACK = "monitoring.track"


@dataclass(frozen=True)
class Tracked:
    """An indicator with its verdict and where it leads; without a verdict where no path or step is given."""

    reading: Reading
    verdict: Verdict | None
    measured: Measured | None
    """What the verdict was made from."""
    at: int
    """The month that is looked at."""

    @property
    def lag(self) -> int:
        """Months by which its last value is older than the month that is looked at, while none is due."""
        return self.reading.lag(self.at)

    @property
    def forecast(self) -> Forecast | None:
        """Where it leads, computed for those that are shown; rubrics have no line through their levels."""
        return forecast(self.measured, self.at) if self.measured and not self.reading.row.rubric else None

    @property
    def month(self) -> int | None:
        """The month in which its last value was measured."""
        if self.verdict is None or self.verdict.measured is None:
            return None
        return self.verdict.measured - self.lag


@dataclass(frozen=True)
class Origin:
    """A step where a deviation begins: of what kind, why, what it explains, and the way there."""

    source: Source
    step: "Node"
    explains: "tuple[Node, ...]"
    path: "tuple[Node, ...]"
    because: tuple[str, ...]
    indicators: tuple[Tracked, ...]

    @property
    def kind(self) -> str:
        """Delivery, theory, context or data."""
        return self.source.kind


@dataclass(frozen=True)
class Track:
    """How a whole strategy stands in a month."""

    at: int
    chain: Chain
    rows: tuple[Tracked, ...]
    diagnosis: Diagnosis
    origins: tuple[Origin, ...]

    @cached_property
    def by_status(self) -> dict[str, int]:
        """Status → how many indicators stand so."""
        found: dict[str, int] = defaultdict(int)
        for row in self.rows:
            if row.verdict:
                found[row.verdict.status] += 1
        return dict(found)

    @property
    def judged(self) -> int:
        """How many indicators have a verdict."""
        return len(self.diagnosis.verdicts)

    @property
    def alerts(self) -> int:
        """How many indicators somebody has to look at."""
        return len(self.diagnosis.alerts)

    @property
    def readings(self) -> list[Reading]:
        """All indicators."""
        return [row.reading for row in self.rows]

    def statuses(self) -> dict[int, Status]:
        """Item of a step → the worst of its indicators."""
        found: dict[int, list[Status]] = defaultdict(list)
        for row in self.rows:
            if row.verdict and row.reading.step:
                found[row.reading.step.item_id].append(row.verdict.status)
        return {item: worst(statuses) for item, statuses in found.items()}


def track_of(strategy: "Strategy", today: date, at: int | None = None) -> Track:
    """The verdicts and the diagnosis of a month; without one of the last month that is over."""
    return judged(*chain_and_readings(strategy, today), month_of(today) - 1 if at is None else at)


def chain_and_readings(strategy: "Strategy", today: date) -> tuple[Chain, list[Reading]]:
    """All that a diagnosis needs from the database; the same in every language."""
    spaces = spaces_at_work(strategy)
    with together(*reads_of_track(strategy, spaces)):
        chain = chain_of(strategy, spaces)
        return chain, readings_of(strategy, today, chain)


def judged(chain: Chain, readings: Sequence[Reading], at: int) -> Track:
    """The verdicts and the diagnosis of a month, said in the language that is on."""
    lang = get_language() or "en"
    measured = {one.node.code: own for one in readings if (own := _measured(one, at, lang)) is not None}
    codes = {item: node.code for item, node in chain.steps.items()}
    results = Results(
        tuple(
            ResultNode(node.code, STEPS[node.item.kind], f"{node.code} {in_language(node.title, lang)}")
            for node in chain.steps.values()
        ),
        tuple(Link(codes[link.source_id], codes[link.target_id]) for link in chain.links),
        tuple(measured.values()),
    )
    found = diagnose(results, at)
    verdicts = {one.indicator: one for one in found.verdicts}
    rows = tuple(Tracked(one, verdicts.get(one.node.code), measured.get(one.node.code), at) for one in readings)
    steps = {node.code: node for node in chain.steps.values()}
    wrong: dict[str, list[Tracked]] = defaultdict(list)
    for row in rows:
        if row.verdict and row.verdict.alerts:
            wrong[row.verdict.node].append(row)
    origins = (_origin(source, steps, wrong[source.node]) for source in found.sources)
    return Track(at, chain, rows, found, tuple(origins))


def kept_track(user: Any, strategy: "Strategy", today: date) -> Track:
    """The diagnosis of the last month that is over, the same for everybody who sees it, kept until somebody writes."""
    return kept_track_for(Asked(strategy, user, today))


def kept_track_for(asked: Asked) -> Track:
    """The same for who asks already."""
    return until_written(KEPT_TRACK, asked, lambda: track_of(asked.of, asked.today), is_shared=True)


def reads_of_track(strategy: "Strategy", spaces: "Sequence[Space] | None" = None) -> "tuple[QuerySet[Any, Any], ...]":
    """The queries of a diagnosis, but for what the platform counts."""
    spaces = spaces_at_work(strategy) if spaces is None else spaces
    return (*reads_of_chain(strategy, spaces), *reads_of_readings(strategy), commitments_of(strategy))


def _measured(one: Reading, at: int, lang: str) -> Measured | None:
    """What the analysis takes; nothing where the path leads nowhere."""
    try:
        return one.as_measured(at, lang)
    except InputError:
        return None


def _origin(source: Source, steps: "dict[str, Node]", alerting: Sequence[Tracked]) -> Origin:
    wrong = sorted(alerting, key=lambda row: -BADNESS[row.verdict.status] if row.verdict else 0)
    because = [said_to_the_reader(_rounded(text)) for text in source.because]
    for place, row in enumerate(wrong):
        if row.reading.row.rubric and row.verdict:
            because[place] = level_words(row.reading, row.verdict.actual, row.verdict.expected)
    return Origin(
        source, steps[source.node], tuple(steps[code] for code in source.alerts),
        tuple(steps[code] for code in source.path), tuple(because), tuple(wrong),
    )  # fmt: skip


def _rounded(text: Message) -> Message:
    """A sentence with no more digits than somebody reads."""
    return Message(text.template, **{name: _few_digits(value) for name, value in text.values.items()})


def _few_digits(value: Any) -> Any:
    """A number with two decimals below ten, one below a hundred, else none."""
    if isinstance(value, Message):
        return _rounded(value)
    if not isinstance(value, Number):
        return value
    size = abs(float(value))
    return Number(round(float(value), 2 if size < 10 else 1 if size < 100 else 0))


def as_json(track: Track) -> dict[str, Any]:
    """The same as plain values, in the form of `beffroi monitor diagnose`, with the month and the forecasts."""
    told = {row.reading.node.code: row for row in track.rows}
    return {
        "at": month_text(track.at),
        "verdicts": [_verdict(each, told[each.indicator]) for each in track.diagnosis.verdicts],
        "alerts": [
            {"indicator": each.indicator, "node": each.node, "status": each.status} for each in track.diagnosis.alerts
        ],
        "sources": [
            {
                "node": one.source.node, "kind": one.kind, "alerts": list(one.source.alerts),
                "path": list(one.source.path), "because": list(one.because),
            }
            for one in track.origins
        ],
    }  # fmt: skip


def _verdict(each: Verdict, row: Tracked) -> dict[str, Any]:
    found: dict[str, Any] = {
        "indicator": each.indicator, "node": each.node, "status": each.status,
        "expected": float(f"{each.expected:.12g}"), "actual": each.actual,
        "measured": month_text(row.month) if row.month is not None else None,
    }  # fmt: skip
    if row.forecast:
        found["forecast"] = {
            "at": month_text(row.forecast.at - row.lag), "value": row.forecast.value, "low": row.forecast.low,
            "high": row.forecast.high, "trend": row.forecast.trend, "reach": row.forecast.reach,
        }  # fmt: skip
    return found


def overdue(rows: Sequence[Tracked], today: date) -> list[Tracked]:
    """Indicators that somebody enters and of which a value is due."""
    now = month_of(today)
    return [row for row in rows if row.reading.row.is_entered and row.reading.is_overdue(now)]
