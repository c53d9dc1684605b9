"""Sobol sequences: the points of the published direction numbers, evenly spread also when scrambled."""

import numpy as np
import pytest

from beffroi.analytics.uncertainty.sobol import DIMENSIONS, sobol_points

# In dimensions 1, 6, 51, 512 and 1,000, by scipy.stats.qmc.Sobol(1000, scramble=False) of SciPy 1.17.1.
PUBLISHED = {
    1: [0.5, 0.5, 0.5, 0.5, 0.5],
    33: [0.546875, 0.421875, 0.296875, 0.421875, 0.578125],
    63: [0.015625, 0.140625, 0.265625, 0.140625, 0.046875],
}


@pytest.mark.parametrize("row", PUBLISHED)
def test_points_are_those_of_the_published_direction_numbers(row: int) -> None:
    assert sobol_points(64, 1000)[row, [0, 5, 50, 511, 999]].tolist() == PUBLISHED[row]


@pytest.mark.parametrize("scrambled", [False, True])
def test_each_of_as_many_cells_as_points_has_one_in_every_dimension(scrambled: bool) -> None:
    points = sobol_points(128, 200, np.random.default_rng(4) if scrambled else None)
    for column in points.T:
        assert sorted((column * 128).astype(int)) == list(range(128))


def test_a_mean_is_nearer_than_by_chance() -> None:
    def error(points: np.ndarray) -> float:  # type: ignore[type-arg]
        return float(abs(np.prod(2 * points, axis=1).mean() - 1))

    even = [error(sobol_points(1024, 5, np.random.default_rng(seed))) for seed in range(20)]
    plain = [error(np.random.default_rng(seed).random((1024, 5))) for seed in range(20)]
    assert np.mean(even) < np.mean(plain) / 5


def test_the_same_seed_gives_the_same_points_and_another_one_others() -> None:
    one, same, other = (sobol_points(8, 3, np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert (one == same).all()
    assert (one != other).any()


def test_dimensions_beyond_the_published_ones_are_random_numbers() -> None:
    points = sobol_points(16, DIMENSIONS + 3, np.random.default_rng(1))
    assert points.shape == (16, DIMENSIONS + 3)
    assert (points >= 0).all()
    assert (points < 1).all()
