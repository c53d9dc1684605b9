"""The steps of our migrations that Django's own would make slow.

Django renders every model that is related to a new one anew, after each: half a minute of a core for some hundred
tables of which nearly all lead to the person. Here the models of a slice are declared first and rendered once, and
triggers, which look at no model, are put in place without rendering any.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation


class CreateTables(Operation):
    """Create models in the order given; their constraints, indexes and keys to each other are part of them."""

    serialization_expand_args = ["tables"]

    def __init__(self, tables: Sequence[CreateModel]) -> None:
        self.tables = tables

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Declare the models; they are rendered when somebody asks for one."""
        vars(state).pop("apps", None)
        for table in self.tables:
            table.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Create the tables; keys from one to another are added by the editor when all of them are there."""
        for table in self.tables:
            table.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Drop the tables, the last one first."""
        for table in reversed(self.tables):
            table.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """What `migrate` says that it does."""
        return f"Create {len(self.tables)} tables"


class Guard(Operation):
    """Triggers of the database, put in place by `install` and taken away by `remove`; each gets the schema editor."""

    reduces_to_sql = False

    def __init__(self, install: Callable[[Any, Any], None], remove: Callable[[Any, Any], None]) -> None:
        self.install, self.remove = install, remove

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Triggers change no model."""

    def database_forwards(self, _app_label: str, schema_editor: Any, *_states: Any) -> None:
        """Put them in place."""
        self.install(None, schema_editor)

    def database_backwards(self, _app_label: str, schema_editor: Any, *_states: Any) -> None:
        """Take them away."""
        self.remove(None, schema_editor)

    def describe(self) -> str:
        """What `migrate` says that it does."""
        return f"Put the triggers of {self.install.__module__} in place"
