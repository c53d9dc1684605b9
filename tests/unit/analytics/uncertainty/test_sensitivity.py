"""Sobol indices of a function whose indices are known."""

import numpy as np
import pytest
from numpy.typing import NDArray

from beffroi.analytics.uncertainty.sensitivity import sobol_indices
from beffroi.analytics.uncertainty.sobol import sobol_points

Floats = NDArray[np.float64]
# Ishigami and Homma (1990), a = 7, b = 0.1: V1 = (1 + bπ⁴/5)²/2, V2 = a²/8, V13 = b²π⁸(1/18 − 1/50).
V1, V2, V13 = (1 + 0.1 * np.pi**4 / 5) ** 2 / 2, 49 / 8, 0.01 * np.pi**8 * (1 / 18 - 1 / 50)
FIRST = np.array([V1, V2, 0.0]) / (V1 + V2 + V13)
TOTAL = np.array([V1 + V13, V2, V13]) / (V1 + V2 + V13)
# SALib 1.6.0, sobol.analyze on the same 1,024 unscrambled points; it centres on all runs and divides by 2n.
SALIB_FIRST = [0.3329550751794263, 0.441313938544067, 0.018578412958719353]
SALIB_TOTAL = [0.5581790457114659, 0.4432845840303481, 0.24214937335496534]


def ishigami(uniform: Floats) -> Floats:
    x = np.pi * (2 * uniform - 1)
    made: Floats = np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])
    return made


def blocks(points: int, seed: int | None, shift: float = 0.0) -> tuple[Floats, Floats, Floats]:
    uniform = sobol_points(points, 6, None if seed is None else np.random.default_rng(seed))
    a, b = uniform[:, :3], uniform[:, 3:]
    swapped = [ishigami(np.where(np.arange(3) == at, b, a)) for at in range(3)]
    return ishigami(a)[:, None] + shift, ishigami(b)[:, None] + shift, np.stack(swapped)[:, :, None] + shift


def test_the_analytic_values_are_those_of_the_literature() -> None:
    np.testing.assert_allclose(FIRST, [0.3139, 0.4424, 0.0], atol=1e-4)
    np.testing.assert_allclose(TOTAL, [0.5576, 0.4424, 0.2437], atol=1e-4)


@pytest.mark.parametrize("shift", [0.0, 1000.0])
def test_indices_of_ishigami_are_the_analytic_ones_wherever_its_mean_is(shift: float) -> None:
    found = sobol_indices(*blocks(8192, 7, shift), seed=1)
    np.testing.assert_allclose(found.first.ravel(), FIRST, atol=0.01)
    np.testing.assert_allclose(found.total.ravel(), TOTAL, atol=0.01)


def test_intervals_hold_the_analytic_values_and_narrow_with_more_points() -> None:
    wide, narrow = (sobol_indices(*blocks(points, 3), seed=1) for points in (256, 4096))
    for low, high, value in ((wide.first_low, wide.first_high, FIRST), (wide.total_low, wide.total_high, TOTAL)):
        assert (low.ravel() <= value + 0.05).all()
        assert (value - 0.05 <= high.ravel()).all()
    assert (narrow.total_high - narrow.total_low < (wide.total_high - wide.total_low) / 2).all()


def test_indices_are_those_of_salib_on_the_same_points() -> None:
    found = sobol_indices(*blocks(1024, None), seed=1)
    np.testing.assert_allclose(found.first.ravel(), SALIB_FIRST, atol=5e-3)
    np.testing.assert_allclose(found.total.ravel(), np.array(SALIB_TOTAL) * 2047 / 2048, rtol=1e-9)


def test_an_output_that_does_not_vary_has_no_indices() -> None:
    flat = np.full((16, 1), 3.0)
    found = sobol_indices(flat, flat, flat[None], seed=1)
    assert np.isnan(np.stack(found)).all()


def test_all_outputs_are_resampled_alike() -> None:
    a, b, swapped = blocks(64, 5)
    twice = sobol_indices(
        np.hstack([a, 2 * a]), np.hstack([b, 2 * b]), np.concatenate([swapped, 2 * swapped], axis=2), 9
    )
    for part in twice:
        np.testing.assert_allclose(part[:, 0], part[:, 1], rtol=1e-9)
