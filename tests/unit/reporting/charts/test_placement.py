"""Labels find room beside their points, at every width at which they are shown."""

from importlib.resources import files

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from beffroi.reporting.charts.letters import text_width
from beffroi.reporting.charts.placement import APART, Room, place_labels
from beffroi.reporting.charts.scene import Label

LEAST, MOST, HEIGHT, SIZE = 260.0, 430.0, 300.0, 13.0
ROOM = Room(LEAST, MOST, HEIGHT)
SIDES = {"start": 0.0, "middle": 0.5, "end": 1.0}
found_labels = st.lists(
    st.builds(
        Label,
        x=st.floats(0, 1),
        y=st.floats(0, HEIGHT),
        r=st.floats(2, 10),
        text=st.text("abcdefgh", min_size=1, max_size=20),
        order=st.floats(0, 10),
        matters=st.booleans(),
    ),
    max_size=12,
)


def boxes(labels: list[Label], width: float) -> list[tuple[float, float, float, float]]:
    """The pixels that the placed labels fill at one width, measured anew."""
    filled = []
    for label, place in zip(labels, place_labels(labels, ROOM), strict=True):
        if place is None:
            continue
        long = text_width(label.text, SIZE)
        left = label.x * width + place.dx - SIDES[place.anchor] * long
        baseline = label.y + place.dy
        filled.append((left, baseline - 0.85 * SIZE, left + long, baseline + 0.27 * SIZE))
    return filled


@settings(deadline=None, max_examples=40)
@given(found_labels, st.floats(LEAST, MOST))
def test_labels_never_cover_each_other_nor_leave_the_plot_at_any_width(labels: list[Label], width: float) -> None:
    filled = boxes(labels, width)
    for index, a in enumerate(filled):
        assert a[0] >= -1e-6 and a[2] <= width + 1e-6
        assert a[1] >= -1e-6 and a[3] <= HEIGHT + 1e-6
        for b in filled[index + 1 :]:
            assert min(a[2], b[2]) - max(a[0], b[0]) <= 1e-6 - 2 * APART or min(a[3], b[3]) - max(a[1], b[1]) <= 1e-6


def test_a_lone_point_is_named_on_its_right() -> None:
    (place,) = place_labels([Label(0.3, 100, 5, "Wallonia", 0)], ROOM)
    assert place is not None
    assert place.anchor == "start"


def test_a_point_at_the_right_edge_is_named_on_its_left() -> None:
    (place,) = place_labels([Label(1, 100, 5, "Wallonia", 0)], ROOM)
    assert place is not None
    assert place.anchor == "end"


def test_a_label_longer_than_the_plot_is_left_out_even_if_it_matters() -> None:
    assert place_labels([Label(0.5, 100, 5, "a very long name " * 6, 0, matters=True)], ROOM) == [None]


def test_in_a_crowd_a_label_that_matters_stands_apart_and_is_tied_to_its_point() -> None:
    around = [
        Label(0.5 + 0.02 * x, 150 + 9 * y, 5, "Region", 1)
        for x in range(-12, 13)
        for y in (-1, 0, 1)
        if (x, y) != (0, 0)
    ]
    free = [label for label in around if abs(label.x - 0.5) > 0.015]
    places = place_labels([Label(0.5, 150, 5, "Wallonia", 0, matters=True), *free], ROOM)
    assert places[0] is not None
    assert places[0].leader is not None


def test_the_label_that_asks_first_is_the_last_to_be_left_out() -> None:
    same = [Label(0.5, 6.0, 5, f"A region with a long name {index}", index, matters=True) for index in range(3)]
    places = place_labels(same, Room(LEAST, MOST, 16.0))
    assert places.count(None) >= 1
    assert places[0] is not None or places.count(None) == 3


@pytest.mark.parametrize(("bold", "face"), [(False, "Regular"), (True, "SemiBold")])
def test_letters_are_as_wide_as_in_the_fonts_of_the_report(bold: bool, face: str) -> None:
    path = files("beffroi.reporting.theme").joinpath(f"fonts/ttf/Inter-{face}.ttf")
    font = TTFont(str(path))
    letters, advances = font.getBestCmap(), font["hmtx"].metrics
    for text in ("Wallonia 4.8", "Équipements électriques 2,7", "Dépenses de R\u202f&\u202fD – œuvre’"):
        drawn = 13 * sum(advances[letters[ord(letter)]][0] for letter in text) / font["head"].unitsPerEm
        assert drawn <= text_width(text, 13, bold) <= 1.05 * drawn
