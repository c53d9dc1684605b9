"""Related and unrelated variety: diversity within groups of sectors and between them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from beffroi.analytics.concentration.entropy import disorder
from beffroi.analytics.concentration.shares import shares
from beffroi.analytics.errors import InputError
from beffroi.analytics.matrix import Floats


@dataclass(frozen=True)
class Variety:
    """Entropy of each region, and its two parts: `total = unrelated + related`; NaN where there is nothing."""

    total: Floats
    unrelated: Floats
    related: Floats


def variety(values: Floats, groups: Sequence[str], *, base: float = 2.0) -> Variety:
    """Entropy between groups of sectors (unrelated) and, weighted by their shares, within them (related).

    With ``P_g = Σ_{s in g} p_s``: ``UV = −Σ_g P_g log P_g`` and ``RV = Σ_g P_g (−Σ_{s in g} p_s/P_g log p_s/P_g)``.

    Parameters
    ----------
    values : array of float, shape (regions, sectors)
        amounts of one unit, zero or more; NaN enters no sum.
    groups : sequence of str, length sectors
        the group of each sector, such as its two-digit code where sectors have four.
    base : float
        of the logarithm, above one: 2 gives bits.

    Returns
    -------
    Variety
        three arrays of shape (regions,).

    Raises
    ------
    InputError
        if there are more or fewer groups than sectors, the base is not above one, or as `shares`.

    References
    ----------
    Frenken, K., Van Oort, F. & Verburg, T. (2007). Related variety, unrelated variety and regional economic growth.
    Regional Studies, 41(5).

    Examples
    --------
    >>> found = variety(np.array([[1.0, 1.0, 2.0]]), ["a", "a", "b"])
    >>> found.total.tolist(), found.unrelated.tolist(), found.related.tolist()
    ([1.5], [1.0], [0.5])
    """
    if not base > 1:
        raise InputError(f"base: {base:g} is no base of an entropy; give a number above one.")
    own = shares(values, "regions").own
    if len(groups) != own.shape[1]:
        raise InputError(f"there are {len(groups)} groups and {own.shape[1]} sectors; give the group of each sector.")
    names, member = np.unique(np.asarray(groups, dtype=str), return_inverse=True)
    of_groups = own @ (member[:, None] == np.arange(len(names)))
    total, unrelated = disorder(own) / np.log(base), disorder(of_groups) / np.log(base)
    return Variety(total, unrelated, np.maximum(total - unrelated, 0.0))
