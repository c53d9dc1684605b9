"""Objects of the database from rows, without what Django does again for each of them.

Django converts value by value and makes an object by its `__init__`, which sends signals and sets field by field: for
the thousands that a large page reads this takes longer than to read them. Here columns are converted, and an object
gets all its values at once. They are the same as Django's, which a test holds for every form of query that pages use.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import DateField, DateTimeField, DecimalField, JSONField, UUIDField
from django.db.models.base import ModelState
from django.db.models.expressions import Col

Row = Sequence[Any]


def converted(compiler: Any, rows: Sequence[Row]) -> list[Row]:
    """Rows as the driver of the database gives them, with values as the fields of a query give them.

    Days and amounts are read once for each that stands in a column: many rows have the same.
    """
    wanted = compiler.get_converters([selected[0] for selected in compiler.select[: compiler.col_count]])
    if not rows or not wanted:
        return list(rows)
    columns = list(zip(*rows, strict=True))
    for place, (converters, expression) in wanted.items():
        if _is_plain_json(expression):
            columns[place] = _from_json(columns[place])
            continue
        quick = _quick(expression, compiler.connection)
        if quick is not None:
            columns[place] = tuple(None if value is None else quick(value) for value in columns[place])
            continue
        for convert in converters:
            told = set(columns[place]) if isinstance(expression.output_field, DateField | DecimalField) else ()
            known = {value: convert(value, expression, compiler.connection) for value in told}
            columns[place] = tuple(
                known[value] if known else convert(value, expression, compiler.connection) for value in columns[place]
            )
    return list(zip(*columns, strict=True))


def objects(queryset: Any, compiler: Any, rows: Sequence[Row]) -> list[Any]:
    """An object for each row, with those that are read beside it: new ones whenever it is called."""
    make = _maker(compiler.klass_info, compiler.select, queryset.db)
    found = [make(row) for row in rows]
    for name, place in compiler.annotation_col_map.items():
        for one, row in zip(found, rows, strict=True):
            setattr(one, name, row[place])
    for field, known in queryset._known_related_objects.items():
        for one in found:
            other = known.get(getattr(one, field.attname))
            if other is not None and not field.is_cached(one):
                setattr(one, field.name, other)
    return found


def _maker(info: Any, select: Any, db: str) -> Callable[[Row], Any]:
    """What makes the object of a model out of a row, or nothing where the row has none."""
    model, places = info["model"], info["select_fields"]
    names = [select[place][0].target.attname for place in places]
    first, end, key = places[0], places[-1] + 1, places[names.index(model._meta.pk.attname)]
    beside = [
        (_maker(each, select, db), each["local_setter"], each["remote_setter"])
        for each in info.get("related_klass_infos", ())
    ]
    new = object.__new__

    def made(row: Row) -> Any:
        if row[key] is None:
            return None
        one: Any = new(model)
        state = ModelState()
        state.adding, state.db = False, db
        one.__dict__ = dict(zip(names, row[first:end], strict=True), _state=state)
        for make, put, put_back in beside:
            other = make(row)
            put(one, other)
            if other is not None:
                put_back(other, one)
        return one

    return made


def _quick(expression: Any, connection: Any) -> Callable[[Any], Any] | None:
    """What reads times and keys as SQLite tells them, in half the time that Django takes for each."""
    kind = type(expression.output_field)
    if connection.vendor != "sqlite" or not isinstance(expression, Col):
        return None
    if kind is UUIDField:
        return UUID
    zone = connection.timezone
    if kind is DateTimeField and zone is UTC:  # a zone with summer time would have to be asked about each
        return lambda value: datetime.fromisoformat(value).replace(tzinfo=zone)
    return None


def _is_plain_json(expression: Any) -> bool:
    """Whether it is a field of JSON as Django reads it."""
    field = expression.output_field
    return type(field) is JSONField and field.decoder is None and isinstance(expression, Col)


def _from_json(column: Iterable[str | None]) -> tuple[Any, ...]:
    """All values of a column read at once, for each of them is short."""
    return tuple(json.loads(f"[{','.join('null' if value is None else value for value in column)}]"))
