"""The chain of seals: a sound record verifies; whatever is done to a row, a seal or the tail is found and named."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.web.core.cast import leave_rows, person, rename

from beffroi.analytics.errors import InputError
from beffroi.web.core.actions import Unaudited, action
from beffroi.web.core.audit_triggers import install, remove
from beffroi.web.core.heads import Head, heads_file, keep_restored, kept_heads, read_head
from beffroi.web.core.models import AuditEntry, AuditSeal, AuditStands
from beffroi.web.core.sealing import head, seal, unsealed_rows, verify

pytestmark = pytest.mark.django_db


def sealed_rows(many: int) -> list[Any]:
    """A sealed record of so many rows."""
    someone = person()
    leave_rows(actor=someone, of=someone, many=many)
    seal()
    return list(AuditEntry.objects.order_by("pk"))


def tamper(statement: str, *values: Any) -> None:
    """Do what only somebody with the database in hand can do."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def found(*kept: Head) -> list[tuple[str, int]]:
    return [(damage.kind, damage.position) for damage in verify(*kept)]


def test_a_sound_record_has_no_damage_and_its_head_fits() -> None:
    sealed_rows(5)
    assert found(head()) == []
    assert head().position == 5


def test_sealing_again_changes_nothing() -> None:
    sealed_rows(3)
    before = head()
    assert seal() == 0
    assert seal(everything=False) == 0
    assert head() == before


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", "2020-01-01 00:00:00+00:00"),
        ("actor_key", "somebody else"),
        ("verb", "removed"),
        ("of", "accounts.other"),
        ("key", "99999"),
        ("before", '{"language": "de"}'),
        ("after", "{}"),
        ("request_id", "forged"),
    ],
)
def test_a_change_of_any_column_is_found_and_named(column: str, value: str) -> None:
    rows = sealed_rows(5)
    tamper(f'UPDATE core_auditentry SET "{column}" = %s WHERE id = %s', value, rows[2].pk)  # noqa: S608
    damages = list(verify())
    assert [(one.kind, one.position) for one in damages] == [("changed", 3)]
    assert f"row {rows[2].pk} " in damages[0].sentence


def test_every_column_is_covered_by_the_seal() -> None:
    tried = {"at", "actor_key", "verb", "of", "key", "before", "after", "request_id", "id"}
    assert {field.column for field in AuditEntry._meta.concrete_fields} == tried


def test_a_row_that_was_removed_is_named() -> None:
    rows = sealed_rows(5)
    tamper("DELETE FROM core_auditentry WHERE id = %s", rows[2].pk)
    assert [one.sentence for one in verify()] == [f"row {rows[2].pk} (position 3) is missing."]


def test_rows_removed_at_the_end_are_named_while_their_seals_stand() -> None:
    rows = sealed_rows(5)
    tamper("DELETE FROM core_auditentry WHERE id >= %s", rows[3].pk)
    assert found() == [("missing", 4), ("missing", 5)]


def test_rows_whose_seals_were_removed_show_after_a_quarter_of_an_hour() -> None:
    rows = sealed_rows(3)
    tamper("DELETE FROM core_auditseal")
    assert found() == []
    tamper("UPDATE core_auditentry SET at = %s WHERE id = %s", "2020-01-01 00:00:00+00:00", rows[0].pk)
    assert found() == [("unsealed", 0)]


def test_a_row_removed_with_its_seal_leaves_a_gap() -> None:
    rows = sealed_rows(5)
    tamper("DELETE FROM core_auditentry WHERE id = %s", rows[2].pk)
    tamper("DELETE FROM core_auditseal WHERE position = %s", 3)
    assert found() == [("missing", 3)]


def test_a_tail_that_was_cut_off_shows_against_a_kept_head_and_only_there() -> None:
    rows = sealed_rows(5)
    kept = head()
    tamper("DELETE FROM core_auditentry WHERE id >= %s", rows[3].pk)
    tamper("DELETE FROM core_auditseal WHERE position >= %s", 4)
    assert found() == []
    assert found(kept) == [("cut off", 3)]


@pytest.fixture
def data_folder(tmp_path: Path, settings: Any) -> Path:
    """A data folder in which no head was kept yet."""
    settings.DATA_FOLDER = tmp_path
    return tmp_path


@pytest.fixture
def kept_record(data_folder: Path, django_capture_on_commit_callbacks: Any) -> list[Any]:
    """Five sealed rows whose heads the sealer kept."""
    someone, rows = person(), []
    for _ in range(5):
        with django_capture_on_commit_callbacks(execute=True):
            leave_rows(actor=someone, of=someone, many=1)
        rows.append(AuditEntry.objects.latest("pk"))
    return rows


