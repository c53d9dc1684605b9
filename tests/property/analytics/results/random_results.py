"""Results of any kind, for laws: chains with gaps, several indicators a node, milestones, peers, old measurements."""

from hypothesis import strategies as st

from beffroi.analytics.results.model import KINDS, Indicator, Link, Peer, ResultNode, Results
from beffroi.analytics.results.path import Path, Point

FIRST, LAST = 24_000, 24_040
VALUES = st.integers(-8, 8).map(lambda value: value / 4)


@st.composite
def points(draw: st.DrawFn, first: int = FIRST - 5, last: int = LAST + 15, most: int = 4) -> tuple[Point, ...]:
    """Values at some months, each month once."""
    months = draw(st.lists(st.integers(first, last), max_size=most, unique=True))
    return tuple(Point(at, draw(VALUES)) for at in months)


@st.composite
def paths(draw: st.DrawFn) -> Path:
    """A path with up to two milestones."""
    first, last = sorted(draw(st.lists(st.integers(FIRST, LAST), min_size=2, max_size=2, unique=True)))
    between = draw(points(first + 1, last - 1, 2)) if last - first > 1 else ()
    return Path(Point(first, draw(VALUES)), Point(last, draw(VALUES)), between)


@st.composite
def indicators(draw: st.DrawFn, name: str, node: str) -> Indicator:
    """An indicator of a node, with up to three peers."""
    peers = [Peer(f"P{at}", draw(paths()), draw(points())) for at in range(draw(st.integers(0, 3)))]
    polarity, band = draw(st.sampled_from(["up", "down", None])), draw(st.sampled_from([0.0, 0.125, 0.25, 1.0]))
    return Indicator(name, node, draw(paths()), draw(points()), polarity, band, tuple(peers))


@st.composite
def chains(draw: st.DrawFn, most: int = 7) -> Results:
    """Up to so many nodes in any order, links without a circle, up to two indicators a node."""
    ids = [f"n{at}" for at in range(draw(st.integers(1, most)))]
    pairs = [(one, other) for at, other in enumerate(ids) for one in ids[:at]]
    links = draw(st.lists(st.sampled_from(pairs), max_size=2 * most)) if pairs else []
    kept = [
        draw(indicators(f"{node}-{number}", node))
        for node in ids
        for number in range(draw(st.sampled_from([0, 1, 1, 2])))
    ]
    nodes = [ResultNode(name, draw(st.sampled_from(KINDS))) for name in ids]
    return Results(
        tuple(draw(st.permutations(nodes))), tuple(Link(*pair) for pair in links), tuple(draw(st.permutations(kept)))
    )
