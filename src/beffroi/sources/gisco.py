"""GISCO: boundaries of regions, fetched on request by somebody who has seen their licence; nothing is shipped."""

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from beffroi.analytics.errors import InputError
from beffroi.analytics.files import write_files
from beffroi.sources.http import Patience, Progress, Request, Server
from beffroi.sources.observations import IncompleteError
from beffroi.sources.partial import Partial

ADDRESS = "https://gisco-services.ec.europa.eu/distribution/v2"
SETTING = "BEFFROI_GISCO_URL"

VINTAGES = ("2003", "2006", "2010", "2013", "2016", "2021", "2024")
LEVELS = ("0", "1", "2", "3")
SCALES = ("01M", "03M", "10M", "20M", "60M")

LICENCE = """\
Boundaries of statistical regions (NUTS) from GISCO, the geographic service of the European Commission (Eurostat).

© EuroGeographics for the administrative boundaries.

They are not free data in the sense of Beffroi's own licence. You may use them if
  - you do not use them for commercial purposes, and
  - you name the source: every map shows "© EuroGeographics for the administrative boundaries"
    (in French: "© EuroGeographics pour les limites administratives").
The full terms stand at https://ec.europa.eu/eurostat/web/gisco/geodata/statistical-units. For commercial use ask
EuroGeographics or the national mapping agencies. Beffroi ships none of these boundaries.
"""


@dataclass(frozen=True)
class Boundaries:
    """Which boundaries: vintage of the regions, level 0 (countries) to 3, and scale, such as 20M for 1:20 million."""

    vintage: str = "2021"
    level: str = "2"
    scale: str = "20M"

    @property
    def file(self) -> str:
        """The name of the file at the source and in the data folder.

        >>> Boundaries().file
        'NUTS_RG_20M_2021_4326_LEVL_2.geojson'
        """
        return f"NUTS_RG_{self.scale}_{self.vintage}_4326_LEVL_{self.level}.geojson"


def connect(patience: Patience) -> Server:
    """The distribution service, or the address in BEFFROI_GISCO_URL."""
    base = os.environ.get(SETTING, "").strip() or ADDRESS
    return Server("GISCO", base, SETTING, "no boundaries were written", patience)


def fetch_boundaries(
    server: Server, wanted: Boundaries, data: Path, progress: Progress | None = None
) -> tuple[Path, Path]:
    """Fetch boundaries as GeoJSON (longitude and latitude, WGS 84), with the licence in a text beside them.

    Parameters
    ----------
    server : Server
        as `connect` gives it.
    wanted : Boundaries
    data : Path
        the data folder; the files go into its folder `geometry`.
    progress : callable, optional
        told the bytes received and expected.

    Returns
    -------
    tuple of Path
        the GeoJSON file and the licence text.

    Raises
    ------
    InputError
        if the service cannot be reached or refuses, or its answer is no GeoJSON of regions; nothing is written then,
        but a cut download that can go on waits in the folder `partial`.

    """
    folder = data / "geometry"
    url = f"{server.base}/nuts/geojson/{wanted.file}"
    request = Request(url, checked_geojson, Partial(folder / "partial", wanted.file), progress=progress)
    try:
        content = server.get(request).content
    except BaseException:
        with suppress(OSError):
            folder.rmdir()  # only where nothing is in it: no boundaries of before, no download that can go on
        raise
    assert content is not None  # noqa: S101 - None answers a conditional question only
    now = datetime.now(UTC).isoformat(timespec="seconds")
    note = f"{LICENCE}\nSource: {url}\nRetrieved: {now}\nSHA-256: {sha256(content).hexdigest()}\n"
    geojson, licence = write_files(folder, {wanted.file: content, f"{wanted.file}.licence.txt": note})
    return geojson, licence


def checked_geojson(content: bytes) -> bytes:
    """The bytes themselves, if they are a GeoJSON collection of regions with codes and shapes.

    Raises
    ------
    IncompleteError
        if the JSON is cut off.
    InputError
        if it is something else.

    """
    if content.lstrip()[:1] not in {b"{", b""}:
        raise InputError("GISCO: the answer is no GeoJSON but a page or message; no boundaries were written.")
    try:
        collection: Any = json.loads(content)
    except (ValueError, RecursionError):
        raise IncompleteError("the JSON is cut off or broken") from None
    try:
        features = collection["features"]
        whole = collection["type"] == "FeatureCollection" and len(features) > 0
        whole = whole and all(item["properties"]["NUTS_ID"] and item["geometry"]["coordinates"] for item in features)
    except (KeyError, TypeError):
        whole = False
    if not whole:
        raise InputError("GISCO: the answer is no GeoJSON of regions with codes and shapes; nothing was written.")
    return content
