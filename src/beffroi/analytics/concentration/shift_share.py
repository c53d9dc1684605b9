"""Shift-share: how much of a region's growth is that of the country, of its sectors, and its own."""

from dataclasses import dataclass

import numpy as np

from beffroi.analytics.errors import InputError
from beffroi.analytics.matrix import Floats


@dataclass(frozen=True)
class ShiftShare:
    """Change of each sector and its parts, in the unit of the values: `change` is the sum of the other four.

    `allocation` is zero in Dunn's form; Esteban's splits his `regional` into one that a region of the national mix
    would have and what its own mix adds.
    """

    change: Floats
    national: Floats
    mix: Floats
    regional: Floats
    allocation: Floats


def dunn(before: Floats, after: Floats, country_before: Floats, country_after: Floats) -> ShiftShare:
    """Dunn's shift-share: ``Δe_s = e_s G + e_s (G_s − G) + e_s (g_s − G_s)``.

    g are growth rates of the region's sectors, G_s of the country's, G of the whole country.

    Parameters
    ----------
    before, after : array of float, shape (sectors,) or (regions, sectors)
        values of the region or regions in two years, zero or more; NaN leaves the parts of the sector NaN.
    country_before, country_after : array of float, shape (sectors,)
        of the country, above zero before.

    Returns
    -------
    ShiftShare
        arrays of the shape of `before`; their sums over sectors are the parts of the region's growth.

    Raises
    ------
    InputError
        if shapes do not agree, a value is negative, or the country has nothing in a sector before.

    References
    ----------
    Dunn, E. S. (1960). A statistical and analytical technique for regional analysis. Papers in Regional Science, 6.

    Examples
    --------
    >>> found = dunn(*(np.array(years) for years in ([100.0, 100], [120.0, 110], [1000.0, 1000], [1100.0, 1300])))
    >>> [part.round(6).tolist() for part in (found.national, found.mix, found.regional)]
    [[20.0, 20.0], [-10.0, 10.0], [10.0, -20.0]]
    """
    sectors, whole = _rates(before, after, country_before, country_after)
    own = after - before * (1 + sectors)
    return ShiftShare(after - before, before * whole, before * (sectors - whole), own, np.zeros_like(own))


def esteban(before: Floats, after: Floats, country_before: Floats, country_after: Floats) -> ShiftShare:
    """Esteban-Marquillas's form: the regional part at the country's mix, and the allocation apart.

    With ``h_s = Σ_s e_s · E_s / Σ E``: regional ``h_s (g_s − G_s)``, allocation ``(e_s − h_s)(g_s − G_s)``.

    Parameters
    ----------
    before, after : array of float, shape (sectors,) or (regions, sectors)
        values of the region or regions in two years, zero or more; a sector that the region had not has no rate of
        growth, and all of its change is regional.
    country_before, country_after : array of float, shape (sectors,)
        of the country, above zero before.

    Returns
    -------
    ShiftShare
        arrays of the shape of `before`.

    Raises
    ------
    InputError
        as `dunn`.

    References
    ----------
    Esteban-Marquillas, J. M. (1972). A reinterpretation of shift-share analysis. Regional and Urban Economics, 2(3).

    Examples
    --------
    >>> found = esteban(*(np.array(years) for years in ([150.0, 50], [180.0, 55], [1000.0, 1000], [1100.0, 1300])))
    >>> [part.round(6).tolist() for part in (found.regional, found.allocation)]
    [[10.0, -20.0], [5.0, 10.0]]
    """
    base = dunn(before, after, country_before, country_after)
    with np.errstate(divide="ignore", invalid="ignore"):
        faster = np.where(before > 0, base.regional / before, np.nan)
    even = np.nansum(before, axis=-1, keepdims=True) * (country_before / country_before.sum())
    regional = np.where(before == 0, base.regional, even * faster)
    return ShiftShare(base.change, base.national, base.mix, regional, base.regional - regional)


def _rates(before: Floats, after: Floats, country_before: Floats, country_after: Floats) -> tuple[Floats, float]:
    """Growth of the country's sectors, and of the whole country."""
    if before.shape != after.shape or country_before.shape != country_after.shape:
        raise InputError("the two years have not the same shape; give every sector in both.")
    if country_before.shape != before.shape[-1:]:
        raise InputError(
            f"the country has {country_before.size} sectors, the region {before.shape[-1]}; give the same."
        )
    for name, values in (
        ("region", before),
        ("region", after),
        ("country", country_before),
        ("country", country_after),
    ):
        wrong = np.argwhere((values < 0) | np.isinf(values))
        if len(wrong):
            raise InputError(
                f"{name}, sector {wrong[0][-1]} (counted from 0): the value is negative or infinite; mend it."
            )
    nothing = np.flatnonzero(~(country_before > 0) | np.isnan(country_after))
    if len(nothing):
        raise InputError(
            f"country, sector {nothing[0]} (counted from 0): nothing to grow from, or no value after; leave it out."
        )
    return country_after / country_before - 1, float(country_after.sum() / country_before.sum() - 1)
