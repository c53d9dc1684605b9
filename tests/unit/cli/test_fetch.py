"""`beffroi figures fetch | geometry` as a user meets them, against a server on this machine."""

import json
import socket
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from beffroi.cli import fetch
from beffroi.cli.main import main
from beffroi.figures.store import Figures
from beffroi.sources.http import Patience
from beffroi.sources.snapshots import Snapshot

Screen = pytest.CaptureFixture[str]

GDP: dict[str, Any] = {
    "version": "2.0",
    "class": "dataset",
    "updated": "2026-10-05T23:00:00+0200",
    "id": ["freq", "unit", "geo", "time"],
    "size": [1, 1, 1, 1],
    "dimension": {
        name: {"category": {"index": {code: 0}}}
        for name, code in {"freq": "A", "unit": "EUR_HAB", "geo": "BE3", "time": "2023"}.items()
    },
    "value": {"0": 36500},
    "status": {"0": "p"},
}
LEARNING: dict[str, Any] = {
    **GDP,
    "id": ["freq", "geo", "time"],
    "size": [1, 1, 1],
    "value": {"0": 9.1},
}
DENSITY: dict[str, Any] = {
    **GDP,
    "size": [1, 1, 4, 1],
    "dimension": {
        "freq": {"category": {"index": {"A": 0}}},
        "unit": {"category": {"index": {"PER_KM2": 0}}},
        "geo": {"category": {"index": {"BE3": 0, "FRE1": 1, "ITC1": 2, "EU27_2020": 3}}},
        "time": {"category": {"index": {"2015": 0}}},
    },
    "value": {"0": 200.0, "1": 300.0, "2": 1000.0, "3": 100.0},
    "status": {},
}
"""In the form of an answer of Eurostat; the numbers are made up."""
BOUNDARIES = {
    "type": "FeatureCollection",
    "features": [{"properties": {"NUTS_ID": "BE32"}, "geometry": {"type": "Point", "coordinates": [4, 50]}}],
}


