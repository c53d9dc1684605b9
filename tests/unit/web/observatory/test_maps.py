"""Maps on the site: true boundaries where fetched, else dots; the small map of a region."""

import gzip
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest

from beffroi.figures.points import centres
from beffroi.figures.territories import find_peers, find_territory
from beffroi.reporting.charts.chart import to_html
from beffroi.reporting.charts.map import box_of
from beffroi.reporting.language import Language
from beffroi.web.observatory.queries.maps import Legend, Mapped, europe_map, mini_map, place_of

ENGLISH = Language("en")
LEGEND = Legend(breaks=(10.0,), steps=("few", "many"), description="Map", own="Wallonia")
REGIONS = [
    Mapped("BE31", "Walloon Brabant", 12.0, "12 persons", is_region=True),
    Mapped("FR30", "Nord-Pas-de-Calais", 5.0, "5 persons"),
    Mapped("FRY1", "Guadeloupe", 5.0, "5 persons"),
    Mapped("IE01", "Border, Midland and Western", None, "n/a"),
]


@pytest.fixture(autouse=True)
def no_boundaries(settings: Any, tmp_path: Path) -> Path:
    """A data folder without boundaries."""
    settings.DATA_FOLDER = tmp_path / "site"
    return tmp_path


def write_boundaries(data: Path, vintage: int, *codes: str) -> None:
    square = [[4.0, 50.0], [5.0, 50.0], [5.0, 51.0], [4.0, 51.0], [4.0, 50.0]]
    features = [
        {"properties": {"NUTS_ID": code}, "geometry": {"type": "Polygon", "coordinates": [square]}} for code in codes
    ]
    (data / "geometry").mkdir()
    path = data / "geometry" / f"NUTS_RG_20M_{vintage}_4326_LEVL_2.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")


def test_without_boundaries_a_region_is_a_dot_and_the_map_says_so() -> None:
    chart = europe_map(REGIONS, LEGEND, ENGLISH, find_territory("BE3"))
    assert [place.name for place in chart.places] == ["Walloon Brabant", "Nord-Pas-de-Calais"]
    assert all(place.shape == "" for place in chart.places)
    assert chart.note.startswith("Schematic")
    assert "Beyond the edge of the map: Guadeloupe." in chart.note
    assert "no centre is held: Border, Midland and Western." in chart.note
    assert chart.note.endswith("Their values stand in the table.")
    assert chart.attribution == ""
    assert chart.missing == "", "the key names no mark that is not drawn"


def test_fetched_boundaries_are_drawn_with_their_attribution_also_under_newer_codes(no_boundaries: Path) -> None:
    write_boundaries(no_boundaries, 2021, "BE31", "FRE1")
    chart = europe_map(REGIONS, LEGEND, ENGLISH, None)
    assert [bool(place.shape) for place in chart.places] == [True, True]
    assert chart.attribution == "© EuroGeographics for the administrative boundaries"
    assert "Schematic" not in chart.note
    assert europe_map(REGIONS, LEGEND, Language("fr"), None).attribution.startswith("© EuroGeographics pour")


def coast(lon: float, lat: float, size: float, corners: int, clockwise: bool = False) -> list[list[float]]:
    """A ring as uneven as a coast, around a centre, with as many corners as a file of the scale 1:20 million has."""
    turns = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    radius = size * (1 + 0.15 * np.sin(5 * turns) + 0.08 * np.cos(11 * turns))
    points = np.column_stack([lon + radius * np.cos(turns) * 1.5, lat + radius * np.sin(turns)])
    ring = [[round(x, 5), round(y, 5)] for x, y in points.tolist()]
    ring = ring[::-1] if clockwise else ring
    return [*ring, ring[0]]


def write_collection(data: Path, vintage: int) -> None:
    """A file as GISCO publishes it: every NUTS 2 region of the year, islands, holes, regions overseas, a date line."""
    specials: dict[str, Any] = {
        "DE40": {
            "type": "Polygon",
            "coordinates": [coast(13.4, 52.5, 0.9, 90), coast(13.4, 52.5, 0.2, 30, clockwise=True)],
        },
        "DE30": {"type": "Polygon", "coordinates": [coast(13.4, 52.5, 0.2, 30)]},
        "EL42": {"type": "MultiPolygon", "coordinates": [[coast(25 + 0.4 * n, 36.5, 0.12, 24)] for n in range(12)]},
        "FRY1": {"type": "MultiPolygon", "coordinates": [[coast(-61.5, 16.2, 0.2, 40)], [coast(-61.2, 16.0, 0.02, 8)]]},
        "FRY4": {"type": "Polygon", "coordinates": [coast(55.5, -21.1, 0.25, 40)]},
        "NO0B": {"type": "MultiPolygon", "coordinates": [[coast(16, 78.5, 2, 60)], [coast(-8.3, 71, 0.2, 12)]]},
        "IE01": {"type": "MultiPolygon", "coordinates": [[coast(-7.9, 54.2, 0.9, 120)], [coast(-10, 54, 0.1, 9)]]},
    }
    held = {
        code: {"type": "Polygon", "coordinates": [coast(point.lon, point.lat, (point.area_km2**0.5) / 250, 60)]}
        for code, point in centres().items()
        if len(code) == 4
    }
    if vintage == 2013:
        held = {"FR30" if code == "FRE1" else code: shape for code, shape in held.items()}
    else:
        specials.pop("IE01")
    features = [
        {
            "type": "Feature",
            "id": code,
            "properties": {"NUTS_ID": code, "LEVL_CODE": 2, "CNTR_CODE": code[:2], "NAME_LATN": code, "FID": code},
            "geometry": shape,
        }
        for code, shape in {**held, **specials}.items()
    ]
    collection = {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4326"}},
        "features": features,
    }
    (data / "geometry").mkdir()
    path = data / "geometry" / f"NUTS_RG_20M_{vintage}_4326_LEVL_2.geojson"
    path.write_text(json.dumps(collection), encoding="utf-8")


