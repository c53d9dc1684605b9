"""Rank reversal: a unit more or less turns two others round only where the scale depends on who is there."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beffroi.analytics.composite.pipeline import build_index
from beffroi.analytics.composite.spec import IndexSpec

quick = settings(deadline=None, max_examples=25)
Rows = dict[str, tuple[float, ...]]
rows = st.lists(st.tuples(*[st.integers(1, 9).map(float)] * 3), min_size=4, max_size=7)


def scores(normalise: dict[str, object], mean: str, given_rows: Rows) -> dict[str, float]:
    indicators = [{"id": name, "goalposts": [0, 10]} for name in "abc"]
    tree = [{"id": "total", "label": {"en": "Total"}, "children": list("abc")}]
    steps = [{"normalise": normalise}, {"aggregate": {"method": mean}}]
    spec = IndexSpec.model_validate(
        {"id": "law", "title": {"en": "Law"}, "indicators": indicators, "tree": tree, "steps": steps}
    )
    data = [{"unit": unit, **dict(zip("abc", values, strict=True))} for unit, values in given_rows.items()]
    found = build_index(spec, pl.DataFrame(data)).scores
    return dict(zip(found["unit"], found["total"], strict=True))


@quick
@given(rows, st.sampled_from(["arithmetic", "geometric", "harmonic"]))
def test_on_a_scale_that_does_not_depend_on_the_others_nobody_else_changes(
    drawn: list[tuple[float, ...]], mean: str
) -> None:
    units = {f"u{at}": values for at, values in enumerate(drawn)}
    whole = scores({"method": "goalposts"}, mean, units)
    units.pop("u0")
    assert scores({"method": "goalposts"}, mean, units) == pytest.approx({unit: whole[unit] for unit in units})


@pytest.mark.parametrize(
    ("scale", "units"),
    [
        ("minmax", {"w": (9, 2, 5), "x": (3, 1, 7), "y": (1, 3, 5), "z": (5, 2, 9)}),
        ("zscore", {"w": (2, 7, 7), "x": (2, 2, 4), "y": (1, 4, 5), "z": (6, 6, 5)}),
    ],
)
def test_on_a_scale_that_depends_on_the_others_ranks_can_be_reversed_as_documented(scale: str, units: Rows) -> None:
    whole = scores({"method": scale}, "arithmetic", units)
    without = scores({"method": scale}, "arithmetic", {unit: row for unit, row in units.items() if unit != "z"})
    assert whole["y"] > whole["x"]
    assert without["y"] < without["x"]
