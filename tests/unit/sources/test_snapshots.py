"""Snapshots: a table and its manifest together, what is whole, what is unfinished, and where they lie."""

import json
from datetime import date
from hashlib import sha256
from pathlib import Path

import platformdirs
import pytest

from beffroi.analytics.errors import InputError
from beffroi.sources.snapshots import (
    Entry,
    Snapshot,
    all_snapshots,
    data_folder,
    earlier,
    newest_unfinished,
    snapshot_of,
)

URL = "https://a.example/gdp"


def entry(content: bytes = b"table", url: str = URL) -> Entry:
    return Entry(
        dataset="nama_10r_3gdp",
        vintage="updated 2026-10-05",
        retrieved="2026-11-23T10:00:00+00:00",
        confirmed="2026-11-23T10:00:00+00:00",
        url=url,
        sha256=sha256(content).hexdigest(),
    )


def day(data: Path, number: int) -> Snapshot:
    return snapshot_of(data, date(2026, 11, number))


def test_a_table_is_kept_with_its_manifest_beside_the_others(tmp_path: Path) -> None:
    snapshot = day(tmp_path, 23)
    snapshot.keep("gdp", b"table", entry())
    snapshot.keep("employed", b"other", entry(b"other"))
    assert {path.name for path in snapshot.folder.iterdir()} == {"gdp.parquet", "employed.parquet", "manifest.json"}
    tables = json.loads((snapshot.folder / "manifest.json").read_text())["tables"]
    assert list(tables) == ["employed", "gdp"]
    assert tables["gdp"]["sha256"] == sha256(b"table").hexdigest()


def test_a_table_is_whole_only_for_the_same_question_and_bytes(tmp_path: Path) -> None:
    snapshot = day(tmp_path, 23)
    snapshot.keep("gdp", b"table", entry())
    assert snapshot.whole("gdp", URL) == entry()
    assert snapshot.whole("gdp", "https://a.example/other") is None
    assert snapshot.whole("employed", URL) is None
    (snapshot.folder / "gdp.parquet").write_bytes(b"tabl")
    assert snapshot.whole("gdp", URL) is None


def test_the_newest_earlier_snapshot_that_is_whole_is_found(tmp_path: Path) -> None:
    for number in (3, 7, 9):
        day(tmp_path, number).keep("gdp", b"table", entry())
    (day(tmp_path, 9).folder / "manifest.json").write_text("{")
    day(tmp_path, 23).keep("gdp", b"table", entry())
    found = earlier(tmp_path, day(tmp_path, 23), "gdp", URL)
    assert found is not None
    assert found[0].folder.name == "2026-11-07"
    assert earlier(tmp_path, day(tmp_path, 3), "gdp", URL) is None


@pytest.mark.parametrize("text", ["{", '{"tables": {"gdp": {"dataset": 1}}}', "[]"])
def test_a_damaged_manifest_is_refused_by_name(tmp_path: Path, text: str) -> None:
    snapshot = day(tmp_path, 23)
    snapshot.folder.mkdir(parents=True)
    (snapshot.folder / "manifest.json").write_text(text)
    with pytest.raises(InputError, match=r"manifest\.json: is damaged"):
        _ = snapshot.entries


def test_what_is_left_is_remembered_until_it_is_done(tmp_path: Path) -> None:
    snapshot = day(tmp_path, 7)
    snapshot.begin(["gdp", "employed"])
    snapshot.begin(["gdp", "unemployed"])
    assert snapshot.unfinished() == ["gdp", "employed", "unemployed"]
    found = newest_unfinished(tmp_path)
    assert found is not None
    assert found.folder == snapshot.folder
    for name in ("employed", "gdp", "unemployed"):
        snapshot.done(name)
    assert newest_unfinished(tmp_path) is None
    assert list(snapshot.folder.iterdir()) == []


def test_a_folder_into_which_nothing_came_is_removed(tmp_path: Path) -> None:
    snapshot = day(tmp_path, 7)
    snapshot.begin(["gdp"])
    snapshot.leave_nothing_empty()
    assert not snapshot.folder.exists()
    snapshot.begin(["gdp"])
    snapshot.keep("employed", b"table", entry())
    snapshot.leave_nothing_empty()
    assert snapshot.unfinished() == ["gdp"]


def test_other_folders_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "snapshots" / "notes").mkdir(parents=True)
    (tmp_path / "snapshots" / "2026-11-01").write_text("a file")
    assert all_snapshots(tmp_path) == []
    assert all_snapshots(tmp_path / "absent") == []


def test_the_folder_is_the_chosen_one_then_the_setting_then_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BEFFROI_DATA_DIR", str(tmp_path / "setting"))
    assert data_folder(tmp_path / "chosen") == tmp_path / "chosen"
    assert data_folder(None) == tmp_path / "setting"
    monkeypatch.setenv("BEFFROI_DATA_DIR", " ")
    assert data_folder(None) == platformdirs.user_data_path("beffroi")
