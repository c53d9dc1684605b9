"""The index of a small table, by hand."""

import json
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest

from beffroi.analytics.composite.pipeline import build_index
from beffroi.analytics.composite.spec import IndexSpec, parse_spec
from beffroi.analytics.errors import InputError
from beffroi.analytics.messages import Message

SPEC = """\
id: small
title: {en: Small}
indicators: [{id: a}, {id: b, polarity: -1}, {id: c, weight: 3}]
tree:
  - {id: total, label: {en: Total}, children: [upper, lower, none]}
  - {id: upper, label: {en: Upper}, children: [a, b]}
  - {id: lower, label: {en: Lower}, weight: 2, children: [c]}
  - {id: none, label: {en: None}, missing: {en: nobody counts it, fr: personne ne le compte}}
"""
ROWS: dict[str, list[Any]] = {
    "unit": ["x", "y", "z"],
    "a": [0.0, 5.0, 10.0],
    "b": [4.0, None, 2.0],
    "c": [1.0, 3.0, 2.0],
}


@pytest.fixture
def spec() -> IndexSpec:
    return parse_spec(SPEC, "small.yaml")


def with_aggregate(minimum: float) -> IndexSpec:
    return parse_spec(SPEC + f"aggregate: {{minimum_coverage: {minimum}}}\n", "small.yaml")


def test_nodes_are_weighted_means_from_the_bottom_to_the_total(spec: IndexSpec) -> None:
    result = build_index(spec, pl.DataFrame(ROWS))
    assert result.scores.to_dict(as_series=False) == {
        "unit": ["x", "y", "z"],
        "upper": [0.0, 0.5, 1.0],
        "lower": [0.0, 1.0, 0.5],
        "none": [None, None, None],
        "total": [0.0, pytest.approx(2.5 / 3), pytest.approx(2.0 / 3)],
    }
    assert result.normalised.to_dict(as_series=False) == {
        "unit": ["x", "y", "z"],
        "a": [0.0, 0.5, 1.0],
        "b": [0.0, None, 1.0],
        "c": [0.0, 1.0, 0.5],
    }
    assert result.ranks["total"].to_list() == [3, 1, 2]
    assert result.ranks["none"].to_list() == [None, None, None]
    assert result.ranks.schema["total"] == pl.Int64


def test_coverage_counts_what_is_declared_missing(spec: IndexSpec) -> None:
    result = build_index(spec, pl.DataFrame(ROWS))
    assert result.coverage["upper"].to_list() == [1.0, 0.5, 1.0]
    assert result.coverage["none"].to_list() == [0.0, 0.0, 0.0]
    assert result.coverage["total"].to_list() == [0.75, 0.75, 0.75]
    assert (result.observed("y", "upper"), result.observed("y", "total"), result.observed("y", "none")) == (1, 2, 0)
    assert result.observed("nobody", "upper") == 0


def test_a_node_with_too_little_coverage_is_missing_and_its_parent_goes_on_without_it() -> None:
    result = build_index(with_aggregate(0.6), pl.DataFrame(ROWS))
    assert result.scores["upper"].to_list() == [0.0, None, 1.0]
    assert result.coverage["total"].to_list() == [0.75, 0.5, 0.75]
    assert result.scores["total"].to_list() == [0.0, None, pytest.approx(2.0 / 3)]


def test_pandas_in_gives_the_same_numbers_in_pandas(spec: IndexSpec) -> None:
    frame = pd.DataFrame(ROWS, index=[7, 3, 9])
    result, expected = build_index(spec, frame), build_index(spec, pl.DataFrame(ROWS))
    assert isinstance(result.scores, pd.DataFrame)
    for name in ("scores", "normalised", "coverage", "ranks"):
        table, other = getattr(result, name), getattr(expected, name)
        assert table["unit"].tolist() == ["x", "y", "z"]
        columns = [column for column in other.columns if column != "unit"]
        assert list(table.columns) == other.columns
        np.testing.assert_array_equal(table[columns].to_numpy(dtype=float), other[columns].cast(pl.Float64).to_numpy())
    assert result.run == expected.run


def test_the_units_keep_their_type(spec: IndexSpec) -> None:
    result = build_index(spec, pl.DataFrame({**ROWS, "unit": [2021, 2022, 2023]}))
    assert result.scores["unit"].to_list() == [2021, 2022, 2023]


def test_the_data_are_not_changed(spec: IndexSpec) -> None:
    frame = pd.DataFrame(ROWS)
    before = frame.copy(deep=True)
    build_index(spec, frame)
    pd.testing.assert_frame_equal(frame, before)


def test_the_reference_set_scales_and_is_ranked(spec: IndexSpec) -> None:
    rows = {name: [*values, extra] for (name, values), extra in zip(ROWS.items(), ["EU", 20.0, 2.0, 2.0], strict=True)}
    result = build_index(spec, pl.DataFrame(rows), reference=["x", "y", "z"])
    assert result.normalised["a"].to_list() == [0.0, 0.5, 1.0, 2.0]
    assert result.ranks["total"].to_list() == [3, 1, 2, None]
    assert result.run["reference"] == ["x", "y", "z"]
    assert result.run["reference_size"] == 3


