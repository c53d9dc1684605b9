"""Economic complexity: the index of regions and that of sectors, from one symmetric eigenproblem.

``K`` is the eigenvector of the second eigenvalue λ of ``D⁻¹ M U⁻¹ Mᵀ`` with D the diversities and U the ubiquities. It
is had from the symmetric matrix ``U^-½ Mᵀ D⁻¹ M U^-½`` (or its twin over regions, whichever is smaller) after the known
first vector is taken out.
"""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.errors import InputError
from beffroi.analytics.matrix import Floats
from beffroi.analytics.messages import Message, Number
from beffroi.analytics.relatedness.specialisation import Binary, as_binary, in_use

Scale = Literal["mean_of_sectors", "mean_of_regions", "own"]
SCALES = ("mean_of_sectors", "mean_of_regions", "own")
GAP = 1e-9
"""Eigenvalues that lie nearer together than this are one for a computer: any mixture of their vectors is a vector."""
WEAK = 0.3
"""A correlation below this fixes the sign, but hardly."""
NOTHING = 1e-12
"""A second eigenvalue below this is zero: regions do not differ."""


@dataclass(frozen=True)
class Complexity:
    """Complexity of regions and sectors, NaN for those set aside.

    `eigenvalues` are the second and third of the spectrum, whose first is 1; `notes` what a reader must know.
    """

    eci: Floats
    pci: Floats
    eigenvalues: tuple[float, float]
    notes: tuple[Message, ...]


def complexity(
    presence: NDArray[Any],
    *,
    scale: Scale = "mean_of_sectors",
    ddof: int = 0,
    centre: bool = True,
    anchor: Floats | None = None,
) -> Complexity:
    """Economic complexity of regions, ``ECI = (K − mean K) / sd K`` rising with diversity, and PCI derived from it.

    Parameters
    ----------
    presence : array of bool or of 0 and 1, shape (regions, sectors)
        who is specialised in what; rows and columns without any one are set aside.
    scale : {"mean_of_sectors", "mean_of_regions", "own"}
        of the PCI: the ECI of a region is the mean PCI of its sectors; or the PCI of a sector the mean ECI of its
        regions; or mean 0 and standard deviation 1.
    ddof, centre : int, bool
        of standard deviations, 0 or 1; whether means are deducted.
    anchor : array of float, shape (regions,), optional
        something known, such as GDP per head, with which the ECI rises in place of diversity; NaN is left out.

    Returns
    -------
    Complexity
        `eci` of shape (regions,), `pci` of shape (sectors,), both without unit; all NaN only if regions do not differ.

    Raises
    ------
    InputError
        if the matrix is not binary or has no specialisation, or an argument is not one of those above.

    References
    ----------
    Hidalgo, C. A. & Hausmann, R. (2009). The building blocks of economic complexity. PNAS, 106(26).

    Examples
    --------
    >>> complexity(np.array([[1, 1, 1, 0], [0, 1, 1, 1], [0, 0, 1, 1]])).eci.round(4).tolist()
    [1.3543, -0.3245, -1.0298]
    """
    whole = as_binary(presence)
    rows, columns = in_use(whole)
    _check(scale, ddof, anchor, rows)
    kept = whole[np.ix_(rows, columns)]
    vectors, values, notes = _vectors(kept, None if anchor is None else anchor[rows])
    eci, pci = _scaled(kept, vectors, scale, ddof, centre)
    return Complexity(_put_back(eci, rows), _put_back(pci, columns), values, (*notes, *_set_aside(rows, columns)))


def _scaled(
    kept: Binary, vectors: tuple[Floats, Floats], scale: Scale, ddof: int, centre: bool
) -> tuple[Floats, Floats]:
    """The two vectors as indices."""
    of_regions, of_sectors = vectors
    mean, spread = of_regions.mean() if centre else 0.0, _spread(of_regions, ddof)
    eci, pci = (of_regions - mean) / spread, (of_sectors - mean) / spread
    if scale != "mean_of_sectors":
        pci = kept.T @ eci / np.count_nonzero(kept, axis=0)
    if scale == "own":
        pci = (pci - (pci.mean() if centre else 0.0)) / _spread(pci, ddof)
    return eci, pci


def _check(scale: str, ddof: int, anchor: Floats | None, rows: Binary) -> None:
    if scale not in SCALES:
        raise InputError(f"scale: '{scale}' is not known; give one of {', '.join(SCALES)}.")
    if ddof not in (0, 1):
        raise InputError(f"ddof: {ddof} is not known; give 0 or 1.")
    if anchor is not None and anchor.shape != rows.shape:
        raise InputError(f"anchor: {anchor.size} values where there are {len(rows)} regions; give one for each region.")


