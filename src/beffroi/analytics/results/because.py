"""Why a source is taken for one, and for what kind of one: in sentences."""

from collections.abc import Iterator, Sequence
from math import isfinite

from beffroi.analytics.messages import Message, Number
from beffroi.analytics.results.kinds import PeersTold, SourceKind
from beffroi.analytics.results.model import Indicator, Kind, ResultNode
from beffroi.analytics.results.months import month_text
from beffroi.analytics.results.order import listed
from beffroi.analytics.results.verdicts import Verdict

A_KIND: dict[Kind, Message] = {
    "input": Message("an input"),
    "activity": Message("an activity"),
    "output": Message("an output"),
    "outcome": Message("an outcome"),
    "impact": Message("an impact"),
}


def of_verdict(found: Verdict, indicator: Indicator, at: int) -> Message:
    """What is wrong with an indicator.

    Parameters
    ----------
    found : Verdict
        one that alerts.
    indicator : Indicator
    at : int
        the month.

    Returns
    -------
    Message

    Examples
    --------
    >>> from beffroi.analytics.results.path import Path, Point
    >>> staff = Indicator("fte", "staff", Path(Point(0, 0.0), Point(24, 2.5)))
    >>> of_verdict(Verdict("fte", "staff", "off_track", 2.5, 0.5, 2.0, 0.8, 24), staff, 24)
    'fte is at 0.5, expected was 2.5: it falls short by 80% of the planned change; the band is 10%.'
    """
    name, month = called(indicator), month_text(at)
    if found.actual is None or found.share is None:
        if found.measured is None:
            return Message("{indicator} has no measurement up to {month}.", indicator=name, month=month)
        return Message(
            "{indicator} was last measured in {last}, more than twelve months before {month}.",
            indicator=name,
            last=month_text(found.measured),
            month=month,
        )
    values = {"indicator": name, "actual": Number(found.actual), "expected": Number(found.expected)}
    if not isfinite(found.share):
        return Message("{indicator} is at {actual}, expected was {expected}, which was to be kept.", **values)
    return Message(
        "{indicator} is at {actual}, expected was {expected}: it falls short by {share}% of the planned change; "
        "the band is {band}%.",
        **values,
        share=Number(100 * found.share),
        band=Number(100 * indicator.band),
    )


def of_upstream(node: ResultNode, has_upstream: bool, is_measured: bool) -> Message:
    """Why nothing farther up is the source.

    Parameters
    ----------
    node : ResultNode
    has_upstream : bool
        whether any node leads to it.
    is_measured : bool
        whether one of them has an indicator.

    Returns
    -------
    Message

    Examples
    --------
    >>> of_upstream(ResultNode("staff", "input"), False, False)
    'Nothing leads to staff.'
    """
    if not has_upstream:
        return Message("Nothing leads to {node}.", node=called(node))
    if not is_measured:
        return Message("Nothing that leads to {node} is measured.", node=called(node))
    return Message("All that leads to {node} and is measured is on track.", node=called(node))


def of_peers(told: PeersTold) -> Message:
    """What the peers of an indicator show.

    Parameters
    ----------
    told : PeersTold
        of an indicator with peers.

    Returns
    -------
    Message

    Examples
    --------
    >>> from beffroi.analytics.results.path import Path, Point
    >>> staff = Indicator("fte", "staff", Path(Point(0, 0.0), Point(24, 2.5)))
    >>> of_peers(PeersTold(staff, 3, 0.05))
    'The median of the peers with data for fte (3) keeps to its own path.'
    """
    name = called(told.indicator)
    if told.median is None:
        return Message("No peer has data for {indicator} of the last twelve months.", indicator=name)
    if not told.miss:
        return Message(
            "The median of the peers with data for {indicator} ({count}) keeps to its own path.",
            indicator=name,
            count=told.count,
        )
    if not isfinite(told.median):
        return Message(
            "The median of the peers with data for {indicator} ({count}) misses what it was to keep.",
            indicator=name,
            count=told.count,
        )
    return Message(
        "The median of the peers with data for {indicator} ({count}) misses its own path by {share}% of its change.",
        indicator=name,
        count=told.count,
        share=Number(100 * told.median),
    )


def of_kind(node: ResultNode, kind: SourceKind, has_data: bool) -> Message:
    """What follows for the kind of a source.

    Parameters
    ----------
    node : ResultNode
    kind : {"delivery", "theory", "context", "data"}
    has_data : bool
        whether the node itself has data.

    Returns
    -------
    Message

    Examples
    --------
    >>> of_kind(ResultNode("staff", "input"), "delivery", True)
    'staff is an input: what was to be delivered is not.'
    """
    values = {"node": called(node), "kind": A_KIND[node.kind]}
    if kind == "data" and not has_data:
        return Message("What is not measured cannot be judged: the figures come first.")
    if kind == "data":
        return Message("{node} is {kind}: delivery and theory cannot be told apart without figures upstream.", **values)
    if kind == "context":
        return Message("What holds peers back as well lies in the context rather than in the strategy.")
    if kind == "delivery":
        return Message("{node} is {kind}: what was to be delivered is not.", **values)
    return Message("{node} is {kind}: what was to lead to it is there, but it does not follow.", **values)


def of_path(names: Sequence[str]) -> Iterator[Message]:
    """Nodes on track on the way from a source to the alert that it explains: a reason to look at the links as well.

    Parameters
    ----------
    names : sequence of str

    Yields
    ------
    Message

    Examples
    --------
    >>> list(of_path(["calls"]))
    ['On the way, on track themselves: calls; look at the theory between as well.']
    """
    if names:
        yield Message(
            "On the way, on track themselves: {nodes}; look at the theory between as well.", nodes=listed(names)
        )


def called(given: ResultNode | Indicator) -> str:
    """The name of a node or indicator, or its identifier where it has none.

    Parameters
    ----------
    given : ResultNode or Indicator

    Returns
    -------
    str

    Examples
    --------
    >>> called(ResultNode("staff", "input")), called(ResultNode("staff", "input", "Staff of the unit"))
    ('staff', 'Staff of the unit')
    """
    return given.name or given.id