class Service:
    """Answers by the first word of its table that occurs in the path; anything else is not found."""

    def __init__(self) -> None:
        self.answers: dict[str, tuple[int, Any]] = {}
        self.headers: dict[str, str] = {}
        self.cut: int | None = None
        self.asked: list[str] = []
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                service.asked.append(self.path)
                found = [answer for word, answer in service.answers.items() if word in self.path]
                status, said = found[0] if found else (404, {"error": [{"label": "ERR_NOT_FOUND_4"}]})
                body = said if isinstance(said, bytes) else json.dumps(said).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                for name, value in service.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body[: service.cut])

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Service]:
    made = Service()
    made.answers = {"nama_10r_3gdp": (200, GDP), "trng_lfse_04": (200, LEARNING), "geojson": (200, BOUNDARIES)}
    monkeypatch.setenv("BEFFROI_EUROSTAT_URL", made.base)
    monkeypatch.setenv("BEFFROI_GISCO_URL", made.base)
    monkeypatch.setenv("BEFFROI_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setattr(fetch, "PATIENCE", Patience(connect=2.0, read=2.0, attempts=2, sleep=lambda _: None))
    yield made
    made.close()


def today(tmp_path: Path) -> Path:
    return tmp_path / "data" / "snapshots" / date.today().isoformat()


def run(screen: Screen, *words: str) -> str:
    main(["figures", *words])
    return screen.readouterr().out


def refused(screen: Screen, *words: str) -> str:
    with pytest.raises(SystemExit) as caught:
        main(["figures", *words])
    assert caught.value.code == 2
    error = screen.readouterr().err
    assert error.startswith("beffroi: ")
    assert error.count("\n") == 1
    return error


def test_series_come_into_a_snapshot_of_today(service: Service, capsys: Screen, tmp_path: Path) -> None:
    said = run(capsys, "fetch", "gdp_per_head_eur", "adult_learning_rate")
    assert "gdp: fetched; nama_10r_3gdp, updated 2026-10-05T23:00:00+0200" in said
    assert said.endswith(f"snapshot: {today(tmp_path)}\n")
    assert {path.name for path in today(tmp_path).iterdir()} == {
        "gdp.parquet",
        "adult_learning.parquet",
        "manifest.json",
    }
    figures = Figures.open(today(tmp_path))
    assert figures.figure("gdp_per_head_eur", "BE3", 2023).value == 36500.0
    assert figures.figure("adult_learning_rate", "BE3", 2023).value == 9.1


def test_a_table_that_is_not_built_in_is_there_once_fetched(service: Service, capsys: Screen, tmp_path: Path) -> None:
    service.answers["demo_r_d3dens"] = (200, DENSITY)
    assert Figures.builtin().figure("population_density", "BE3", 2015).missing_reason == (
        "not among the built-in figures; it can be fetched"
    )
    main(["peers", "BE3", "--json"])
    without = json.loads(capsys.readouterr().out)
    assert "the variable 'density' is left out: population_density is not held;" in without["notes"][0]
    assert [each["id"] for each in without["spec"]["variables"]][-1] == "size"
    said = run(capsys, "fetch", "population_density")
    assert "population_density: fetched; demo_r_d3dens, updated 2026-10-05" in said
    assert "unit=PER_KM2" in service.asked[-1]
    held = Figures.open(today(tmp_path))
    assert held.figure("population_density", "BE3", 2015).value == 200.0
    assert held.source("population_density").checksums.keys() == {"population_density"}
    main(["peers", "BE3", "--json", "--snapshot", str(today(tmp_path))])
    found = json.loads(capsys.readouterr().out)
    assert not any("density" in note for note in found["notes"])
    parts = {each["code"]: each["parts"]["density"] for each in found["peers"]}
    assert {code for code, part in parts.items() if part is not None} == {"FR30", "ITC1"}
    assert parts["ITC1"] > parts["FR30"] > 0
    assert any("demo_r_d3dens" in source for source in found["sources"])


def test_a_second_run_asks_for_nothing(service: Service, capsys: Screen) -> None:
    run(capsys, "fetch", "gdp_per_head_eur")
    assert "gdp: already in the snapshot" in run(capsys, "fetch", "gdp_per_head_eur")
    assert len(service.asked) == 1


def test_the_folder_can_be_chosen(service: Service, capsys: Screen, tmp_path: Path) -> None:
    said = run(capsys, "fetch", "adult_learning_rate", "--data-dir", str(tmp_path / "mine"))
    assert said.endswith(f"snapshot: {tmp_path / 'mine' / 'snapshots' / date.today().isoformat()}\n")


def test_a_run_that_fails_keeps_what_it_has_and_can_go_on(service: Service, capsys: Screen, tmp_path: Path) -> None:
    service.answers["trng_lfse_04"] = (503, {})
    error = refused(capsys, "fetch", "gdp_per_head_eur", "adult_learning_rate")
    assert "Eurostat: busy or out of order, status 503, 2 times in a row" in error
    assert Snapshot(today(tmp_path)).unfinished() == ["adult_learning"]
    yesterday = today(tmp_path).with_name("2026-01-01")
    today(tmp_path).rename(yesterday)
    service.answers["trng_lfse_04"] = (200, LEARNING)
    asked = len(service.asked)
    assert run(capsys, "fetch", "--resume").endswith(f"snapshot: {yesterday}\n")
    assert len(service.asked) == asked + 1
    assert Figures.open(yesterday).figure("adult_learning_rate", "BE3", 2023).value == 9.1
    assert "no snapshot is unfinished" in refused(capsys, "fetch", "--resume")


def test_offline_is_one_sentence_and_leaves_nothing(
    service: Service, capsys: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        monkeypatch.setenv("BEFFROI_EUROSTAT_URL", f"http://127.0.0.1:{taken.getsockname()[1]}")
    error = refused(capsys, "fetch", "gdp_per_head_eur")
    assert "Eurostat cannot be reached" in error
    assert error.endswith("the built-in figures stay in force.\n")
    assert [path for path in (tmp_path / "data").rglob("*") if path.is_file()] == []
    assert not today(tmp_path).exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["gdp_per_hed_eur"], "did you mean gdp_per_head_eur"),
        (["innovation_index"], "not in Eurostat's database"),
        ([], "no series was named"),
        (["unemployment_rate"], "status 404 (ERR_NOT_FOUND_4)"),
    ],
)
def test_what_cannot_be_fetched_is_one_sentence(service: Service, capsys: Screen, words: list[str], said: str) -> None:
    assert said in refused(capsys, "fetch", *words)


