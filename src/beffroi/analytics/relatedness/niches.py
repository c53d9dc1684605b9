"""Diversification options of a region: every sector by how related it is to what the region does, and how complex."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from beffroi.analytics.errors import InputError
from beffroi.analytics.matrix import Floats
from beffroi.analytics.messages import Message
from beffroi.analytics.relatedness.density import with_own
from beffroi.analytics.relatedness.tables import Analysis

Quadrant = Literal["high_road", "casino", "slow_road", "dead_end"]
QUADRANTS: tuple[Quadrant, ...] = ("high_road", "casino", "slow_road", "dead_end")
Lines = Literal["median", "mean"]


@dataclass(frozen=True)
class Support:
    """A specialisation of the region that a sector rests on: its proximity, and its share in the density."""

    sector: str
    proximity: float
    share: float


@dataclass(frozen=True)
class Niche:
    """One sector in the plane, None where unknown; `peers` are specialised in it, of `peers_known` that report."""

    sector: str
    value: float | None
    rca: float | None
    specialised: bool
    density: float | None
    pci: float | None
    gain: float | None
    quadrant: Quadrant | None
    rests_on: tuple[Support, ...]
    peers: tuple[str, ...]
    peers_known: int


@dataclass(frozen=True)
class Niches:
    """The options of a region, what it lacks first, and the two lines that make the quadrants."""

    region: str
    density_line: float | None
    complexity_line: float | None
    options: tuple[Niche, ...]
    notes: tuple[Message, ...]


def niches(
    found: Analysis, region: str, *, peers: Sequence[str] = (), related: int = 5, lines: Lines = "median"
) -> Niches:
    """Place every sector for one region by relatedness density and complexity.

    Related and complex is the high road, complex alone the casino, related alone the slow road, neither a dead end.

    Parameters
    ----------
    found : Analysis
        of a table that holds the region, best with the own sector out of the density.
    region : str
    peers, related : sequence of str, int
        regions of the table of which is told what they do; how many specialisations are named that a sector rests on.
    lines : {"median", "mean"}
        of the region's densities and of complexity; a sector on a line counts as above it.

    Returns
    -------
    Niches
        one option a sector: what the region lacks before what it has, by quadrant, then by density.

    Raises
    ------
    InputError
        if the table does not hold the region or a peer, or an argument is not known.

    References
    ----------
    Balland, P.-A., Boschma, R., Crespo, J. & Rigby, D. L. (2019). Smart specialization policy in the European Union.
    Regional Studies, 53(9).

    Examples
    --------
    >>> from beffroi.analytics.matrix import Matrix
    >>> from beffroi.analytics.relatedness.tables import analyse
    >>> values = np.array([[9.0, 9, 1], [9, 1, 1], [1, 9, 9]])
    >>> table = Matrix(values, ["A", "B", "C"], ["x", "y", "z"], np.arange(0), np.arange(0))
    >>> [each.sector for each in niches(analyse(table), "B").options]
    ['y', 'z', 'x']
    """
    if related < 0 or lines not in ("median", "mean"):
        raise InputError(f"related {related}, lines '{lines}': give zero or more, and median or mean.")
    at, others = _place(found, region), [_place(found, peer) for peer in peers]
    line = _lines(found.density[at], found.complexity.pci, lines)
    near = with_own(found.proximity, "out")
    options = [_niche(found, at, sector, others, near[sector], related, line) for sector in range(len(near))]
    order = {quadrant: place for place, quadrant in enumerate((*QUADRANTS, None))}
    options.sort(key=lambda each: (each.specialised, order[each.quadrant], -(each.density or 0), each.sector))
    return Niches(region, line and line[0], line and line[1], tuple(options), found.notes)


def _lines(density: Floats, pci: Floats, lines: Lines) -> tuple[float, float] | None:
    both = ~(np.isnan(density) | np.isnan(pci))
    middle = np.median if lines == "median" else np.mean
    return (float(middle(density[both])), float(middle(pci[both]))) if both.any() else None


def _place(found: Analysis, region: str) -> int:
    if region not in found.matrix.regions:
        raise InputError(f"region '{region}' is not in the table; it has {_some(found.matrix.regions)}.")
    return found.matrix.regions.index(region)


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:10]) + (f" and {len(names) - 10} more" if len(names) > 10 else "")


def _niche(
    found: Analysis,
    at: int,
    sector: int,
    others: Sequence[int],
    near: Floats,
    related: int,
    line: tuple[float, float] | None,
) -> Niche:
    density, pci = _known(found.density[at, sector]), _known(found.complexity.pci[sector])
    return Niche(
        sector=found.matrix.sectors[sector],
        value=_known(found.matrix.values[at, sector]),
        rca=_known(found.rca[at, sector]),
        specialised=bool(found.presence[at, sector]),
        density=density,
        pci=pci,
        gain=_known(found.gain[at, sector]),
        quadrant=_quadrant(density, pci, line),
        rests_on=_supports(found, at, near, related),
        peers=tuple(found.matrix.regions[other] for other in others if found.presence[other, sector]),
        peers_known=sum(not np.isnan(found.rca[other, sector]) for other in others),
    )


def _quadrant(density: float | None, pci: float | None, line: tuple[float, float] | None) -> Quadrant | None:
    if density is None or pci is None or line is None:
        return None
    if pci >= line[1]:
        return "high_road" if density >= line[0] else "casino"
    return "slow_road" if density >= line[0] else "dead_end"


def _supports(found: Analysis, at: int, near: Floats, related: int) -> tuple[Support, ...]:
    held = np.where(found.presence[at], near, 0.0)
    nearest = np.argsort(-held, kind="stable")[:related]
    return tuple(
        Support(found.matrix.sectors[each], float(held[each]), float(held[each] / near.sum()))
        for each in nearest
        if held[each] > 0
    )


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
