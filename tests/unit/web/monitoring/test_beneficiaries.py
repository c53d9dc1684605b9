"""Who was helped: files are taken over whole or not at all, a firm counts once, and others read no rows."""

import io
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.utils import timezone
from openpyxl import load_workbook
from tests.unit.web import cast, cast_piloting
from tests.unit.web import cast_monitoring as monitor

from beffroi.analytics.spreadsheets.text import read_csv
from beffroi.analytics.spreadsheets.workbook import read_xlsx
from beffroi.analytics.spreadsheets.writing import to_workbook
from beffroi.web.accounts.models import Person
from beffroi.web.accounts.wording import number_or_fault
from beffroi.web.chain.models import Node
from beffroi.web.core.permissions import allows
from beffroi.web.monitoring.actions import import_beneficiaries, open_periods, save_indicator
from beffroi.web.monitoring.beneficiary_file import Known, Row, read_rows
from beffroi.web.monitoring.models import BeneficiaryFile, BeneficiaryRow, Entry
from beffroi.web.monitoring.queries import chain_of, readings_of
from beffroi.web.monitoring.queries.beneficiaries import helped_under, rows_standing, visible_beneficiaries
from beffroi.web.monitoring.queries.pages import page_of
from beffroi.web.strategy.casefile import import_case

FIRST, SECOND = "1999900072", "1999900171"
KNOWN = Known(frozenset({"HIA", "GOV"}), frozenset({"small", "large"}), date(2026, 1, 31), number_or_fault)
HEAD = "Référence;Numéro d’entreprise;Code;Soutien;Montant;Jour;Taille;Nom\n"


def faults_of(text: str) -> dict[tuple[int, str], str]:
    _rows, faults = read_rows(read_csv("a.csv", (HEAD + text).encode()), KNOWN)
    return {(one.row, one.column): one.words for one in faults}


def test_a_file_is_read_as_people_write_it() -> None:
    text = "D1;BE 1999.900.072;HIA;Subvention;1 200,50;31/12/2025;Small;Duval\n"
    text += "D2;1999900072;GOV;non financier;0;2025-12-01;;\n"
    rows, faults = read_rows(read_csv("a.csv", (HEAD + text).encode("cp1252")), KNOWN)
    assert faults == [] and rows == [
        Row(2, "D1", FIRST, "HIA", "grant", Decimal("1200.50"), date(2025, 12, 31), "small", "Duval"),
        Row(3, "D2", FIRST, "GOV", "non_financial", Decimal(0), date(2025, 12, 1)),
    ]
    assert [Row.unpacked(one.packed()) for one in rows] == rows
    heading = ["reference", "number", "code", "support", "amount", "date"]
    book = to_workbook("Rows", heading, [["D1", 1999900072, "HIA", "grant", 1200.5, date(2025, 12, 31)]])
    [row], none = read_rows(read_xlsx("a.xlsx", book), KNOWN)
    assert none == [] and (row.number, row.amount, row.on) == (FIRST, Decimal("1200.50"), date(2025, 12, 31))


def test_every_wrong_cell_is_named() -> None:
    found = faults_of(
        "D1;1999900073;HIA;grant;10;2025-01-01;;\n"
        "D2;1999900072;QQQ;gift;1,234;soon;;\n"
        "D1;1999900072;HIA;grant;-5;2025-01-01;;\n"
        ";1999900072;HIA;grant;5;2025-01-01;;\n"
        "D4;1999900072;HIA;grant;5;2026-02-01;huge;\n"
        "D4;1999900072;QQQ;grant;5;2025-02-01;;\n"
    )
    assert found.keys() == {
        (2, "number"), (3, "support"), (3, "amount"), (3, "date"), (4, "amount"), (5, "reference"), (6, "part"),
        (6, "date"), (7, "code"), (7, "reference"),
    }  # fmt: skip
    assert "check digits" in found[2, "number"] and "two ways" in found[3, "amount"]
    assert "row 6 already" in found[7, "reference"] and "large, small" in found[6, "part"]
    _rows, [fault] = read_rows(read_csv("a.csv", b"reference;number\nD1;1\n"), KNOWN)
    assert "code, support, amount, date" in fault.words


def test_a_merged_cell_is_refused_where_it_begins() -> None:
    heading = ["reference", "number", "code", "support", "amount", "date"]
    book = load_workbook(io.BytesIO(to_workbook("Rows", heading, [["D1", FIRST, "HIA", "grant", 5, date(2025, 1, 1)]])))
    book.active.merge_cells("C2:C3")
    out = io.BytesIO()
    book.save(out)
    _rows, faults = read_rows(read_xlsx("a.xlsx", out.getvalue()), KNOWN)
    assert [(one.row, one.column) for one in faults] == [(2, "C")]


