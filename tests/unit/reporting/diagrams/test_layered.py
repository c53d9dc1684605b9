"""A layered diagram: valid SVG, boxes that do not overlap, lines that cross little, nothing that runs."""

from itertools import pairwise
from xml.etree import ElementTree

from beffroi.reporting.diagrams.layered import BOX_WIDTH, MOST_LINES, Box, Diagram, Line, draw, rows_of, wrapped

SVG = "{http://www.w3.org/2000/svg}"


def test_boxes_stand_in_rows_by_layer_and_do_not_overlap() -> None:
    boxes = tuple(Box(f"{layer}-{n}", layer, f"Box {n}") for layer in range(3) for n in range(4))
    root = ElementTree.fromstring(draw(Diagram("All", boxes, ())))  # noqa: S314 - our own text
    rects = [(float(one.get("x", 0)), float(one.get("y", 0))) for one in root.iter(f"{SVG}rect")]
    assert len(rects) == 12
    assert len({y for _x, y in rects}) == 3
    for x, y in rects:
        assert sum(abs(x - other) < BOX_WIDTH and y == level for other, level in rects) == 1


def test_across_a_layer_is_a_column_that_begins_at_the_top_whatever_the_number_of_its_boxes() -> None:
    boxes = tuple(
        Box(f"{layer}-{n}", layer, "Words " * (n + 1)) for layer, many in enumerate((1, 30)) for n in range(many)
    )
    lines = tuple(Line("0-0", f"1-{n}") for n in range(30))
    root = ElementTree.fromstring(draw(Diagram("All", boxes, lines, across=True)))  # noqa: S314 - our own text
    rects = [[float(one.get(name, 0)) for name in ("x", "y", "width", "height")] for one in root.iter(f"{SVG}rect")]
    assert [one[:2] for one in rects[:2]] == [[10, 10], [10 + BOX_WIDTH + 56, 10]]
    column = sorted(one for one in rects if one[0] > 10)
    assert len(column) == 30
    assert all(above[1] + above[3] < below[1] for above, below in pairwise(column))
    assert float(root.get("width", 0)) == column[0][0] + BOX_WIDTH + 10


def test_boxes_are_ordered_so_that_straight_lines_stay_straight() -> None:
    boxes = (Box("a", 0, "a"), Box("b", 0, "b"), Box("y", 1, "y"), Box("x", 1, "x"))
    rows = rows_of(Diagram("", boxes, (Line("a", "x"), Line("b", "y"))))
    order = {box.key: n for row in rows for n, box in enumerate(row)}
    assert (order["a"] < order["b"]) is (order["x"] < order["y"])


def test_words_are_escaped_and_cut_and_the_whole_stands_in_the_title() -> None:
    long = "<script>alert(1)</script> " + "word " * 60
    drawn = draw(Diagram("<b>", (Box("a", 0, long, address='/x/"onclick="'),), ()))
    assert "<script" not in drawn
    root = ElementTree.fromstring(drawn)  # noqa: S314 - our own text
    assert len(wrapped(long)) == MOST_LINES
    assert wrapped(long)[-1].endswith("…")
    assert long in [one.text for one in root.iter(f"{SVG}title")]
    assert [one.attrib for one in root.iter(f"{SVG}a")] == [{"href": '/x/"onclick="'}]


def test_a_file_brings_its_own_style_and_no_links() -> None:
    alone = draw(Diagram("All", (Box("a", 0, "a"),), ()), alone=True)
    assert "<style>" in alone
    assert "<style>" not in draw(Diagram("All", (Box("a", 0, "a"),), ()))


def test_nothing_to_draw_is_still_a_drawing() -> None:
    assert ElementTree.fromstring(draw(Diagram("Nothing", (), ()))).tag == f"{SVG}svg"  # noqa: S314 - our own text
