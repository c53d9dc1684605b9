"""Where an alert comes from: the sources upstream in words, ranked, with what else is wrong on the way to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from beffroi.analytics.results.model import Link
from beffroi.analytics.results.upstream import Cause, causes
from beffroi.web.monitoring.alert_rules import ITS_OWN_KIND
from beffroi.web.monitoring.queries.alerts import AlertView, by_step, views_of
from beffroi.web.monitoring.queries.chain import page_of
from beffroi.web.monitoring.queries.track import Origin, Track, Tracked

if TYPE_CHECKING:
    from beffroi.web.chain.models import Node
    from beffroi.web.monitoring.models import Alert


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


def explained(view: AlertView, track: Track) -> list[Explanation]:
    """Every source of an alert, the most telling first, at last the alert itself where it names its source."""
    alert = view.alert
    step = step_of(alert, track)
    own = ITS_OWN_KIND.get(alert.rule)  # type: ignore[call-overload]
    found: list[Explanation] = []
    if step is not None and own not in {"data", "context"}:
        codes = {item: node.code for item, node in track.chain.steps.items()}
        links = [Link(codes[link.source_id], codes[link.target_id]) for link in track.chain.links]
        open_at = _open_alerts(alert, track)
        found = [_told(one, step, track, open_at) for one in causes(track.diagnosis, links, step.code)]
    if own is not None:
        found.append(Explanation(own, step, (), (), 1, 1, is_itself=True))
    return found


def _told(one: Cause, step: "Node", track: Track, open_at: dict[int, list[AlertView]]) -> Explanation:
    origin = next(each for each in track.origins if each.source.node == one.source.node)
    alerting = sum(status != "on_track" for status in track.statuses().values())
    way = tuple(_stage(code, origin, step, track, open_at) for code in one.path)
    return Explanation(origin.kind, origin.step, origin.because, way, one.explained, alerting)


def _stage(code: str, origin: Origin, step: "Node", track: Track, open_at: dict[int, list[AlertView]]) -> Stage:
    node = next(each for each in track.chain.steps.values() if each.code == code)
    rows: Sequence[Tracked] = [row for row in track.rows if row.reading.step and row.reading.step.code == code]
    strategy = track.rows[0].reading.row.strategy
    return Stage(
        node, page_of(strategy, node), track.chain.kind_of(node.item_id), tuple(rows),
        tuple(open_at.get(node.item_id, ())), code == origin.source.node, code == step.code,
    )  # fmt: skip


def _open_alerts(alert: "Alert", track: Track) -> dict[int, list[AlertView]]:
    """Item of a step → the other open alerts there that no verdict tells: late actions, broken assumptions."""
    found: dict[int, list[AlertView]] = {}
    for item, alerts in by_step(alert.strategy, track.chain.measured).items():
        told = [one for one in alerts if one.pk != alert.pk and one.rule in ITS_OWN_KIND]
        if told:
            found[item] = views_of(told)
    return found
