"""Cases at the edge of complexity and relatedness, and what is said about them."""

import numpy as np
import polars as pl
import pytest

from beffroi.analytics.errors import InputError
from beffroi.analytics.relatedness.complexity import complexity
from beffroi.analytics.relatedness.density import density
from beffroi.analytics.relatedness.fitness import fitness
from beffroi.analytics.relatedness.outlook import outlook_gain, outlook_index
from beffroi.analytics.relatedness.proximity import proximity
from beffroi.analytics.relatedness.reflections import reflections
from beffroi.analytics.relatedness.specialisation import specialised
from beffroi.analytics.relatedness.tables import Conventions, complexity_tables

NESTED = np.array([[1, 1, 1, 1], [1, 1, 1, 0], [1, 1, 0, 0], [1, 0, 0, 0]])


def test_a_quotient_that_misses_the_threshold_by_rounding_has_reached_it() -> None:
    assert specialised(np.array([[1 - 1e-13, 1 - 1e-9]])).tolist() == [[True, False]]


def test_in_a_nested_table_the_diverse_are_complex_and_the_rare_is_hard() -> None:
    found = complexity(NESTED)
    assert (np.diff(found.eci) < 0).all()
    assert (np.diff(found.pci) > 0).all()
    assert found.notes == ()


def test_regions_that_do_not_differ_have_no_index_and_this_is_said() -> None:
    found = complexity(np.ones((3, 4)))
    assert np.isnan(found.eci).all()
    assert found.notes == ("the regions do not differ in what they are specialised in: there is no complexity index",)


def test_a_table_of_separate_groups_is_said_to_be_so() -> None:
    two = np.kron(np.eye(2), np.array([[1, 1, 0], [1, 1, 1]]))
    said = complexity(two).notes[0]
    assert said.startswith("the table falls apart into groups of regions and sectors that share nothing")
    three = complexity(np.kron(np.eye(3), np.array([[1, 1, 0], [1, 1, 1]])))
    assert "second and third eigenvalue are both 1" in three.notes[1]
    assert np.isfinite(three.eci).all()


def test_a_degenerate_spectrum_is_said_to_be_so() -> None:
    ring = (np.eye(5) + np.roll(np.eye(5), 1, axis=1)) > 0
    notes = complexity(ring).notes
    assert any("the spectrum is degenerate" in note for note in notes)
    assert any("its sign" in note for note in notes)


def test_fitness_that_falls_to_zero_stays_a_number_and_is_said_to_fall() -> None:
    below = np.array([[1, 1, 1, 1], [0, 0, 0, 1], [0, 0, 0, 1], [0, 0, 0, 1]])
    found = fitness(below, iterations=3000, tolerance=0)
    assert np.isfinite(found.regions).all()
    assert np.isfinite(found.sectors).all()
    assert found.notes == ("the fitness of 3 regions falls towards zero: only their order has a meaning",)
    assert fitness(below, iterations=5).notes[0] == "fitness did not stand still within 5 iterations"


def test_a_sector_near_to_none_has_no_density_and_takes_no_part_in_the_outlook() -> None:
    presence = np.array([[1, 1, 0], [1, 1, 0], [0, 0, 1]])
    near = proximity(presence)
    around = density(presence, near, own="out")
    assert np.isnan(around[:, 2]).all()
    assert outlook_index(presence, around, np.ones(3)).tolist() == [0, 0, 0]
    assert np.isnan(outlook_gain(presence, near, np.ones(3), own="out")[:, 2]).all()


@pytest.mark.parametrize(
    ("work", "said"),
    [
        (lambda: complexity(np.zeros((2, 2))), "no region is specialised in any sector"),
        (lambda: complexity(np.array([[1.0, 0.3]])), "row 0, column 1 (counted from 0): 0.3 is neither 0 nor 1"),
        (lambda: complexity(np.ones(3)), "has 1 dimensions; give regions by sectors"),
        (lambda: complexity(NESTED, ddof=2), "ddof: 2 is not known; give 0 or 1"),
        (lambda: complexity(NESTED, scale="x"), "scale: 'x' is not known; give one of mean_of_sectors"),  # type: ignore[arg-type]
        (lambda: proximity(NESTED, kind="x"), "proximity: 'x' is not known; give one of minimum"),  # type: ignore[arg-type]
        (lambda: density(NESTED, np.ones((3, 3)), own="in"), "the proximity has the shape (3, 3) where there are 4"),
        (lambda: density(NESTED, -np.ones((4, 4)), own="in"), "holds a value that is negative or missing"),
        (lambda: outlook_gain(NESTED, np.ones((4, 4)), np.ones(3), own="in"), "there are 3 complexities and 4 sectors"),
        (lambda: reflections(NESTED, steps=-1), "steps: -1 is negative"),
        (lambda: fitness(NESTED, iterations=0), "iterations: 0 is too few"),
        (lambda: specialised(np.ones((1, 1)), threshold=0.0), "threshold: 0 is no threshold of a quotient"),
    ],
)
def test_what_cannot_be_computed_is_refused_in_a_sentence(work: object, said: str) -> None:
    with pytest.raises(InputError) as caught:
        work()  # type: ignore[operator]
    assert said in str(caught.value)


def test_a_region_without_data_keeps_its_row_and_costs_nobody_the_index() -> None:
    rows = [(f"R{r}", f"S{s}", float(9 * NESTED[r, s] + 1)) for r in range(4) for s in range(4)]
    rows += [("empty", "S0", None), ("zero", "S1", 0.0)]
    table = pl.DataFrame(rows, schema={"region": pl.String, "sector": pl.String, "value": pl.Float64}, orient="row")
    found = complexity_tables(table, Conventions(own="out"))
    assert found.regions.filter(pl.col("eci").is_null())["region"].to_list() == ["empty", "zero"]
    assert found.regions["diversity"].to_list()[-2:] == [0, 0]
    assert found.notes[0] == "regions without a value above zero are set aside: empty, zero"
    assert found.notes[1] == "7 of 24 cells do not report and count as not specialised"
