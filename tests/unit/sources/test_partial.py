"""A cut download is continued only for the same address, and only with something to confirm it by."""

from pathlib import Path

from beffroi.sources.partial import Partial


def begun(folder: Path, validator: str) -> Partial:
    partial = Partial(folder, "gdp")
    partial.begin("https://a.example/1", validator)
    with partial.appending() as stream:
        stream.write(b"half")
    return partial


def test_the_same_address_can_go_on(tmp_path: Path) -> None:
    partial = begun(tmp_path, '"a"')
    assert partial.size("https://a.example/1") == 4
    assert partial.validator("https://a.example/1") == '"a"'
    assert partial.size("https://a.example/2") == 0


def test_without_a_validator_nothing_goes_on(tmp_path: Path) -> None:
    assert begun(tmp_path, "").size("https://a.example/1") == 0


def test_a_damaged_note_counts_as_none(tmp_path: Path) -> None:
    partial = begun(tmp_path, '"a"')
    (tmp_path / "gdp.part.json").write_text("[")
    assert partial.size("https://a.example/1") == 0


def test_only_what_can_go_on_is_worth_keeping(tmp_path: Path) -> None:
    kept = begun(tmp_path / "kept", '"a"')
    kept.discard_unless_resumable("https://a.example/1")
    assert kept.content() == b"half"
    kept.discard_unless_resumable("https://a.example/2")
    begun(tmp_path / "lost", "").discard_unless_resumable("https://a.example/1")
    empty = Partial(tmp_path / "empty", "gdp")
    empty.begin("https://a.example/1", '"a"')
    empty.discard_unless_resumable("https://a.example/1")
    assert list(tmp_path.iterdir()) == []


def test_what_is_taken_is_gone(tmp_path: Path) -> None:
    partial = begun(tmp_path / "partial", '"a"')
    assert partial.take() == b"half"
    assert list(tmp_path.iterdir()) == []
