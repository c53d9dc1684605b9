"""Whatever is looked at: one open alert a subject, closed by facts only, and a second look does nothing."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from beffroi.web.monitoring.alert_rules import Held, Look, Subject, changes

TODAY = date(2024, 7, 1)
SUBJECTS = [Subject("indicator", number) for number in range(3)]
LOOKS = st.lists(
    st.builds(
        lambda subject, severity, value, is_known: Look(
            "off_track", subject, severity if is_known else None, {"actual": value}, is_known
        ),
        st.sampled_from(SUBJECTS), st.sampled_from(["high", "medium", None]), st.integers(0, 2), st.booleans(),
    ),
    max_size=3, unique_by=lambda look: look.subject,
)  # fmt: skip
State = dict[tuple[str, str], Held]


def follow(state: State, looks: list[Look]) -> State:
    """What the action does with what is asked."""
    asked = changes(state.values(), looks, TODAY)
    opened = {look.at for look in asked.opened}
    assert not opened & state.keys(), "an open alert is not opened again"
    assert asked.closed.keys() <= state.keys()
    assert not opened & asked.closed.keys()
    after = {at: one for at, one in state.items() if at not in asked.closed}
    for look in (*asked.opened, *asked.changed):
        assert look.severity is not None
        after[look.at] = Held(*look.at, look.severity, look.facts, None)
    return after


@settings(deadline=None, max_examples=200)
@given(st.lists(LOOKS, max_size=6))
def test_alerts_follow_the_facts_through_any_sequence_of_looks(rounds: list[list[Look]]) -> None:
    state: State = {}
    for looks in rounds:
        before, state = state, follow(state, looks)
        seen = {look.at: look for look in looks}
        for at, look in seen.items():
            if look.severity:
                assert (state[at].severity, state[at].facts) == (look.severity, look.facts)
            elif look.is_known:
                assert at not in state
            else:
                assert state.get(at) == before.get(at)
        assert state.keys() <= seen.keys(), "what nobody looks at any more is closed"
        assert not any(changes(state.values(), looks, TODAY)), "a second look changes nothing"
