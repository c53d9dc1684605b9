"""Where an alert comes from: the sources upstream in words, ranked, with what else is wrong on the way to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from beffroi.analytics.results.model import Link
from beffroi.analytics.results.upstream import Cause, causes
from beffroi.web.monitoring.alert_rules import ITS_OWN_KIND
from beffroi.web.monitoring.queries.alerts import AlertView, by_step
from beffroi.web.monitoring.queries.chain import page_of
from beffroi.web.monitoring.queries.track import Origin, Track, Tracked

if TYPE_CHECKING:
    from beffroi.web.chain.models import Node
    from beffroi.web.monitoring.models import Alert

OpenAt = Mapping[int, Sequence[AlertView]]
"""Item of a step → the open alerts there."""


@dataclass(frozen=True)
class Stage:
    """A step on the way from a source to an alert: how its indicators stand, which other alerts are open at it."""

    step: "Node"
    url: str
    kind: str
    rows: tuple[Tracked, ...]
    beside: tuple[AlertView, ...]
    is_source: bool
    is_alert: bool


@dataclass(frozen=True)
class Explanation:
    """A source of an alert: of what kind, why, the way from there, how many of the steps that alert it explains."""

    kind: str
    step: "Node | None"
    because: tuple[str, ...]
    way: tuple[Stage, ...]
    explained: int
    of: int
    is_itself: bool = False
    """Whether the alert names its source itself: an action that is late, an assumption that does not hold."""


def step_of(alert: "Alert", track: Track) -> "Node | None":
    """The step of the chain that an alert is about; None for a body, and where the step is gone."""
    if alert.indicator is not None:
        return track.chain.steps.get(track.chain.measured.get(alert.indicator.item_id, 0))
    return track.chain.steps.get(alert.item_id or 0)


def explained(view: AlertView, track: Track, others: Sequence[AlertView] = ()) -> list[Explanation]:
    """Every source of an alert, the most telling first, at last the alert itself where it names its source.

    `others` are open alerts that no verdict tells; those on the way are shown there.
    """
    alert = view.alert
    step = step_of(alert, track)
    own = ITS_OWN_KIND.get(alert.rule)  # type: ignore[call-overload]
    found: list[Explanation] = []
    if step is not None and own not in {"data", "context"}:
        codes = {item: node.code for item, node in track.chain.steps.items()}
        links = [Link(codes[link.source_id], codes[link.target_id]) for link in track.chain.links]
        open_at = by_step(others, track.chain.measured)
        found = [_told(one, view, step, track, open_at) for one in causes(track.diagnosis, links, step.code)]
    if own is not None:
        found.append(Explanation(own, step, (), (), 1, 1, is_itself=True))
    return found


def _told(one: Cause, view: AlertView, step: "Node", track: Track, open_at: OpenAt) -> Explanation:
    origin = next(each for each in track.origins if each.source.node == one.source.node)
    alerting = sum(status != "on_track" for status in track.statuses().values())
    way = tuple(_stage(code, origin, view, step, track, open_at) for code in one.path)
    return Explanation(origin.kind, origin.step, origin.because, way, one.explained, alerting)


def _stage(code: str, origin: Origin, view: AlertView, step: "Node", track: Track, open_at: OpenAt) -> Stage:
    node = next(each for each in track.chain.steps.values() if each.code == code)
    rows: Sequence[Tracked] = [row for row in track.rows if row.reading.step and row.reading.step.code == code]
    return Stage(
        node, page_of(view.alert.strategy, node), track.chain.kind_of(node.item_id), tuple(rows),
        tuple(open_at.get(node.item_id, ())), code == origin.source.node, code == step.code,
    )  # fmt: skip
