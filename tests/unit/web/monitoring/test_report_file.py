"""A workbook that comes back is read right, or refused with the cell named; nothing is half-imported."""

from datetime import date
from io import BytesIO
from time import process_time
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook
from tests.unit.web import cast_collecting as collect

from beffroi.web.monitoring.links import token_of
from beffroi.web.monitoring.models import DataRequest, Entry, ReportingPeriod
from beffroi.web.monitoring.report_file import HEADINGS, Line, read_workbook, to_workbook

KEY = uuid4().hex
LINES = {f"{number}.0": Line(f"{number}.0", {"code": f"M{number}", "name": "Firms"}) for number in range(1, 4)}
AT = {name: place for place, name in enumerate([*HEADINGS, "key"], 1)}


def filled(change: Any = None, lines: Any = None, key: str = KEY) -> bytes:
    """The workbook, after somebody changed its sheet."""
    book = load_workbook(BytesIO(to_workbook(key, list((lines or LINES).values()))))
    if change:
        change(book["Beffroi"])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def write(**cells: Any) -> Any:
    """Fill in cells: name of a column and row, such as `value2`."""

    def change(sheet: Any) -> None:
        for place, value in cells.items():
            sheet.cell(int(place[-1]), AT[place[:-1]]).value = value

    return change


def read(content: bytes, lines: Any = None) -> Any:
    return read_workbook("report.xlsx", content, KEY, lines or LINES, ".")


def test_the_workbook_is_prefilled_protected_and_names_its_request_in_a_hidden_column() -> None:
    sheet = load_workbook(BytesIO(filled()))["Beffroi"]
    assert sheet.protection.sheet
    assert not sheet.cell(2, AT["value"]).protection.locked
    assert sheet.cell(2, AT["code"]).protection.locked
    assert sheet.column_dimensions["K"].hidden
    assert KEY in sheet.cell(1, AT["key"]).value


def test_numbers_are_read_as_people_write_them_also_in_columns_that_were_swapped() -> None:
    def swap(sheet: Any) -> None:
        write(value2="12,5", value3=7, value4="1 234")(sheet)
        for row in range(1, 5):
            one, other = sheet.cell(row, AT["value"]), sheet.cell(row, AT["note"])
            one.value, other.value = other.value, one.value

    found = read(filled(swap))
    assert found.mistakes == []
    assert [str(one["value"]) for one in found.answers.values()] == ["12.5", "7", "1234"]


@pytest.mark.parametrize(
    ("value", "words"),
    [("about 12", "is no number"), (date(2024, 5, 1), "took this for a date"), (True, "yes or no"),
     ("=1+1", "no result"), ("1,234", "write 1234, or 1.2340"), (0.123456789, "more than 4 decimals; write 0.1235"),
     ("0.12345", "more than 4 decimals; write 0.1235")],
)  # fmt: skip
def test_what_is_no_number_is_refused_with_its_cell(value: Any, words: str) -> None:
    [(cell, said)] = read(filled(write(value3=value))).mistakes
    assert cell == "F3" and words in said


def test_a_percentage_merged_cells_a_strange_row_and_one_that_stands_twice_are_named() -> None:
    def change(sheet: Any) -> None:
        write(value2=0.5, key3="nothing.0", key4="1.0")(sheet)
        sheet.cell(2, AT["value"]).number_format = "0%"
        sheet.merge_cells("G2:H2")

    told = dict(read(filled(change)).mistakes)
    assert set(told) == {"F2", "G2", "K3", "K4"}
    assert "percent" in told["F2"] and "merged" in told["G2"]
    assert "not of this request" in told["K3"] and "first in row 2" in told["K4"]


def test_columns_sorted_without_the_others_and_a_value_beside_nothing_are_named() -> None:
    sorted_alone = {"code2": "M3", "code4": "M1", "value2": 3, "value4": 1, "value3": 2, "nothing3": "No call"}
    found = read(filled(write(**sorted_alone)))
    assert [place for place, _words in found.mistakes] == ["A2", "I3", "A4"]
    assert "of M1, not of “M3”" in found.mistakes[0][1]


