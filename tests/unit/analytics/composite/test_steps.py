"""The steps: what each does by hand, which order they run in, and what they refuse."""

import math

import numpy as np
import polars as pl
import pytest

from beffroi.analytics.composite.pipeline import IndexResult, build_index
from beffroi.analytics.composite.spec import parse_spec
from beffroi.analytics.errors import InputError

SPEC = """\
id: small
title: {en: Small}
unit: code
steps:
  - denominate: {}
  - impute: {method: mean, by: zone}
  - screen: {minimum_share: 0.5}
  - treat: {}
  - normalise: {range: [1, 100]}
  - aggregate: {method: arithmetic}
indicators:
  - {id: a, denominator: people}
  - {id: b, polarity: -1, weight: 3}
tree:
  - {id: total, label: {en: Total}, children: [a, b]}
"""
TABLE = pl.DataFrame(
    {
        "code": ["p", "q", "r", "s"],
        "zone": ["north", "north", "south", "south"],
        "people": [2.0, 4.0, 1.0, 10.0],
        "a": [2.0, None, 3.0, 20.0],
        "b": [10.0, 30.0, None, 20.0],
    }
)


def built(*changes: str, table: pl.DataFrame = TABLE, spec: str = SPEC) -> IndexResult[pl.DataFrame]:
    return build_index(parse_spec(spec, "spec.yaml", changes), table)


def test_the_steps_run_in_their_order_and_each_leaves_a_table() -> None:
    result = built()
    assert result.imputed["a"].to_list() == [1.0, 1.0, 3.0, 2.0]
    assert result.imputed["b"].to_list() == [10.0, 30.0, 20.0, 20.0]
    assert result.treated.equals(result.imputed)
    assert result.normalised["a"].to_list() == [1.0, 1.0, 100.0, 50.5]
    assert result.scores["total"].to_list() == [75.25, 1.0, pytest.approx(62.875), pytest.approx(50.5)]
    assert result.ranks["total"].to_list() == [1, 4, 2, 3]
    assert result.run["imputed"] == {"missing": 2, "filled": 2}


def test_steps_can_be_left_out_added_and_changed() -> None:
    raw = built("denominate=none", "impute=none", "screen=none", "treat=none")
    assert raw.imputed["a"].to_list() == [2.0, None, 3.0, 20.0]
    changed = built("impute.method=median", "impute.by=null", "normalise.method=rank", "aggregate.method=geometric")
    assert changed.imputed["a"].to_list() == [1.0, 2.0, 3.0, 2.0]
    assert changed.scores["total"][0] == pytest.approx((1.0 * 4.0**3) ** 0.25)


def test_units_that_report_too_little_are_set_aside_and_named() -> None:
    shares = ("screen.minimum_share=0.9", "screen.keep=[q]", "screen.leave_out=[s]")
    result = built("impute=none", "normalise.unusable=missing", *shares)
    assert result.scores["code"].to_list() == ["p", "q"]
    assert result.run["screened_out"] == ["r", "s"]
    assert result.imputed.height == 2


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("rank", [4.0, 1.0, 2.0, 2.0]),
        ("borda", [3.0, 0.0, 1.0, 1.0]),
        ("percentile_rank", [1.0, 0.0, 1 / 3, 1 / 3]),
        ("distance_to_max", [1.0, 0.0, 0.5, 0.5]),
        ("fraction_of_max", [1.0, 1 / 3, 0.5, 0.5]),
        ("zscore", [math.sqrt(1.5), -math.sqrt(1.5), 0.0, 0.0]),
    ],
)
def test_scales_of_an_indicator_where_low_is_good(method: str, expected: list[float]) -> None:
    assert built(f"normalise.method={method}").normalised["b"].to_list() == pytest.approx(expected)


def test_goalposts_targets_and_reference_units() -> None:
    posts = SPEC.replace("{id: a,", "{id: a, goalposts: [0, 2], target: 2,").replace(
        "polarity: -1,", "polarity: -1, goalposts: [0, 40], target: 15, normalise: {scale: 10},"
    )
    result = built("normalise.method=goalposts", "normalise.scale=100", spec=posts)
    assert result.normalised["a"].to_list() == [50.0, 50.0, 100.0, 100.0]
    assert result.normalised["b"].to_list() == [7.5, 2.5, 5.0, 5.0]
    targets = built("normalise.method=distance_to_target", "normalise.cap=true", spec=posts)
    assert targets.normalised["b"].to_list() == pytest.approx([1.0, 0.0, 2 / 3, 2 / 3])
    unit = built("normalise.method=distance_to_reference", "normalise.reference_unit=s", spec=posts)
    assert unit.normalised["b"].to_list() == [2.0, 0.0, 1.0, 1.0]


def test_every_level_and_every_node_can_have_its_own_aggregation() -> None:
    deep = SPEC.replace("children: [a, b]", "children: [sub, b]") + (
        "  - {id: sub, label: {en: Sub}, children: [a], aggregate: {method: harmonic}}\n"
    )
    result = built("aggregate.method=[copeland, geometric]", spec=deep)
    assert result.scores["sub"].to_list() == pytest.approx(result.normalised["a"].to_list())
    expected = (result.scores["sub"] * result.normalised["b"] ** 3) ** 0.25
    np.testing.assert_allclose(result.scores["total"], expected)


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("zeros: zero", 0.0),
        ("zeros: missing", 4.0),
        ("zeros: floor, floor: 1", 2.0),
    ],
)
def test_the_policy_for_zeros(policy: str, expected: float) -> None:
    spec = f"""{{id: x, title: {{en: X}}, indicators: [{{id: a}}, {{id: b}}],
        steps: [aggregate: {{method: geometric, {policy}}}],
        tree: [{{id: total, label: {{en: Total}}, children: [a, b]}}]}}"""
    table = pl.DataFrame({"unit": ["u"], "a": [0.0], "b": [4.0]})
    assert build_index(parse_spec(spec, "spec.yaml"), table).scores["total"].to_list() == pytest.approx([expected])


