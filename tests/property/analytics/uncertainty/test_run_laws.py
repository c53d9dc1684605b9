"""Laws of runs: each is what an ordinary build of its own spec gives, however the runs are shared out."""

from typing import Any

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from beffroi.analytics.composite.model import IndexSpec
from beffroi.analytics.composite.pipeline import build_index
from beffroi.analytics.composite.ranking import ranks
from beffroi.analytics.composite.variants import varied
from beffroi.analytics.errors import InputError
from beffroi.analytics.uncertainty.design import draw_design
from beffroi.analytics.uncertainty.explore import Plan, explore
from beffroi.analytics.uncertainty.places import ranks_of_runs

quick = settings(deadline=None, max_examples=40)
NAMES = ("a", "b", "c", "d")
Row = tuple[float | None, ...]

cells = st.none() | st.integers(1, 60).map(float)
tables = st.lists(st.tuples(cells, cells, cells, cells), min_size=4, max_size=12)
MEANS: list[dict[str, Any]] = [
    {"method": "arithmetic"},
    {"method": "geometric", "zeros": "floor", "floor": 0.5},
    {"method": "geometric", "zeros": "zero"},
    {"method": "harmonic", "zeros": "missing"},
    {"method": "power", "p": 2.5},
    {"method": "copeland"},
    {"method": "mpi"},
    {"method": "arithmetic", "minimum_coverage": 0.6},
]
SCALES: list[dict[str, Any]] = [
    {"method": "minmax", "range": [1, 100]},
    {"method": "zscore", "mean": 100, "sd": 10},
    {"method": "percentile_rank"},
]
means = st.lists(st.sampled_from(MEANS), min_size=2, max_size=3)
scales = st.lists(st.sampled_from(SCALES), min_size=2, max_size=2)
levels = st.sampled_from(
    [{}, {"impute": {"method": "median"}}, {"screen": {"minimum_share": 0.5}}, {"treat": {"skew": 0.5}}]
)


def spec_of(mean: list[dict[str, Any]], scale: list[dict[str, Any]], also: dict[str, Any]) -> IndexSpec:
    tree = [
        {"id": "first", "label": {"en": "First"}, "weight": 2, "children": ["a", "b", "c"]},
        {"id": "total", "label": {"en": "Total"}, "children": ["first", "d"]},
    ]
    inputs = [
        {"id": "mean", "alternatives": [{"aggregate": one} for one in mean]},
        {"id": "scale", "alternatives": [{"normalise": one} for one in scale]},
        {"id": "steps", "alternatives": [{}, also]},
        {"id": "floor", "parameter": "normalise.sd", "uniform": [5, 20]},
        {"id": "weights", "noise": {1: 0.4, 2: 0.2}},
        {"id": "sets", "weight_sets": [{"a": 1}, {"a": 3, "first": 0.5}]},
        {"id": "out", "leave_out": ["b", "d"], "chance": 0.3},
    ]
    return IndexSpec.model_validate(
        {
            "id": "law",
            "title": {"en": "Law"},
            "indicators": [{"id": name, "polarity": -1 if name == "c" else 1} for name in NAMES],
            "tree": tree,
            "steps": [{"normalise": {"unusable": "missing"}}, {"aggregate": {}}],
            "uncertainty": {"inputs": inputs},
        }
    )


def table_of(rows: list[Row]) -> pl.DataFrame:
    columns = {name: pl.Series([row[at] for row in rows], dtype=pl.Float64) for at, name in enumerate(NAMES)}
    return pl.DataFrame({"unit": [f"u{at}" for at in range(len(rows))], **columns})


