"""Of what kind a source is: missing data, the context, delivery, or the theory of the strategy."""

from collections.abc import Collection
from dataclasses import dataclass
from statistics import median
from typing import Literal

from beffroi.analytics.results.model import Indicator, Kind
from beffroi.analytics.results.verdicts import Status, shortfall_share

SourceKind = Literal["delivery", "theory", "context", "data"]
DELIVERED: frozenset[Kind] = frozenset({"input", "activity", "output"})
"""What those who carry a strategy out deliver; outcomes and impact are meant to follow from it."""
ROUNDING = 1e-9
"""A median that passes the band by less does not pass it."""


@dataclass(frozen=True)
class PeersTold:
    """What the peers of an indicator show."""

    indicator: Indicator
    count: int
    """Peers with a measurement in the last twelve months."""
    median: float | None
    """The median of their shortfalls, each as a share of its own planned change; None if no peer has data."""

    @property
    def miss(self) -> bool:
        """Whether the median peer falls short by more than the band of the indicator."""
        return self.median is not None and self.median > self.indicator.band + ROUNDING


def peers_told(indicator: Indicator, at: int) -> PeersTold:
    """What the peers of an indicator show in a month.

    Parameters
    ----------
    indicator : Indicator
        its polarity and band hold for its peers too.
    at : int
        the month.

    Returns
    -------
    PeersTold

    Notes
    -----
    A peer that overshoots falls short by 0, by however much it does; one without data is left out. Of an even number,
    the median is the mean of the two in the middle.

    Examples
    --------
    >>> from beffroi.analytics.results.model import Peer
    >>> from beffroi.analytics.results.path import Path, Point
    >>> path = Path(Point(0, 0.0), Point(12, 2.0))
    >>> peers = tuple(Peer(name, path, (Point(12, value),)) for name, value in (("A", 0.5), ("B", 1.0), ("C", 9.0)))
    >>> told = peers_told(Indicator("fte", "staff", path, peers=peers), 12)
    >>> told.count, told.median, told.miss
    (3, 0.5, True)
    """
    shares = [shortfall_share(peer, at, indicator.sign) for peer in indicator.peers]
    known = [share for share in shares if share is not None]
    return PeersTold(indicator, len(known), median(known) if known else None)


def kind_of_source(kind: Kind, status: Status, peers: Collection[PeersTold], is_measured_upstream: bool) -> SourceKind:
    """Of what kind a source is.

    Parameters
    ----------
    kind : {"input", "activity", "output", "outcome", "impact"}
        of the node.
    status : {"at_risk", "off_track", "no_data"}
        of the node.
    peers : collection of PeersTold
        for each indicator of the node that is as bad as the node.
    is_measured_upstream : bool
        whether a node that leads to it, over whatever stands between, has an indicator.

    Returns
    -------
    {"delivery", "theory", "context", "data"}

    Notes
    -----
    The first that holds: `data` if the status is no data. `context` if peers have data and the median peer misses
    its own path, for each indicator whose peers have data: peers that keep their path show that it can be done.
    `delivery` for inputs, activities and outputs. `theory` for outcomes and impact if something that leads to them is
    measured: it is on track, else this were no source. If nothing is, delivery and theory cannot be told apart, and
    what is lacking is `data`.

    Examples
    --------
    >>> kind_of_source("input", "off_track", (), False), kind_of_source("outcome", "at_risk", (), True)
    ('delivery', 'theory')
    >>> kind_of_source("outcome", "at_risk", (), False), kind_of_source("input", "no_data", (), True)
    ('data', 'data')
    """
    if status == "no_data":
        return "data"
    told = [each for each in peers if each.median is not None]
    if told and all(each.miss for each in told):
        return "context"
    if kind in DELIVERED:
        return "delivery"
    return "theory" if is_measured_upstream else "data"
