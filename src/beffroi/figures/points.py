"""Where regions lie: the centre of each, and of what is made of several, for maps."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from beffroi.figures.tables import read_parquet
from beffroi.figures.territories import Codes, Territory

VINTAGE = 2021
"""Vintage of the codes of the list of centres."""


class Point(NamedTuple):
    """The centre of a place in degrees (WGS 84), and its area in square kilometres."""

    lon: float
    lat: float
    area_km2: float


@cache
def centres() -> dict[str, Point]:
    """The centre of every region of NUTS 2021, by code, at all levels.

    Returns
    -------
    dict of str to Point

    Raises
    ------
    InputError
        if the list is absent or does not match its checksum.

    Examples
    --------
    >>> centres()["BE35"]
    Point(lon=4.9, lat=50.3, area_km2=3677.0)
    """
    return {str(code): Point(lon, lat, area) for code, lon, lat, area in read_parquet("nuts_points").iter_rows()}


def centre_of(territory: Territory) -> Point | None:
    """The centre of a territory: its own, else the mean of its parts weighted by area.

    Parameters
    ----------
    territory : Territory
        of any vintage, or a union.

    Returns
    -------
    Point or None
        None where no region of the list, nor several, cover exactly the territory.

    Examples
    --------
    >>> from beffroi.figures.territories import find_territory
    >>> centre_of(find_territory("FR30")) == centres()["FRE1"]
    True
    >>> centre_of(find_territory("IE01")) is None
    True
    """
    codes = _codes().of(territory)
    return _mean([centres()[code] for code in codes]) if isinstance(codes, tuple) else None


@cache
def _codes() -> Codes:
    return Codes(list(centres()), VINTAGE)


def _mean(points: Sequence[Point]) -> Point:
    """The mean of centres weighted by area: right within a few kilometres for regions that touch."""
    area = sum(point.area_km2 for point in points)
    if len(points) == 1 or not area:
        return points[0]
    lon = sum(point.lon * point.area_km2 for point in points) / area
    lat = sum(point.lat * point.area_km2 for point in points) / area
    return Point(lon, lat, area)