@pytest.fixture
def strategy() -> Any:
    found = cast_piloting.strategy()
    case = {"interventions": [{"id": "HIA", "name": "Calls"}, {"id": "GOV", "name": "Governance"}]}
    import_case(actor=cast.co_manager(), strategy=found, case=case, language="en")
    return found


def row(reference: str = "D1", number: str = FIRST, months: int = 3, **more: Any) -> Row:
    return Row(2, reference, number, "HIA", "grant", Decimal(100), monitor.ago(months), **more)


def taken(strategy: Any, *rows: Row, actor: Any = None, **more: Any) -> BeneficiaryFile:
    given = {"organisation": cast.organisation(), "name": "a.csv"} | more
    return import_beneficiaries(actor=actor, strategy=strategy, rows=rows, **given)


@pytest.mark.django_db
def test_a_firm_that_is_helped_twice_counts_once_in_the_whole(strategy: Any) -> None:
    keys = {code: str(node.item.key) for code, node in helped_under(strategy).items()}
    more = {"rule": "distinct", "frequency": "month", "breakdown": ["small", "large"]}
    all_of = monitor.indicator(name="Firms", **more)
    grants = monitor.indicator(name="Grants", rows_of=[keys["HIA"]], support="grant", **more | {"breakdown": []})
    other = replace(row("D4", SECOND, 2), code="GOV", support="non_financial")
    taken(strategy, row(part="small"), row("D2", months=1, part="large"), row("D3", SECOND, 1, part="small"), other)
    readings = {one.row.pk: one for one in readings_of(strategy, timezone.localdate())}
    assert [point.value for point in readings[all_of.pk].points] == [1.0, 2.0, 2.0]
    assert [point.value for point in readings[grants.pk].points] == [1.0, 1.0, 2.0]
    page = page_of(all_of, timezone.localdate())
    assert page is not None and page.shared is not None
    assert (page.shared.parts, page.shared.whole, page.shared.several) == ((("small", 2), ("large", 1)), 2, 1)
    assert "1 of them stands in several parts" in page.shared_words
    with pytest.raises(ValidationError, match="come by themselves"):
        monitor.value(all_of, 3)


@pytest.mark.django_db
def test_what_was_typed_is_not_turned_into_a_count_and_a_rubric_counts_nobody() -> None:
    typed = monitor.indicator()
    monitor.value(typed, 3)
    node = Node.objects.get(item=typed.item)
    step = next(iter(chain_of(typed.strategy).steps.values())).item
    with pytest.raises(ValidationError, match="counted from rows"):
        save_indicator(
            actor=None, strategy=typed.strategy, step=step, indicator=typed, revision=node.revision,
            said={"title": {"en": "Firms"}}, details={"rule": "distinct"},
        )  # fmt: skip
    rubric = [{"en": "no"}, {"en": "yes"}]
    with pytest.raises(ValidationError) as refused:
        monitor.indicator(kind="qualitative", rubric=rubric, rule="distinct", baseline_value=1, target_value=2)
    assert "rule" in refused.value.message_dict


@pytest.mark.django_db
def test_nobody_is_asked_for_what_is_counted_from_rows(strategy: Any) -> None:
    sender = cast.organisation()
    counted = monitor.indicator(name="Firms", rule="distinct", frequency="month", reporter_organisation=sender)
    typed = monitor.indicator(name="Jobs", frequency="month", reporter_organisation=sender)
    open_periods(actor=cast.m_and_e_officer(), strategy=strategy, today=timezone.localdate())
    asked = set(Entry.objects.values_list("indicator", flat=True))
    assert typed.pk in asked and counted.pk not in asked


@pytest.mark.django_db
def test_a_later_file_supersedes_with_its_reason_and_nothing_is_entered_twice(strategy: Any) -> None:
    officer = cast.m_and_e_officer()
    first = taken(strategy, row(), row("D2", SECOND), actor=officer)
    assert (first.added, first.changed, first.withdrawn) == (2, 0, 0)
    with pytest.raises(ValidationError, match="stands already"):
        taken(strategy, row(), actor=officer)
    with pytest.raises(ValidationError, match="Say why"):
        taken(strategy, replace(row(), amount=Decimal(90)), actor=officer)
    second = taken(strategy, replace(row(), amount=Decimal(90)), actor=officer, is_complete=True, reason="Final")
    assert (second.added, second.changed, second.withdrawn) == (0, 1, 1)
    stands = rows_standing(BeneficiaryRow.objects.filter(strategy=strategy))
    assert [(one.reference, one.amount) for one in stands] == [("D1", Decimal("90.00"))]
    assert BeneficiaryRow.objects.count() == 4
    third = taken(strategy, row(), row("D2", SECOND), actor=officer, reason="Back")
    assert (third.added, third.changed) == (1, 1)


