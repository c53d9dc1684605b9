"""Boundaries arrive whole, with their licence beside them, or not at all."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from beffroi.analytics.errors import InputError
from beffroi.sources import gisco
from beffroi.sources.gisco import Boundaries, fetch_boundaries
from beffroi.sources.http import Patience, Server

REGION = {
    "type": "Feature",
    "id": "BE32",
    "geometry": {"type": "Polygon", "coordinates": [[[3.2, 50.5], [4.6, 50.5], [4.3, 50.0], [3.2, 50.5]]]},
    "properties": {"NUTS_ID": "BE32", "LEVL_CODE": 2, "CNTR_CODE": "BE", "NAME_LATN": "Prov. Hainaut"},
}
BODY = json.dumps({"type": "FeatureCollection", "features": [REGION]}).encode()


@pytest.fixture
def server(replayer: Any, patience: Patience, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("BEFFROI_GISCO_URL", replayer.base)
    with gisco.connect(patience) as made:
        yield made


def test_boundaries_come_with_their_licence(server: Server, replayer: Any, reply: Any, tmp_path: Path) -> None:
    replayer.will(reply(200, BODY))
    geojson, licence = fetch_boundaries(server, Boundaries("2016", "1", "60M"), tmp_path)
    assert replayer.asked[0][0] == "/nuts/geojson/NUTS_RG_60M_2016_4326_LEVL_1.geojson"
    assert geojson == tmp_path / "geometry" / "NUTS_RG_60M_2016_4326_LEVL_1.geojson"
    assert geojson.read_bytes() == BODY
    text = licence.read_text(encoding="utf-8")
    assert "© EuroGeographics for the administrative boundaries" in text
    assert f"Source: {replayer.base}/nuts/geojson/" in text
    assert {path.name for path in (tmp_path / "geometry").iterdir()} == {geojson.name, licence.name}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"<html>moved</html>", "no GeoJSON but a page"),
        (b'{"type": "FeatureCollection", "features": []}', "no GeoJSON of regions"),
        (b'{"type": "Topology"}', "no GeoJSON of regions"),
        (BODY.replace(b"NUTS_ID", b"ID"), "no GeoJSON of regions"),
        (BODY[:-5], "incomplete .* 3 times in a row"),
        (b"", "incomplete .* 3 times in a row"),
    ],
)
def test_anything_else_is_refused_and_not_written(
    server: Server, replayer: Any, reply: Any, tmp_path: Path, body: bytes, said: str
) -> None:
    replayer.will(reply(200, body))
    with pytest.raises(InputError, match=said):
        fetch_boundaries(server, Boundaries(), tmp_path)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_boundaries_that_do_not_exist_are_one_sentence(
    server: Server, replayer: Any, reply: Any, tmp_path: Path
) -> None:
    replayer.will(reply(404, b"<html>Not Found</html>"))
    with pytest.raises(InputError, match=r"GISCO refused the query with status 404 \(Not Found\); no boundaries were"):
        fetch_boundaries(server, Boundaries(), tmp_path)


def test_a_cut_download_that_nothing_confirms_leaves_no_file_and_no_folder(
    server: Server, replayer: Any, reply: Any, tmp_path: Path
) -> None:
    replayer.will(reply(200, BODY, cut=50))
    with pytest.raises(InputError, match="3 times in a row"):
        fetch_boundaries(server, Boundaries(), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_cut_download_that_can_go_on_waits_beside_boundaries_of_before(
    server: Server, replayer: Any, reply: Any, tmp_path: Path
) -> None:
    head = {"ETag": '"a"'}
    replayer.will(reply(200, BODY))
    fetch_boundaries(server, Boundaries(level="1"), tmp_path)
    replayer.will(reply(200, BODY, head, cut=50), reply(404))
    with pytest.raises(InputError, match="404"):
        fetch_boundaries(server, Boundaries(), tmp_path)
    assert (tmp_path / "geometry" / "partial" / f"{Boundaries().file}.part").read_bytes() == BODY[:50]
    replayer.will(reply(200, BODY, head, ranges=True))
    geojson, _ = fetch_boundaries(server, Boundaries(), tmp_path)
    assert geojson.read_bytes() == BODY
    assert replayer.asked[-1][1]["Range"] == "bytes=50-"
    assert len(list((tmp_path / "geometry").iterdir())) == 4
