"""Where alerts come from, of what kind that is, and why."""

from dataclasses import replace
from itertools import pairwise

import pytest
from tests.unit.analytics.results.chains import END, PATH, indicator, row

from beffroi.analytics.errors import InputError
from beffroi.analytics.results.diagnosis import Source, diagnose, latest_month
from beffroi.analytics.results.model import Indicator, Kind, Link, ResultNode, Results
from beffroi.analytics.results.path import Path, Point


def only(results: Results) -> Source:
    [source] = diagnose(results, END).sources
    return source


def nodes(*names: str, kind: Kind = "output") -> tuple[ResultNode, ...]:
    return tuple(ResultNode(name, kind) for name in names)


def test_without_alerts_there_is_no_source() -> None:
    found = diagnose(row("on_track", None, "on_track"), END)
    assert (found.alerts, found.sources) == ((), ())
    assert diagnose(Results((), (), ())).verdicts == ()


def test_an_alert_is_explained_over_nodes_without_indicators_and_over_nodes_on_track() -> None:
    source = only(row("off_track", None, "on_track", None, "at_risk"))
    assert (source.node, source.kind, source.alerts) == ("n0", "delivery", ("n4",))
    assert source.path == ("n0", "n1", "n2", "n3", "n4")
    assert source.because[-1] == "On the way, on track themselves: n2; look at the theory between as well."


def test_the_earliest_alert_is_the_source_however_mild() -> None:
    source = only(row("at_risk", "off_track", "no_data", "off_track"))
    assert (source.node, source.alerts) == ("n0", ("n1", "n2", "n3"))


def test_the_path_is_the_longest_way_to_an_alert() -> None:
    made = row("off_track", "on_track", "off_track", "off_track")
    shortcut = replace(made, links=(Link("n0", "n3"), *made.links, Link("n0", "n3")))
    assert only(shortcut).path == ("n0", "n1", "n2", "n3")


def test_two_sources_may_explain_the_same_alert() -> None:
    ids = ("a", "b", "meet", "end")
    links = (Link("b", "meet"), Link("a", "meet"), Link("meet", "end"))
    measured = tuple(indicator(name, "off_track") for name in ("end", "b", "a"))
    found = diagnose(Results(nodes(*ids), links, measured), END)
    assert [(each.node, each.alerts, each.path) for each in found.sources] == [
        ("a", ("end",), ("a", "meet", "end")),
        ("b", ("end",), ("b", "meet", "end")),
    ]
    assert [each.indicator for each in found.verdicts] == ["end", "b", "a"]


@pytest.mark.parametrize(
    ("statuses", "kind", "why"),
    [
        (("off_track",), "delivery", "n0 is an input: what was to be delivered is not."),
        ((None, "off_track"), "delivery", "n1 is an activity"),
        ((None, None, "at_risk"), "delivery", "n2 is an output"),
        (("on_track", None, None, "off_track"), "theory", "what was to lead to it is there, but it does not follow"),
        (("on_track", None, None, None, "off_track"), "theory", "n4 is an impact"),
        ((None, None, None, "off_track"), "data", "delivery and theory cannot be told apart without figures upstream"),
        (("no_data",), "data", "n0 has no measurement up to 2023-12."),
        (("on_track", None, None, "no_data"), "data", "What is not measured cannot be judged"),
        (("no_data", "off_track"), "data", "Nothing leads to n0."),
    ],
)
def test_the_kind_of_a_source(statuses: tuple[str | None, ...], kind: str, why: str) -> None:
    source = only(row(*statuses))
    assert source.kind == kind
    assert any(why in sentence for sentence in source.because)


