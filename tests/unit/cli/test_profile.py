"""`beffroi profile` as a user calls it: files, and one sentence for every mistake."""

import json
import shlex
from pathlib import Path

import pytest

from beffroi.cli.main import main
from beffroi.reporting.profile.model import Profile


def run(*arguments: str) -> int:
    """The exit code of a call."""
    try:
        main(list(arguments))
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def test_json_is_written_and_valid_against_the_model(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "a folder"
    assert run("profile", "BE3", "--format", "json", "--out", str(out)) == 0
    assert "profile.json" in capsys.readouterr().out
    assert [path.name for path in out.iterdir()] == ["profile.json"]
    assert Profile.model_validate_json((out / "profile.json").read_text(encoding="utf-8")).region.code == "BE3"


def test_all_three_formats_are_written_in_french(tmp_path: Path) -> None:
    assert run("profile", "wallonie", "--lang", "fr", "--out", str(tmp_path)) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["profile.html", "profile.json", "profile.pdf"]
    assert 'lang="fr"' in (tmp_path / "profile.html").read_text(encoding="utf-8")
    assert (tmp_path / "profile.pdf").read_bytes().startswith(b"%PDF-")


def test_the_same_call_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert run("profile", "SE31", "--peers", "ITC1,FI1D", "--out", str(tmp_path / name)) == 0
    for name in ("profile.html", "profile.json", "profile.pdf"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_the_command_in_the_file_gives_the_same_file(tmp_path: Path) -> None:
    assert run("profile", "Duo=DED2+DED4", "--peers", "ITC1,FR24", "--format", "json", "--out", str(tmp_path)) == 0
    first = (tmp_path / "profile.json").read_text(encoding="utf-8")
    words = shlex.split(json.loads(first)["provenance"]["command"])
    assert words[0] == "beffroi"
    assert run(*words[1:], "--format", "json", "--out", str(tmp_path / "again")) == 0
    assert (tmp_path / "again" / "profile.json").read_text(encoding="utf-8") == first


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["BE9"], "did you mean"),
        (["Walonia"], "BE3 (Wallonia)"),
        (["BE3", "--peers", "XX9"], "'XX9' is not a region"),
        (["BE3", "--peers", ","], "--peers is empty"),
        (["BE3", "--year", "1990"], "no series has a value up to 1990"),
        (["BE3", "--format", "docx"], "'docx' is not a format"),
        (["BE3", "--format", ","], "is not a format"),
        (["A=BE31+BE3"], "overlap"),
        (["A="], "names no region"),
        (["BE3", "--snapshot", "nowhere"], "no manifest there"),
    ],
)
def test_a_mistake_gets_one_sentence_and_nothing_is_written(
    arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert run("profile", *arguments, "--out", str(out)) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert "Traceback" not in error
    assert not out.exists()


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("kept", encoding="utf-8")
    assert run("profile", "BE3", "--format", "json", "--out", str(tmp_path / "file")) == 2
    assert "cannot be written" in capsys.readouterr().err
    assert (tmp_path / "file").read_text(encoding="utf-8") == "kept"


def test_an_interrupted_write_leaves_the_earlier_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("profile", "BE3", "--format", "json", "--out", str(tmp_path)) == 0
    before = (tmp_path / "profile.json").read_bytes()

    def interrupted(_handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", interrupted)
    assert run("profile", "SE31", "--format", "json", "--out", str(tmp_path)) == 2
    assert (tmp_path / "profile.json").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["profile.json"]


def test_a_full_disk_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    assert run("profile", "BE3", "--format", "json", "--out", str(tmp_path)) == 2
    assert "No space left on device" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
