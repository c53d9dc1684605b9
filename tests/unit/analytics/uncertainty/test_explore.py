"""What an exploration gives, what fails in it, and when it stops."""

from typing import Any

import numpy as np
import polars as pl
import pytest

from beffroi.analytics.composite.model import IndexSpec
from beffroi.analytics.composite.pipeline import build_index
from beffroi.analytics.errors import InputError
from beffroi.analytics.uncertainty.explore import Plan, explore

UNITS = [f"u{at:02}" for at in range(20)]


def table() -> pl.DataFrame:
    random = np.random.default_rng(8)
    quality = random.normal(50, 10, 20)
    columns = {name: quality + random.normal(0, 8, 20) for name in "abcd"}
    columns["d"][[2, 11]] = np.nan
    return pl.DataFrame({"unit": UNITS, **columns}).with_columns(pl.selectors.float().fill_nan(None))


def spec_of(*inputs: dict[str, Any], **changes: Any) -> IndexSpec:
    content: dict[str, Any] = {
        "id": "small",
        "title": {"en": "Small"},
        "indicators": [{"id": name} for name in "abcd"],
        "tree": [
            {"id": "first", "label": {"en": "First"}, "children": ["a", "b"]},
            {"id": "second", "label": {"en": "Second"}, "children": ["c", "d"]},
            {"id": "total", "label": {"en": "Total"}, "children": ["first", "second"]},
        ],
        "steps": [{"impute": {}}, {"normalise": {"range": [1, 100]}}, {"aggregate": {}}],
        "uncertainty": {"inputs": list(inputs)},
    }
    return IndexSpec.model_validate(content | changes)


NOISE = {"id": "weights", "noise": {1: 0.3, 2: 0.3}}
RANGE = {"id": "range", "alternatives": [{}, {"normalise": {"range": [0, 100]}}]}
MEAN = {"id": "mean", "parameter": "aggregate.method", "values": ["arithmetic", "geometric", "harmonic"]}


def test_nominal_scores_and_ranks_are_those_of_an_ordinary_build() -> None:
    spec = spec_of(NOISE)
    found, built = explore(spec, table(), Plan(draws=60)), build_index(spec, table())
    assert found.nominal_scores.tolist() == built.scores["total"].to_list()
    assert found.nominal_ranks.tolist() == built.ranks["total"].to_list()
    assert found.units == UNITS


def test_intervals_probabilities_and_dominance_agree_with_the_runs() -> None:
    found = explore(spec_of(NOISE, MEAN), table(), Plan(draws=300))
    np.testing.assert_allclose(found.rank_interval.low, np.quantile(found.ranks, 0.05, axis=0))
    np.testing.assert_allclose(found.rank_interval.median, np.median(found.ranks, axis=0))
    np.testing.assert_allclose(found.score_interval.high, np.quantile(found.scores, 0.95, axis=0))
    assert found.dominance is not None
    for one, other in ((0, 1), (5, 3), (19, 2)):
        ahead = (found.ranks[:, one] < found.ranks[:, other]).mean()
        ties = (found.ranks[:, one] == found.ranks[:, other]).mean()
        assert found.dominance[one, other] == pytest.approx(ahead + ties / 2)
        assert found.probabilities[one, 0] == pytest.approx((found.ranks[:, one] == 1).mean())
    np.testing.assert_allclose(found.dominance + found.dominance.T, 1.0)
    np.testing.assert_allclose(found.probabilities.sum(axis=1), 1.0)


def test_the_input_that_is_the_only_one_explains_everything() -> None:
    found = explore(spec_of(NOISE), table(), Plan(draws=3 * 256))
    moved = [effect for effect in found.effects if not np.isnan(effect.total)]
    assert moved[0].unit is None
    for effect in moved:
        assert effect.total == pytest.approx(1, abs=0.35)


def test_an_input_that_changes_nothing_has_no_effect() -> None:
    idle = {"id": "idle", "parameter": "normalise.sd", "uniform": [1, 2]}  # minmax does not read it
    found = explore(spec_of(NOISE, idle), table(), Plan(draws=600))
    moved = [effect for effect in found.effects if not np.isnan(effect.total)]
    assert {effect.total for effect in moved if effect.input == "idle"} == {0.0}
    assert all(effect.total > 0 for effect in moved if effect.input == "weights" and effect.output == "score")


def test_runs_that_fail_are_counted_with_their_reason_and_left_out() -> None:
    told: list[str] = []
    found = explore(spec_of(NOISE, RANGE, MEAN), table(), Plan(draws=400), doubt=told.append)
    names = [column.name for column in found.design.columns]
    ranges, means = (found.design.values[:, names.index(name)] for name in ("range", "mean"))
    assert sorted(found.failed) == np.flatnonzero((ranges == 2) & (means > 1)).tolist()
    assert told == found.doubts
    assert [said.split(":")[:2] for said in told] == [
        ["uncertain input 'range', alternative 2 (normalise.range=[0, 100])", " fails in 2 of 3 combinations tried"],
        ["uncertain input 'mean', alternative 2 (aggregate.method=geometric)", " fails in 1 of 2 combinations tried"],
        ["uncertain input 'mean', alternative 3 (aggregate.method=harmonic)", " fails in 1 of 2 combinations tried"],
    ]
    assert sum(count for _, count in found.reasons) == len(found.failed) > 100
    assert all("mean under zeros: refuse" in reason for reason, _ in found.reasons)
    assert np.isnan(found.ranks[list(found.failed)]).all()
    assert not np.isnan(found.rank_interval.median).any()


