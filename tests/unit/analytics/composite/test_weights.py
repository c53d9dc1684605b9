"""Weights and benefit of the doubt: by hand, in an index, and what is refused."""

import numpy as np
import polars as pl
import pytest

from beffroi.analytics.composite.benefit import benefit_of_doubt
from beffroi.analytics.composite.components import component_weights
from beffroi.analytics.composite.contribution import contributions
from beffroi.analytics.composite.pipeline import IndexResult, build_index
from beffroi.analytics.composite.spec import parse_spec
from beffroi.analytics.composite.steps import Comparison
from beffroi.analytics.composite.weights_judged import ahp_weights
from beffroi.analytics.errors import InputError

SPEC = """\
id: small
title: {en: Small}
indicators: [{id: a, weight: 3}, {id: b}, {id: c}]
steps: [normalise: {range: [1, 100]}, weigh: {}, aggregate: {}]
tree:
  - {id: total, label: {en: Total}, children: [pair, c]}
  - {id: pair, label: {en: Pair}, children: [a, b]}
"""
RANDOM = np.random.default_rng(5)
COMMON = RANDOM.normal(size=40)
TABLE = pl.DataFrame(
    {
        "unit": [f"u{at}" for at in range(40)],
        "a": COMMON + RANDOM.normal(size=40) * 0.8,
        "b": COMMON + RANDOM.normal(size=40) * 0.8,
        "c": RANDOM.normal(size=40) + COMMON * 0.5,
    }
)


def built(*changes: str) -> IndexResult[pl.DataFrame]:
    return build_index(parse_spec(SPEC, "spec.yaml", changes), TABLE)


def test_given_and_equal_weights() -> None:
    assert built().weights["a"] == 3.0
    assert "weights" not in built().run
    result = built("weigh.method=equal", "weigh.level=1")
    assert (result.weights["a"], result.weights["b"], result.weights["pair"]) == (0.5, 0.5, 1.0)
    assert result.run["weights"]["a"] == 0.5
    np.testing.assert_allclose(result.scores["pair"], (result.normalised["a"] + result.normalised["b"]) / 2)


def test_contributions_rest_on_the_weights_that_were_used() -> None:
    spec = parse_spec(SPEC, "spec.yaml", ["weigh.method=equal"])
    result = build_index(spec, TABLE)
    brought = contributions(spec, result).select(pl.sum_horizontal("a", "b", "c")).to_series()
    np.testing.assert_allclose(brought, result.scores["total"])
    other = parse_spec(SPEC, "spec.yaml", ["aggregate.method=geometric"])
    with pytest.raises(InputError, match="only means have contributions"):
        contributions(other, build_index(other, TABLE))


def test_components_give_each_child_the_share_of_its_own_factor() -> None:
    alone = np.random.default_rng(9).normal(size=40)
    children = np.column_stack([TABLE["a"], TABLE["b"], alone, -alone])
    found = component_weights(children, ["a", "b", "c", "d"])
    assert sum(found.values()) == pytest.approx(1)
    assert found["c"] == pytest.approx(found["d"])
    assert found["a"] == pytest.approx(found["b"], rel=0.3)
    assert built("weigh.method=pca").weights["a"] == pytest.approx(0.5)


def test_entropy_and_noise() -> None:
    by_entropy = built("weigh.method=entropy").weights
    assert by_entropy["a"] + by_entropy["b"] == pytest.approx(1)
    noisy = [built("weigh.method=noisy", f"weigh.seed={seed}").weights["a"] for seed in (1, 1, 2)]
    assert noisy[0] == noisy[1] != noisy[2]
    assert 2.25 <= noisy[0] <= 3.75
    with pytest.raises(InputError, match=r"under node pair: weights by entropy: '[ab]' has negative values"):
        built("weigh.method=entropy", "normalise.method=zscore")


