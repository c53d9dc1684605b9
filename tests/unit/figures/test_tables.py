"""A table that does not match its checksum is refused by name."""

import io
from collections.abc import Iterator
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import polars as pl
import pytest

from beffroi.analytics.errors import InputError
from beffroi.figures import catalogue
from beffroi.figures.catalogue import load_checksums
from beffroi.figures.tables import checked, read_parquet, read_snapshot


def shipped(name: str) -> bytes:
    return files("beffroi.figures").joinpath("data", name).read_bytes()


@pytest.mark.parametrize("name", sorted(load_checksums()))
def test_every_shipped_table_matches_its_checksum(name: str) -> None:
    assert sha256(shipped(name)).hexdigest() == load_checksums()[name]
    assert read_parquet(name.removesuffix(".parquet")).height > 0


def test_every_shipped_parquet_file_has_a_checksum() -> None:
    folder = files("beffroi.figures").joinpath("data")
    assert {path.name for path in folder.iterdir() if path.name.endswith(".parquet")} == set(load_checksums())


def test_a_table_that_was_changed_is_refused_by_name() -> None:
    content = shipped("gdp.parquet")
    changed = content[:-9] + bytes([content[-9] ^ 1]) + content[-8:]
    with pytest.raises(InputError, match=r"^gdp\.parquet: does not match its checksum"):
        checked(changed, load_checksums()["gdp.parquet"], "gdp.parquet")


def test_a_snapshot_s_table_that_was_changed_lost_or_is_no_table_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "gdp.parquet"
    path.write_bytes(b"cut off")
    with pytest.raises(InputError, match=r"gdp\.parquet: does not match"):
        read_snapshot(path, load_checksums()["gdp.parquet"], ["region"])
    with pytest.raises(InputError, match=r"gdp\.parquet: is not a Parquet table"):
        read_snapshot(path, sha256(b"cut off").hexdigest(), ["region"])
    with pytest.raises(InputError, match=r"lost\.parquet: cannot be read"):
        read_snapshot(tmp_path / "lost.parquet", load_checksums()["gdp.parquet"], ["region"])


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder of the package that a test may damage: the list of checksums and one table."""
    for name in ("checksums.yaml", "gdp.parquet"):
        (tmp_path / name).write_bytes(shipped(name))
    monkeypatch.setattr(catalogue, "DATA", tmp_path)
    load_checksums.cache_clear()
    read_parquet.cache_clear()
    yield tmp_path
    load_checksums.cache_clear()
    read_parquet.cache_clear()


def refusal(name: str) -> str:
    with pytest.raises(InputError) as caught:
        read_parquet(name)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_table_that_was_lost_is_refused_by_name(data: Path) -> None:
    assert read_parquet("gdp").height > 0
    read_parquet.cache_clear()
    (data / "gdp.parquet").unlink()
    assert refusal("gdp").startswith("gdp.parquet: cannot be read")


def test_a_table_without_a_line_among_the_checksums_is_refused_by_name(data: Path) -> None:
    (data / "checksums.yaml").write_text(f"employed.parquet: {'a' * 64}\n", encoding="utf-8")
    said = refusal("gdp")
    assert said.startswith("checksums.yaml:")
    assert "gdp.parquet" in said


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing\n",
        "- a\n",
        "gdp",
        "{",
        "\t:",
        "gdp.parquet:\n",
        "gdp.parquet: 12\n",
        "gdp.parquet: abc\n",
        "\x00",
    ],
)
def test_a_garbled_list_of_checksums_is_refused_by_name(data: Path, text: str) -> None:
    (data / "checksums.yaml").write_text(text, encoding="utf-8")
    assert refusal("gdp").startswith("checksums.yaml:")


def test_a_list_of_checksums_that_is_lost_or_no_text_is_refused_by_name(data: Path) -> None:
    (data / "checksums.yaml").write_bytes(b"\xff\xfe")
    assert refusal("gdp").startswith("checksums.yaml: is not a list")
    (data / "checksums.yaml").unlink()
    assert refusal("gdp").startswith("checksums.yaml: cannot be read")


COLUMNS = ["region", "age", "year", "value", "flag"]
WHOLE = pl.DataFrame(
    {"region": ["BE", "BE3"], "age": ["Y", "Y"], "year": [2015, 2015], "value": [1.0, None], "flag": ["", "c"]},
    schema_overrides={"year": pl.Int32},
)


def snapshot(folder: Path, table: pl.DataFrame) -> pl.DataFrame:
    """The table after it went through a file whose checksum is right."""
    stream = io.BytesIO()
    table.write_parquet(stream)
    path = folder / "t.parquet"
    path.write_bytes(stream.getvalue())
    return read_snapshot(path, sha256(stream.getvalue()).hexdigest(), COLUMNS)


def test_a_whole_snapshot_table_is_read_with_its_missing_value(tmp_path: Path) -> None:
    assert snapshot(tmp_path, WHOLE.select(reversed(COLUMNS))).equals(WHOLE)


@pytest.mark.parametrize(
    ("column", "change"),
    [
        ("region", pl.lit(3)),
        ("age", pl.lit(True)),
        ("year", pl.col("year").cast(pl.String)),
        ("year", pl.col("year").cast(pl.Float64)),
        ("value", pl.lit("much")),
        ("flag", pl.lit(0)),
        ("flag", pl.lit(None, pl.String)),
        ("region", pl.lit(None, pl.String)),
        ("year", pl.lit(None, pl.Int32)),
    ],
)
def test_a_snapshot_column_of_another_form_is_refused_by_name(tmp_path: Path, column: str, change: pl.Expr) -> None:
    with pytest.raises(InputError, match=rf"t\.parquet: column '{column}'"):
        snapshot(tmp_path, WHOLE.with_columns(change.alias(column)))


def test_a_snapshot_with_a_cell_twice_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"t\.parquet: BE, Y, 2015 stands twice"):
        snapshot(tmp_path, pl.concat([WHOLE, WHOLE.head(1)]))
