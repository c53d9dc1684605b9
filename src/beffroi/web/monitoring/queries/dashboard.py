"""Dashboards: how the indicators of a strategy stand, or of a part of it, on the same numbers as every other page."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from beffroi.analytics.results.verdicts import BADNESS, STATUSES
from beffroi.web.chain.queries import links_in_order, nodes_in_order
from beffroi.web.monitoring.models import Alert
from beffroi.web.monitoring.queries.chain import Chain, steps_under
from beffroi.web.monitoring.queries.track import Track, Tracked
from beffroi.web.strategy.queries import spaces_at_work

if TYPE_CHECKING:
    from beffroi.web.chain.models import Node
    from beffroi.web.strategy.models import Strategy


@dataclass(frozen=True)
class Part:
    """A part of a strategy that has a dashboard of its own: what the address calls it, its name, its indicators."""

    kind: str
    key: str
    name: str
    rows: tuple[Tracked, ...]

    @property
    def off(self) -> int:
        """How many of its indicators are not on track."""
        return sum(row.verdict is not None and row.verdict.alerts for row in self.rows)


@dataclass(frozen=True)
class Dashboard:
    """The indicators that are shown, the worst first; how many stand how; the parts that one can go on to."""

    part: Part | None
    rows: tuple[Tracked, ...]
    parts: tuple[Part, ...]
    alerts: Mapping[int, int]
    """Indicator → how many alerts are open about it."""

    @property
    def counts(self) -> list[tuple[str, int]]:
        """Each status with the number of indicators, from good to bad."""
        found = Counter(row.verdict.status for row in self.rows if row.verdict)
        return [(status, found[status]) for status in STATUSES]

    @property
    def judged(self) -> int:
        """How many have a verdict."""
        return sum(row.verdict is not None for row in self.rows)

    def of_kind(self, kind: str) -> list[Part]:
        """The parts of a kind: priority areas, interventions, reporters."""
        return [part for part in self.parts if part.kind == kind]


def dashboard_of(strategy: "Strategy", track: Track, asked: str = "") -> Dashboard | None:
    """The dashboard of a strategy, or of the part that is asked for; None if there is no such part."""
    parts = (*_of_interventions(strategy, track), *_of_reporters(track))
    part = next((one for one in parts if one.key == asked), None)
    if asked and part is None:
        return None
    rows = part.rows if part else track.rows
    return Dashboard(part, tuple(sorted(rows, key=_worst_first)), parts, _alerts(strategy))


def _worst_first(row: Tracked) -> tuple[int, float]:
    """Off track before at risk before without data before on track; the largest shortfall first."""
    if row.verdict is None:
        return len(BADNESS), 0.0
    order = {"off_track": 0, "at_risk": 1, "no_data": 2, "on_track": 3}
    return order[row.verdict.status], -(row.verdict.share or 0.0)


def _of_interventions(strategy: "Strategy", track: Track) -> list[Part]:
    """Priority areas with what the interventions that act in them, or in their niches, bring about; interventions."""
    spaces = spaces_at_work(strategy)
    chain, by_step = track.chain, _by_step(track.rows)
    held: dict[int, list[Tracked]] = {}
    interventions = []
    for item, node in chain.tops.items():
        if node.item.kind != "intervention":
            continue
        held[item] = _rows(by_step, chain, [item])
        if held[item]:
            interventions.append(_part("intervention", node, held[item]))
    below: dict[int, list[int]] = defaultdict(list)
    for link in links_in_order(spaces):
        if link.kind in {"acts_in", "holds"}:
            below[link.source_id].append(link.target_id)
    areas = []
    seen: set[int] = set()
    for node in nodes_in_order(spaces, "priority_area"):
        ends = [*below[node.item_id], *(item for niche in below[node.item_id] for item in below[niche])]
        tops = [item for item in ends if item in held]
        if node.item_id not in seen and (rows := _rows(by_step, chain, tops)):
            areas.append(_part("priority_area", node, rows))
        seen.add(node.item_id)
    return [*areas, *interventions]


def _part(kind: str, node: "Node", rows: Sequence[Tracked]) -> Part:
    return Part(kind, str(node.item.key), f"{node.code} {node}".strip(), tuple(rows))


def _by_step(rows: Iterable[Tracked]) -> dict[int, list[Tracked]]:
    found: dict[int, list[Tracked]] = defaultdict(list)
    for row in rows:
        if row.reading.step:
            found[row.reading.step.item_id].append(row)
    return found


def _rows(by_step: Mapping[int, Sequence[Tracked]], chain: Chain, tops: Sequence[int]) -> list[Tracked]:
    """The indicators at all that some interventions bring about, each once."""
    steps = steps_under(chain, tops)
    return [row for item in chain.steps if item in steps for row in by_step.get(item, ())]


def _of_reporters(track: Track) -> list[Part]:
    found: dict[str, tuple[Any, list[Tracked]]] = {}
    for row in track.rows:
        reporter = row.reading.reporter
        if reporter is not None and row.reading.row.is_entered:
            found.setdefault(f"{reporter._meta.model_name}-{reporter.pk}", (reporter, []))[1].append(row)
    return [Part("reporter", key, str(who), tuple(rows)) for key, (who, rows) in found.items()]


def _alerts(strategy: "Strategy") -> dict[int, int]:
    found = Alert.objects.filter(strategy=strategy, closed_at=None).exclude(indicator=None)
    return dict(Counter(pk for pk in found.values_list("indicator_id", flat=True) if pk))