def test_a_terminal_sees_a_bar(service: Service, capsys: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    main(["figures", "fetch", "gdp_per_head_eur"])
    said = capsys.readouterr()
    assert "asking" not in said.out
    assert "gdp" in said.err


def test_a_broken_compressed_answer_leaves_no_snapshot(service: Service, capsys: Screen, tmp_path: Path) -> None:
    service.headers = {"Content-Encoding": "gzip", "ETag": '"a"'}
    service.answers["nama_10r_3gdp"] = (200, b"\x1f\x8b\x08\x00 no gzip at all")
    assert "the answer cannot be read" in refused(capsys, "fetch", "gdp_per_head_eur")
    assert not today(tmp_path).exists()


def test_a_cut_answer_leaves_no_snapshot_unless_it_can_go_on(service: Service, capsys: Screen, tmp_path: Path) -> None:
    service.cut = 100
    refused(capsys, "fetch", "gdp_per_head_eur")
    assert not today(tmp_path).exists()
    service.headers = {"ETag": '"a"'}
    refused(capsys, "fetch", "gdp_per_head_eur")
    assert {path.name for path in today(tmp_path).iterdir()} == {"unfinished.json", "partial"}
    service.cut = None
    assert "gdp: fetched" in run(capsys, "fetch", "--resume")
    assert {path.name for path in today(tmp_path).iterdir()} == {"gdp.parquet", "manifest.json"}


def test_cut_boundaries_leave_nothing(service: Service, capsys: Screen, tmp_path: Path) -> None:
    service.cut = 40
    refused(capsys, "geometry", "--accept-licence")
    assert list(tmp_path.rglob("*.part*")) == []
    assert not (tmp_path / "data" / "geometry").exists()


def test_a_date_with_control_characters_never_reaches_the_screen(
    service: Service, capsys: Screen, tmp_path: Path
) -> None:
    service.answers["nama_10r_3gdp"] = (200, {**GDP, "updated": "\x1b[31m2026-10-05"})
    said = run(capsys, "fetch", "gdp_per_head_eur")
    assert "\x1b" not in said
    assert "gdp: fetched; nama_10r_3gdp, retrieved 20" in said
    assert "\\u001b" not in (today(tmp_path) / "manifest.json").read_text()


def test_boundaries_come_after_their_licence(service: Service, capsys: Screen, tmp_path: Path) -> None:
    said = run(capsys, "geometry", "--accept-licence", "--level", "3", "--vintage", "2024", "--scale", "60M")
    file = tmp_path / "data" / "geometry" / "NUTS_RG_60M_2024_4326_LEVL_3.geojson"
    assert said.index("© EuroGeographics") < said.index(str(file))
    assert json.loads(file.read_text()) == BOUNDARIES
    assert file.with_name(file.name + ".licence.txt").is_file()


def test_without_a_terminal_the_licence_must_be_accepted_by_name(
    service: Service, capsys: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)
    assert "add --accept-licence" in refused(capsys, "geometry")
    assert service.asked == []


@pytest.mark.parametrize("accepted", [True, False])
def test_on_a_terminal_the_user_is_asked(
    service: Service, capsys: Screen, monkeypatch: pytest.MonkeyPatch, accepted: bool
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("click.confirm", lambda _: accepted)
    said = run(capsys, "geometry")
    assert ("Nothing was fetched." in said) is not accepted
    assert len(service.asked) == int(accepted)
