"""Complexity outlook: how much complexity lies near to what a region does, and what one more sector would add."""

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.errors import InputError
from beffroi.analytics.matrix import Floats
from beffroi.analytics.relatedness.density import Own, density, with_own
from beffroi.analytics.relatedness.specialisation import Binary, as_binary

By = Literal["target", "own"]


def outlook_index(presence: NDArray[Any], around: Floats, pci: Floats) -> Floats:
    """Complexity outlook index of regions: ``COI_r = Σ_s (1 − M_rs) ω_rs PCI_s``.

    Parameters
    ----------
    presence : array of bool or of 0 and 1, shape (regions, sectors)
    around : array of float, shape (regions, sectors)
        relatedness density ω, 0 to 1; NaN counts in no sum.
    pci : array of float, shape (sectors,)
        complexity of sectors, on any scale; a sector without one (NaN) counts in no sum.

    Returns
    -------
    array of float, shape (regions,)
        in units of the PCI.

    Raises
    ------
    InputError
        if shapes do not agree or the matrix is not binary.

    References
    ----------
    Hausmann, R. et al. (2014). The Atlas of Economic Complexity. MIT Press.

    Examples
    --------
    >>> outlook_index(np.array([[1, 0, 0]]), np.array([[0.2, 0.5, 0.1]]), np.array([0.0, 1.0, 2.0])).round(3).tolist()
    [0.7]
    """
    matrix = as_binary(presence)
    counted = np.where(np.isnan(around), 0.0, around) * _worth(pci, matrix)
    index: Floats = np.einsum("ij,ij->i", ~matrix, counted)
    return index


def outlook_gain(
    presence: NDArray[Any], proximity: Floats, pci: Floats, *, own: Own, by: By = "target", deduct: bool = False
) -> Floats:
    """Outlook gain of the sectors that a region lacks: ``COG_rs = Σ_s' φ_ss' / Φ (1 − M_rs') PCI_s' [− ω_rs PCI_s]``.

    Parameters
    ----------
    presence : array of bool or of 0 and 1, shape (regions, sectors)
    proximity : array of float, shape (sectors, sectors)
    pci : array of float, shape (sectors,)
        complexity of sectors, on any scale; a sector without one (NaN) counts in no sum.
    own : {"in", "out"}
        whether a sector counts in its own gain.
    by : {"target", "own"}
        Φ is the sum of proximities of the sector reached (s', Atlas of Economic Complexity) or of the one taken up (s).
    deduct : bool
        whether what the sector itself already counts in the outlook, with the density ω, is deducted.

    Returns
    -------
    array of float, shape (regions, sectors)
        in units of the PCI; NaN where the region has the sector, and for a sector that is near to none.

    Raises
    ------
    InputError
        if shapes do not agree or an argument is not known.

    Examples
    --------
    >>> near = np.array([[1.0, 0.5, 0.0], [0.5, 1.0, 0.5], [0.0, 0.5, 1.0]])
    >>> outlook_gain(np.array([[1, 0, 0]]), near, np.array([0.0, 1.0, 2.0]), own="out").tolist()
    [[nan, 2.0, 0.5]]
    """
    if by not in ("target", "own"):
        raise InputError(f"by: '{by}' is not known; give target or own.")
    matrix, near = as_binary(presence), with_own(proximity, own)
    worth, whole = _worth(pci, matrix), near.sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = near / (whole[:, None] if by == "target" else whole)
    lacking: Floats = np.where(matrix, 0.0, worth)
    gain: Floats = lacking @ np.where(np.isfinite(spread), spread, 0.0)
    if deduct:
        gain = gain - density(matrix, near, own="in") * worth
    gain[matrix | (whole == 0)] = np.nan
    return gain


def _worth(pci: Floats, matrix: Binary) -> Floats:
    """The complexity of each sector, zero where it has none."""
    if pci.shape != (matrix.shape[1],):
        raise InputError(f"there are {pci.size} complexities and {matrix.shape[1]} sectors; give one for each sector.")
    return np.where(np.isnan(pci), 0.0, pci)
