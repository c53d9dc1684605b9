"""Machines that watch learn whether the site lives, whether it can serve, and if not why; never a secret."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings
from tests.unit.web.project.place import Place

from beffroi.analytics.errors import InputError
from beffroi.web.core.letters import post
from beffroi.web.core.models import Letter
from beffroi.web.project import health


def test_a_living_process_says_so_without_the_database(client: Client) -> None:
    answer = client.get("/health/live")
    assert answer.json() == {"status": "live"}
    assert "no-store" in answer["Cache-Control"]


@pytest.fixture
def recorded(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The migrations that this version ships are applied, in tests without migrations too."""
    if MigrationRecorder.Migration._meta.db_table not in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE django_migrations (id integer, app text, name text, applied timestamp)")
    applied = frozenset(MigrationRecorder(connection).applied_migrations())
    monkeypatch.setattr(health, "_known_migrations", lambda: applied)


@pytest.mark.usefixtures("recorded")
def test_a_site_in_order_is_ready_after_three_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(3):
        answer = client.get("/health/ready")
    assert answer.status_code == 200
    parts = {"database": "ok", "disk": "ok", "figures": "ok", "mails": "ok"}
    assert answer.json() == {"status": "ready", "parts": parts}
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.usefixtures("recorded")
def test_mails_that_no_worker_takes_are_told_and_pages_are_still_served(client: Client) -> None:
    post(EmailMultiAlternatives("For you", "A link", to=["someone@example.org"]))
    Letter.objects.update(next_at=datetime(2026, 1, 5, 8, 30, tzinfo=UTC))
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["status"]) == (200, "ready")
    assert answer.json()["parts"]["mails"] == "mails wait since 2026-01-05 08:30 UTC: is a worker running?"


@pytest.mark.usefixtures("recorded")
def test_a_migration_that_is_not_applied_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_known_migrations", lambda: frozenset({("core", "9999_later")}))
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["parts"]["database"] == "migrations are not applied: 1"


@pytest.mark.django_db
def test_a_database_that_is_away_is_told_without_its_address(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_connection: object) -> None:
        raise OperationalError("connection to host 10.0.0.5 as user app failed: password s3cret")

    monkeypatch.setattr(health, "MigrationRecorder", away)
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert "does not answer" in answer.json()["parts"]["database"]
    assert "s3cret" not in answer.content.decode()


@pytest.mark.usefixtures("recorded")
def test_a_disk_that_takes_no_files_is_told(client: Client, settings: Settings, tmp_path: Path) -> None:
    settings.DATA_FOLDER = tmp_path / "absent"
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["parts"]["disk"].startswith("the data folder cannot be written")
    assert str(tmp_path) not in answer.content.decode()


@pytest.mark.usefixtures("recorded")
def test_figures_that_cannot_be_read_are_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged() -> None:
        raise InputError("gdp.parquet does not match its checksum")

    monkeypatch.setattr(health, "figures_in_use", damaged)
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["parts"]["figures"] == "the figures cannot be read"


def test_the_migrations_known_are_those_of_the_code(tmp_path: Path) -> None:
    code = "from beffroi.web.project.health import _known_migrations; print(sorted(_known_migrations()))"
    assert "('sessions', '0001_initial')" in Place(tmp_path).script(code)