def test_box_cox_does_not_depend_on_the_unit_of_measurement() -> None:
    values = np.exp(np.random.default_rng(3).normal(size=60) * 2)
    spec = """{id: x, title: {en: X}, indicators: [{id: a}], tree: [{id: total, label: {en: Total}, children: [a]}],
        steps: [treat: {winsorise_max: 0, then: box_cox}, normalise: {}, aggregate: {}]}"""
    made = [
        build_index(parse_spec(spec, "x"), pl.DataFrame({"unit": [str(at) for at in range(60)], "a": values * scale}))
        for scale in (1.0, 1000.0)
    ]
    assert made[0].run["treated"]["a"][0]["passes"]
    np.testing.assert_allclose(made[0].scores["total"], made[1].scores["total"], atol=1e-6)


def test_a_panel_is_scaled_together_each_period_or_by_a_base_year() -> None:
    spec = SPEC.replace("unit: code", "unit: code\ntime: year").replace("  - screen: {minimum_share: 0.5}\n", "")
    later = TABLE.with_columns(pl.col("a", "b") * 2, year=2021.0)
    table = pl.concat([TABLE.with_columns(year=2020.0), later.select(*TABLE.columns, "year")])
    pooled = built(table=table, spec=spec)
    assert pooled.scores.columns[:2] == ["code", "year"]
    assert pooled.normalised["a"].max() == 100.0
    each = built("normalise.over=each", table=table, spec=spec)
    assert each.scores["total"][:4].to_list() == pytest.approx(each.scores["total"][4:].to_list())
    assert each.ranks["total"].to_list() == [1, 4, 2, 3] * 2
    base = built("normalise.over=2020", table=table, spec=spec)
    assert base.normalised["a"][:4].to_list() == [1.0, 1.0, 100.0, 50.5]
    assert max(base.normalised["a"].to_list()) > 100
    with pytest.raises(InputError, match="has a row in 1999"):
        built("normalise.over=1999", table=table, spec=spec)


REFUSED = {
    "a zero for a geometric mean": (
        ("normalise.range=[0,100]", "aggregate.method=geometric"),
        TABLE,
        "row 1 .p., column a",
    ),
    "a denominator of zero": ((), TABLE.with_columns(people=pl.lit(0.0)), "row 1 .p., column people"),
    "a column of one value": ((), TABLE.with_columns(b=pl.lit(7.0)), "column b: every value .* is 7"),
    "a column without a value": ((), TABLE.with_columns(b=pl.lit(None, pl.Float64)), "column b: no unit"),
    "a group that is absent": ((), TABLE.drop("zone"), "column 'zone'"),
    "a unit to keep that is absent": (("screen.keep=[x]",), TABLE, "unit 'x', which the step screen names"),
    "nobody left": (("impute=none", "screen.minimum_share=1", "screen.leave_out=[p, s]"), TABLE, "leaves no unit"),
    "no reference unit": (("normalise.method=distance_to_reference",), TABLE, "add reference_unit"),
    "a reference unit that is absent": (
        ("normalise.method=distance_to_reference", "normalise.reference_unit=x"),
        TABLE,
        "reference unit 'x'",
    ),
    "a target that is not given": (("normalise.method=distance_to_target",), TABLE, "indicator 'a' has no target"),
    "goalposts that are not given": (("normalise.method=goalposts",), TABLE, "indicator 'a' has no goalposts"),
    "a panel method without periods": (("impute.method=latest",), TABLE, "latest needs periods"),
    "too many levels": (("aggregate.method=[arithmetic, geometric]",), TABLE, "2 methods for 1 levels"),
    "no aggregation": (("aggregate=none",), TABLE, "no step aggregates"),
    "polarity that nothing turns": (("normalise=none",), TABLE, "low values of 'b' are good"),
    "a power mean without exponent": (("aggregate.method=power",), TABLE, "add p"),
    "an unknown step": (("wiegh.method=pca",), TABLE, "the steps are denominate"),
    "an unknown key": (("treat.skewness=2",), TABLE, "its keys are winsorise_max"),
    "a value of the wrong kind": (("treat.skew=much",), TABLE, "input should be a valid number"),
    "a change without a value": (("treat.skew",), TABLE, "there is no value"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_computed_is_refused_in_a_sentence(case: str) -> None:
    changes, table, said = REFUSED[case]
    with pytest.raises(InputError, match=said):
        built(*changes, table=table)


def test_a_pandas_table_with_a_missing_group_gives_the_same() -> None:
    table = TABLE.with_columns(zone=pl.when(pl.col("code") == "q").then(None).otherwise(pl.col("zone")))
    changes = ("screen.leave_out=[s]",)
    expected = built(*changes, table=table)
    found = build_index(parse_spec(SPEC, "spec.yaml", changes), table.to_pandas())
    for name in ("imputed", "scores", "ranks"):
        theirs, ours = getattr(found, name), getattr(expected, name)
        assert theirs["code"].to_list() == ours["code"].to_list()
        np.testing.assert_allclose(theirs.iloc[:, -1].to_numpy(dtype=float), ours[:, -1].cast(pl.Float64).to_numpy())
    assert expected.imputed["a"][1] == pytest.approx(2.0)  # without a group: the mean of all
