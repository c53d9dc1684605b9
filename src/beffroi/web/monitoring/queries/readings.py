"""Indicators with all that is known of them: step, path, values wherever they come from, and peers beside."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import get_language

from beffroi.analytics.errors import InputError
from beffroi.analytics.results.model import Indicator as Measured
from beffroi.analytics.results.model import Peer
from beffroi.analytics.results.months import month, month_of
from beffroi.analytics.results.path import Path, Point
from beffroi.figures.territories import find_territory
from beffroi.web.chain.queries import in_language
from beffroi.web.core.joined import Joined
from beffroi.web.core.together import read, read_each, together
from beffroi.web.monitoring import rules
from beffroi.web.monitoring.counted import COUNTED
from beffroi.web.monitoring.models import Indicator, Measurement
from beffroi.web.monitoring.queries.beneficiaries import firms_counted, helps_of
from beffroi.web.monitoring.queries.chain import Chain, chain_of
from beffroi.web.monitoring.queries.commitments import Earlier, earlier_of
from beffroi.web.monitoring.queries.wholes import put_together, wholes_missing
from beffroi.web.observatory.queries.figures_store import figures

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from beffroi.web.chain.models import Node
    from beffroi.web.strategy.models import Strategy


@dataclass(frozen=True)
class PeerReading:
    """A peer region and its figures; `path` is that on which it is looked at, where it can be said."""

    code: str
    points: tuple[Point, ...]
    path: Path | None

    @property
    def name(self) -> str:
        """Its name in the language that is on."""
        return find_territory(self.code).name(get_language() or "en")


@dataclass(frozen=True)
class Reading:
    """An indicator as its pages show it."""

    row: Indicator
    node: "Node"
    step: "Node | None"
    points: tuple[Point, ...]
    peers: tuple[PeerReading, ...] = ()
    is_made: bool = False
    """Whether its values are put together from its parts."""
    earlier: tuple[Earlier, ...] = ()
    """What it was committed to before it was carried forward, in the order of time."""

    @cached_property
    def path(self) -> Path | None:
        """From baseline to target; None while one is missing, or where what is stored leads nowhere."""
        row = self.row
        try:
            return rules.path_of(
                (row.baseline_on, row.baseline_value), (row.target_on, row.target_value), row.milestones
            )
        except InputError:
            return None

    def path_at(self, at: int) -> Path | None:
        """The path that held in a month: that of an earlier commitment before the new baseline."""
        before = self._before(at)
        return before.path if before else self.path

    def _before(self, at: int) -> Earlier | None:
        return next((one for one in self.earlier if at < one.until), None)

    @property
    def last(self) -> Point | None:
        """The latest value."""
        return max(self.points, default=None)

    @property
    def decimals(self) -> int:
        """With how many decimals its values are shown."""
        if self.row.kind == Indicator.Kind.CONTEXT and self.row.series in figures().series:
            return figures().catalogue.get(self.row.series).decimals
        if self.row.counted or self.row.counts_rows:
            return 0
        path = self.path
        return rules.decimals([point.value for point in (*self.points, *(path.points if path else ()))])

    @property
    def unit(self) -> str:
        """Its unit in words."""
        return self.row.said("unit")

    @property
    def reporter(self) -> Any:
        """Who reports it: a body or an organisation; None if nobody is named and none is needed."""
        return self.row.reporter_body or self.row.reporter_organisation

    def lag(self, at: int) -> int:
        """How many months its last value lies before a month, while no newer one is published, or is due."""
        most = rules.MOST_LAG if self.row.series else rules.MONTHS[self.row.frequency]
        last = self.points[-1:]
        if not last or last[0].at != at:  # else there is one for that very month
            last = tuple(point for point in self.points if point.at <= at)
        return rules.lag(last, at, most)

    def is_overdue(self, now: int) -> bool:
        """Whether more months have passed than it is measured in, since its last value or its baseline."""
        last, start = self.last, self.row.baseline_on
        since = last.at if last else month_of(start) if start else now
        return now - since > rules.MONTHS[self.row.frequency]

    def as_measured(self, at: int, lang: str = "") -> Measured | None:
        """What the analysis takes, once it has a step and a path; values after which none is due are moved up.

        The language is that of the page; who asks for many says it, for to find it out takes as long as all the rest.
        """
        by, row = self.lag(at), self.row
        path, before = self.path_at(at - by), self._before(at - by)
        if path is None or self.step is None:
            return None
        peers = tuple(
            Peer(one.name, rules.shifted(one.path, by), _later(one.points, by)) for one in self.peers if one.path
        )
        return Measured(
            id=self.node.code, node=self.step.code, name=in_language(self.node.title, lang), peers=peers,
            path=rules.shifted(path, by), measurements=_later(self.points, by),
            polarity=rules.POLARITIES[row.polarity], band=before.band if before else float(row.band),
        )  # fmt: skip


def _later(points: tuple[Point, ...], by: int) -> tuple[Point, ...]:
    return tuple(Point(point.at + by, point.value) for point in points) if by else points


def readings_of(strategy: "Strategy", today: date, chain: Chain | None = None) -> list[Reading]:
    """All indicators of a strategy, in the order of the chain; in as many queries as there are ways to count."""
    chain = chain or chain_of(strategy)
    indicators, measured = reads_of_readings(strategy)
    with together(indicators, measured):
        rows, values = read(indicators), dict(read_each(measured, _points))
    found = [(row, chain.indicators[row.item_id]) for row in rows if row.item_id in chain.indicators]
    typed = {row.pk: values[row.pk] for row, _node in found if row.is_entered and row.pk in values}
    counted = _counted(strategy, [row for row, _node in found if row.counted], today)
    counting = [row for row, _node in found if row.counts_rows]
    firms = firms_counted(counting, helps_of(strategy), today) if counting else {}
    parts = wholes_missing([row for row, _node in found if row.is_entered], typed)
    order = {item: number for number, item in enumerate(chain.steps)}
    points = {row.pk: (*typed.get(row.pk, ()), *counted.get(row.pk, ()), *firms.get(row.pk, ())) for row, _n in found}
    earlier = earlier_of(strategy)
    readings = put_together(
        [_reading(row, node, _step(chain, row), points[row.pk], earlier.get(row.pk, ())) for row, node in found],
        parts,
    )
    return sorted(
        readings, key=lambda one: (order[one.step.item_id] if one.step else len(order), one.node.position, one.node.pk)
    )


def reading_of(row: Indicator, today: date) -> Reading | None:
    """One indicator; None where its element is gone."""
    return next((one for one in readings_of(row.strategy, today) if one.row.pk == row.pk), None)


def others_of(strategy: "Strategy", chain: Chain, row: Indicator | None = None) -> "list[tuple[Indicator, Node]]":
    """The other indicators of a strategy with their elements, in the order in which they were entered."""
    nodes = chain.indicators
    found = Indicator.objects.filter(strategy=strategy).exclude(pk=row.pk if row else 0).select_related("item")
    return [(one, nodes[one.item_id]) for one in found if one.item_id in nodes]


def _reading(
    row: Indicator, node: "Node", step: "Node | None", points: tuple[Point, ...], earlier: tuple[Earlier, ...]
) -> Reading:
    if row.kind == Indicator.Kind.CONTEXT:
        own = Reading(row, node, step, _figures(row.series, row.region), earlier=earlier)
        return replace(own, peers=tuple(_peers(row, own.path)))
    return Reading(row, node, step, points, earlier=earlier)


def _step(chain: Chain, row: Indicator) -> "Node | None":
    return chain.steps.get(chain.measured.get(row.item_id, 0))


def reads_of_readings(strategy: "Strategy") -> "tuple[QuerySet[Any, Any], QuerySet[Any, Any]]":
    """The queries of the indicators, and of the values that stand, of the whole."""
    rows = Indicator.objects.filter(strategy=strategy).select_related("reporter_organisation", "reporter_body", "item")
    values = Measurement.objects.filter(indicator__strategy=strategy, part="", superseded_by=None)
    point = Concat(Cast("period", CharField()), Value(" "), Cast("value", CharField()))
    return rows, values.order_by().values_list("indicator_id").annotate(told=Joined(point))


def _points(told: tuple[int, str]) -> tuple[int, tuple[Point, ...]]:
    """An indicator, and its values that stand in the order of time; told as one text, for they are a hundred thousand.

    >>> _points((7, "2024-02-01 12.5 2024-01-01 12"))
    (7, (Point(at=24288, value=12.0), Point(at=24289, value=12.5)))
    """
    indicator, text = told
    words = text.split()
    return indicator, tuple(sorted(map(Point, map(_month, words[::2]), map(float, words[1::2]))))


@lru_cache(2_400)
def _month(day: str) -> int:
    return month_of(date.fromisoformat(day))


def _counted(strategy: "Strategy", rows: Sequence[Indicator], today: date) -> Mapping[int, tuple[Point, ...]]:
    """What the platform counts at the ends of months that have passed; each thing is counted once."""
    now = month_of(today) - 1
    months = {
        row.pk: rules.periods(
            month_of(row.baseline_on) if row.baseline_on else now - 24, now, rules.MONTHS[row.frequency]
        )
        for row in rows
    }
    names = sorted({row.counted for row in rows} & COUNTED.keys())
    found: dict[int, tuple[Point, ...]] = {}
    with together(*(query for name in names for query in COUNTED[name].reads(strategy))):
        for name in names:
            mine = [row for row in rows if row.counted == name]
            asked = sorted({at for row in mine for at in months[row.pk]})
            values = dict(zip(asked, COUNTED[name].count(strategy, [rules.last_day(at) for at in asked]), strict=True))
            for row in mine:
                held = ((at, values[at]) for at in months[row.pk])
                found[row.pk] = tuple(Point(at, value) for at, value in held if value is not None)
    return found


def _figures(series: str, region: str) -> tuple[Point, ...]:
    """The figures of a region, each in the December of its year; none for a series that is not held."""
    held = figures()
    if series not in held.series:
        return ()
    found = ((year, held.figure(series, region, year).value) for year in held.years(series))
    return tuple(Point(month(year), value) for year, value in found if value is not None)


def _peers(row: Indicator, path: Path | None) -> Iterable[PeerReading]:
    for code in row.peers:
        try:
            find_territory(code)
            points = _figures(row.series, code)
        except InputError:
            continue
        start = next((point.value for point in points if path and point.at == path.baseline.at), None)
        yield PeerReading(code, points, rules.peer_path(path, start) if path and start is not None else None)


def history_of(row: Indicator) -> list[Measurement]:
    """All measurements with what they supersede, the newest month first, parts below the whole."""
    found = Measurement.objects.filter(indicator=row).select_related(
        "entered_by", "superseded_by", "supersedes", "entry"
    )
    return list(found.order_by("-period", "part", "-pk"))