def ordinary(spec: IndexSpec, chosen: dict[str, float], data: pl.DataFrame) -> list[float | None]:
    """The scores of one run, by an ordinary build of its spec."""
    assert spec.uncertainty is not None
    by_id = {item.id: item for item in spec.uncertainty.inputs}
    changes: dict[str, Any] = {}
    for name in ("mean", "scale", "steps"):
        for step, keys in by_id[name].changes()[int(chosen[name]) - 1].items():
            changes[step] = {**changes.get(step, {}), **keys}
    changes["normalise"] = {**changes["normalise"], "sd": chosen["floor"]}
    own = varied(spec, changes)
    weights = {name: spec.weight(name) for name in ("a", "b", "c", "d", "first")}
    weights |= (by_id["sets"].weight_sets or [])[int(chosen["sets"]) - 1]
    weights = {name: weight * chosen[f"weights.{name}"] for name, weight in weights.items()}
    weights |= {name: 0.0 for name in ("b", "d") if chosen[f"out.{name}"]}
    content = own.model_dump(exclude_unset=True, exclude={"uncertainty"})
    for part in (*content["indicators"], *content["tree"]):
        part["weight"] = weights.get(part["id"], 1.0)
    return build_index(IndexSpec.model_validate(content), data).scores["total"].to_list()


@quick
@given(tables, means, scales, levels)
def test_a_run_is_an_ordinary_build_of_its_own_spec(
    rows: list[Row], mean: list[dict[str, Any]], scale: list[dict[str, Any]], also: dict[str, Any]
) -> None:
    spec, data = spec_of(mean, scale, also), table_of(rows)
    try:
        found = explore(spec, data, Plan(draws=12, seed=3, sampling="monte_carlo"))
    except InputError:
        return  # the nominal index itself cannot be built, or no run can
    names = [column.name for column in found.design.columns]
    for at in range(12):
        chosen = dict(zip(names, found.design.values[at].tolist(), strict=True))
        try:
            scores = ordinary(spec, chosen, data)
        except InputError as error:
            assert found.failed.get(at) == str(error) or chosen["out.b"] or chosen["out.d"]
            continue
        assert at not in found.failed
        whole = dict(zip(found.units, found.scores[at], strict=True))
        kept = [unit for unit in found.units if not np.isnan(whole[unit])]
        given_scores = [score for score in scores if score is not None]
        np.testing.assert_allclose([whole[unit] for unit in kept], given_scores, rtol=1e-9, atol=1e-9)


@quick
@given(tables, means, st.integers(1, 5))
def test_batches_and_threads_change_nothing(rows: list[Row], mean: list[dict[str, Any]], workers: int) -> None:
    spec, data = spec_of(mean, SCALES[:2], {"impute": {}}), table_of(rows)
    try:
        one = explore(spec, data, Plan(draws=40, seed=5, workers=1))
    except InputError:
        return
    many = explore(spec, data, Plan(draws=40, seed=5, workers=workers))
    np.testing.assert_array_equal(one.scores, many.scores)
    assert one.failed == many.failed


@quick
@given(st.lists(st.lists(st.none() | st.integers(-3, 3), min_size=4, max_size=4), min_size=1, max_size=5))
def test_ranks_of_runs_are_ordinary_ranks(scores: list[list[int | None]]) -> None:
    given_scores = np.array([[np.nan if cell is None else cell / 3 for cell in row] for row in scores])
    ranked = np.array([True, True, False, True])
    expected = np.array([ranks(row, ranked) for row in given_scores])
    np.testing.assert_array_equal(ranks_of_runs(given_scores, ranked), expected)


@quick
@given(st.integers(1, 300), st.integers(0, 99), st.sampled_from(["sobol", "monte_carlo"]))
def test_a_design_has_as_many_runs_as_asked_and_blocks_that_differ_in_one_input(
    draws: int, seed: int, sampling: Any
) -> None:
    design = draw_design(spec_of(MEANS[:2], SCALES[:2], {}), draws, seed, sampling)
    assert len(design) == draws
    first, second = design.rows_of("A"), design.rows_of("B")
    for name in design.inputs if first.size else ():
        own = np.array([column.input.id == name for column in design.columns])
        swapped = design.values[design.rows_of(name)]
        np.testing.assert_array_equal(swapped[:, own], design.values[second][:, own])
        np.testing.assert_array_equal(swapped[:, ~own], design.values[first][:, ~own])