@pytest.mark.parametrize("other", ["before", "unit", "name", "nothing", "note"])
def test_a_value_whose_heading_alone_was_exchanged_is_named(other: str) -> None:
    def exchange(sheet: Any) -> None:
        write(value3=7)(sheet)
        one, two = sheet.cell(1, AT["value"]), sheet.cell(1, AT[other])
        one.value, two.value = two.value, one.value

    told = dict(read(filled(exchange)).mistakes)
    assert "“7” stands under" in told["F3"] and "write values under “Value”" in told["F3"]


def test_last_years_workbook_another_file_and_a_lost_column_are_refused() -> None:
    assert "another request" in read(filled(key=uuid4().hex)).mistakes[0][1]
    assert "not the workbook of a request" in read(filled(write(key1="x"))).mistakes[0][1]
    assert "is gone" in read(filled(write(value1="Amount"))).mistakes[0][1]
    assert "stands twice" in read(filled(write(note1="Value"))).mistakes[0][1]
    [(cell, said)] = read(filled(lambda sheet: [sheet.append(["M9"]) for _row in range(600)])).mistakes
    assert cell == "A504" and "far more rows" in said


def test_a_hidden_sheet_says_nothing() -> None:
    def hide(sheet: Any) -> None:
        other = sheet.parent.create_sheet("Old", 0)
        other.sheet_state = "hidden"
        other.append(["Value", 99])
        write(value2=5)(sheet)

    assert [str(one["value"]) for one in read(filled(hide)).answers.values()] == ["5"]


def test_ten_thousand_rows_are_read_in_less_than_five_seconds() -> None:
    lines = {f"{number}.0": Line(f"{number}.0", {"code": f"M{number}", "value": number}) for number in range(10_000)}
    content = to_workbook(KEY, list(lines.values()))
    started = process_time()
    found = read(content, lines)
    assert len(found.answers) == 10_000 and found.mistakes == []
    assert process_time() - started < 5


@pytest.mark.django_db
def test_nothing_is_kept_before_it_was_looked_at_and_then_all_of_it() -> None:
    one, other = collect.asked(least=0), collect.asked("Jobs")
    found, client = collect.request_of(one), Client()
    url = f"/report/{token_of(found)}/"
    content = client.get(f"{url}report.xlsx").content

    def sent(*values: Any) -> Any:
        book = load_workbook(BytesIO(content))
        for row, value in enumerate(values, 2):
            book["Beffroi"].cell(row, AT["value"]).value = value
        stream = BytesIO()
        book.save(stream)
        return client.post(f"{url}file/", {"file": SimpleUploadedFile("report.xlsx", stream.getvalue())})

    wrong = sent("12", "about 5")
    assert wrong.context["mistakes"][0][0] == "F3" and "held" not in wrong.context
    doubtful = sent(-3, 5)
    assert doubtful.context["doubts"][0][0] == "F2"
    answer = sent("12,5", 5)
    assert all(entry.values == {} for entry in Entry.objects.all())
    kept = client.post(f"{url}file/keep/", {"held": answer.context["held"]})
    assert kept.status_code == 302
    assert (collect.entry_of(one).values, collect.entry_of(other).values) == ({"": "12.5"}, {"": "5"})
    again = client.post(f"{url}file/keep/", {"held": answer.context["held"]}, follow=True)
    assert "Somebody else changed this" in again.content.decode()
    assert client.post(f"{url}file/", {"file": SimpleUploadedFile("a.csv", b"x")}).status_code == 400
    assert client.post(f"{url}file/", {"file": SimpleUploadedFile("a.xlsx", b"x")}).status_code == 400
    assert DataRequest.objects.get().sent_at is None
    ReportingPeriod.objects.update(state="closed")
    late = sent("12,5", 5)
    assert late.status_code == 409 and "held" not in late.context
    assert "This period is closed; ask the monitoring unit" in late.content.decode()
    assert "everything is sent" not in client.get(url).content.decode()
    Entry.objects.filter(pk=collect.entry_of(one).pk).update(state="returned", return_reason="Check")
    [(cell, words)] = sent("12,5", 5).context["mistakes"]
    assert cell == "F3" and "was never sent" in words
    content = client.get(f"{url}report.xlsx").content
    assert load_workbook(BytesIO(content))["Beffroi"].max_row == 2
    assert len(sent(13).context["said"]) == 1
