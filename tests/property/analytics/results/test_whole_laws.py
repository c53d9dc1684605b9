"""Laws of wholes: a sum is the sum of its parts, distinct beneficiaries lie between the largest part and the sum."""

import math

from hypothesis import given
from hypothesis import strategies as st

from beffroi.analytics.results.aggregation import Part, aggregate

VALUES = st.one_of(st.none(), st.floats(-1e9, 1e9))
UNITS = st.sampled_from(["firms", "euro"])
PARTS = st.lists(st.builds(lambda value, unit, level: (value, unit, level), VALUES, UNITS, st.booleans()), max_size=8)


@given(PARTS)
def test_a_sum_is_that_of_the_parts_that_can_be_added_and_each_other_part_says_why(rows: list[tuple]) -> None:  # type: ignore[type-arg]
    parts = [Part(str(at), value, unit, is_level=level, period="May") for at, (value, unit, level) in enumerate(rows)]
    whole = aggregate("sum", parts, "firms")
    usable = [one for one in parts if one.value is not None and one.unit == "firms" and not one.is_level]
    assert whole.parts == tuple(one.id for one in usable)
    assert whole.value == (math.fsum(one.value or 0.0 for one in usable) if usable else None)
    assert {one.part for one in whole.left_out} == {one.id for one in parts} - set(whole.parts)
    assert all(str(one.reason) for one in whole.left_out)


@given(st.lists(st.lists(st.sampled_from("abcdef"), max_size=6), min_size=1, max_size=5))
def test_who_stands_in_several_parts_counts_once_in_the_whole(parts: list[list[str]]) -> None:
    whole = aggregate("distinct", [Part(str(at), beneficiaries=names) for at, names in enumerate(parts)])
    sizes = [len(set(names)) for names in parts]
    assert whole.value is not None and max(sizes) <= whole.value <= sum(sizes)
    assert whole.value == len({name for names in parts for name in names})
