"""Where regions lie."""

import pytest

from beffroi.figures.points import centre_of, centres
from beffroi.figures.store import Figures
from beffroi.figures.territories import find_territory


def test_every_region_of_nuts_2021_has_a_centre_on_earth_and_an_area() -> None:
    held = centres()
    assert len([code for code in held if len(code) == 4]) == 332
    assert all(-180 <= point.lon <= 180 and -90 <= point.lat <= 90 and point.area_km2 > 0 for point in held.values())


def test_a_recoded_region_lies_where_its_successor_lies() -> None:
    assert centre_of(find_territory("FR30")) == centres()["FRE1"]


def test_a_union_lies_between_its_parts_nearer_to_the_larger() -> None:
    found = centre_of(find_territory("BE34+BE31"))
    large, small = centres()["BE34"], centres()["BE31"]
    assert found is not None
    assert found.area_km2 == pytest.approx(large.area_km2 + small.area_km2)
    assert abs(found.lat - large.lat) < abs(found.lat - small.lat)


def test_a_region_that_no_region_of_2021_covers_has_no_centre() -> None:
    assert centre_of(find_territory("IE01")) is None


def test_nearly_every_region_with_employment_by_industry_can_be_put_on_a_map() -> None:
    regions = Figures.builtin().reference_regions(2015)
    assert [code for code in regions if centre_of(find_territory(code)) is None] == ["IE01", "IE02", "UKM2", "UKM3"]