NOWHERE = (
    r"^uncertain input 'mean', alternative 2 \(aggregate.method=geometric\): all \d+ runs that take it would fail: row"
)


@pytest.mark.parametrize("others", [[], [NOISE], [{"id": "low", "parameter": "treat.skew", "uniform": [1, 2]}]])
def test_an_alternative_that_no_run_can_take_is_refused_before_the_runs(others: list[dict[str, Any]]) -> None:
    done: list[int] = []
    spec = spec_of(MEAN, *others, steps=[{"impute": {}}, {"treat": {}}, {"normalise": {}}, {"aggregate": {}}])
    with pytest.raises(InputError, match=NOWHERE):
        explore(spec, table(), Plan(draws=100), progress=done.append)
    assert done == []


def test_an_alternative_is_not_refused_where_some_runs_can_take_it() -> None:
    """All combinations are tried without leaving anything out, and the draw decides."""
    out = {"id": "out", "leave_out": ["a"]}
    mean = {"id": "mean", "alternatives": [{}, {"aggregate": {"method": "geometric"}}]}
    content = {
        "indicators": [{"id": "a"}, {"id": "b", "normalise": {"range": [1, 100]}}],
        "tree": [{"id": "total", "label": {"en": "Total"}, "children": ["a", "b"]}],
        "steps": [{"impute": {}}, {"normalise": {}}, {"aggregate": {}}],
    }
    found = explore(spec_of(mean, out, **content), table(), Plan(draws=100))
    assert 10 < len(found.failed) < 40
    assert "alternative 2 (aggregate.method=geometric): fails in 1 of 1 combinations tried" in found.doubts[0]


def test_where_all_runs_fail_there_is_no_result() -> None:
    bad = {"id": "floor", "parameter": "normalise.mean", "uniform": [-5, -4]}
    steps = [{"impute": {}}, {"normalise": {"method": "zscore", "mean": 100}}, {"aggregate": {"method": "geometric"}}]
    with pytest.raises(InputError, match="all 50 runs failed; the first one: row 1 "):
        explore(spec_of(bad, steps=steps), table(), Plan(draws=50))


def test_it_stops_when_twice_the_runs_move_no_interval() -> None:
    still = explore(spec_of({"id": "weights", "noise": {1: 0.01}}), table(), Plan(draws=4000, tolerance=0.5))
    assert len(still.scores) == len(still.design) < still.asked == 4000
    moving = explore(spec_of(NOISE, MEAN), table(), Plan(draws=400, tolerance=0.0))
    whole = explore(spec_of(NOISE, MEAN), table(), Plan(draws=400))
    assert len(moving.scores) == 400
    np.testing.assert_allclose(moving.scores, whole.scores, rtol=1e-12)


@pytest.mark.parametrize("how", ["donor", "normal"])
def test_what_was_reported_never_changes_and_gaps_are_drawn(how: str) -> None:
    found = explore(spec_of({"id": "gaps", "imputation": how}), table(), Plan(draws=200))
    spread = np.nanstd(found.scores, axis=0)
    drawn = {"u02", "u11"}
    largest = sorted(zip(spread, found.units, strict=True))[-2:]
    assert {unit for _, unit in largest} == drawn
    if how == "donor":  # a donor is within the range, so nobody else's scale moves
        assert {unit for unit, size in zip(found.units, spread, strict=True) if size > 1e-9} == drawn


def test_one_left_out_at_a_time_is_that_one() -> None:
    found = explore(spec_of({"id": "out", "leave_out": ["a", "second"]}), table(), Plan(draws=60))
    numbers = found.design.values[:, 0]
    normalised = build_index(spec_of(NOISE), table()).normalised
    np.testing.assert_allclose(
        found.scores[numbers == 1], np.tile(found.nominal_scores, (int((numbers == 1).sum()), 1))
    )
    second = build_index(spec_of(NOISE), table()).scores["second"].to_numpy()
    expected = (normalised["b"].to_numpy() + second) / 2
    np.testing.assert_allclose(found.scores[numbers == 2][0], expected)
    np.testing.assert_allclose(found.scores[numbers == 3][0], build_index(spec_of(NOISE), table()).scores["first"])


def test_a_panel_is_ranked_within_each_period() -> None:
    data = pl.concat([table().with_columns(year=pl.lit(2020.0)), table().with_columns(year=pl.lit(2021.0))])
    found = explore(spec_of(NOISE, time="year"), data, Plan(draws=30))
    assert found.units[:1] + found.units[-1:] == ["u00 2020", "u19 2021"]
    assert sorted(found.ranks[4][:20]) == sorted(found.ranks[4][20:]) == list(range(1, 21))


def test_progress_is_told_for_every_run() -> None:
    told: list[int] = []
    explore(spec_of(NOISE), table(), Plan(draws=500), progress=told.append)
    assert sum(told) == 500
