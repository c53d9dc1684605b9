"""Laws of the walk from one alert upstream: it always ends at a source, and nothing that alerts lies above that."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.property.analytics.results.random_results import FIRST, LAST, chains

from beffroi.analytics.results.diagnosis import diagnose
from beffroi.analytics.results.model import Results
from beffroi.analytics.results.upstream import causes

LAWS = settings(deadline=None, max_examples=80)
MONTHS = st.integers(FIRST - 3, LAST + 14)


def upstream(results: Results, node: str) -> set[str]:
    """Everything that leads to a node."""
    before = {link.source for link in results.links if link.target == node}
    return before.union(*(upstream(results, each) for each in before))


@LAWS
@given(chains(), MONTHS)
def test_every_alert_has_a_cause_and_no_cause_is_downstream_of_an_alert(results: Results, at: int) -> None:
    found = diagnose(results, at)
    alerting = {each.node for each in found.alerts}
    links = {(link.source, link.target) for link in results.links}
    for node in alerting:
        told = causes(found, results.links, node)
        assert {one.source.node for one in told} == {
            source.node for source in found.sources if source.node in upstream(results, node) | {node}
        }
        assert told
        for one in told:
            assert not upstream(results, one.source.node) & alerting
            assert (one.path[0], one.path[-1]) == (one.source.node, node)
            assert set(zip(one.path, one.path[1:], strict=False)) <= links
            assert len(set(one.path)) == len(one.path)


@LAWS
@given(chains(), MONTHS)
def test_the_first_cause_explains_the_most(results: Results, at: int) -> None:
    found = diagnose(results, at)
    for node in {each.node for each in found.alerts}:
        told = causes(found, results.links, node)
        assert [one.explained for one in told] == sorted((one.explained for one in told), reverse=True)
        assert all(one.explained == 1 + len(one.source.alerts) for one in told)
