"""Files of agencies as they come: read right, or refused with the cell named; large ones cost little."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from time import process_time
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from tests.unit.web import cast, cast_piloting

from beffroi.analytics.errors import InputError
from beffroi.analytics.spreadsheets.workbook import read_xlsx
from beffroi.analytics.spreadsheets.writing import to_workbook
from beffroi.web.accounts.wording import number_or_fault
from beffroi.web.core.row_files import table_of
from beffroi.web.monitoring.beneficiary_file import MOST_ROWS, Known, Row, plan, read_rows
from beffroi.web.monitoring.models import BeneficiaryRow
from beffroi.web.strategy.casefile import import_case

HEADING = ["reference", "number", "code", "support", "amount", "date"]
LINE = ["D1", "1999900072", "HIA", "grant", 100, date(2025, 1, 31)]
KNOWN = Known(frozenset({"HIA"}), frozenset(), date(2026, 1, 31), number_or_fault)
Change = Callable[[Any], Any]


def number(at: int) -> str:
    """An enterprise number whose check digits fit."""
    return f"{10_000_000 + at:08d}{97 - (10_000_000 + at) % 97:02d}"


def lines(many: int) -> list[list[Any]]:
    return [[f"D{at}", number(at // 2), "HIA", "grant", 1000.5 + at, date(2025, 1, 31)] for at in range(many)]


def book(change: Change = lambda _sheet: None, heading: list[str] = HEADING, line: list[Any] = LINE) -> bytes:
    """A workbook of one row, changed as somebody changes it by hand."""
    found = load_workbook(io.BytesIO(to_workbook("Rows", heading, [line])))
    change(found.active)
    out = io.BytesIO()
    found.save(out)
    return out.getvalue()


def written(**cells: Any) -> Change:
    """Somebody types into cells."""

    def change(sheet: Any) -> None:
        for place, value in cells.items():
            sheet[place] = value

    return change


def hidden(sheet: Any) -> None:
    """An older list stands before the one that is seen."""
    older = sheet.parent.create_sheet("Old", 0)
    older.sheet_state = "hidden"
    older.append(HEADING)
    older.append([*LINE[:4], 999, LINE[5]])


def read(content: bytes) -> tuple[list[Row], dict[tuple[int, str], str]]:
    rows, faults = read_rows(read_xlsx("a.xlsx", content), KNOWN)
    return rows, {(one.row, one.column): one.words for one in faults}


def computed(content: bytes) -> bytes:
    """The workbook as a program saves it that computes: each formula with its result."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            new.writestr(part, re.sub(rb"</f><v ?/>|</f><v></v>", b"</f><v>100</v>", old.read(part)))
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(book(hidden), id="hidden sheet before the list"),
        pytest.param(computed(book(written(E2="=50+50"))), id="formula with its result"),
        pytest.param(book(written(E2="100,00", F2="31/01/2025")), id="number and day as text, decimal comma"),
        pytest.param(book(written(E2="100.00 €")), id="text with the sign of the euro"),
        pytest.param(book(heading=HEADING[::-1], line=LINE[::-1]), id="columns in another order"),
        pytest.param(book(written(G1="remark", G2="for us only")), id="a column of their own"),
    ],
)
def test_what_can_be_read_is_read_right(content: bytes) -> None:
    rows, faults = read(content)
    assert faults == {} and [(one.reference, one.amount, one.on) for one in rows] == [("D1", 100, date(2025, 1, 31))]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(book(written(E2="=SUM(E3:E9)")), {(2, "amount"): "=SUM"}, id="formula without a result"),
        pytest.param(book(written(B2="=A2")), {(2, "number"): "=A2"}, id="formula as a number of an enterprise"),
        pytest.param(
            book(heading=[*HEADING[:4], "date", "amount"]), {(2, "amount"): "2025", (2, "date"): "100"},
            id="swapped columns",
        ),
        pytest.param(
            book(heading=["number", "reference", *HEADING[2:]]), {(2, "number"): "D1"}, id="swapped headings"
        ),
        pytest.param(
            book(heading=["dossier", "numéro", "code", "montant", "jour"], line=[*LINE[:3], *LINE[4:]]),
            {(0, ""): "support"}, id="last year's version: a column less",
        ),
        pytest.param(book(written(C2="HIA-2024")), {(2, "code"): "HIA-2024"}, id="last year's version: its codes"),
        pytest.param(book(written(E2="about 100")), {(2, "amount"): "about 100"}, id="text in a number"),
        pytest.param(book(written(E2="1.234")), {(2, "amount"): "two ways"}, id="number that reads in two ways"),
        pytest.param(book(written(F2="in May")), {(2, "date"): "in May"}, id="text in a day"),
        pytest.param(book(lambda sheet: sheet.merge_cells("C2:C3")), {(2, "C"): "merged"}, id="merged cells"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_its_cell(content: bytes, told: dict[tuple[int, str], str]) -> None:
    _rows, faults = read(content)
    assert faults.keys() == told.keys()
    assert all(part in faults[place] for place, part in told.items()), faults


def test_nothing_is_read_beyond_the_most_rows_that_are_taken() -> None:
    text = "\n".join([";".join(HEADING), *["D1;1999900072;HIA;grant;5;2025-02-01"] * 1001]).encode()
    for name, content in (("a.csv", text), ("a.xlsx", to_workbook("Rows", HEADING, lines(1001)))):
        assert len(table_of(name, content, 1001).rows) == 1001
        with pytest.raises(InputError, match="more than 1\u202f000 rows; divide it"):
            table_of(name, content, 1000)


def test_ten_thousand_rows_are_checked_in_less_than_five_seconds() -> None:
    content = to_workbook("Rows", HEADING, lines(MOST_ROWS))
    started = process_time()
    rows, faults = read_rows(table_of("a.xlsx", content, MOST_ROWS), KNOWN)
    found = plan(rows, {row.reference: row for row in rows}, is_complete=True)
    assert faults == [] and len(found.same) == MOST_ROWS
    assert process_time() - started < 5


@pytest.mark.django_db
def test_more_rows_ask_the_database_no_more_often() -> None:
    strategy, client = cast_piloting.strategy(), cast.signed_in(cast.m_and_e_officer())
    case = {"interventions": [{"id": "HIA", "name": "Calls"}]}
    import_case(actor=None, strategy=strategy, case=case, language="en")
    sender, base = cast.organisation(), f"/monitor/{strategy.slug}/beneficiaries/"
    asked = []
    for many in (1, 300):
        file = SimpleUploadedFile("a.xlsx", to_workbook("Rows", HEADING, lines(many)))
        with CaptureQueriesContext(connection) as preview:
            shown = client.post(f"{base}send/", {"organisation": sender.pk, "file": file})
        assert shown.context["count"] == many
        with CaptureQueriesContext(connection) as taking:
            client.post(f"{base}take/", {"held": shown.context["held"], "reason": "Final"})
        asked.append((len(preview), len(taking)))
    (few, writes), (same, more) = asked
    assert BeneficiaryRow.objects.count() == 300 and few == same <= 15
    assert more - writes <= 6, "rows are written by batches"
