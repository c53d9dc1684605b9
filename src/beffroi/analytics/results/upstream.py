"""From one alert upstream: the sources that lead to it, the most telling first, each with the way to it."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from beffroi.analytics.results.diagnosis import Diagnosis, Source
from beffroi.analytics.results.model import Link
from beffroi.analytics.results.verdicts import Verdict


@dataclass(frozen=True)
class Cause:
    """A source of an alert, the way from there to it, and how much of what alerts it explains."""

    source: Source
    path: tuple[str, ...]
    explained: int
    """Alerting nodes that it explains, itself among them."""
    worst: float
    """The largest shortfall at the source as a share of the planned change; 0 without data."""


def causes(diagnosis: Diagnosis, links: Iterable[Link], node: str) -> tuple[Cause, ...]:
    """The sources from which an alert at a node can come, the most telling first.

    A source leads to the node over any number of links, or is the node itself. The first is the one that explains the
    most alerts; of those that explain as many, the one that falls short the most, then the one that lies nearest.

    Parameters
    ----------
    diagnosis : Diagnosis
    links : iterable of Link
        of the same chain.
    node : str
        one that alerts, by an indicator or by anything else that is known of it.

    Returns
    -------
    tuple of Cause
        Never empty for a node that alerts by an indicator: every alert has a source.

    Examples
    --------
    >>> from beffroi.analytics.results.diagnosis import diagnose
    >>> from beffroi.analytics.results.model import Indicator, ResultNode, Results
    >>> from beffroi.analytics.results.path import Path, Point
    >>> path = Path(Point(0, 0.0), Point(24, 2.0))
    >>> nodes = tuple(ResultNode(name, "output") for name in ("staff", "calls", "grants"))
    >>> chain = (Link("staff", "calls"), Link("calls", "grants"))
    >>> short = tuple(Indicator(name, name, path, (Point(24, 0.5),)) for name in ("staff", "grants"))
    >>> [found] = causes(diagnose(Results(nodes, chain, short)), chain, "grants")
    >>> found.path, found.explained, found.worst
    (('staff', 'calls', 'grants'), 2, 0.75)
    """
    ways = _ways(links, node)
    shares = _shares(diagnosis.verdicts)
    found = [
        Cause(source, ways[source.node], 1 + len(source.alerts), shares.get(source.node, 0.0))
        for source in diagnosis.sources
        if source.node in ways
    ]
    return tuple(sorted(found, key=lambda one: (-one.explained, -one.worst, len(one.path))))


def _ways(links: Iterable[Link], node: str) -> dict[str, tuple[str, ...]]:
    """Each node that leads to one → the shortest way to it, that node's own way first."""
    before: dict[str, list[str]] = {}
    for link in links:
        before.setdefault(link.target, []).append(link.source)
    ways: dict[str, tuple[str, ...]] = {node: (node,)}
    waiting = deque([node])
    while waiting:
        at = waiting.popleft()
        for earlier in before.get(at, ()):
            if earlier not in ways:
                ways[earlier] = (earlier, *ways[at])
                waiting.append(earlier)
    return ways


def _shares(verdicts: Sequence[Verdict]) -> Mapping[str, float]:
    """Node → the largest share by which one of its indicators falls short."""
    found: dict[str, float] = {}
    for each in verdicts:
        found[each.node] = max(found.get(each.node, 0.0), each.share or 0.0)
    return found
