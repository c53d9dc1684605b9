"""A difference applied to the old version gives the new one, whatever the two say."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from beffroi.web.strategy.difference import ABSENT, Change, applied, changes_of, difference

values = st.one_of(
    st.none(), st.booleans(), st.integers(0, 2), st.text("ab", max_size=2), st.lists(st.text("a"), max_size=2)
)
records = st.dictionaries(
    st.sampled_from(["title", "text", "details", "code"]),
    st.recursive(
        values, lambda inner: st.dictionaries(st.sampled_from(["en", "fr", "low"]), inner, max_size=3), max_leaves=5
    ),
    max_size=4,
)
versions = st.dictionaries(st.sampled_from("ABCDE"), records, max_size=5)


@settings(max_examples=150, deadline=None)
@given(versions, versions)
def test_the_difference_applied_to_the_old_version_gives_the_new_one(old: dict[str, Any], new: dict[str, Any]) -> None:
    found = difference(old, new)
    assert applied(old, found) == new
    assert (len(found) == 0) == (old == new)


def test_a_change_names_where_it_stands_what_was_and_what_is() -> None:
    old = {"title": {"en": "One"}, "details": {"low": 1}}
    new = {"title": {"en": "One", "fr": "Un"}, "details": {}}
    assert changes_of(old, new) == (
        Change(("title", "fr"), ABSENT, "Un"), Change(("details",), ABSENT, {}), Change(("details", "low"), 1, ABSENT),
    )  # fmt: skip
