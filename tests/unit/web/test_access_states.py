"""Every address of a strategy in the other state: those of the strategy while nothing is published, and those of its
piloting and monitoring once something is. The table of access has the first published and the others not.
"""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from tests.unit.web.access_cast import address_of, as_role, everybody, in_other_state, standing
from tests.unit.web.access_roles import ROLES
from tests.unit.web.access_states import OTHER_STATE
from tests.unit.web.test_access import outcome


@pytest.fixture(scope="module")
def whole_cast(django_db_setup: None, django_db_blocker: Any) -> Iterator[SimpleNamespace]:
    """The cast with its strategies in the other state, made once."""
    with standing(django_db_blocker, lambda: in_other_state(everybody())) as made:
        yield made


@pytest.fixture
def people(whole_cast: SimpleNamespace, db: None) -> SimpleNamespace:
    """Each test undoes only what it did itself."""
    return whole_cast


@pytest.mark.parametrize("name", sorted(OTHER_STATE))
def test_every_role_gets_what_the_table_says(name: str, people: SimpleNamespace) -> None:
    line = OTHER_STATE[name]
    address = address_of(name, line, people)
    given = {}
    for role in ROLES:
        client = as_role(role, people)
        given[role] = outcome(getattr(client, line.method)(address))
    assert given == {role: line.of(role) for role in ROLES}