def test_optimised_weights_make_children_matter_alike() -> None:
    flat = SPEC.replace("[pair, c]", "[a, b, c]").replace("  - {id: pair, label: {en: Pair}, children: [a, b]}\n", "")
    found = build_index(parse_spec(flat, "spec.yaml", ["weigh.method=optimised"]), TABLE).run["weigh"]
    assert found["converged"]
    obtained = [child["obtained"] for child in found["children"].values()]
    assert obtained == pytest.approx([1 / 3] * 3, abs=1e-4)
    aimed = ["weigh.method=optimised", "weigh.targets={c: 2}"]
    children = build_index(parse_spec(flat, "spec.yaml", aimed), TABLE).run["weigh"]["children"]
    assert children["c"]["wanted"] == 0.5
    assert children["c"]["obtained"] == pytest.approx(0.5, abs=1e-3)
    # Of a pair only the proportion is free; it comes to rest at the best that can be had.
    assert built("weigh.method=optimised").run["weigh"]["converged"]
    with pytest.raises(InputError, match="target of 'pair' in the step weigh is of nothing measured at level 1"):
        built("weigh.method=optimised", "weigh.targets={pair: 2}")


def test_budgets_and_comparisons() -> None:
    points = "weigh.budgets=[{a: 60, b: 40, pair: 1, c: 3}, {a: 10, b: 30, pair: 1, c: 1}]"
    found = built("weigh.method=budget", points).weights
    assert (found["a"], found["pair"]) == pytest.approx((0.425, 0.375))
    with pytest.raises(InputError, match="no budget of the step weigh gives points to a, b"):
        built("weigh.method=budget")
    judged = "weigh.comparisons=[{first: a, second: b, ratio: 4}, {first: pair, second: c, ratio: 1}]"
    result = built("weigh.method=ahp", judged)
    assert result.weights["a"] == pytest.approx(0.8)
    assert result.run["weigh"]["pair"] == {"consistency_ratio": 0.0, "consistent": True}
    with pytest.raises(InputError, match="'a' and 'b' are not compared"):
        built("weigh.method=ahp")


def test_judgements_that_contradict_each_other_have_a_high_ratio() -> None:
    pairs = [("a", "b", 3.0), ("b", "c", 3.0), ("a", "c", 1 / 3)]
    found = ahp_weights(["a", "b", "c"], [Comparison(first=a, second=b, ratio=ratio) for a, b, ratio in pairs])
    assert found.consistency_ratio > 0.1
    pairs[2] = ("a", "c", 9.0)
    found = ahp_weights(["a", "b", "c"], [Comparison(first=a, second=b, ratio=ratio) for a, b, ratio in pairs])
    assert found.consistency_ratio == pytest.approx(0, abs=1e-12)
    assert found.weights == pytest.approx({"a": 9 / 13, "b": 3 / 13, "c": 1 / 13})


def test_benefit_of_the_doubt_is_the_best_of_all_weights() -> None:
    children = np.random.default_rng(2).random((30, 2)) + 0.1
    everybody = np.ones(30, dtype=bool)
    found = benefit_of_doubt(children, everybody)
    # Two children: the best weights lie on a fine grid of directions, each scaled until a unit reaches 1.
    angles = np.linspace(0, np.pi / 2, 20_001)
    scores = children @ np.vstack([np.cos(angles), np.sin(angles)])
    np.testing.assert_allclose(found, (scores / scores.max(axis=0)).max(axis=1), atol=1e-4)
    bounded = benefit_of_doubt(children, everybody, (0.4, 0.6))
    assert (bounded <= found + 1e-9).all()
    assert bounded.max() <= 1 + 1e-9
    gap = benefit_of_doubt(np.array([[1.0, np.nan], [2.0, 1.0], [np.nan, np.nan]]), np.ones(3, dtype=bool))
    np.testing.assert_allclose(gap, [0.5, 1.0, np.nan])


def test_benefit_of_the_doubt_in_an_index() -> None:
    result = built("aggregate.method=[benefit_of_doubt, arithmetic]")
    assert result.scores["pair"].max() == pytest.approx(1)
    with pytest.raises(InputError, match=r"row \d+ .u\d+., column [ab], under node pair: .* is negative"):
        built("aggregate.method=[benefit_of_doubt, arithmetic]", "normalise.method=zscore")
    with pytest.raises(InputError, match="cannot sum to one"):
        built("aggregate.method=benefit_of_doubt", "aggregate.shares=[0.6, 1]")
