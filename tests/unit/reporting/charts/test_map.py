"""Maps of Europe: the projection, the outlines, the two forms."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest

from beffroi.reporting.charts.chart import to_html, to_svg
from beffroi.reporting.charts.map import EuropeMap, Place, box_of, quantile_breaks, shape_of, step_of, window_around
from beffroi.reporting.charts.outlines import europe
from beffroi.reporting.charts.projection import to_grid, to_window

MAP = EuropeMap(
    description="Map of 3 regions",
    places=(
        Place("Hainaut", 0.33, 0.6, 0, "12 persons", is_region=True, label="Wallonia"),
        Place("Île-de-France <Paris>", 0.3, 0.66, 2, "9,000 persons", label="Île-de-France"),
        Place("Bretagne", 0.2, 0.66, None, "n/a"),
    ),
    steps=("few", "some", "many"),
    own="Wallonia",
    missing="no value",
    note="Schematic.",
)


@pytest.mark.parametrize(
    ("lon", "lat", "east", "north"),
    [
        (5.0, 50.0, 3962799.45, 2999718.85),  # IOGP Guidance Note 7-2, example of EPSG method 9820
        (10.0, 52.0, 4321000.0, 3210000.0),  # the origin of EPSG:3035
    ],
)
def test_the_projection_gives_the_published_coordinates(lon: float, lat: float, east: float, north: float) -> None:
    found = to_grid(lon, lat)
    assert float(found[0]) == pytest.approx(east, abs=0.005)
    assert float(found[1]) == pytest.approx(north, abs=0.005)


def test_the_projection_keeps_areas() -> None:
    def area(lon: float, lat: float) -> float:
        step = 0.01
        x, y = to_grid([lon, lon + step, lon + step, lon], [lat, lat, lat + step, lat + step])
        return abs(float(x @ np.roll(y, 1) - y @ np.roll(x, 1))) / 2

    # The same latitude, the same area; and between latitudes the proportion that the ellipsoid has.
    assert area(-5, 40) == pytest.approx(area(30, 40), rel=1e-4)
    assert area(0, 60) / area(0, 40) == pytest.approx(0.6558, rel=5e-3)


def test_many_places_are_projected_at_once() -> None:
    across, down = to_window([4.7, 24.9], [50.6, 60.2])
    assert across.shape == (2,)
    assert across[0] < across[1]
    assert down[0] > down[1]


def test_the_outlines_are_small_and_say_where_they_come_from() -> None:
    held = europe()
    assert len(held.land) + len(held.borders) < 60_000
    assert re.fullmatch(r"(M-?\d+ -?\d+l[-\d ]+z?)+", held.land)
    assert "Natural Earth" in held.source
    assert "Public domain" in held.licence


def test_a_map_is_one_image_with_a_description_and_needs_neither_script_nor_style() -> None:
    html = to_html(MAP)
    ElementTree.fromstring(html)  # noqa: S314 - well-formed, and our own
    assert 'role="img" aria-label="Map of 3 regions"' in html
    assert "style=" not in html
    assert "<script" not in html
    assert "Schematic." in html


def test_each_class_has_a_size_and_a_colour_of_its_own() -> None:
    html = to_html(replace(MAP, places=tuple(Place(str(step), 0.5, 0.5, step, "") for step in range(3))))
    canvas = html[html.index("map-canvas") :]
    found = re.findall(r'class="place step-(\d)" cx="50%" cy="50%" r="([\d.]+)%"', canvas)
    assert [step for step, _ in found] == ["5", "3", "1"], "what is small lies on what is large"
    assert len({radius for _, radius in found}) == 3


def test_the_region_itself_keeps_its_class_in_a_ring_of_its_own_and_missing_is_marked_never_lowest() -> None:
    html = to_html(MAP)
    canvas = html[html.index("map-canvas") :]
    circles = re.findall(r'<circle class="([^"]+)" cx="([^"]+)" cy="[^"]+" r="([\d.]+)%"', canvas)
    assert [name for name, *_ in circles] == ["own", "land", "place is-missing", "place step-5", "place step-1"]
    ring, inside, dot = circles[0], circles[1], circles[-1]
    assert ring[1] == dot[1], "around the dot"
    assert float(ring[2]) > float(inside[2]) > float(dot[2]), "rings that meet hide each other's lines inside"
    assert "no value" in html


def test_on_paper_the_region_itself_keeps_the_colour_of_its_class() -> None:
    svg = to_svg(replace(MAP, own="", missing=""), 500)
    lowest, ochre = 'fill="#d3dce5"', 'stroke="#b8731a"'
    assert svg.count(lowest) == 2, "in the key and on the map"
    assert svg.count(ochre) == 1
    shaped = replace(MAP, places=(replace(MAP.places[0], shape="M1 1l2 2 3 3z"),), own="", steps=("few", "many"))
    path = re.search(r'<path d="M1 1l2 2 3 3z"[^>]*>', to_svg(shaped, 500))
    assert path is not None
    assert lowest in path[0]
    assert ochre in path[0]


def test_a_part_of_the_map_fills_the_frame_with_dots_outlines_and_shapes_alike() -> None:
    places = (Place("West", 0.30, 0.6, 0, "1"), Place("East", 0.42, 0.6, 1, "2", shape="M656 984l66 0 0 66z"))
    window = window_around(places)
    assert 0.2 <= window.side < 0.3
    html = to_html(replace(MAP, places=places, window=window))
    box = re.search(r'viewBox="([^"]+)"', html[html.index("map-canvas") :])
    assert box is not None
    side = europe().side
    assert [float(edge) / side for edge in box[1].split()] == pytest.approx(
        [window.left, window.top, window.side, window.side], abs=1e-4
    )
    dot = re.search(r'<circle class="place step-1" cx="([\d.]+)%" cy="([\d.]+)%"', html[html.index("map-canvas") :])
    assert dot is not None
    assert float(dot[1]) / 100 * window.side + window.left == pytest.approx(0.30, abs=1e-3)


def test_a_part_never_reaches_beyond_the_map_and_holds_whole_shapes() -> None:
    corner = window_around([Place("Corner", 0.99, 0.01, 0, "")])
    assert corner.left + corner.side == pytest.approx(1)
    assert corner.top == 0
    (left, top), (right, bottom) = box_of("M164 328l328 0 0 164z")
    assert (left, top, right, bottom) == pytest.approx((0.1, 0.2, 0.3, 0.3))
    held = window_around([Place("Shape", 0.2, 0.25, 0, "", shape="M164 328l328 0 0 164z")])
    assert held.left < 0.1
    assert held.left + held.side > 0.3
    assert window_around([]).side == 1


def test_the_hole_of_a_shape_is_left_open() -> None:
    outer = np.array([[10.0, 50.0], [14.0, 50.0], [14.0, 54.0], [10.0, 54.0], [10.0, 50.0]])
    inner = outer[0] + 1 + (outer - outer[0]) / 4
    shaped = replace(MAP, places=(Place("Around", 0.5, 0.5, 1, "", shape=shape_of([outer, inner])),))
    assert re.search(r'<path class="place step-3" fill-rule="evenodd" d="M[^"]+zM[^"]+z">', to_html(shaped))
    assert 'fill-rule="evenodd"' in to_svg(shaped, 300)


def test_names_are_escaped_and_values_are_said() -> None:
    html = to_html(MAP)
    assert "<title>Île-de-France &lt;Paris&gt;: 9,000 persons</title>" in html


def test_a_name_covers_neither_another_name_nor_a_mark_and_that_of_the_region_always_stands() -> None:
    def named(*places: Place) -> list[str]:
        return re.findall(r"<text[^>]*>([^<]+)</text>", to_html(replace(MAP, places=places)))

    own, other, mark = MAP.places[0], replace(MAP.places[1], across=0.34, down=0.61), Place("Mark", 0.25, 0.61, 2, "")
    assert named(own, other) == ["Wallonia", "Île-de-France"], "one right, one left"
    assert named(own, other, mark) == ["Wallonia"], "a mark of the highest class stands left"
    assert len(named(own, other, replace(mark, step=0))) == 2, "a lower one may be covered on a map of all Europe"
    assert named(own, *(Place(str(x), x / 100, 0.6, 0, "") for x in (27, 39))) == ["Wallonia"]


def test_on_paper_every_mark_carries_its_colour() -> None:
    svg = to_svg(MAP, 500)
    root = ElementTree.fromstring(svg)  # noqa: S314
    assert root.attrib["width"] == "500"
    assert "class=" not in svg
    circles = [node for node in root.iter() if node.tag.endswith("circle")]
    assert all("fill" in node.attrib for node in circles)


def test_true_boundaries_are_drawn_in_place_of_dots() -> None:
    shaped = replace(MAP, places=(replace(MAP.places[1], shape="M1 1l2 2 3 3z"),), attribution="© somebody")
    html = to_html(shaped)
    assert '<path class="place step-5" fill-rule="evenodd" d="M1 1l2 2 3 3z">' in html
    assert "© somebody" in html
    assert "M1 1l2 2 3 3z" in to_svg(shaped, 400)


def test_a_shape_keeps_its_largest_ring_and_drops_specks() -> None:
    large = np.array([[4.0, 50.0], [5.0, 50.0], [5.0, 51.0], [4.0, 51.0], [4.0, 50.0]])
    speck = large[0] + (large - large[0]) / 1000
    assert shape_of([large, speck]).count("M") == 1
    assert shape_of([speck]).count("M") <= 1


def test_classes_hold_about_equally_many_values_at_readable_limits() -> None:
    values = [float(value) for value in range(1, 1001)]
    breaks = quantile_breaks(values, 4)
    assert breaks == (250.0, 500.0, 750.0)
    counts = np.bincount([step for value in values if (step := step_of(value, breaks)) is not None])
    assert counts.tolist() == [249, 250, 250, 251]


def test_one_value_for_all_makes_one_class_and_no_value_none() -> None:
    assert quantile_breaks([3.0, 3.0], 5) == ()
    assert step_of(3.0, ()) == 0
    assert quantile_breaks([], 5) == ()
