"""Chains to test with: measured nodes in a row or as wished, with a path from 0 to 10 in two years."""

from collections.abc import Sequence
from itertools import pairwise

from beffroi.analytics.results.model import Indicator, Kind, Link, Peer, ResultNode, Results
from beffroi.analytics.results.months import month
from beffroi.analytics.results.path import Path, Point

START, END = month(2021), month(2023)
PATH = Path(Point(START, 0.0), Point(END, 10.0))
ROW: tuple[Kind, ...] = ("input", "activity", "output", "outcome", "impact")
VALUES = {"on_track": 10.0, "at_risk": 8.5, "off_track": 2.0}


def indicator(node: str, status: str, name: str = "", peers: Sequence[float] = ()) -> Indicator:
    """An indicator that stands so at the end of its path; its peers have these values then."""
    measurements = (Point(END, VALUES[status]),) if status in VALUES else ()
    others = tuple(Peer(f"P{at}", PATH, (Point(END, value),)) for at, value in enumerate(peers))
    return Indicator(name or node, node, PATH, measurements, peers=others)


def row(*statuses: str | None, kinds: Sequence[Kind] = ROW) -> Results:
    """Nodes one after the other, input to impact, each with an indicator that stands so, or with none."""
    names = [f"n{at}" for at in range(len(statuses))]
    return Results(
        tuple(ResultNode(name, kind) for name, kind in zip(names, kinds, strict=False)),
        tuple(Link(one, other) for one, other in pairwise(names)),
        tuple(indicator(name, status) for name, status in zip(names, statuses, strict=True) if status),
    )
