"""Many plain rows at once, as the database likes them best; inside a transaction all of them, or none."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model


def insert_rows(model: type[Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of values that are already in the kind of their column.

    Parameters
    ----------
    model : type of Model
        without defaults in Python for the fields left out: they are left to the database.
    fields : sequence of str
        names of fields, in the order of the values.
    rows : iterable of sequences
        the values.

    """
    quote = connection.ops.quote_name
    known = {field.name: str(field.column) for field in model._meta.local_concrete_fields}
    columns = ", ".join(quote(known[name]) for name in fields)
    table = quote(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", list(rows))  # noqa: S608 - our own names
