"""Where a place stands on a map of Europe: the equal-area projection of the European grid, ETRS89-LAEA (EPSG:3035)."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

# The ellipsoid GRS 1980, and the centre and false origin of the projection.
AXIS, FLATTENING = 6_378_137.0, 1 / 298.257222101
CENTRE_LON, CENTRE_LAT = np.radians(10.0), np.radians(52.0)
FALSE_EAST, FALSE_NORTH = 4_321_000.0, 3_210_000.0

WEST, SOUTH, SIDE = 2_500_000.0, 1_350_000.0, 4_100_000.0
"""The window of every map: its south-western corner and its side in metres; what lies outside is not drawn."""

_SQUARED = FLATTENING * (2 - FLATTENING)
_ECCENTRICITY = np.sqrt(_SQUARED)


def to_grid(lon: ArrayLike, lat: ArrayLike) -> tuple[Floats, Floats]:
    """East and north in metres of places given in degrees.

    Lambert azimuthal equal-area on the ellipsoid: areas keep their proportions, so that a large region looks large. The
    formula is that of EPSG method 9820 (IOGP Guidance Note 7-2).

    >>> east, north = to_grid(5.0, 50.0)
    >>> round(float(east), 2), round(float(north), 2)
    (3962799.45, 2999718.85)
    """
    longitude, latitude = np.radians(np.asarray(lon, dtype=float)), np.radians(np.asarray(lat, dtype=float))
    pole, middle = _authalic(np.pi / 2), _authalic(CENTRE_LAT)
    beta, beta_0 = np.arcsin(_authalic(latitude) / pole), np.arcsin(middle / pole)
    radius = AXIS * np.sqrt(pole / 2)
    scale = AXIS * np.cos(CENTRE_LAT) / np.sqrt(1 - _SQUARED * np.sin(CENTRE_LAT) ** 2) / (radius * np.cos(beta_0))
    away = longitude - CENTRE_LON
    cosine = 1 + np.sin(beta_0) * np.sin(beta) + np.cos(beta_0) * np.cos(beta) * np.cos(away)
    spread = radius * np.sqrt(2 / cosine)
    east = FALSE_EAST + spread * scale * np.cos(beta) * np.sin(away)
    along = np.cos(beta_0) * np.sin(beta) - np.sin(beta_0) * np.cos(beta) * np.cos(away)
    return east, FALSE_NORTH + spread / scale * along


def to_window(lon: ArrayLike, lat: ArrayLike) -> tuple[Floats, Floats]:
    """Shares of the map's width from the left and of its height from the top; outside 0 to 1 is beyond its edge.

    >>> across, down = to_window(4.7, 50.6)
    >>> round(float(across), 3), round(float(down), 3)
    (0.353, 0.581)
    """
    east, north = to_grid(lon, lat)
    return (east - WEST) / SIDE, 1 - (north - SOUTH) / SIDE


def _authalic(latitude: ArrayLike) -> Floats:
    """The quantity q of the formula, from which the authalic latitude follows."""
    sine = np.sin(np.asarray(latitude, dtype=float))
    term = _ECCENTRICITY * sine
    return np.asarray((1 - _SQUARED) * (sine / (1 - term**2) + np.arctanh(term) / _ECCENTRICITY))