def cut_off(rows: list[Any], keeping: int) -> None:
    tamper("DELETE FROM core_auditseal WHERE position > %s", keeping)
    tamper("DELETE FROM core_auditentry WHERE id > %s", rows[keeping - 1].pk)


def verified(capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Exit code and output of the command without any argument."""
    try:
        call_command("audit", "verify")
    except SystemExit as ended:
        return int(str(ended.code)), capsys.readouterr().out
    return 0, capsys.readouterr().out


def test_every_sealing_keeps_its_head_outside_the_database(kept_record: list[Any]) -> None:
    assert [one.position for one in kept_heads().heads] == [1, 2, 3, 4, 5]
    assert kept_heads().heads[-1] == head()
    assert heads_file().stat().st_mode & 0o077 == 0


def test_a_cut_off_tail_is_found_without_any_argument(
    kept_record: list[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert verified(capsys)[0] == 0
    cut_off(kept_record, keeping=3)
    code, said = verified(capsys)
    assert code == 1
    assert "cut off: the record ends at position 3, the head that was kept stands at 5" in said


def test_rows_added_after_a_cut_do_not_hide_it(
    kept_record: list[Any], capsys: pytest.CaptureFixture[str], django_capture_on_commit_callbacks: Any
) -> None:
    cut_off(kept_record, keeping=3)
    someone = person()
    for _ in range(4):
        with django_capture_on_commit_callbacks(execute=True):
            leave_rows(actor=someone, of=someone, many=1)
    code, said = verified(capsys)
    assert code == 1
    assert "rewritten: position 4 " in said


def test_an_action_that_is_undone_leaves_no_head(data_folder: Path) -> None:
    sealed_rows(2)
    assert not heads_file().exists()


def test_a_restored_backup_explains_itself_and_later_cuts_still_show(
    kept_record: list[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    cut_off(kept_record, keeping=3)
    keep_restored(head())
    code, said = verified(capsys)
    assert code == 0
    assert "restored: a backup that reaches position 3 was restored at " in said
    assert "2 rows that were sealed later are not in it." in said
    cut_off(kept_record, keeping=2)
    assert verified(capsys)[0] == 1


def test_lines_that_cannot_be_read_are_counted(kept_record: list[Any], capsys: pytest.CaptureFixture[str]) -> None:
    with heads_file().open("ab") as file:
        file.write(b'{"position": 6, "dig\n\xff\xfe\n[]\n')
    code, said = verified(capsys)
    assert code == 0
    assert "3 lines of " in said and "cannot be read" in said


def test_a_folder_that_takes_no_head_disturbs_nobody(
    tmp_path: Path, settings: Any, capsys: pytest.CaptureFixture[str], django_capture_on_commit_callbacks: Any
) -> None:
    settings.DATA_FOLDER = tmp_path / "missing"
    with django_capture_on_commit_callbacks(execute=True):
        leave_rows(actor=person(), of=person(), many=1)
    assert unsealed_rows() == 0
    code, said = verified(capsys)
    assert code == 0 and "no head is kept in" in said


def test_rows_that_changed_places_are_found() -> None:
    rows = sealed_rows(5)
    tamper("UPDATE core_auditseal SET entry_id = -position WHERE position IN (2, 3)")
    tamper("UPDATE core_auditseal SET entry_id = %s WHERE position = %s", rows[2].pk, 2)
    tamper("UPDATE core_auditseal SET entry_id = %s WHERE position = %s", rows[1].pk, 3)
    assert found() == [("changed", 2), ("changed", 3)]


def test_a_chain_forged_anew_does_not_fit_a_kept_head() -> None:
    rows = sealed_rows(5)
    kept = head()
    tamper("UPDATE core_auditentry SET verb = 'forged' WHERE id = %s", rows[1].pk)
    tamper("DELETE FROM core_auditseal")
    seal()
    assert found() == []
    assert found(kept) == [("rewritten", 5)]


def test_a_row_that_commits_late_is_sealed_after_those_before_it() -> None:
    rows = sealed_rows(4)
    late = rows[1]
    tamper("DELETE FROM core_auditseal")
    tamper("DELETE FROM core_auditentry WHERE id = %s", late.pk)
    seal()
    AuditEntry.objects.bulk_create([late])
    assert unsealed_rows() == 1
    assert seal(everything=False) == 1
    assert list(AuditSeal.objects.order_by("position").values_list("entry_id", flat=True))[-1] == late.pk
    assert found(head()) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), many=st.integers(min_value=1, max_value=8))
def test_any_single_deed_on_a_sealed_record_is_found(data: st.DataObject, many: int) -> None:
    with transaction.atomic():
        rows = sealed_rows(many)
        kept = head()
        victim = data.draw(st.sampled_from(rows))
        position = AuditSeal.objects.get(entry_id=victim.pk).position
        deed = data.draw(st.sampled_from(["change", "remove row", "remove seal", "change seal"]))
        if deed == "change":
            tamper(
                "UPDATE core_auditentry SET verb = %s WHERE id = %s", data.draw(st.text("abc", max_size=9)), victim.pk
            )
        elif deed == "remove row":
            tamper("DELETE FROM core_auditentry WHERE id = %s", victim.pk)
        elif deed == "remove seal":
            tamper("DELETE FROM core_auditseal WHERE position = %s", position)
        else:
            tamper("UPDATE core_auditseal SET digest = %s WHERE position = %s", "f" * 64, position)
        damaged = {one.position for one in verify(kept)}
        assert damaged & {position - 1, position, position + 1}
        transaction.set_rollback(True)


def test_rows_and_seals_are_neither_saved_again_nor_deleted() -> None:
    row = sealed_rows(1)[0]
    for deed in (row.save, row.delete, AuditEntry.objects.all().delete, lambda: AuditEntry.objects.update(verb="x")):
        with pytest.raises(AuditStands):
            deed()


def test_the_command_says_what_is_damaged_and_ends_with_1(
    tmp_path: Path, data_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = sealed_rows(3)
    kept = tmp_path / "head.json"
    call_command("audit", "head", file=str(kept))
    call_command("audit", "verify", file=str(kept))
    assert "3 sealed rows, 0 waiting for a seal: sound" in capsys.readouterr().out
    tamper("UPDATE core_auditentry SET verb = 'forged' WHERE id = %s", rows[1].pk)
    with pytest.raises(SystemExit) as ended:
        call_command("audit", "verify", file=str(kept))
    assert ended.value.code == 1
    assert f"row {rows[1].pk} (position 2) was changed" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"position": "x", "digest": "y"}', '{"position": 3, "digest": "y"}'])
def test_what_is_not_a_head_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(InputError, match="this is not a head of the audit"):
        read_head(text, "head.json")


def test_personal_fields_stand_as_digests_only() -> None:
    someone = person("Ann Secret")
    rename(actor=someone, of=someone, name="Berta Secret")
    row = AuditEntry.objects.latest("pk")
    assert "Secret" not in f"{row.before}{row.after}"
    assert str(row.after["name"]).startswith("hmac:")
    assert row.before["name"] != row.after["name"]


def test_an_action_without_an_audit_row_is_undone() -> None:
    someone = person()

    @action
    def careless(*, actor: Any) -> None:
        actor.name = "Changed"
        actor.save()

    with pytest.raises(Unaudited):
        careless(actor=someone)
    someone.refresh_from_db()
    assert someone.name == "Ann Example"


def test_rows_are_sealed_when_their_action_is_committed(django_capture_on_commit_callbacks: Any) -> None:
    someone = person()
    with django_capture_on_commit_callbacks(execute=True):
        leave_rows(actor=someone, of=someone, many=3)
    assert unsealed_rows() == 0


def test_sealing_after_a_commit_asks_little(django_assert_max_num_queries: Any) -> None:
    sealed_rows(3)
    someone = person()
    leave_rows(actor=someone, of=someone, many=20)
    with django_assert_max_num_queries(6):
        seal(everything=False)


@pytest.mark.django_db(transaction=True)
def test_the_database_itself_refuses_to_change_rows_once_the_triggers_stand() -> None:
    rows = sealed_rows(1)
    with connection.schema_editor() as editor:
        install(None, editor)
    try:
        for statement in ("UPDATE core_auditentry SET verb = 'x'", "DELETE FROM core_auditseal"):
            with pytest.raises(Exception, match="never changed or deleted"), transaction.atomic():
                tamper(statement)
        AuditEntry.objects.create(verb="changed", of="x", key="1")
        assert AuditEntry.objects.get(pk=rows[0].pk).verb == "changed"
    finally:
        with connection.schema_editor() as editor:
            remove(None, editor)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE: make test runs it on PostgreSQL")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", ["core_auditentry", "core_auditseal", "core_auditseal, core_auditentry"])
def test_postgresql_refuses_to_truncate_the_record_once_the_triggers_stand(table: str) -> None:
    sealed_rows(2)
    with connection.schema_editor() as editor:
        install(None, editor)
    try:
        with pytest.raises(Exception, match="never changed or deleted"), transaction.atomic():
            tamper(f"TRUNCATE {table} CASCADE")
        assert (AuditEntry.objects.count(), AuditSeal.objects.count()) == (2, 2)
    finally:
        with connection.schema_editor() as editor:
            remove(None, editor)
