"""What was published, approved, agreed or entered is kept by the database itself, whoever writes to it."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from tests.unit.web import cast, cast_piloting, cast_strategy

from beffroi.web.piloting.actions import (
    add_addendum,
    add_point,
    agree_mandate,
    approve_minutes,
    change_mandate,
    circulate_minutes,
    close_period,
    decide,
    hold_meeting,
    start_mandate,
    step_mandate,
    write_minutes,
)
from beffroi.web.piloting.models import Body, Seat, Term
from beffroi.web.project.backup.rows import rows_in_any_order
from beffroi.web.strategy.models import Version

pytestmark = pytest.mark.django_db
REFUSED = (
    "DELETE FROM piloting_ledgerentry",
    "UPDATE piloting_ledgerentry SET amount = 5",
    "DELETE FROM piloting_periodclosing",
    "UPDATE piloting_periodclosing SET until = '2020-01-01'",
    "DELETE FROM piloting_addendum",
    "UPDATE piloting_addendum SET text = '{}'",
    "DELETE FROM piloting_attendance WHERE meeting_id = {meeting}",
    "UPDATE piloting_attendance SET answer = 'absent' WHERE meeting_id = {meeting}",
    "UPDATE piloting_attendance SET meeting_id = {other}",
    "DELETE FROM piloting_agendaitem WHERE meeting_id = {meeting}",
    "UPDATE piloting_agendaitem SET position = 9 WHERE meeting_id = {meeting}",
    "UPDATE piloting_agendaitem SET meeting_id = {meeting} WHERE meeting_id = {other}",
    "DELETE FROM piloting_decision WHERE meeting_id = {meeting}",
    "UPDATE piloting_decision SET reasons = '{}' WHERE meeting_id = {meeting}",
    "UPDATE piloting_decision SET meeting_id = NULL WHERE meeting_id = {meeting}",
    "DELETE FROM piloting_meeting WHERE id = {meeting}",
    "UPDATE piloting_meeting SET minutes = '{}' WHERE id = {meeting}",
    "UPDATE piloting_meeting SET ends_at = '2099-01-01' WHERE id = {meeting}",
    "UPDATE piloting_meeting SET minutes_state = 'draft' WHERE id = {meeting}",
    "DELETE FROM piloting_party",
    "UPDATE piloting_party SET signed_by = 'Somebody'",
    "DELETE FROM piloting_mandate",
    "UPDATE piloting_mandate SET text = '{}'",
    "UPDATE piloting_mandate SET state = 'draft'",
    "DELETE FROM strategy_version WHERE id = {version}",
    "UPDATE strategy_version SET note = '{}' || note WHERE id = {version}",
    "UPDATE strategy_version SET starts = '2001-01-01' WHERE id = {version}",
    "UPDATE strategy_version SET published_at = '2001-01-01' WHERE id = {version}",
    "UPDATE strategy_version SET status = 'draft', published_at = NULL WHERE id = {version}",
    "DELETE FROM chain_space WHERE id = {space}",
    "UPDATE chain_space SET owner_id = 99 WHERE id = {space}",
)
REPLACED = (
    "piloting_ledgerentry", "piloting_periodclosing", "piloting_addendum", "piloting_attendance", "piloting_agendaitem",
    "piloting_decision", "piloting_meeting", "piloting_party", "piloting_mandate", "strategy_version", "chain_space",
    "chain_node",
)  # fmt: skip


def refused(statement: str, words: str | None = None) -> None:
    """The database refuses a statement by a trigger or a constraint of ours."""
    with pytest.raises(DatabaseError, match=words), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def kept() -> Any:
    """One of each thing that is kept, and a meeting that is not."""
    manager = cast.co_manager()
    sitting = cast_piloting.term(person=cast.person("Sitter"))
    meeting = cast_piloting.meeting(starts_at=timezone.now() - timedelta(hours=3))
    other = cast_piloting.meeting(starts_at=timezone.now() - timedelta(hours=9))
    for one in (meeting, other):
        add_point(actor=None, meeting=one, title={"en": "Money"})
        hold_meeting(actor=None, meeting=one, present={sitting.person_id})
    decide(actor=manager, meeting=meeting, title={"en": "Go on"}, reasons={"en": "It works"})
    write_minutes(actor=manager, meeting=meeting, minutes={"en": "All agreed."}, points={})
    circulate_minutes(actor=manager, meeting=meeting)
    approve_minutes(actor=manager, meeting=meeting)
    add_addendum(actor=manager, meeting=meeting, text={"en": "Not all."})
    mandate = start_mandate(actor=None, body=sitting.seat.body)
    change_mandate(actor=None, mandate=mandate, text={"en": "Lead."}, tasks={}, parties=["Region"])
    step_mandate(actor=None, mandate=mandate, step="fine_tune")
    step_mandate(actor=None, mandate=mandate, step="finalise")
    agree_mandate(actor=None, party=mandate.parties.get(), signed_by="R.", on=timezone.localdate())
    entry = cast_piloting.amount(on=date(2024, 5, 1))
    close_period(actor=manager, strategy=entry.strategy, until=date(2024, 12, 31))
    published = cast_strategy.published().strategy
    version = Version.objects.exclude(status="draft").get(strategy=published)
    return SimpleNamespace(meeting=meeting.pk, other=other.pk, version=version.pk, space=version.space_id)


def test_no_statement_changes_or_removes_what_is_kept(kept: Any) -> None:
    for statement in REFUSED:
        text = statement.replace("'{}'", "<empty>")
        text = text.format(**vars(kept)).replace("<empty> || note", """'{"en": "x"}'""").replace("<empty>", "'{}'")
        refused(text, "never changed|stay closed")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE piloting_meeting SET minutes = '{}' WHERE id = %s", [kept.other])
        cursor.execute("UPDATE strategy_version SET status = 'superseded' WHERE id = %s", [kept.version])
        cursor.execute("UPDATE piloting_mandate SET state = 'superseded'")
        cursor.execute("UPDATE piloting_attendance SET organisation_id = NULL")


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL has no INSERT OR REPLACE")
def test_nothing_takes_the_place_of_what_is_kept(kept: Any) -> None:
    for table in REPLACED:
        with connection.cursor() as cursor:
            names = [column.name for column in connection.introspection.get_table_description(cursor, table)]
        where = {"piloting_meeting": f"id = {kept.meeting}", "strategy_version": f"id = {kept.version}"}.get(table)
        where = where or {"chain_space": f"id = {kept.space}", "chain_node": f"space_id = {kept.space}"}.get(table)
        held = f"(meeting_id = {kept.meeting})" if "meeting_id" in names and not where else where or "1 = 1"
        refused(
            f"INSERT OR REPLACE INTO {table} ({quoted(names)}) SELECT {quoted(names)} FROM {table} "  # noqa: S608
            f"WHERE {held} LIMIT 1", "never changed|stay closed",
        )  # fmt: skip
        if "key" in names:
            others = ["NULL" if name == "id" else f'"{name}"' for name in names]
            refused(
                f"INSERT OR REPLACE INTO {table} ({quoted(names)}) SELECT {', '.join(others)} FROM {table} "  # noqa: S608
                f"WHERE {held} LIMIT 1", "never changed",
            )  # fmt: skip
    refused(f"UPDATE OR REPLACE piloting_meeting SET id = {kept.meeting} WHERE id = {kept.other}")  # noqa: S608


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no TRUNCATE")
def test_postgresql_empties_no_table_that_holds_what_is_kept(kept: Any) -> None:
    connection.check_constraints()  # what is still to be checked would be the reason otherwise
    for table in (*REPLACED, "accounts_person", "strategy_strategy"):
        refused(f"TRUNCATE {table} CASCADE", "never changed|stay closed")
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE services_quote, billing_bankline CASCADE")


def quoted(names: list[str]) -> str:
    """Columns for a statement."""
    return ", ".join(f'"{name}"' for name in names)


def test_the_function_of_a_term_is_that_of_its_body_whatever_is_written() -> None:
    person = cast.person("Maud")
    term = cast_piloting.term(cast_piloting.body("SG"), person)
    there = cast_piloting.seat(cast_piloting.body("ME"))
    values = f"({there.pk}, {person.pk}, 'piloting', '2022-01-01')"
    refused(f"INSERT INTO piloting_term (seat_id, person_id, function, starts) VALUES {values}")  # noqa: S608
    second = cast_piloting.term(cast_piloting.body("WG"), person)
    refused(f"UPDATE piloting_term SET seat_id = {there.pk} WHERE id = {second.pk}")  # noqa: S608
    refused(f"UPDATE piloting_seat SET body_id = {there.body_id} WHERE id = {second.seat_id}")  # noqa: S608
    refused(f"UPDATE piloting_body SET function = 'evaluation' WHERE id = {second.seat.body_id}")  # noqa: S608
    Term.objects.filter(pk=second.pk).delete()
    Seat.objects.filter(pk=term.seat_id).update(body=there.body)
    assert Term.objects.get().function == "monitoring_evaluation"
    Body.objects.filter(pk=there.body_id).update(function="evaluation")
    assert Term.objects.get().function == "evaluation"
    if connection.vendor == "sqlite":
        refused("UPDATE piloting_term SET function = 'piloting'", "that of its body")
    else:
        Term.objects.update(function="piloting")
    assert Term.objects.get().function == "evaluation"


def test_a_restore_fills_rows_in_any_order_and_they_are_kept_afterwards(kept: Any) -> None:
    with rows_in_any_order(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE piloting_agendaitem SET meeting_id = %s WHERE meeting_id = %s", [kept.meeting, kept.other]
        )
        assert cursor.rowcount == 1
    refused("DELETE FROM piloting_agendaitem", "never changed")
    refused("DELETE FROM piloting_ledgerentry", "never changed")
