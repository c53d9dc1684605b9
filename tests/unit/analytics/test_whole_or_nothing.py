"""Several files are written whole, or what stood there before stays, whatever happens in between."""

from pathlib import Path

import pytest

from beffroi.analytics.errors import InputError
from beffroi.analytics.files import read_text, write_files

OLD = {"a.txt": "old a", "b.txt": "old b"}
NEW = {"a.txt": "new a", "b.txt": "new b", "c.txt": "new c"}


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())}


@pytest.mark.parametrize("at", [1, 2, 3])
@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError(28, "No space left on device")])
def test_a_failure_at_any_renaming_puts_everything_back(
    at: int, error: BaseException | type[BaseException], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(tmp_path, OLD)
    replace, calls = Path.replace, iter(range(1, 99))

    def failing(self: Path, target: Path) -> Path:
        if self.suffix == ".part" and next(calls) == at:
            raise error
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises((KeyboardInterrupt, InputError)):
        write_files(tmp_path, NEW)
    assert contents(tmp_path) == OLD


def test_files_are_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_files(tmp_path, OLD)
    assert write_files(tmp_path, NEW) == [tmp_path / name for name in NEW]
    assert contents(tmp_path) == NEW


def test_a_folder_in_place_of_a_file_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "b.txt").mkdir()
    with pytest.raises(InputError, match="a folder stands where the file would go"):
        write_files(tmp_path, NEW)
    assert [path.name for path in tmp_path.iterdir()] == ["b.txt"]


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"", "is empty"), (b" \n", "is empty"), ("é\n".encode("latin-1"), "line 1: not UTF-8"), (b"a\n\xff", "line 2")],
)
def test_text_that_cannot_be_read_is_refused_with_its_place(data: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(data)
    with pytest.raises(InputError, match=said):
        read_text(path)
    with pytest.raises(InputError, match="this is a folder"):
        read_text(tmp_path)
    with pytest.raises(InputError, match="no such file"):
        read_text(tmp_path / "absent.csv")


def test_a_byte_order_mark_is_dropped(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(b"\xef\xbb\xbfregion\n")
    assert read_text(path) == "region\n"
