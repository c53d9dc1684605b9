"""True boundaries of regions, read from the GeoJSON files that somebody has fetched; none are shipped."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.errors import InputError

FOLDER = "geometry"
ATTRIBUTION = {
    "en": "© EuroGeographics for the administrative boundaries",
    "fr": "© EuroGeographics pour les limites administratives",
}
_FILE = re.compile(r"NUTS_RG_(?P<scale>\d\dM)_(?P<vintage>\d{4})_4326_LEVL_(?P<level>\d)\.geojson")
_SCALES = ("20M", "10M", "60M", "03M", "01M")
"""The scales from the one that suits a map of Europe best."""

Ring = NDArray[np.float64]


@dataclass(frozen=True)
class Boundaries:
    """The regions of one file: their rings (longitude, latitude in degrees) by code, and the vintage of the codes."""

    vintage: int
    rings: Mapping[str, tuple[Ring, ...]]


def find_boundaries(data: Path, vintage: int) -> Path | None:
    """The file of NUTS 2 boundaries in a data folder that suits best.

    Parameters
    ----------
    data : Path
        the data folder; boundaries stand in its folder `geometry`.
    vintage : int
        that of the codes to be drawn; a file of that vintage comes first, else the newest.

    Returns
    -------
    Path or None
        None where no boundaries have been fetched.

    Examples
    --------
    >>> find_boundaries(Path("nowhere"), 2021) is None
    True
    """
    named = [(path, _FILE.fullmatch(path.name)) for path in (data / FOLDER).glob("NUTS_RG_*.geojson")]
    found = [(path, match) for path, match in named if match and match["level"] == "2"]
    ordered = sorted(
        (int(match["vintage"]) != vintage, -int(match["vintage"]), _order(match["scale"]), path)
        for path, match in found
    )
    return ordered[0][-1] if ordered else None


def _order(scale: str) -> int:
    return _SCALES.index(scale) if scale in _SCALES else len(_SCALES)


def read_boundaries(path: Path) -> Boundaries:
    """The regions of a GeoJSON file.

    Parameters
    ----------
    path : Path
        as `figures geometry` writes it: polygons in degrees with a `NUTS_ID`.

    Returns
    -------
    Boundaries

    Raises
    ------
    InputError
        if the file cannot be read or holds no regions with codes and shapes.

    Examples
    --------
    >>> read_boundaries(Path("nowhere.geojson"))
    Traceback (most recent call last):
    ...
    beffroi.analytics.errors.InputError: nowhere.geojson: cannot be read; fetch the boundaries again.
    """
    try:
        collection: Any = json.loads(path.read_text(encoding="utf-8"))
        rings = {str(item["properties"]["NUTS_ID"]): _rings(item["geometry"]) for item in collection["features"]}
    except OSError:
        raise InputError(f"{path}: cannot be read; fetch the boundaries again.") from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise InputError(f"{path}: is no GeoJSON of regions with codes and shapes; fetch it again.") from None
    if not rings:
        raise InputError(f"{path}: holds no region; fetch the boundaries again.")
    match = _FILE.fullmatch(path.name)
    return Boundaries(int(match["vintage"]) if match else 0, rings)


def _rings(geometry: Any) -> tuple[Ring, ...]:
    """Every ring of a polygon or of several."""
    kind, held = geometry["type"], geometry["coordinates"]
    if kind not in ("Polygon", "MultiPolygon"):
        raise ValueError("the shape is no polygon")
    polygons: Any = [held] if kind == "Polygon" else held
    rings = [np.array(ring, dtype=float)[:, :2] for polygon in polygons for ring in polygon]
    if any(ring.ndim != 2 or len(ring) < 4 or not np.isfinite(ring).all() for ring in rings):
        raise ValueError("a ring is no list of places")
    return tuple(rings)
