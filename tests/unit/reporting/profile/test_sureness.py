"""How sure a rank on the index is: once a process, the same numbers as the engine, and silent where there is none."""

import numpy as np
import polars as pl
import pytest

from beffroi.analytics.composite.model import IndexSpec
from beffroi.analytics.uncertainty.explore import Plan, explore
from beffroi.reporting.language import Language
from beffroi.reporting.profile import sureness
from beffroi.reporting.profile.pictures.index import sureness as sentence

SPEC = {
    "id": "small",
    "title": {"en": "Small"},
    "indicators": [{"id": name} for name in "ab"],
    "tree": [{"id": "total", "label": {"en": "Total"}, "children": ["a", "b"]}],
    "uncertainty": {"inputs": [{"id": "w", "label": {"en": "weights", "fr": "poids"}, "noise": {1: 0.5}}]},
}
UNITS = [f"u{at}" for at in range(10)]


def table() -> pl.DataFrame:
    random = np.random.default_rng(3)
    return pl.DataFrame({"unit": UNITS, "a": random.random(10), "b": random.random(10)})


def test_the_interval_is_that_of_the_engine_among_the_reference_set() -> None:
    spec, reference = IndexSpec.model_validate(SPEC), UNITS[1:]
    found = sureness.explored(spec, table(), reference, ("spec", "a", 2023, 9))
    assert found is not None
    plain = explore(spec, table(), Plan(draws=sureness.RUNS), reference=reference)
    made = sureness.interval_of(found, "u4", Language("fr"))
    assert made is not None
    assert (made.rank, made.of) == (int(plain.nominal_ranks[4]), 9)
    assert (made.low, made.median, made.high) == tuple(float(part[4]) for part in plain.rank_interval)
    assert made.inputs == ["poids"]
    assert sureness.interval_of(found, "u0", Language("en")) is None
    assert sureness.interval_of(found, "elsewhere", Language("en")) is None


def test_the_runs_are_made_once_for_the_same_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []

    def counted(*given: object, **more: object) -> object:
        made.append(1)
        return explore(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(sureness, "explore", counted)
    spec = IndexSpec.model_validate(SPEC)
    for year in (2021, 2021, 2023, 2021):
        sureness.explored(spec, table(), UNITS, ("spec", "b", year, 10))
    assert len(made) == 2


def test_a_spec_without_uncertainty_has_no_interval() -> None:
    plain = IndexSpec.model_validate({key: part for key, part in SPEC.items() if key != "uncertainty"})
    assert sureness.explored(plain, table(), UNITS, ("spec", "c", 2023, 10)) is None


def test_the_sentence_names_rank_interval_and_choices_in_both_languages() -> None:
    found = sureness.explored(IndexSpec.model_validate(SPEC), table(), UNITS, ("spec", "d", 2023, 10))
    assert found is not None
    english, french = Language("en"), Language("fr")
    said = sentence(sureness.interval_of(found, "u2", english), english)
    assert said.startswith(f"Rank {found.nominal_ranks[2]:.0f} of 10 EU zones; between ")
    assert said.endswith("in nine tenths of 1,000 runs with other choices (weights).")
    assert "(poids)." in sentence(sureness.interval_of(found, "u2", french), french)
    assert sentence(None, english) == ""
