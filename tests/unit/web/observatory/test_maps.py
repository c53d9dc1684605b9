"""Maps on the site: true boundaries where fetched, else dots; the small map of a region."""

import json
from pathlib import Path
from typing import Any

import pytest

from beffroi.figures.territories import find_peers, find_territory
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
    assert chart.note.endswith("Not on the map: Guadeloupe, Border, Midland and Western.")
    assert chart.attribution == ""
    assert chart.missing == "no value"


def test_fetched_boundaries_are_drawn_with_their_attribution_also_under_newer_codes(no_boundaries: Path) -> None:
    write_boundaries(no_boundaries, 2021, "BE31", "FRE1")
    chart = europe_map(REGIONS, LEGEND, ENGLISH, None)
    assert [bool(place.shape) for place in chart.places] == [True, True]
    assert chart.attribution == "© EuroGeographics for the administrative boundaries"
    assert "Schematic" not in chart.note
    assert europe_map(REGIONS, LEGEND, Language("fr"), None).attribution.startswith("© EuroGeographics pour")


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
