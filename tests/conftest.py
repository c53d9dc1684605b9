"""What all tests of the site share."""

import gc
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import management
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from hypothesis import HealthCheck, settings
from tests import migrated

from beffroi.web.core.audit_triggers import remove
from beffroi.web.observatory.views import kept_pages
from beffroi.web.project.serving import settle

settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")  # a busy machine is no fault of what is tested


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Of the tests that empty the database, which come last, the long ones first: else a worker waits."""
    emptying = [item for item in items if _empties(item)]
    kept = [item for item in items if not _empties(item)]
    items[:] = [*kept, *sorted(emptying, key=lambda item: item.get_closest_marker("long") is None)]


def pytest_collection_finish() -> None:
    """What was imported stays: the collector need not go through all of it for each of thousands of tests."""
    settle()
    gc.set_threshold(50_000, 10, 50)


def _empties(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> pytest.MonkeyPatch:
    """The test database on SQLite is made as a copy of one that the real command has migrated."""
    patch = pytest.MonkeyPatch()
    if connection.vendor == "sqlite":
        patch.setattr(management, "call_command", migrated.call_command)
    return patch


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_modify_db_settings: pytest.MonkeyPatch, django_db_setup: None, django_db_blocker: Any
) -> None:
    """The test database without the triggers of the audit: they also refuse what empties it between two tests.

    The triggers have tests of their own, which put them in place.
    """
    django_db_modify_db_settings.undo()
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        remove(None, editor)


@pytest.fixture(scope="session", autouse=True)
def a_page_is_asked_how_the_database_stands() -> None:
    """A site asks once in two seconds; tests follow each other faster than that."""
    kept_pages.STATE_SECONDS = 0


@pytest.fixture(scope="session", autouse=True)
def the_connection_of_a_test_stays_open() -> Iterator[None]:
    """A worker and a WSGI server close connections between two pieces of work: not the one that a test runs in."""
    closing = BaseDatabaseWrapper.close_if_unusable_or_obsolete

    def unless_in_a_test(self: BaseDatabaseWrapper) -> None:
        if not self.in_atomic_block:
            closing(self)

    BaseDatabaseWrapper.close_if_unusable_or_obsolete = unless_in_a_test  # type: ignore[method-assign]
    yield
    BaseDatabaseWrapper.close_if_unusable_or_obsolete = closing  # type: ignore[method-assign]
