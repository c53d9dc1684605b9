"""Relatedness density: how much of what is near to a sector a region already does."""

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.errors import InputError
from beffroi.analytics.matrix import Floats
from beffroi.analytics.relatedness.specialisation import as_binary

Own = Literal["in", "out"]


def density(presence: NDArray[Any], proximity: Floats, *, own: Own) -> Floats:
    """The share of a sector's proximities that falls on specialisations of the region.

    ``ω_rs = Σ_s' M_rs' φ_ss' / Σ_s' φ_ss'``. The sums run over all sectors, or over all but s itself.

    Parameters
    ----------
    presence : array of bool or of 0 and 1, shape (regions, sectors)
    proximity : array of float, shape (sectors, sectors)
        zero or more, of any kind.
    own : {"in", "out"}
        whether s itself counts. If it does, density is higher where the region has the sector, by construction; to
        judge what a region lacks both give nearly the same.

    Returns
    -------
    array of float, shape (regions, sectors)
        0 to 1; NaN for a sector that is near to none.

    Raises
    ------
    InputError
        if the matrix is not binary, the proximity has another shape or is negative, or `own` is not known.

    References
    ----------
    Hidalgo, C. A., Klinger, B., Barabási, A.-L. & Hausmann, R. (2007). The product space conditions the development of
    nations. Science, 317.
    Boschma, R., Balland, P.-A. & Kogler, D. F. (2015). Relatedness and technological change in cities. Industrial and
    Corporate Change, 24(1).

    Examples
    --------
    >>> near = np.array([[1.0, 0.5], [0.5, 1.0]])
    >>> density(np.array([[1, 0]]), near, own="in").round(3).tolist()
    [[0.667, 0.333]]
    >>> density(np.array([[1, 0]]), near, own="out").tolist()
    [[0.0, 1.0]]
    """
    matrix, near = as_binary(presence), with_own(proximity, own)
    if near.shape != (matrix.shape[1], matrix.shape[1]):
        raise InputError(
            f"the proximity has the shape {near.shape} where there are {matrix.shape[1]} sectors; compute it from the "
            "same matrix."
        )
    whole = near.sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        share: Floats = matrix.astype(float) @ (near / whole)
    return np.minimum(share, 1.0, out=share)


def with_own(proximity: Floats, own: Own) -> Floats:
    """A proximity in which sectors count for themselves, or do not.

    Parameters
    ----------
    proximity : array of float, shape (sectors, sectors)
    own : {"in", "out"}

    Returns
    -------
    array of float, shape (sectors, sectors)
        a copy with a zero diagonal for "out"; the same for "in".

    Raises
    ------
    InputError
        if a proximity is negative or unknown, or `own` is not known.

    Examples
    --------
    >>> with_own(np.array([[1.0, 0.5], [0.5, 1.0]]), "out").tolist()
    [[0.0, 0.5], [0.5, 0.0]]
    """
    if own not in ("in", "out"):
        raise InputError(f"own: '{own}' is not known; give in or out.")
    near = np.asarray(proximity, dtype=float)
    if not (near >= 0).all():
        raise InputError("the proximity holds a value that is negative or missing; give zero or more.")
    if own == "in":
        return near
    near = near.copy()
    np.fill_diagonal(near, 0.0)
    return near
