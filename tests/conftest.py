"""What all tests of the site share."""

from typing import Any

import pytest
from django.db import connection

from beffroi.web.core.audit_triggers import remove


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The test database without the triggers of the audit: they also refuse what empties it between two tests.

    The triggers have tests of their own, which put them in place.
    """
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        remove(None, editor)