@pytest.mark.django_db
def test_nothing_is_half_imported_and_rows_are_never_changed(strategy: Any) -> None:
    with pytest.raises(ValidationError, match="Nothing was entered"):
        taken(strategy, row(), replace(row("D2"), code="NO"))
    ahead = replace(row("D3"), on=timezone.localdate() + timedelta(days=2))
    with pytest.raises(ValidationError, match="Nothing was entered"):
        taken(strategy, row(), ahead)
    assert BeneficiaryRow.objects.count() == 0 == BeneficiaryFile.objects.count()
    with pytest.raises(PermissionDenied):
        taken(strategy, row(), actor=cast.co_manager())
    taken(strategy, row())
    for change in (lambda: BeneficiaryRow.objects.update(amount=1), lambda: BeneficiaryFile.objects.update(reason="x")):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with pytest.raises(DatabaseError), transaction.atomic():
        BeneficiaryRow.objects.all()._raw_delete("default")


@pytest.mark.django_db
def test_an_organisation_reads_what_it_sent_and_nothing_of_others(strategy: Any) -> None:
    mine, other = cast.organisation(), cast.organisation("Other")
    taken(strategy, row(), organisation=mine)
    taken(strategy, row(number=SECOND), organisation=other)
    sender = cast.representative(mine)
    assert not allows(sender, "monitoring.view_beneficiaries", strategy)
    assert not visible_beneficiaries(sender).exists()
    cast_piloting.term(cast_piloting.body(), sender)
    sender = Person.objects.get(pk=sender.pk)
    assert allows(sender, "monitoring.view_beneficiaries", strategy)
    assert [one.number for one in visible_beneficiaries(sender)] == [FIRST]
    for reader in (cast.co_manager(), cast.reader()):
        assert not allows(reader, "monitoring.view_beneficiaries", strategy)
        assert not visible_beneficiaries(reader).exists()
    assert visible_beneficiaries(cast.m_and_e_officer()).count() == 2


@pytest.mark.django_db
def test_from_a_file_with_errors_to_a_corrected_one_on_the_pages(
    strategy: Any, django_assert_max_num_queries: Any
) -> None:
    client, sender = cast.signed_in(cast.m_and_e_officer()), cast.organisation()
    base = f"/monitor/{strategy.slug}/beneficiaries/"
    line = f"D1;{FIRST};HIA;grant;100;{monitor.ago(2):%Y-%m-%d};;Duval\n"

    def sent(text: str, **more: Any) -> Any:
        file = SimpleUploadedFile("a.csv", (HEAD + text).encode())
        return client.post(f"{base}send/", {"organisation": sender.pk, "file": file} | more)

    assert sent("").context["plan"].is_empty
    wrong = sent(line.replace("grant", "gift"))
    assert wrong.status_code == 200 and [fault.column for fault in wrong.context["faults"]] == ["support"]
    assert "non_financial" not in wrong.context["faults"][0].words
    assert "held" not in wrong.context
    preview = sent(line)
    held = preview.context["held"]
    assert client.post(f"{base}take/", {"held": held}).status_code == 302
    assert client.post(f"{base}take/", {"held": held}).status_code == 302
    assert BeneficiaryRow.objects.count() == 1
    again = sent(line)
    assert again.context["plan"].is_empty and not again.context["held"]
    changed = sent(line.replace(";100;", ";90;"))
    assert b"<del>100.00</del>" in changed.content
    client.post(f"{base}take/", {"held": changed.context["held"]})
    assert BeneficiaryRow.objects.count() == 1
    fresh = sent(line.replace(";100;", ";90;")).context["held"]
    client.post(f"{base}take/", {"held": fresh, "reason": "Final account"})
    with django_assert_max_num_queries(15):
        page = client.get(base).content.decode()
    assert "1 enterprise in 1 row, helped with 90 euro." in page and "Final account" in page
    assert client.post(f"{base}take/", {"held": "made up"}).status_code == 400
    broken = sent("", file=SimpleUploadedFile("a.xlsx", b"nothing"))
    assert broken.status_code == 400 and "file" in broken.context["form"].errors
