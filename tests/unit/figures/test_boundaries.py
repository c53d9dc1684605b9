"""True boundaries, read from files that somebody has fetched."""

import json
from pathlib import Path

import pytest

from beffroi.analytics.errors import InputError
from beffroi.figures.boundaries import find_boundaries, read_boundaries

SQUARE = [[4.0, 50.0], [5.0, 50.0], [5.0, 51.0], [4.0, 51.0], [4.0, 50.0]]
ISLAND = [[7.0, 50.0], [7.5, 50.0], [7.5, 50.5], [7.0, 50.0]]


def geojson(folder: Path, name: str, *features: dict[str, object]) -> Path:
    (folder / "geometry").mkdir(exist_ok=True)
    path = folder / "geometry" / name
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}), encoding="utf-8")
    return path


def region(code: str, kind: str, coordinates: object) -> dict[str, object]:
    return {"properties": {"NUTS_ID": code}, "geometry": {"type": kind, "coordinates": coordinates}}


def test_polygons_and_groups_of_them_are_read_by_code(tmp_path: Path) -> None:
    path = geojson(
        tmp_path,
        "NUTS_RG_20M_2013_4326_LEVL_2.geojson",
        region("BE31", "Polygon", [SQUARE]),
        region("BE32", "MultiPolygon", [[SQUARE], [ISLAND]]),
    )
    found = read_boundaries(path)
    assert found.vintage == 2013
    assert {code: len(rings) for code, rings in found.rings.items()} == {"BE31": 1, "BE32": 2}
    assert found.rings["BE31"][0].tolist() == SQUARE


def test_the_file_of_the_vintage_wanted_comes_first_then_the_newest_and_the_scale_for_europe(tmp_path: Path) -> None:
    for name in ("01M_2021_4326_LEVL_2", "20M_2021_4326_LEVL_2", "20M_2013_4326_LEVL_3", "60M_2016_4326_LEVL_2"):
        geojson(tmp_path, f"NUTS_RG_{name}.geojson", region("BE31", "Polygon", [SQUARE]))
    found = [find_boundaries(tmp_path, vintage) for vintage in (2016, 2021, 2013)]
    assert [path.name[8:16] for path in found if path] == ["60M_2016", "20M_2021", "20M_2021"]


def test_without_a_folder_there_are_no_boundaries(tmp_path: Path) -> None:
    assert find_boundaries(tmp_path, 2021) is None


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        '{"features": [{"properties": {}}]}',
        '{"features": []}',
        '{"features": [{"properties": {"NUTS_ID": "BE31"}, "geometry": {"type": "Point", "coordinates": [4, 50]}}]}',
        '{"features": [{"properties": {"NUTS_ID": "B"}, "geometry": {"type": "Polygon", "coordinates": [[[4, 50]]]}}]}',
        '{"features": [{"properties": {"NUTS_ID": "B"}, "geometry": {"type": "Polygon", "coordinates": [["a"]]}}]}',
    ],
)
def test_what_is_no_geojson_of_regions_is_refused_by_name(tmp_path: Path, content: str) -> None:
    path = tmp_path / "NUTS_RG_20M_2013_4326_LEVL_2.geojson"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"LEVL_2\.geojson: .*fetch"):
        read_boundaries(path)
