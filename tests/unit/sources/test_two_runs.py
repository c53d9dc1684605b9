"""Two runs at once that download the same thing never mix their bytes, and never lose what the other noted."""

import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from beffroi.analytics.errors import InputError
from beffroi.analytics.files import write_files
from beffroi.sources import snapshots
from beffroi.sources.http import Patience, Request, Server
from beffroi.sources.partial import Partial
from beffroi.sources.snapshots import Entry, snapshot_of


def test_bytes_of_another_run_are_noticed_and_the_download_begins_anew(
    replayer: Any, reply: Any, patience: Patience, tmp_path: Path, waits: list[float]
) -> None:
    replayer.will(reply(200, b"figures", {"ETag": '"a"'}))
    heard: list[int] = []

    def meddle(received: int, _total: int | None) -> None:
        if not heard:  # the other run writes only while the first attempt is under way
            with (tmp_path / "table.part").open("ab") as other:
                other.write(b"of somebody else")
        heard.append(received)

    with Server("Eurostat", replayer.base, "SETTING", "nothing changes", patience) as server:
        request = Request(f"{server.base}/data", bytes, Partial(tmp_path, "table"), progress=meddle)
        assert server.get(request).content == b"figures"
    assert len(replayer.asked) == 2
    assert len(waits) == 1


def test_a_run_that_is_always_disturbed_gives_up_in_one_sentence(
    replayer: Any, reply: Any, patience: Patience, tmp_path: Path
) -> None:
    replayer.will(reply(200, b"figures"))

    def meddle(_received: int, _total: int | None) -> None:
        with (tmp_path / "table.part").open("ab") as other:
            other.write(b"of somebody else")

    with (
        Server("Eurostat", replayer.base, "SETTING", "nothing changes", patience) as server,
        pytest.raises(InputError, match="another run was downloading the same thing, 3 times in a row"),
    ):
        server.get(Request(f"{server.base}/data", bytes, Partial(tmp_path, "table"), progress=meddle))


def test_bytes_that_another_run_took_away_are_noticed(
    replayer: Any, reply: Any, patience: Patience, tmp_path: Path
) -> None:
    replayer.will(reply(200, b"figures"))

    def meddle(_received: int, _total: int | None) -> None:
        if len(replayer.asked) == 1:
            (tmp_path / "table.part").unlink()

    with Server("Eurostat", replayer.base, "SETTING", "nothing changes", patience) as server:
        request = Request(f"{server.base}/data", bytes, Partial(tmp_path, "table"), progress=meddle)
        assert server.get(request).content == b"figures"
    assert len(replayer.asked) == 2


TABLES = ["gdp", "employed", "unemployed", "adult_learning", "rd_personnel", "employed_by_section"]


@pytest.fixture
def slow_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between reading and writing there is time enough for every other run."""

    def slowly(folder: Path, contents: Mapping[str, bytes | str]) -> list[Path]:
        time.sleep(0.05)
        return write_files(folder, contents)

    monkeypatch.setattr(snapshots, "write_files", slowly)


def entry(name: str) -> Entry:
    now = "2026-11-23T10:00:00+00:00"
    checksum = sha256(name.encode()).hexdigest()
    return Entry(dataset=name, vintage="2026", retrieved=now, confirmed=now, url=name, sha256=checksum)


def test_runs_of_the_same_day_keep_each_others_tables(slow_disk: None, tmp_path: Path) -> None:
    def run(name: str) -> None:
        snapshot_of(tmp_path, date(2026, 11, 23)).keep(name, name.encode(), entry(name))

    with ThreadPoolExecutor(len(TABLES)) as runs:
        list(runs.map(run, TABLES))
    found = snapshot_of(tmp_path, date(2026, 11, 23))
    assert set(found.entries) == set(TABLES)
    assert all(found.whole(name, name) for name in TABLES)
    assert {path.name for path in tmp_path.rglob("*") if path.is_file()} == {
        "manifest.json",
        *(f"{name}.parquet" for name in TABLES),
    }


def test_runs_of_the_same_day_remember_what_each_of_them_wants(slow_disk: None, tmp_path: Path) -> None:
    def begin(name: str) -> None:
        snapshot_of(tmp_path, date(2026, 11, 23)).begin([name])

    def done(name: str) -> None:
        snapshot_of(tmp_path, date(2026, 11, 23)).done(name)

    with ThreadPoolExecutor(len(TABLES)) as runs:
        list(runs.map(begin, TABLES))
        assert set(snapshot_of(tmp_path, date(2026, 11, 23)).unfinished()) == set(TABLES)
        list(runs.map(done, TABLES[1:]))
    assert snapshot_of(tmp_path, date(2026, 11, 23)).unfinished() == TABLES[:1]
