"""The diagnosis of a chain: verdicts, alerts, and the sources that explain them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from beffroi.analytics.messages import Message
from beffroi.analytics.results.because import called, of_kind, of_path, of_peers, of_upstream, of_verdict
from beffroi.analytics.results.kinds import PeersTold, SourceKind, kind_of_source, peers_told
from beffroi.analytics.results.model import Indicator, Results
from beffroi.analytics.results.sources import find_sources, passed_on
from beffroi.analytics.results.verdicts import BADNESS, Status, Verdict, verdict, worst

Found = tuple[Verdict, Indicator]


@dataclass(frozen=True)
class Source:
    """A node where a deviation begins."""

    node: str
    kind: SourceKind
    alerts: tuple[str, ...]
    """Nodes downstream that alert, in the order of the nodes; not the source itself."""
    path: tuple[str, ...]
    """From the source to the farthest of them, with all between."""
    because: tuple[Message, ...]


@dataclass(frozen=True)
class Diagnosis:
    """How a chain stands in a month: verdicts in the order of the indicators, sources in that of the nodes."""

    at: int
    verdicts: tuple[Verdict, ...]
    sources: tuple[Source, ...]

    @property
    def alerts(self) -> tuple[Verdict, ...]:
        """The verdicts that somebody has to look at."""
        return tuple(found for found in self.verdicts if found.alerts)


def diagnose(results: Results, at: int | None = None) -> Diagnosis:
    """Every verdict of a chain, and the sources of what alerts.

    A source is an alerting node that no alerting node leads to, over whatever stands between. A node is as bad as
    its worst indicator, from good to bad: on track, at risk, off track, no data.

    Parameters
    ----------
    results : Results
    at : int, optional
        the month; without it that of `latest_month`.

    Returns
    -------
    Diagnosis

    Notes
    -----
    Time grows in proportion to indicators, nodes and links; with the measurements it grows only as sorting them does.

    Examples
    --------
    >>> from beffroi.analytics.results.model import Link, ResultNode
    >>> from beffroi.analytics.results.path import Path, Point
    >>> path = Path(Point(0, 0.0), Point(24, 2.0))
    >>> nodes = (ResultNode("staff", "input"), ResultNode("calls", "activity"), ResultNode("grants", "output"))
    >>> links = (Link("staff", "calls"), Link("calls", "grants"))
    >>> short = tuple(Indicator(node, node, path, (Point(24, 0.5),)) for node in ("staff", "grants"))
    >>> for source in diagnose(Results(nodes, links, short)).sources:
    ...     print(source.kind, source.alerts, source.path)
    delivery ('grants',) ('staff', 'calls', 'grants')
    """
    month = latest_month(results) if at is None else at
    verdicts = tuple(verdict(indicator, month) for indicator in results.indicators)
    return Diagnosis(month, verdicts, tuple(_sources(results, verdicts, month)))


def latest_month(results: Results) -> int:
    """The month in which a chain is looked at if nobody says: the last in which an indicator was measured.

    Peers do not count. Where nothing was ever measured it is the last month of a baseline.

    Parameters
    ----------
    results : Results

    Returns
    -------
    int

    Examples
    --------
    >>> latest_month(Results((), (), ()))
    0
    """
    measured = [each.history[-1].at for each in results.indicators if each.measurements]
    return max(measured or [each.path.baseline.at for each in results.indicators], default=0)


def _sources(results: Results, verdicts: Sequence[Verdict], at: int) -> Iterator[Source]:
    found: dict[int, list[Found]] = defaultdict(list)
    for each, indicator in zip(verdicts, results.indicators, strict=True):
        found[results.position[each.node]].append((each, indicator))
    statuses = {place: worst(each.status for each, _indicator in pairs) for place, pairs in found.items()}
    everywhere = range(len(results.nodes))
    alerting = [statuses.get(place, "on_track") != "on_track" for place in everywhere]
    has_upstream = passed_on(results.after, results.order, [True] * len(results.nodes))
    is_measured = passed_on(results.after, results.order, [place in statuses for place in everywhere])
    for explained in find_sources(results.after, results.order, alerting):
        place = explained.node
        node, status = results.nodes[place], statuses[place]
        wrong = sorted((pair for pair in found[place] if pair[0].alerts), key=lambda pair: -BADNESS[pair[0].status])
        peers = _peers(status, wrong, at)
        kind = kind_of_source(node.kind, status, peers, is_measured[place])
        between = [results.nodes[at] for at in explained.path[1:-1] if statuses.get(at) == "on_track"]
        because = (
            *(of_verdict(each, indicator, at) for each, indicator in wrong),
            of_upstream(node, has_upstream[place], is_measured[place]),
            *map(of_peers, peers),
            of_kind(node, kind, status != "no_data"),
            *of_path([called(each) for each in between]),
        )
        alerts, path = ([results.nodes[at].id for at in places] for places in (explained.alerts, explained.path))
        yield Source(node.id, kind, tuple(alerts), tuple(path), because)


def _peers(status: Status, wrong: Sequence[Found], at: int) -> list[PeersTold]:
    """What peers show for the indicators that are as bad as their node; nothing where data are lacking."""
    if status == "no_data":
        return []
    return [peers_told(each, at) for found, each in wrong if found.status == status and each.peers]
