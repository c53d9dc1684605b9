"""Rows of the database as lines of JSON, and back: the same on every database, exact to the microsecond."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Field, Model

from beffroi.web.core.keeping import MARK

CHUNK = 2000
OURS = (
    "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
    "WHERE NOT t.tgisinternal AND t.tgname LIKE %s ESCAPE '!'"
)
PLAIN = (str, int, float, bool, dict, list)


def tables() -> dict[str, type[Model]]:
    """Every table of the site by the label of its model, those between two models included."""
    return {
        model._meta.label_lower: model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and not model._meta.swapped
    }


def columns(model: type[Model]) -> "list[Field[Any, Any]]":
    """The fields of a model that have a column which is written."""
    return [field for field in model._meta.local_concrete_fields if not getattr(field, "generated", False)]


def column_names(model: type[Model]) -> list[str]:
    """The names of those columns."""
    return [str(field.column) for field in columns(model)]


@contextmanager
def one_moment() -> Iterator[None]:
    """Read everything as it stood at one moment, while others go on writing."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # Django's own transactions take the lock for writing; reading needs none.
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


def lines(model: type[Model]) -> Iterator[str]:
    """Each row as one line, in the order of the primary key."""
    fields = columns(model)
    for row in model._base_manager.order_by("pk").iterator(CHUNK):
        yield json.dumps([_written(field, row) for field in fields], ensure_ascii=False, separators=(",", ":")) + "\n"


def load(model: type[Model], rows: Iterable[str]) -> int:
    """Insert lines as rows, as they were: no default, no time of insertion, no signal; how many."""
    fields = columns(model)
    quote = connection.ops.quote_name
    statement = (
        f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(quote(name) for name in column_names(model))}) "  # noqa: S608
        f"VALUES ({', '.join(['%s'] * len(fields))})"
    )
    count, remaining = 0, iter(rows)
    while chunk := [_read(fields, line) for line in islice(remaining, CHUNK)]:
        with connection.cursor() as cursor:
            cursor.executemany(statement, chunk)
        count += len(chunk)
    return count


def empty(model: type[Model]) -> None:
    """Delete every row of a table that has some."""
    if model._base_manager.exists():
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608


@contextmanager
def rows_in_any_order() -> Iterator[None]:
    """Without the triggers that keep rows as they are: they speak of rows that were written one after the other."""
    postgresql = connection.vendor == "postgresql"
    pattern = f"%{MARK.replace('_', '!_')}%"
    connection.check_constraints()  # PostgreSQL alters no table while something is still to be checked
    with connection.cursor() as cursor:
        cursor.execute(OURS if postgresql else "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' "
                       "AND name LIKE %s ESCAPE '!'", [pattern])  # fmt: skip
        found = cursor.fetchall()
        for name, of in found:
            cursor.execute(f"ALTER TABLE {of} DISABLE TRIGGER {name}" if postgresql else f"DROP TRIGGER {name}")
    yield
    connection.check_constraints()
    with connection.cursor() as cursor:
        for name, of in found:
            cursor.execute(f"ALTER TABLE {of} ENABLE TRIGGER {name}" if postgresql else of)


def reset_sequences() -> None:
    """Let the next row of each table come after the rows loaded."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(tables().values())):
            cursor.execute(statement)


def _written(field: "Field[Any, Any]", row: Model) -> Any:
    value = field.value_from_object(row)
    return value if value is None or isinstance(value, PLAIN) else field.value_to_string(row)


def _read(fields: "list[Field[Any, Any]]", line: str) -> list[Any]:
    values = json.loads(line)
    if len(values) != len(fields):
        raise ValueError("a row has another number of values than its table has columns")
    return [
        field.get_db_prep_save(_value(field, value), connection) for field, value in zip(fields, values, strict=True)
    ]


def _value(field: "Field[Any, Any]", value: Any) -> Any:
    """A value in the kind of its field; a key to another table in the kind of that table's key."""
    kind = getattr(field, "target_field", field)
    return None if value is None else kind.to_python(value)
