"""What moves the table: the index without one part, and the strengths and weaknesses of a unit."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.composite.chain import Made
from beffroi.analytics.composite.model import IndexSpec
from beffroi.analytics.composite.nodes import all_nodes
from beffroi.analytics.composite.ranking import ranks
from beffroi.analytics.errors import InputError

Floats = NDArray[np.float64]


class Removed(NamedTuple):
    """The table without one part: how far ranks move on average and at most, and who moves most."""

    part: str
    mean_shift: float
    largest_shift: float
    unit: str


class Standing(NamedTuple):
    """Where a unit stands on an indicator: its value and its rank, 1 the best."""

    indicator: str
    parent: str
    rank: int
    value: float


def without_each(spec: IndexSpec, made: Made, weights: dict[str, float], level: int = 1) -> list[Removed]:
    """The ranks of the total with the weight of one part after the other at zero.

    ``1/n Σ_i |rank_i − rank_i without|`` over the ranked units.

    Parameters
    ----------
    spec : IndexSpec
    made : Made
        the data up to the common scale.
    weights : dict of id to float
        those of the run.
    level : int
        of the parts; indicators are level 1.

    Returns
    -------
    list of Removed
        the greatest mean shift first; not the only child of a node, without which there is no node.

    References
    ----------
    OECD and JRC (2008). Handbook on constructing composite indicators, section 1.7. OECD Publishing.

    Examples
    --------
    >>> from beffroi.analytics.composite.chain import run_steps
    >>> from beffroi.analytics.composite.reading import Readings
    >>> from beffroi.analytics.composite.spec import parse_spec
    >>> spec = parse_spec('''{id: small, title: {en: Small}, indicators: [{id: a}, {id: b}],
    ...                       tree: [{id: total, label: {en: Total}, children: [a, b]}]}''', "example")
    >>> given = Readings(["x", "y"], np.array([[1.0, 3.0], [2.0, 0.0]]), np.ones(2, dtype=bool))
    >>> [part.mean_shift for part in without_each(spec, run_steps(spec, given), {"a": 2.0, "b": 1.0, "total": 1.0})]
    [1.0, 0.0]
    """
    readings = made.normalised
    nominal = ranks(all_nodes(spec, readings, weights)[spec.total].scores, readings.reference)
    found: list[Removed] = []
    for name in _parts(spec, weights, level):
        scores = all_nodes(spec, readings, weights | {name: 0.0})[spec.total].scores
        shift = np.abs(ranks(scores, readings.reference) - nominal)
        known = np.where(np.isnan(shift), 0.0, shift)
        most = int(known.argmax())
        count = max(int((~np.isnan(shift)).sum()), 1)
        found.append(Removed(name, float(known.sum() / count), float(known[most]), readings.units[most]))
    return sorted(found, key=lambda part: -part.mean_shift)


def _parts(spec: IndexSpec, weights: dict[str, float], level: int) -> list[str]:
    """What stands at a level and can be left out: a sibling with weight remains."""
    siblings = {child: node.children for node in spec.tree for child in node.children}
    names = [name for name, height in spec.heights.items() if height == level and name in siblings]
    return [name for name in names if any(weights[other] > 0 for other in siblings[name] if other != name)]


def standings(spec: IndexSpec, made: Made, unit: str) -> list[Standing]:
    """Where a unit stands on each indicator, best first: its strengths at the head, its weaknesses at the end.

    Parameters
    ----------
    spec : IndexSpec
    made : Made
        the data as read, and on the common scale.
    unit : str

    Returns
    -------
    list of Standing
        ranks by the common scale, over the reference set and the unit; values as they were read; none where the unit
        does not report.

    Raises
    ------
    InputError
        if there is no such unit, or screening set it aside.

    Examples
    --------
    >>> from beffroi.analytics.composite.chain import run_steps
    >>> from beffroi.analytics.composite.reading import Readings
    >>> from beffroi.analytics.composite.spec import parse_spec
    >>> spec = parse_spec('''{id: small, title: {en: Small}, indicators: [{id: a}, {id: b}],
    ...                       tree: [{id: total, label: {en: Total}, children: [a, b]}]}''', "example")
    >>> given = Readings(["x", "y"], np.array([[1.0, 3.0], [2.0, 0.0]]), np.ones(2, dtype=bool))
    >>> [(standing.indicator, standing.rank) for standing in standings(spec, run_steps(spec, given), "x")]
    [('b', 1), ('a', 2)]
    """
    readings = made.normalised
    if unit not in readings.units:
        raise InputError(f"unit '{unit}' has no row after screening; name one of those that are left.")
    row = len(readings.units) - 1 - readings.units[::-1].index(unit)  # of a panel the last
    alike = readings.reference.copy()
    alike[row] = True
    if readings.times is not None:
        alike &= readings.times == readings.times[row]
    first = int(np.flatnonzero(made.read.positions == readings.positions[row])[0])
    parents = {child: node.id for node in spec.tree for child in node.children}
    found: list[Standing] = []
    for at, item in enumerate(spec.indicators):
        place = ranks(readings.values[:, at], alike)[row]
        if not np.isnan(place) and not np.isnan(made.read.values[first, at]):
            found.append(Standing(item.id, parents[item.id], int(place), float(made.read.values[first, at])))
    return sorted(found, key=lambda standing: standing.rank)
