"""Verdicts and diagnosis against second ones in exact fractions that walk every way, and the laws that both keep."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.property.analytics.results.random_results import FIRST, LAST, chains, indicators

from beffroi.analytics.errors import InputError
from beffroi.analytics.results.diagnosis import diagnose
from beffroi.analytics.results.model import Indicator, Peer, Results
from beffroi.analytics.results.order import circle, followers, order
from beffroi.analytics.results.path import Path
from beffroi.analytics.results.verdicts import verdict

LAWS = settings(deadline=None, max_examples=80)
MONTHS = st.integers(FIRST - 3, LAST + 14)
ORDER = ["on_track", "at_risk", "off_track", "no_data"]


def expected(path: Path, at: int) -> Fraction:
    """The first stretch of the path that holds the month."""
    known = sorted({path.baseline, path.target, *path.milestones})
    at = min(max(at, known[0].at), known[-1].at)
    one, other = next((one, other) for one, other in pairwise(known) if one.at <= at <= other.at)
    rise = Fraction(other.value) - Fraction(one.value)
    return Fraction(one.value) + rise * Fraction(at - one.at, other.at - one.at)


def lacking(given: Indicator | Peer, at: int, up: bool) -> tuple[Fraction, Fraction] | None:
    """How much is lacking, and of how much; None without data."""
    recent = [point for point in given.measurements if 0 <= at - point.at <= 12]
    if not recent:
        return None
    wanted, found = expected(given.path, at), Fraction(max(recent).value)
    gap = wanted - found if up else found - wanted
    return max(gap, Fraction(0)), abs(Fraction(given.path.target.value) - Fraction(given.path.baseline.value))


def is_up(indicator: Indicator) -> bool:
    return indicator.polarity == "up" or (
        indicator.polarity is None and indicator.path.target.value >= indicator.path.baseline.value
    )


def status(indicator: Indicator, at: int) -> str:
    found = lacking(indicator, at, is_up(indicator))
    if found is None:
        return "no_data"
    gap, planned = found
    band = Fraction(indicator.band) * planned
    return "on_track" if gap <= band else "at_risk" if gap <= 2 * band else "off_track"


def peers_miss(indicator: Indicator, at: int) -> bool | None:
    shares = []
    for peer in indicator.peers:
        found = lacking(peer, at, is_up(indicator))
        if found is not None:
            gap, planned = found
            shares.append(gap / planned if planned else Fraction(10**9) if gap else Fraction(0))
    return median(shares) > Fraction(indicator.band) if shares else None


def upstream(results: Results, node: str) -> set[str]:
    """Everything that leads to a node."""
    before = {link.source for link in results.links if link.target == node}
    return before.union(*(upstream(results, each) for each in before))


def ways(results: Results, node: str, alerting: set[str]) -> list[list[str]]:
    """Every way from a node to an alert."""
    found = []
    for after in {link.target for link in results.links if link.source == node}:
        found += [[node, after]] if after in alerting else []
        found += [[node, *way] for way in ways(results, after, alerting)]
    return found


def by_hand(results: Results, at: int) -> dict[str, tuple[str, set[str], int]]:
    """Source → its kind, the alerts that it explains, how many nodes its path has."""
    statuses: dict[str, str] = {}
    for each in results.indicators:
        statuses[each.node] = max(statuses.get(each.node, "on_track"), status(each, at), key=ORDER.index)
    alerting = {node for node, found in statuses.items() if found != "on_track"}
    found = {}
    for node in results.nodes:
        before = upstream(results, node.id)
        if node.id not in alerting or before & alerting:
            continue
        worst = [each for each in results.indicators if each.node == node.id and status(each, at) == statuses[node.id]]
        told = [miss for each in worst if (miss := peers_miss(each, at)) is not None]
        if statuses[node.id] == "no_data":
            kind = "data"
        elif told and all(told):
            kind = "context"
        elif node.kind in ("input", "activity", "output"):
            kind = "delivery"
        else:
            kind = "theory" if before & statuses.keys() else "data"
        explained = {each for each in alerting if node.id in upstream(results, each)}
        found[node.id] = (kind, explained, max(map(len, ways(results, node.id, alerting)), default=1))
    return found


@settings(deadline=None, max_examples=300)
@given(indicators("i", "n"), MONTHS)
def test_verdicts_are_those_of_exact_fractions(indicator: Indicator, at: int) -> None:
    found = verdict(indicator, at)
    assert found.status == status(indicator, at)
    assert abs(Fraction(found.expected) - expected(indicator.path, at)) < Fraction(1, 10**12)
    assert (found.actual is None) == (found.status == "no_data")


@LAWS
@given(chains(), MONTHS)
def test_sources_are_those_of_a_walk_over_every_way(results: Results, at: int) -> None:
    found = diagnose(results, at)
    assert {each.node: (each.kind, set(each.alerts), len(each.path)) for each in found.sources} == by_hand(results, at)
    assert [each.indicator for each in found.verdicts] == [each.id for each in results.indicators]


@LAWS
@given(chains(), MONTHS)
def test_a_source_is_never_downstream_of_an_alert_and_every_alert_has_a_source(results: Results, at: int) -> None:
    found = diagnose(results, at)
    alerting = {each.node for each in found.alerts}
    links = {(link.source, link.target) for link in results.links}
    for source in found.sources:
        assert source.node in alerting
        assert not upstream(results, source.node) & alerting
        assert source.node not in source.alerts
        assert source.path[0] == source.node
        assert set(zip(source.path, source.path[1:], strict=False)) <= links
        assert source.path[-1] in (*source.alerts, source.node)
        assert (len(source.path) > 1) == bool(source.alerts)
        assert source.because
    assert {each.node for each in found.sources}.union(*(each.alerts for each in found.sources)) == alerting


@LAWS
@given(chains(), MONTHS)
def test_the_order_in_which_things_are_given_changes_only_the_order(results: Results, at: int) -> None:
    turned = Results(results.nodes[::-1], results.links[::-1], results.indicators[::-1])
    one, other = diagnose(results, at), diagnose(turned, at)
    assert set(one.verdicts) == set(other.verdicts)
    assert [each.node for each in one.sources] == [each.node for each in other.sources][::-1]
    for source, same in zip(one.sources, other.sources[::-1], strict=True):
        assert (source.kind, source.alerts, len(source.path)) == (same.kind, same.alerts[::-1], len(same.path))


@LAWS
@given(indicators("i", "n"), MONTHS, st.integers(0, 8))
def test_a_better_value_is_never_worse(indicator: Indicator, at: int, better: int) -> None:
    found = verdict(indicator, at)
    if found.actual is None:
        return
    moved = tuple(
        point._replace(value=point.value + indicator.sign * better / 4) if point.at == found.measured else point
        for point in indicator.measurements
    )
    improved = verdict(replace(indicator, measurements=moved), at)
    assert ORDER.index(improved.status) <= ORDER.index(found.status)


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=14))
def test_a_circle_is_found_exactly_where_there_is_no_order(links: list[tuple[int, int]]) -> None:
    after, names = followers(7, links), list("abcdefg")
    found = circle(after)
    if not found:
        sequence = order(names, after)
        assert sorted(sequence) == list(range(7))
        assert all(sequence.index(one) < sequence.index(other) for one, other in links)
        return
    assert set(zip(found, found[1:] + found[:1], strict=True)) <= set(links)
    assert found[0] == min(found)
    with pytest.raises(InputError, match=r"take (the|one of the) links? out"):
        order(names, after)
