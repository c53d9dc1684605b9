"""Every address of a strategy in the other state: those of the strategy while nothing is published, and those of its
piloting and monitoring once something is. The table of access has the first published and the others not.
"""

from types import SimpleNamespace

import pytest
from django.test import Client
from tests.unit.web import cast
from tests.unit.web.access_cast import address_of, everybody, in_other_state
from tests.unit.web.access_roles import ROLES
from tests.unit.web.access_states import OTHER_STATE
from tests.unit.web.test_access import outcome


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    """The cast with its strategies in the other state."""
    return in_other_state(everybody())


@pytest.mark.parametrize("name", sorted(OTHER_STATE))
def test_every_role_gets_what_the_table_says(name: str, people: SimpleNamespace) -> None:
    line = OTHER_STATE[name]
    address = address_of(name, line, people)
    given = {}
    for role in ROLES:
        client = Client() if role == "visitor" else cast.signed_in(people.people[role])
        client.raise_request_exception = False
        given[role] = outcome(getattr(client, line.method)(address))
    assert given == {role: line.of(role) for role in ROLES}
