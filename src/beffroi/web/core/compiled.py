"""Queries as they are sent, so that several can be sent at once, and how their rows become objects.

To put a query of Django into SQL takes longer than to answer it; so what was put into SQL is kept. To understand
thousands of rows takes longer than to read them; so a row that is as it was is not understood anew.
"""

import copy
import json
import pickle
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from io import BytesIO
from itertools import chain
from typing import Any, cast

from django.apps import apps
from django.core.exceptions import EmptyResultSet
from django.db import connections, models
from django.db.models import QuerySet
from django.db.models.expressions import Col
from django.db.models.query import ModelIterable
from django.db.models.sql.datastructures import BaseTable, Join

from beffroi.web.core.kept import Kept
from beffroi.web.core.objects import Row, converted, objects

Key = tuple[str, str, str]
AT_ONCE = 90
"""Arguments that a function of a database takes."""
STRINGS = (models.DateField, models.DecimalField, models.UUIDField, models.DurationField)
"""Fields that PostgreSQL writes into JSON as text or as a number, and gives as objects otherwise."""
IN_SQL, ROWS = Kept(most=512), Kept(most=96)


class Compiled:
    """A query in SQL, and how its rows become what it is asked for; kept, so that nothing in it may be changed."""

    def __init__(self, queryset: "QuerySet[Any, Any]") -> None:
        self.db = queryset.db
        self.compiler: Any = queryset.query.clone().get_compiler(using=self.db)
        try:
            self.sql, self.params = self.compiler.as_sql(with_col_aliases=True)
        except EmptyResultSet:
            self.sql, self.params = "", ()
        self.key: Key = (self.db, self.sql, repr((self.params, _iterable(queryset).__name__)))

    def as_lines(self) -> str:
        """All its rows as one text, a line of JSON for each."""
        connection = connections[self.db]
        is_sqlite = connection.vendor == "sqlite"
        quote = connection.ops.quote_name
        names = [
            quote(alias) + ("::text" if not is_sqlite and isinstance(column.output_field, models.JSONField) else "")
            for column, _sql, alias in self.compiler.select
        ]
        array, joined = (
            ("json_array", "group_concat({}, char(10))") if is_sqlite else
            ("json_build_array", "string_agg(({})::text, chr(10))")
        )  # fmt: skip
        some = (names[at : at + AT_ONCE] for at in range(0, len(names), AT_ONCE))
        parts = ", ".join(f"{array}({', '.join(each)})" for each in some)
        return f"(SELECT {joined.format(f'{array}({parts})')} FROM ({self.sql}) AS t)"  # noqa: S608 - our own queries

    def rows(self, lines: Sequence[str]) -> list[Row]:
        """The rows that were told, with values as fields give them."""
        is_sqlite = connections[self.db].vendor == "sqlite"
        found = json.loads(f"[{','.join(lines)}]", parse_float=float if is_sqlite else Decimal)
        rows = [parts[0] if len(parts) == 1 else [*chain.from_iterable(parts)] for parts in found]
        if not is_sqlite:
            readers = [_reader(column.output_field) for column, _sql, _alias in self.compiler.select]
            columns = zip(*rows, strict=True)
            rows = list(zip(*map(map, readers, columns), strict=True))
        return converted(self._own(), rows)

    def rows_once(self, lines: Sequence[str]) -> list[Row]:
        """The same, where a row that is as it was is not understood anew."""
        return known_lines(ROWS.get(self.key, dict[str, Row]), lines, self.rows)

    def given(self, queryset: "QuerySet[Any, Any]", rows: Sequence[Row]) -> list[Any]:
        """What the query gives for these rows: objects that nobody else has."""
        compiler, own = self._own(), cast("Any", queryset)._chain()
        if issubclass(_iterable(own), ModelIterable):
            return objects(own, compiler, rows)
        compiler.execute_sql, compiler.get_converters = lambda *_args, **_named: [rows], lambda _expressions: {}
        own.query.get_compiler = lambda *_args, **_named: compiler
        return list(_iterable(own)(own))

    def _own(self) -> Any:
        """The compiler, to be used in this thread only."""
        compiler = copy.copy(self.compiler)
        compiler.connection = connections[self.db]
        return compiler


def compiled(queryset: "QuerySet[Any, Any]") -> Compiled:
    """A query in SQL, as it was before if it is the same."""
    written = BytesIO()
    writer = pickle.Pickler(written)
    writer.dispatch_table = _briefly()
    writer.fast = True  # so that it does not matter which of its words are the same object
    try:
        writer.dump((queryset.query, _iterable(queryset).__name__))
    except (pickle.PicklingError, AttributeError, TypeError, ValueError):  # it holds something of this very moment
        return Compiled(queryset)
    return IN_SQL.get((queryset.db, written.getvalue()), lambda: Compiled(queryset))


@cache
def _briefly() -> dict[type, Callable[[Any], tuple[Any, tuple[Any, ...]]]]:
    """How a query writes what it holds of the models; each by its class, for whatever is asked of Python takes long.

    A field of a model stands by its place in memory. The query that is kept holds the same field, so no other one comes
    into its place.
    """
    return {
        **dict.fromkeys(_all_below(models.Field), _field),
        **dict.fromkeys(apps.get_models(include_auto_created=True), _object),
        Col: _column, BaseTable: _table, Join: _join,
    }  # fmt: skip


def _object(given: Any) -> tuple[Any, tuple[Any, ...]]:
    """An object by its key."""
    return type(given), (given.pk,)


def _field(given: Any) -> tuple[Any, tuple[Any, ...]]:
    """Of a field that stands in no model all but how many fields were made before it."""
    if hasattr(given, "model"):
        return int, (id(given),)
    return type(given), tuple(map(repr, given.deconstruct()[2:]))


def _column(given: Any) -> tuple[Any, tuple[Any, ...]]:
    if hasattr(given.target, "model") and hasattr(given.output_field, "model"):
        return str, (f"{given.alias} {id(given.target)} {id(given.output_field)}",)
    return tuple, ((given.alias, given.target, given.output_field),)


def _table(given: Any) -> tuple[Any, tuple[Any, ...]]:
    return str, (f"{given.table_name} {given.table_alias}",)


def _join(given: Any) -> tuple[Any, tuple[Any, ...]]:
    names = f"{given.table_name} {given.parent_alias} {given.table_alias} {given.join_type} {given.nullable}"
    return tuple, ((f"{names} {id(given.join_field)}", given.filtered_relation),)


def _all_below(kind: type[Any]) -> Iterator[type[Any]]:
    for one in kind.__subclasses__():
        yield one
        yield from _all_below(one)


def known_lines(known: dict[str, Any], lines: Sequence[str], make: Callable[[list[str]], Sequence[Any]]) -> list[Any]:
    """What is made of each line; only those that are not known yet are made, and others are forgotten in time."""
    found = known.copy()  # another thread may forget some meanwhile
    if new := [line for line in dict.fromkeys(lines) if line not in found]:
        made = dict(zip(new, make(new), strict=True))
        found.update(made)
        known.update(made)
    if len(known) > 2 * len(lines):
        for gone in found.keys() - set(lines):
            known.pop(gone, None)
    return [found[line] for line in lines]


def _iterable(queryset: Any) -> Any:
    return queryset._iterable_class


def _reader(field: Any) -> Callable[[Any], Any]:
    if isinstance(field, models.FloatField):
        return lambda value: None if value is None else float(value)
    return cast("Callable[[Any], Any]", field.to_python) if isinstance(field, STRINGS) else lambda value: value