EVERYWHERE = [
    Mapped(code, code, float(number), str(number), is_region=code == "DE40")
    for number, code in enumerate(["BE31", "FR30", "DE40", "DE30", "EL42", "FRY1", "FRY4", "NO0B", "IE01", "PT20"])
]


@pytest.mark.parametrize(("vintage", "old"), [(2013, ["IE01"]), (2021, [])])
def test_a_file_as_gisco_publishes_it_is_drawn_whole_and_what_lies_overseas_is_named(
    no_boundaries: Path, vintage: int, old: list[str]
) -> None:
    write_collection(no_boundaries, vintage)
    chart = europe_map(EVERYWHERE, LEGEND, ENGLISH, find_territory("DE4"))
    drawn = {place.name: place for place in chart.places}
    assert sorted(drawn) == sorted(["BE31", "FR30", "DE40", "DE30", "EL42", *old])
    assert all(place.shape and 0 <= place.across <= 1 and 0 <= place.down <= 1 for place in chart.places)
    assert drawn["DE40"].shape.count("M") == 2, "the hole of Berlin"
    assert drawn["EL42"].shape.count("M") == 12, "every island that can be seen"
    assert "Beyond the edge of the map: FRY1; FRY4; NO0B; PT20." in chart.note
    assert ("no centre is held: IE01." in chart.note) is not bool(old)
    written = to_html(chart)
    ElementTree.fromstring(written)  # noqa: S314 - our own
    assert "NaN" not in written
    own = re.findall(r'<path class="(place step-\d is-region)"', written)
    assert own == ["place step-1 is-region"], "its class is kept"


def test_a_map_of_all_shapes_stays_light(no_boundaries: Path) -> None:
    write_collection(no_boundaries, 2021)
    regions = [Mapped(code, code, 1.0, "1") for code in centres() if len(code) == 4]
    written = to_html(europe_map(regions, LEGEND, ENGLISH, None))
    assert written.count('<path class="place') > 280
    assert len(gzip.compress(written.encode())) < 100_000


def test_the_part_of_one_country_holds_its_shapes(no_boundaries: Path) -> None:
    write_collection(no_boundaries, 2021)
    germany = [Mapped(code, code, 1.0, "1") for code in centres() if len(code) == 4 and code.startswith("DE")]
    chart = europe_map(germany, LEGEND, ENGLISH, None, close=True)
    assert chart.window.side < 0.4
    for place in chart.places:
        for corner in box_of(place.shape):
            assert all(0 <= share <= 1 for share in chart.window.of(*corner)), place.name


def test_the_name_asked_for_is_written_once_for_all_its_parts() -> None:
    parts = [Mapped(code, code, 1.0, "1", is_region=True) for code in ("BE31", "BE32", "BE33")]
    chart = europe_map(parts, LEGEND, ENGLISH, find_territory("BE3"))
    assert [place.label for place in chart.places] == ["Wallonia", "", ""]


def test_a_region_beyond_the_edge_has_no_place() -> None:
    assert place_of("FRY1") is None
    assert place_of("BE31") is not None


def test_the_small_map_shows_the_region_the_pilots_and_all_others() -> None:
    found = mini_map(find_territory("BE3"), find_peers("pilots"), ENGLISH)
    assert len(found.home) == 5
    assert len(found.pilots) > 9
    assert len(found.land) > 250
    assert "Wallonia" in found.caption
    assert found is mini_map(find_territory("BE3"), find_peers("pilots"), ENGLISH), "made once"


def test_the_small_map_of_a_region_beyond_the_edge_says_so() -> None:
    found = mini_map(find_territory("FRY1"), (), ENGLISH)
    assert found.home == ()
    assert "beyond the edge" in found.caption


def test_a_union_is_drawn_by_its_parts() -> None:
    assert len(mini_map(find_territory("DED2+DED4+DED5"), (), ENGLISH).home) == 3
