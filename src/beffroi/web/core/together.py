"""Several queries in one: what a page of many parts asks is read in a single statement.

    with together(risks_of(strategy), bodies_of(strategy)):
        risks = read(risks_of(strategy))

`read` gives the rows of a query: those that were read together, if the same query was among them, else it asks. So a
part stays as it is, whether it stands alone or beside others. Within the block nobody may write. Nothing is asked
before the first `read`, and a block inside another one asks only for what the outer one does not know.

What the database tells in the same words as before is not understood anew. Who reads gets objects of their own, so that
nobody sees what another one changed.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal
from itertools import chain
from typing import Any, TypeVar, cast

from django.core.exceptions import EmptyResultSet
from django.db import connections, models
from django.db.models import QuerySet
from django.db.models.query import ModelIterable

from beffroi.web.core.kept import Kept
from beffroi.web.core.objects import Row, converted, objects

T = TypeVar("T")
R = TypeVar("R")
Key = tuple[str, str, str]
AT_ONCE = 90
"""Arguments that a function of a database takes."""
STRINGS = (models.DateField, models.DecimalField, models.UUIDField, models.DurationField)
"""Fields that PostgreSQL writes into JSON as text or as a number, and gives as objects otherwise."""
LARGE = 20_000
"""Letters of an answer from which on it is kept."""
ANSWERS, MADE = Kept(most=64), Kept(most=32)


class _Rows(list[Any]):
    """The rows of a query, with what the database told, where that is kept."""

    told: str = ""


class _Compiled:
    """A query as it is sent, and how its rows become what it is asked for."""

    def __init__(self, queryset: "QuerySet[Any, Any]") -> None:
        self.queryset: Any = queryset._chain()  # type: ignore[attr-defined]
        self.db: str = self.queryset.db
        self.compiler: Any = self.queryset.query.get_compiler(using=self.db)
        try:
            self.sql, self.params = self.compiler.as_sql(with_col_aliases=True)
        except EmptyResultSet:
            self.sql, self.params = "", ()

    @property
    def key(self) -> Key:
        """By what it is known."""
        return self.db, self.sql, repr((self.params, self.queryset._iterable_class.__name__))

    def as_json(self) -> str:
        """All its rows as one value."""
        connection = connections[self.db]
        is_sqlite = connection.vendor == "sqlite"
        quote = connection.ops.quote_name
        names = [
            quote(alias) + ("::text" if not is_sqlite and isinstance(column.output_field, models.JSONField) else "")
            for column, _sql, alias in self.compiler.select
        ]
        array, group, text = (
            ("json_array", "json_group_array", "") if is_sqlite else ("json_build_array", "json_agg", "::text")
        )
        some = (names[at : at + AT_ONCE] for at in range(0, len(names), AT_ONCE))
        parts = ", ".join(f"{array}({', '.join(each)})" for each in some)
        return f"(SELECT {group}({array}({parts})){text} FROM ({self.sql}) AS t)"  # noqa: S608 - our own queries

    def rows(self, told: str) -> "list[Row]":
        """The rows that were told, with values as fields give them."""
        is_sqlite = connections[self.db].vendor == "sqlite"
        found = json.loads(told or "[]", parse_float=float if is_sqlite else Decimal)
        rows = [parts[0] if len(parts) == 1 else [*chain.from_iterable(parts)] for parts in found]
        if not is_sqlite:
            readers = [_reader(column.output_field) for column, _sql, _alias in self.compiler.select]
            columns = zip(*rows, strict=True)
            rows = list(zip(*map(map, readers, columns), strict=True))
        return converted(self.compiler, rows)

    def given(self, rows: "list[Row]") -> list[Any]:
        """What the query gives for these rows: objects that nobody else has."""
        if issubclass(self.queryset._iterable_class, ModelIterable):
            return objects(self.queryset, self.compiler, rows)
        self.compiler.execute_sql = lambda *_args, **_named: [rows]
        self.compiler.get_converters = lambda _expressions: {}
        self.queryset.query.get_compiler = lambda *_args, **_named: self.compiler
        return list(self.queryset._iterable_class(self.queryset))


class _Block:
    """What was read together so far, and the queries that wait to be."""

    def __init__(self) -> None:
        self.known: dict[Key, _Rows] = {}
        self.waiting: list[QuerySet[Any, Any]] = []

    def rows(self, key: Key) -> _Rows | None:
        """The rows of a query, if it is one of these."""
        if key not in self.known and self.waiting:
            self._ask()
        return self.known.get(key)

    def _ask(self) -> None:
        """Read all that waits, in one statement for each database."""
        asked: dict[str, dict[Key, _Compiled]] = defaultdict(dict)
        for one in map(_Compiled, self.waiting):
            if not one.sql:
                self.known[one.key] = _Rows()
            elif one.key not in self.known:
                asked[one.db][one.key] = one
        self.waiting.clear()
        for db, each in asked.items():
            with connections[db].cursor() as cursor:
                sql = "SELECT " + ", ".join(one.as_json() for one in each.values())
                cursor.execute(sql, [value for one in each.values() for value in one.params])
                answers = cursor.fetchone()
            for one, told in zip(each.values(), answers, strict=True):
                self.known[one.key] = _made(one, told or "")


_READ: ContextVar[_Block | None] = ContextVar("read_together", default=None)


def _reader(field: Any) -> Callable[[Any], Any]:
    if isinstance(field, models.FloatField):
        return lambda value: None if value is None else float(value)
    return cast("Callable[[Any], Any]", field.to_python) if isinstance(field, STRINGS) else lambda value: value


def hand_over(rows: Iterable[Any], name: str, children: Iterable[Any], of: str) -> None:
    """Give rows what belongs to each, as `prefetch_related` does; `of` is where a child keeps whose it is."""
    sorted_out: dict[Any, list[Any]] = defaultdict(list)
    for child in children:
        sorted_out[getattr(child, of)].append(child)
    for row in rows:
        held = getattr(row, name).all()
        held._result_cache, held._prefetch_done = sorted_out[row.pk], True
        row._prefetched_objects_cache = {**getattr(row, "_prefetched_objects_cache", {}), name: held}


@contextmanager
def together(*querysets: "QuerySet[Any, Any]") -> Iterator[None]:
    """Read some queries in one statement (for each database); `read` knows their rows inside the block."""
    block = _READ.get() or _Block()
    block.waiting += querysets
    token = _READ.set(block)
    try:
        yield
    finally:
        _READ.reset(token)


def _made(one: _Compiled, told: str) -> _Rows:
    """The rows of an answer; a long one is understood once, and made into objects for each who reads it."""
    if len(told) < LARGE:
        return _Rows(one.given(one.rows(told)))
    rows = _Rows(one.given(ANSWERS.get((one.key, told), lambda: one.rows(told))))
    rows.told = told
    return rows


def read(queryset: "QuerySet[Any, T]") -> list[T]:
    """The rows of a query: those that were read together with others, else those that are asked for now."""
    block = _READ.get()
    if block is None:
        return list(queryset)
    found = block.rows(_Compiled(queryset).key)
    return list(queryset if found is None else found)


def read_as(queryset: "QuerySet[Any, T]", make: Callable[[Sequence[T]], R]) -> R:
    """What a function makes of the rows of a query; kept while they are the same, so that nobody may change it."""
    key = _Compiled(queryset).key
    block = _READ.get()
    found = block.rows(key) if block else None
    if found is None or not found.told:
        return make(list(queryset) if found is None else found)
    return MADE.get((key, make.__qualname__, found.told), lambda: make(found))
