"""Uploads are taken for what they are: every trick is refused in one sentence."""

import zipfile
from io import BytesIO
from time import process_time

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from tests.unit.web.core.archives import lying_about_size, with_part, without_part, workbook

from beffroi.analytics.errors import InputError
from beffroi.analytics.spreadsheets.archives import Limits, check_archive
from beffroi.analytics.spreadsheets.workbook import read_xlsx
from beffroi.web.core.uploads import FORMATS, check_upload

ALL = frozenset(FORMATS)
MOST = 10 * 1_048_576
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 50


def test_a_good_file_of_each_common_kind_passes() -> None:
    for name, content, media_type in [
        ("values.csv", "région,valeur\nBE3,1\n".encode(), "text/csv"),
        ("values.json", b'{"a": 1}', "application/json"),
        ("values.xlsx", workbook(), FORMATS["xlsx"].media_type),
        ("picture.png", PNG, "image/png"),
        ("report.pdf", b"%PDF-1.7\n...", "application/pdf"),
    ]:
        assert check_upload(name, content, ALL, MOST).media_type == media_type


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"", "the file is empty"),
        ("a.csv", b"x" * (MOST + 1), "larger than 10 MB"),
        ("a.exe", b"MZ", "not taken here"),
        ("a.xlsm", workbook(), "not taken here"),
        ("noending", b"x", "cannot be used"),
        ("../../etc/passwd.csv", b"x", "cannot be used"),
        ("..\\a.csv", b"x", "cannot be used"),
        ("C:a.csv", b"x", "cannot be used"),
        ("a\0.csv", b"x", "cannot be used"),
        ("nul.csv", b"x", "cannot be used"),
        (".csv", b"x", "cannot be used"),
        ("a.csv", b"a;b\nc;\xe9\n", "line 2: this is not text in UTF-8"),
        ("a.csv", b"a,b\n1,\x00\n", "line 2: signs here"),
        ("a.csv", PNG, "image/png"),
        ("a.png", b"GIF89a", "not what the ending says"),
        ("a.pdf", PNG, "not what the ending says"),
        ("a.pdf", b"%PDF-1.4 /OpenAction << /S /JavaScript >>", "holds a program"),
        ("a.json", b"{", "not JSON"),
        ("a.json", b"[" * 100_000, "JSON"),
        ("a.xlsx", b"PK\x03\x04 broken", "damaged"),
        ("a.xlsx", b"region,value\n", "damaged"),
        ("a.xlsx", without_part("xl/workbook.xml"), "damaged"),
        ("a.docx", workbook(), "damaged"),
        ("a.ods", workbook(), "damaged"),
        ("a.xlsx", with_part("xl/vbaProject.bin", b"x"), "holds macros"),
        ("a.xlsx", with_part("xl/other.xml", b'<a ContentType="sheet.macroEnabled.main+xml"/>'), "holds macros"),
        ("a.xlsx", with_part("xl/evil.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "entities"),
        ("a.xlsx", with_part("xl/evil.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a/>'.encode("utf-16")), "entities"),
        ("a.xlsx", with_part("xl/evil.xml", b" " * 65530 + b"<!DOCTYPE a><a/>"), "entities"),
        ("a.xlsx", with_part("xl/evil.xml", b'<?xml version="1.0" encoding="utf-7"?><a/>'), "entities"),
        ("a.xlsx", with_part("../evil.xml", b"<a/>"), "points out of the file"),
        ("a.xlsx", with_part("xl/bomb.xml", b"\0" * 30_000_000), "packed too tightly"),
        ("a.xlsx", lying_about_size(with_part("xl/bomb.xml", b"\0" * 30_000_000)), "a.xlsx: "),
    ],
)  # fmt: skip
def test_every_trick_is_refused_in_one_sentence(name: str, content: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said) as refused:
        check_upload(name, content, ALL, MOST)
    sentence = str(refused.value)
    assert "\n" not in sentence and sentence.endswith(".") and "; " in sentence


def test_limits_of_an_archive_hold_for_entries_and_for_all_parts_together() -> None:
    with pytest.raises(InputError, match="more than 3 parts"):
        check_archive("a.xlsx", workbook(), limits=Limits(entries=3))
    with pytest.raises(InputError, match="too large"):
        check_archive("a.xlsx", workbook(), limits=Limits(unpacked=1000))


def test_a_locked_archive_is_named_so() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", b"x")
    data = bytearray(stream.getvalue())
    data[data.find(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(InputError, match="locked with a password"):
        check_upload("a.zip", bytes(data), ALL, MOST)


def test_a_name_loses_what_a_reader_cannot_see_and_stays_short() -> None:
    assert check_upload("fdp\u202excod.csv", b"x", ALL, MOST).name == "fdpxcod.csv"
    assert len(check_upload("x" * 500 + ".csv", b"x", ALL, MOST).name) <= 120


@settings(max_examples=150, deadline=None)
@given(name=st.text(max_size=30), ending=st.sampled_from(sorted(ALL)), content=st.binary(max_size=300))
def test_no_file_whatever_ends_in_anything_but_yes_or_a_sentence(name: str, ending: str, content: bytes) -> None:
    for given_content in (content, with_part("x", b"")[:200] + content):
        try:
            checked = check_upload(f"{name}.{ending}", given_content, ALL, MOST)
        except InputError as error:
            assert str(error).endswith(".")
        else:
            assert "/" not in checked.name and checked.name.endswith(ending)


@settings(max_examples=60, deadline=None)
@given(place=st.integers(min_value=0, max_value=4000), value=st.integers(min_value=0, max_value=255))
def test_a_workbook_with_any_byte_changed_is_read_or_refused(place: int, value: int) -> None:
    data = bytearray(WORKBOOK)
    data[place % len(data)] = value
    try:
        check_upload("a.xlsx", bytes(data), ALL, MOST)
    except InputError as error:
        assert str(error).startswith("a.xlsx: ")


WORKBOOK = workbook()


def test_a_refusal_of_the_library_is_said_in_the_language_of_the_page() -> None:
    with translation.override("fr"), pytest.raises(InputError, match="le fichier est endommagé"):
        check_upload("a.xlsx", b"no workbook", {"xlsx"}, 1000)


@pytest.mark.parametrize(
    ("cell", "said"), [("A1048576", "more than 100"), ("XFD1048576", "more than 100"), ("B60000", "below row 2")]
)
def test_a_cell_far_below_a_table_is_refused_before_all_rows_between_are_made(cell: str, said: str) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["region", "year", "value"], ["BE3", 2020, 1.5]):
        sheet.append(row)
    sheet[cell] = 1
    content = BytesIO()
    book.save(content)
    began = process_time()
    with pytest.raises(InputError, match=said):
        read_xlsx("a.xlsx", content.getvalue())
    assert process_time() - began < 5
