"""The texts of many rows as one, joined by the database: a row for each group instead of one for each value."""

from typing import Any

from django.db.models import Aggregate, CharField


class Joined(Aggregate):
    """Texts with a blank between them, in any order."""

    function = "STRING_AGG"
    template = "%(function)s(%(expressions)s, ' ')"
    output_field = CharField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """The same by the name that it has there."""
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", **more)
