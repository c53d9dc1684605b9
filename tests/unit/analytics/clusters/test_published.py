"""The printed layer: a layer of its own, consistent with the lines printed beside it."""

from beffroi.analytics.clusters.published import load_published

LAYER = load_published()


def test_the_layer_names_its_source() -> None:
    assert LAYER.source == "EOCIC policy briefing for Wallonia, European Union, 2019, doi 10.2826/504234"


def test_every_region_is_printed_once_with_a_type() -> None:
    codes = [region.code for region in LAYER.regions]
    assert len(codes) == len(set(codes)) == 17
    assert {region.type for region in LAYER.regions} == {1, 2, 3}


def test_printed_coordinates_lie_on_the_side_of_the_line_that_their_type_says() -> None:
    stars = {region.code: (region.stars, region.type) for region in LAYER.regions if region.stars is not None}
    assert {code: value for code, (value, _) in stars.items()} == {"BE31": 40, "ITC1": 69, "BE34": 17, "BE35": 17}
    assert all((value >= LAYER.stars_line) == (type_ != 2) for value, type_ in stars.values())
    high = [region for region in LAYER.regions if region.index is not None and region.index >= max(LAYER.index_lines)]
    assert [region.type for region in high] == [3]