@pytest.mark.parametrize(
    ("peers", "kind"),
    [
        ((2.0,), "context"),
        ((9.0,), "delivery"),  # misses by the band exactly: keeps its path
        ((8.99,), "context"),
        ((2.0, 9.5, 3.0), "context"),
        ((2.0, 9.5, 10.0), "delivery"),
        ((1000.0, 7.0), "context"),  # overshooting counts as falling short by 0, by however much
        ((), "delivery"),
    ],
)
def test_peers_that_miss_their_own_path_point_to_the_context(peers: tuple[float, ...], kind: str) -> None:
    results = Results(nodes("n"), (), (indicator("n", "off_track", peers=peers),))
    assert only(results).kind == kind


def test_peers_without_data_say_nothing() -> None:
    made = indicator("n", "off_track", peers=(2.0, 9.5))
    old = replace(made.peers[0], measurements=(Point(END - 13, 0.0),))
    assert only(Results(nodes("n"), (), (replace(made, peers=(old, made.peers[1])),))).kind == "delivery"
    source = only(Results(nodes("n"), (), (replace(made, peers=(old,)),)))
    assert source.kind == "delivery"
    assert "No peer has data for n of the last twelve months." in source.because


def test_peers_hold_to_their_own_path_and_to_the_polarity_of_the_indicator() -> None:
    falling = Path(Point(END - 24, 10.0), Point(END, 0.0))
    made = Indicator("i", "n", falling, (Point(END, 9.0),))
    peer = replace(indicator("n", "off_track", peers=(0.0,)).peers[0], path=falling)
    assert only(Results(nodes("n"), (), (replace(made, peers=(peer,)),))).kind == "delivery"
    late = replace(peer, measurements=(Point(END, 6.0),))
    assert only(Results(nodes("n"), (), (replace(made, peers=(late,)),))).kind == "context"


def test_a_node_is_as_bad_as_its_worst_indicator_and_peers_of_that_one_count() -> None:
    mild = indicator("n", "at_risk", "mild", peers=(2.0,))
    bad = indicator("n", "off_track", "bad", peers=(10.0,))
    fine = indicator("n", "on_track", "fine")
    assert only(Results(nodes("n"), (), (fine, mild, bad))).kind == "delivery"
    assert only(Results(nodes("n"), (), (mild, fine))).kind == "context"
    worse = indicator("n", "off_track", "worse", peers=(2.0,))
    assert only(Results(nodes("n"), (), (bad, worse))).kind == "delivery"  # one shows that it can be done
    source = only(Results(nodes("n"), (), (worse, indicator("n", "no_data", "unseen"))))
    assert source.kind == "data"
    assert source.because[0].startswith("unseen has no measurement")
    assert source.because[1].startswith("worse is at 2, expected was 10: it falls short by 80% of")


def test_without_a_month_it_is_the_last_that_was_measured() -> None:
    made = row("off_track", "no_data")
    assert latest_month(made) == END
    assert diagnose(made).at == END
    assert latest_month(row("no_data")) == PATH.baseline.at
    ahead = indicator("n0", "off_track", peers=(1.0,))
    peer = replace(ahead.peers[0], measurements=(Point(END + 5, 1.0),))
    assert latest_month(replace(made, indicators=(replace(ahead, peers=(peer,)),))) == END


@pytest.mark.parametrize(
    ("links", "sentence"),
    [
        ([("a", "a")], "a leads to itself; take the link out"),
        ([("a", "b"), ("b", "c"), ("c", "b")], "b, c lead to each other in a circle; take one of the links out"),
        ([("a", "x")], "there is no node x"),
    ],
)
def test_circles_and_unknown_nodes_are_refused(links: list[tuple[str, str]], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        Results(nodes("a", "b", "c"), tuple(Link(*pair) for pair in links), ())


def test_a_long_chain_needs_no_recursion() -> None:
    many = 4_000
    ids = [f"n{at}" for at in range(many)]
    links = tuple(Link(one, other) for one, other in pairwise(ids))
    ends = (indicator(ids[0], "off_track"), indicator(ids[-1], "off_track"))
    assert len(only(Results(nodes(*ids), links, ends)).path) == many