Vectors = tuple[tuple[Floats, Floats], tuple[float, float], list[Message]]


def _vectors(kept: Binary, anchor: Floats | None) -> Vectors:
    """The second vectors of regions and of sectors, the second and third eigenvalue, and what is amiss with them."""
    over_regions = kept.shape[0] < kept.shape[1]
    matrix = (kept.T if over_regions else kept).astype(float)
    long, short = matrix.sum(axis=1), matrix.sum(axis=0)
    weighted = matrix / np.sqrt(long)[:, None] / np.sqrt(short)
    first = np.sqrt(short / short.sum())
    values, vectors = np.linalg.eigh(weighted.T @ weighted - np.outer(first, first))
    second, third = float(values[-1]), float(values[-2]) if len(values) > 1 else 0.0
    if len(values) < 2 or second < NOTHING:
        nothing = Message("the regions do not differ in what they are specialised in: there is no complexity index")
        return (np.full(kept.shape[0], np.nan), np.full(kept.shape[1], np.nan)), (0.0, 0.0), [nothing]
    of_short = vectors[:, -1] / np.sqrt(short)
    of_long = matrix @ of_short / long
    if over_regions:  # K of sectors is defined by K of regions = mean over its sectors
        of_regions, of_sectors = of_short, of_long / second
    else:
        of_regions, of_sectors = of_long, of_short
    turned, notes = _sign(of_regions, kept, anchor)
    return (of_regions * turned, of_sectors * turned), (second, third), [*_spectrum(second, third), *notes]


def _sign(of_regions: Floats, kept: Binary, anchor: Floats | None) -> tuple[float, list[Message]]:
    """1 or -1, so that complexity rises with the anchor or diversity; else with the lesser ubiquity of sectors."""
    diversity, ubiquity = kept.sum(axis=1), kept.sum(axis=0)
    together = _correlation(of_regions, diversity if anchor is None else anchor)
    if together:
        said = "complexity is only weakly correlated ({value}) with what fixes its sign"
        weak = Message(said, value=Number(round(abs(together), 3)))
        return float(np.sign(together)), [weak] if abs(together) < WEAK else []
    note = Message("complexity is not correlated with diversity: its sign is fixed by the ubiquity of sectors instead")
    together = -_correlation(of_regions, kept @ ubiquity / diversity)
    if together:
        return float(np.sign(together)), [note]
    return 1.0, [Message("complexity is correlated with neither diversity nor ubiquity: its sign is arbitrary")]


def _correlation(first: Floats, second: NDArray[Any]) -> float:
    """The correlation of two columns where both are known; 0 where there is none."""
    known = np.isfinite(second)
    if not known.any():
        return 0.0
    one, other = first[known] - first[known].mean(), second[known] - second[known].mean()
    size = float(np.sqrt((one @ one) * (other @ other)))
    return float(one @ other / size) if size and abs(one @ other) > GAP * size else 0.0


def _spectrum(second: float, third: float) -> list[Message]:
    """What the eigenvalues say about how far the index is determined."""
    notes = []
    if second > 1 - GAP:
        notes.append(
            Message(
                "the table falls apart into groups of regions and sectors that share nothing: the index only tells the "
                "groups apart; compute it for each group"
            )
        )
    if second - third < GAP:
        said = "the spectrum is degenerate (second and third eigenvalue are both {value}): the index is not determined"
        notes.append(Message(said, value=Number(second)))
    return notes


def _spread(values: Floats, ddof: int) -> float:
    """The standard deviation, NaN where there is none."""
    return (float(values.std(ddof=ddof)) if len(values) > ddof else 0.0) or float("nan")


def _set_aside(rows: Binary, columns: Binary) -> list[Message]:
    notes = []
    if not rows.all():
        said = "{count} of {total} regions are specialised in nothing and set aside"
        notes.append(Message(said, count=int((~rows).sum()), total=len(rows)))
    if not columns.all():
        said = "{count} of {total} sectors are nobody's specialisation and set aside"
        notes.append(Message(said, count=int((~columns).sum()), total=len(columns)))
    return notes


def _put_back(values: Floats, kept: Binary) -> Floats:
    """The values in their places among all, NaN in the others."""
    whole: Floats = np.full(len(kept), np.nan)
    whole[kept] = values
    return whole
