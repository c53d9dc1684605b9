"""Files of agencies as they come: read right, or refused with the cell named; large ones cost little."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from time import process_time
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook
from tests.unit.web import cast, cast_piloting

from beffroi.analytics.errors import InputError
from beffroi.analytics.spreadsheets.workbook import read_xlsx
from beffroi.analytics.spreadsheets.writing import to_workbook
from beffroi.web.accounts.wording import number_or_fault
from beffroi.web.core.models import StoredFile
from beffroi.web.core.row_files import table_of
from beffroi.web.core.work import Job
from beffroi.web.core.worker import Worker, claim
from beffroi.web.monitoring.beneficiary_file import MOST_ROWS, Known, Row, read_rows
from beffroi.web.monitoring.beneficiary_jobs import forget_checks
from beffroi.web.monitoring.models import BeneficiaryRow
from beffroi.web.monitoring.queries.beneficiaries import CHECK
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
        pytest.param(
            book(written(G1="Montant", G2=7, H1="montant", H2=8)),
            {(0, ""): "E “amount”, G “Montant”, H “montant” say the same, “amount”"}, id="two columns for one thing",
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


@pytest.fixture
def strategy(db: None) -> Any:
    found = cast_piloting.strategy()
    case = {"interventions": [{"id": "HIA", "name": "Calls"}]}
    import_case(actor=None, strategy=found, case=case, language="en")
    cast.organisation()
    return found


def send(client: Any, strategy: Any, content: bytes, name: str = "a.xlsx") -> Any:
    given = {"organisation": cast.organisation().pk, "file": SimpleUploadedFile(name, content)}
    return client.post(f"/monitor/{strategy.slug}/beneficiaries/send/", given)


def test_more_rows_ask_the_database_no_more_often(strategy: Any) -> None:
    client = cast.signed_in(cast.m_and_e_officer())
    asked = []
    for many in (1, 300):
        with CaptureQueriesContext(connection) as preview:
            shown = send(client, strategy, to_workbook("Rows", HEADING, lines(many)))
        assert shown.context["count"] == many
        with CaptureQueriesContext(connection) as taking:
            held = {"held": shown.context["held"], "reason": "Final"}
            client.post(f"/monitor/{strategy.slug}/beneficiaries/take/", held)
        asked.append((len(preview), len(taking)))
    (few, writes), (same, more) = asked
    assert BeneficiaryRow.objects.count() == 300 and few == same <= 15
    assert more - writes <= 6, "rows are written by batches"


def test_ten_thousand_rows_are_checked_by_a_worker_in_less_than_five_seconds(strategy: Any) -> None:
    officer = cast.m_and_e_officer()
    client, content = cast.signed_in(officer), to_workbook("Rows", HEADING, lines(MOST_ROWS))
    started = process_time()
    sent = send(client, strategy, content)
    under_way = client.get(sent["Location"]).content.decode()
    assert 'hx-trigger="every 2s"' in under_way and 'http-equiv="refresh"' in under_way
    assert claim("killed while it works", timedelta(seconds=-1)) and forget_checks() == 0
    with CaptureQueriesContext(connection) as working:
        assert Worker().work_once()
    made = Job.objects.get(kind=CHECK)
    assert (made.state, made.attempts, made.steps_done, made.steps) == ("done", 2, MOST_ROWS, MOST_ROWS)
    assert "10,000" in made.message and made.link in client.get(sent["Location"]).content.decode()
    with CaptureQueriesContext(connection) as looking:
        shown = client.get(made.link)
    assert process_time() - started < 5
    assert len(working) <= 60 and len(looking) <= 15
    assert len(shown.context["plan"].new) == MOST_ROWS and not BeneficiaryRow.objects.exists()
    for other in (cast.administrator(), cast.co_manager()):
        assert cast.signed_in(other).get(made.link).status_code in {403, 404}
    assert forget_checks() == 1 and not StoredFile.objects.exists()
    held = {"held": shown.context["held"]}
    client.post(f"/monitor/{strategy.slug}/beneficiaries/take/", held)
    assert BeneficiaryRow.objects.count() == MOST_ROWS
    Job.objects.update(finished_at=timezone.now() - timedelta(days=2))
    assert forget_checks() == 1 and client.get(made.link).status_code == 404


def test_a_large_file_with_errors_enters_nothing_and_one_that_is_too_long_says_so(strategy: Any) -> None:
    client, found = cast.signed_in(cast.m_and_e_officer()), lines(600)
    found[500][4] = "about 100"
    send(client, strategy, to_workbook("Rows", HEADING, found))
    text = "\n".join([";".join(HEADING), *["D1;1999900072;HIA;grant;5;2025-02-01"] * (MOST_ROWS + 1)])
    send(client, strategy, text.encode(), "a.csv")
    Worker().run(until_idle=True)
    wrong, long = Job.objects.filter(kind=CHECK).order_by("pk")
    shown = client.get(wrong.link)
    assert [(one.row, one.column) for one in shown.context["faults"]] == [(502, "amount")]
    assert "held" not in shown.context and wrong.message.startswith("One error")
    assert long.state == "failed" and "more than 10\u202f000 rows" in long.message
    assert not BeneficiaryRow.objects.exists()
