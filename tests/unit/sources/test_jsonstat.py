"""JSON-stat 2.0 as objects and as arrays, and everything that only looks like it."""

import json
from typing import Any

import pytest

from beffroi.analytics.errors import InputError
from beffroi.sources.jsonstat import parse_jsonstat
from beffroi.sources.observations import IncompleteError, NotReadyError


def changed(content: bytes, **more: Any) -> bytes:
    return json.dumps({**json.loads(content), **more}).encode()


def test_cells_are_found_by_their_position(gdp: bytes) -> None:
    found = parse_jsonstat(gdp, "gdp")
    assert found.updated == "2026-10-05T23:00:00+0200"
    rows = {row[1:4]: row[4:] for row in found.cells.rows()}
    assert rows["EUR_HAB", "BE3", "2022"] == (30003.0, "")
    assert rows["EUR_HAB", "BE3", "2023"] == (36500.0, "p")
    assert rows["EUR_HAB", "BE35", "2023"] == (None, "c")
    assert rows["MIO_EUR", "BE3", "2023"] == (135000.5, "bp")
    assert len(rows) == 10


def test_arrays_say_the_same_as_objects(gdp: bytes) -> None:
    data = json.loads(gdp)
    total = 28
    value = [data["value"].get(str(at)) for at in range(total)]
    status = [data["status"].get(str(at)) for at in range(total)]
    dimension = {
        name: {"category": {"index": list(entry["category"]["index"])}} for name, entry in data["dimension"].items()
    }
    dimension["freq"] = {"category": {"label": {"A": "Annual"}}}
    other = changed(gdp, value=value, status=status, dimension=dimension)
    assert parse_jsonstat(other, "gdp").cells.equals(parse_jsonstat(gdp, "gdp").cells)


def test_no_cut_ever_becomes_figures(gdp: bytes) -> None:
    for length in range(0, len(gdp), 7):
        with pytest.raises(IncompleteError):
            parse_jsonstat(gdp[:length], "gdp")


def test_a_dataset_without_observations_is_empty(gdp: bytes) -> None:
    assert parse_jsonstat(changed(gdp, value={}, status={}), "gdp").cells.height == 0


@pytest.mark.parametrize("said", [["2026-10-05"], "\x1b[31m2026-10-05", "soon"])
def test_a_last_change_that_is_no_date_makes_the_vintage_unknown_and_no_figure_wrong(gdp: bytes, said: Any) -> None:
    found = parse_jsonstat(changed(gdp, updated=said), "gdp")
    assert found.updated == ""
    assert found.cells.equals(parse_jsonstat(gdp, "gdp").cells)


def test_a_queued_answer_is_not_ready() -> None:
    body = b'{"warning": {"status": 413, "label": "ASYNCHRONOUS_RESPONSE"}}'
    with pytest.raises(NotReadyError):
        parse_jsonstat(body, "gdp")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"class": "collection"}, "no JSON-stat 2.0 dataset"),
        ({"size": [1, 2, 7, 3]}, "do not have the sizes"),
        ({"size": "many"}, "dimensions of the answer cannot be read"),
        ({"id": ["freq", "unit", "geo", "period"]}, "dimensions of the answer cannot be read"),
        ({"value": {"28": 1}}, "'value' names a cell outside"),
        ({"value": {"-1": 1}}, "'value' names a cell outside"),
        ({"value": {"one": 1}}, "'value' of the answer cannot be read"),
        ({"value": [1, 2]}, "'value' holds 2 cells where the sizes give 28"),
        ({"value": {"0": "many"}}, "observation 1: 'many' is not a number"),
    ],
)
def test_a_damaged_answer_is_refused(gdp: bytes, more: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        parse_jsonstat(changed(gdp, **more), "gdp")


def test_a_page_is_refused() -> None:
    with pytest.raises(InputError, match="it is a page or message"):
        parse_jsonstat(b"<html>sorry</html>", "gdp")
