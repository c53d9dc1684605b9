"""The strict reader: what it takes, and the sentence for everything else."""

import math
from pathlib import Path
from typing import Literal

import pytest

from beffroi.analytics.errors import InputError
from beffroi.analytics.tables import read_table


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "jobs.csv"


def read(
    file: Path, text: str | bytes, others: Literal["refused", "text", "numbers"] = "refused"
) -> list[tuple[object, ...]]:
    """The rows of a table of employment, as every command reads it."""
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    table = read_table(
        file,
        required=("region", "sector", "value"),
        optional=("wage",),
        numeric=("wage",),
        non_negative=("value",),
        key=("region", "sector"),
        others=others,
    )
    return table.rows()


def test_an_empty_number_is_missing_and_never_zero(file: Path) -> None:
    assert read(file, "region,sector,value,wage\nA,x,0,\nA,y,,-2\n") == [("A", "x", 0.0, None), ("A", "y", None, -2.0)]


def test_byte_order_mark_windows_line_ends_blank_lines_and_spaces_do_no_harm(file: Path) -> None:
    assert read(file, b"\xef\xbb\xbfregion, sector ,value\r\n\r\n A ,x, 1.5 \r\n") == [("A", "x", 1.5)]


def test_text_stays_text(file: Path) -> None:
    assert read(file, 'region,sector,value\n01,"a, b",1e3\n') == [("01", "a, b", 1000.0)]


def test_every_digit_of_a_number_is_kept(file: Path) -> None:
    assert read(file, "region,sector,value\nA,x,0.1234567890123456789\n") == [("A", "x", 0.1234567890123456789)]


def test_other_columns_are_taken_as_numbers_on_request(file: Path) -> None:
    assert read(file, "region,sector,value,more\nA,x,1,7\n", others="numbers") == [("A", "x", 1.0, 7.0)]


def test_the_line_of_the_file_can_be_kept(file: Path) -> None:
    file.write_text('name\n\n"a\nb"\nc\n', encoding="utf-8")
    assert read_table(file, required=["name"], line_column="line").rows() == [("a\nb", 3), ("c", 5)]


@pytest.mark.parametrize(
    ("text", "where", "remedy"),
    [
        ("", "jobs.csv", "the file is empty"),
        ("region,sector,value\n", "jobs.csv", "add the data"),
        ("\nregion,sector,value\nA,x,1\n", "line 1", "put the names of the columns there"),
        ("region;sector;value\nA;x;1\n", "line 1: column 'region' is absent", "separate columns by commas"),
        ("region,sector,jobs\nA,x,1\n", "line 1: column 'value' is absent", "the header has region, sector, jobs"),
        ("region,sector,value,value\nA,x,1,1\n", "line 1: column 'value' stands twice", "keep one"),
        ("region,sector,value,name\nA,x,1,n\n", "line 1: column 'name' is not known", "region, sector, value, wage"),
        ("region,sector,value\nA,x,1\nA,y,3,5\n", "line 3: 4 cells where the header has 3", "mend the row"),
        ("region,sector,value\nA,x\n", "line 2: 2 cells where the header has 3", "mend the row"),
        ("region,sector,value\nA,x,1\n\nA,x,2\n", "line 4: region A, sector x", "already in line 2"),
        ("region,sector,value\nA,,1\n", "line 2, column sector: the cell is empty", "fill it in"),
        ("region,sector,value\nA,x,-1\n", "line 2, column value: -1 is negative", "zero or more"),
        ("region,sector,value\nA,x,many\n", "line 2, column value: 'many' is not a number", "decimal point"),
        ("region,sector,value\nA,x,nan\n", "line 2, column value: 'nan'", "leave the cell empty"),
        ("region,sector,value\nA,x,-inf\n", "line 2, column value: '-inf'", "leave the cell empty"),
        ("region,sector,value\nA,x,1e999\n", "line 2, column value: '1e999'", "leave the cell empty"),
        ("region,sector,value\nA,x,1_000\n", "line 2, column value: '1_000'", "decimal point"),
        ('region,sector,value\nA,x,"3,5"\n', "line 2, column value: '3,5'", "decimal point"),
        ('region,sector,value\n"A\nB",x,1\nA,x,zz\n', "line 4, column value: 'zz'", "decimal point"),
        ('region,sector,value\nA,"x,1\n', "line 2: this is not CSV", "mend the line"),
        (b"region,sector,value\nA,x,1\nLi\xe8ge,x,1\n", "line 3", "save the file as UTF-8"),
    ],
)
def test_a_mistake_is_one_sentence_with_place_and_remedy(
    file: Path, text: str | bytes, where: str, remedy: str
) -> None:
    with pytest.raises(InputError) as caught:
        read(file, text)
    said = str(caught.value)
    assert where in said
    assert remedy in said
    assert str(file) in said
    assert "\n" not in said


def test_an_absent_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_table(tmp_path / "none.csv", required=["region"])
    with pytest.raises(InputError, match="this is a folder"):
        read_table(tmp_path, required=["region"])


def test_no_zero_is_negative(tmp_path: Path) -> None:
    file = tmp_path / "zero.csv"
    file.write_text("value\n-0\n-0.0\n-1e-999\n", encoding="utf-8")
    values = read_table(file, required=["value"], numeric=["value"])["value"]
    assert [math.copysign(1, value) for value in values] == [1, 1, 1]


def test_line_ends_of_old_machines_are_read(tmp_path: Path) -> None:
    file = tmp_path / "old.csv"
    file.write_bytes(b"name,value\ra,1\rb,2\r")
    assert read_table(file, required=["name"], others="text").rows() == [("a", "1"), ("b", "2")]


def test_an_absent_column_names_who_wants_it(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text("name,value\na,1\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"column 'c', which spec s.yaml names, is absent; add the column, or take it"):
        read_table(file, required=["c"], wanted_by="spec s.yaml", others="text")