@pytest.mark.parametrize("declared", ["[x, y]", "{starts_with: [x, y]}"])
def test_the_spec_may_name_the_reference_set(declared: str) -> None:
    spec = parse_spec(SPEC + f"reference: {declared}\n", "small.yaml")
    result = build_index(spec, pl.DataFrame(ROWS))
    assert result.normalised["a"].to_list() == [0.0, 1.0, 2.0]
    assert build_index(spec, pl.DataFrame(ROWS), reference=["x", "z"]).normalised["a"].to_list() == [0.0, 0.5, 1.0]


def test_a_constant_indicator_is_missing_with_the_reason(spec: IndexSpec) -> None:
    result = build_index(spec, pl.DataFrame({**ROWS, "c": [2.0, 2.0, 2.0]}))
    assert result.normalised["c"].to_list() == [None, None, None]
    assert result.scores["lower"].to_list() == [None, None, None]
    assert result.scores["total"].to_list() == [0.0, 0.5, 1.0]
    reason = result.run["missing"]["c"]
    assert isinstance(reason, Message)
    assert reason == "constant over the reference set (3 values), so it cannot tell units apart"
    assert result.run["missing"]["lower"] == "none of its indicators can be scaled"
    assert result.run["without_scale"] == ["c"]


def test_an_indicator_without_any_value_is_missing_with_the_reason(spec: IndexSpec) -> None:
    result = build_index(spec, pl.DataFrame({**ROWS, "c": [None, None, None]}))
    assert result.run["missing"]["c"] == "no unit of the reference set has a value"


def test_a_declared_missing_dimension_keeps_its_reason(spec: IndexSpec) -> None:
    assert build_index(spec, pl.DataFrame(ROWS)).run["missing"] == {"none": "nobody counts it"}


def test_the_run_can_be_written_as_json_and_builds_the_same_spec(spec: IndexSpec) -> None:
    run = json.loads(json.dumps(build_index(spec, pl.DataFrame(ROWS), beffroi="9.9").run))
    assert run["beffroi"] == "9.9"
    assert IndexSpec.model_validate(run["spec"]) == spec
    assert len(run["spec_sha256"]) == len(run["data_sha256"]) == 64


def test_the_checksum_is_that_of_what_the_index_uses(spec: IndexSpec) -> None:
    first = build_index(spec, pl.DataFrame(ROWS)).run["data_sha256"]
    assert build_index(spec, pl.DataFrame(ROWS)[::-1].with_columns(name=pl.lit("n"))).run["data_sha256"] == first
    assert build_index(spec, pl.DataFrame({**ROWS, "a": [0.0, 5.0, 10.5]})).run["data_sha256"] != first


REFUSED = {
    "no column of units": ({"a": [1.0], "b": [1.0], "c": [1.0]}, "column 'unit', which holds the units"),
    "an indicator that is absent": ({"unit": ["x"], "a": [1.0], "c": [1.0]}, "column 'b', an indicator of spec small"),
    "a unit that stands twice": (
        {**ROWS, "unit": ["x", "y", "x"]},
        "row 3, column unit: unit 'x' stands already in row 1",
    ),
    "a unit that is missing": ({**ROWS, "unit": ["x", None, "z"]}, "row 2, column unit: the unit is missing"),
    "text where numbers are needed": ({**ROWS, "a": ["1,5", "2", "3"]}, "column 'a' holds String"),
    "an infinite value": ({**ROWS, "a": [1.0, np.inf, 3.0]}, "row 2, column a: the value is infinite"),
    "no row": ({name: [] for name in ROWS}, "the data have no row"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_data_that_cannot_be_used_are_refused(spec: IndexSpec, case: str) -> None:
    rows, said = REFUSED[case]
    with pytest.raises(InputError) as caught:
        build_index(spec, pl.DataFrame(rows))
    assert said in str(caught.value)


@pytest.mark.parametrize(("reference", "said"), [(["x", "q"], "reference unit 'q'"), ([], "no unit of the data is in")])
def test_a_reference_set_that_is_not_in_the_data_is_refused(spec: IndexSpec, reference: list[str], said: str) -> None:
    with pytest.raises(InputError, match=said):
        build_index(spec, pl.DataFrame(ROWS), reference=reference)


def test_a_spec_made_in_python_is_checked_before_it_runs(spec: IndexSpec) -> None:
    looped = spec.model_copy(update={"tree": [spec.tree[0].model_copy(update={"children": ["total"]})]})
    with pytest.raises(InputError, match="spec small: "):
        build_index(IndexSpec.model_validate(looped.model_dump()), pl.DataFrame(ROWS))


def test_a_node_above_nothing_but_missing_parts_is_missing_too() -> None:
    spec = parse_spec(
        SPEC.replace("[upper, lower, none]", "[upper, lower, above]")
        + "  - {id: above, label: {en: Above}, weight: 5, children: [none]}\n",
        "small.yaml",
    )
    result = build_index(spec, pl.DataFrame(ROWS))
    assert result.run["missing"]["above"] == "all its parts are declared missing"
    assert result.scores["total"].to_list() == [0.0, pytest.approx(2.5 / 3), pytest.approx(2.0 / 3)]
    assert result.coverage["total"].to_list() == pytest.approx([0.375, 0.375, 0.375])
