"""How near two sectors are: how often the same regions are specialised in both.

With ``C_ij`` the regions specialised in both, ``S_i`` the marginal of a sector and ``T`` that of the whole:

- minimum: ``C_ij / max(S_i, S_j)``, the smaller of the two conditional probabilities;
- cosine: ``C_ij / √(S_i S_j)``;
- jaccard: ``C_ij / (S_i + S_j − C_ij)``;
- association: ``C_ij T / (S_i S_j)``, 1 where the two are independent;
- probability: ``C_ij / (½ T (S_i/T · S_j/(T−S_i) + S_j/T · S_i/(T−S_j)))``, the same for draws without return.
"""

from collections.abc import Callable
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.errors import InputError
from beffroi.analytics.matrix import Floats
from beffroi.analytics.relatedness.specialisation import as_binary

Kind = Literal["minimum", "cosine", "jaccard", "association", "probability"]
Marginals = Literal["ubiquity", "cooccurrence"]
Rule = Callable[[Floats, Floats, float], Floats]


def cooccurrence(presence: NDArray[Any]) -> Floats:
    """In how many regions two sectors are specialisations together: ``C = Mᵀ M``.

    Parameters
    ----------
    presence : array of bool or of 0 and 1, shape (regions, sectors)

    Returns
    -------
    array of float, shape (sectors, sectors)
        whole numbers; the ubiquities on the diagonal.

    Raises
    ------
    InputError
        if the matrix is not binary.

    Examples
    --------
    >>> cooccurrence(np.array([[1, 1], [0, 1]])).tolist()
    [[1.0, 1.0], [1.0, 2.0]]
    """
    matrix = as_binary(presence)
    counted: Floats = matrix.astype(float)
    return counted.T @ counted


def proximity(
    presence: NDArray[Any], *, kind: Kind = "minimum", marginals: Marginals = "ubiquity", diagonal: bool = True
) -> Floats:
    """Proximity of every two sectors, symmetric; the formula of each kind stands at the head of this module.

    Parameters
    ----------
    presence : array of bool or of 0 and 1, shape (regions, sectors)
    kind : {"minimum", "cosine", "jaccard", "association", "probability"}
    marginals : {"ubiquity", "cooccurrence"}
        what S and T are: ubiquities and the number of regions; or the sums of co-occurrences with others, of all.
    diagonal : bool
        False makes the proximity of a sector to itself zero; with co-occurrences as marginals it is zero always.

    Returns
    -------
    array of float, shape (sectors, sectors)
        zero or more, at most 1 for the first three; 0 for nobody's sector and, by probability, for everybody's.

    Raises
    ------
    InputError
        if the matrix is not binary, or kind or marginals are not known.

    References
    ----------
    Hidalgo, C. A., Klinger, B., Barabási, A.-L. & Hausmann, R. (2007). The product space conditions the development of
    nations. Science, 317.
    Steijn, M. P. A. (2021). Improvement on the association strength. Quantitative Science Studies, 2(2).

    Examples
    --------
    >>> proximity(np.array([[1, 1], [0, 1]])).tolist()
    [[1.0, 0.5], [0.5, 1.0]]
    """
    if kind not in RULES:
        raise InputError(f"proximity: '{kind}' is not known; give one of {', '.join(RULES)}.")
    if marginals not in ("ubiquity", "cooccurrence"):
        raise InputError(f"marginals: '{marginals}' is not known; give ubiquity or cooccurrence.")
    together = cooccurrence(presence)
    own, whole = together.diagonal().copy(), float(len(presence))
    if marginals == "cooccurrence":
        np.fill_diagonal(together, 0.0)
        own, whole = together.sum(axis=0), float(together.sum())
    with np.errstate(divide="ignore", invalid="ignore"):
        near = RULES[kind](together, own, whole)
    near[~np.isfinite(near)] = 0.0
    if not diagonal:
        np.fill_diagonal(near, 0.0)
    return near


def _minimum(together: Floats, own: Floats, _whole: float) -> Floats:
    return together / np.maximum.outer(own, own)


def _cosine(together: Floats, own: Floats, _whole: float) -> Floats:
    return together / np.sqrt(np.multiply.outer(own, own))


def _jaccard(together: Floats, own: Floats, _whole: float) -> Floats:
    return together / (np.add.outer(own, own) - together)


def _association(together: Floats, own: Floats, whole: float) -> Floats:
    return together * whole / np.multiply.outer(own, own)


def _probability(together: Floats, own: Floats, whole: float) -> Floats:
    drawn = np.multiply.outer(own / (whole - own), own / whole)
    return together / (whole / 2 * (drawn + drawn.T))


RULES: dict[str, Rule] = {
    "minimum": _minimum,
    "cosine": _cosine,
    "jaccard": _jaccard,
    "association": _association,
    "probability": _probability,
}
