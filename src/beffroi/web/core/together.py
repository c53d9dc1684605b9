"""Several queries in one: what a page of many parts asks is read in a single statement.

    with together(risks_of(strategy), bodies_of(strategy)):
        risks = read(risks_of(strategy))

`read` gives the rows of a query: those that were read together, if the same query was among them, else it asks. So a
part stays as it is, whether it stands alone or beside others. Within the block nobody may write. Nothing is asked
before the first `read`, and a block inside another one asks only for what the outer one does not know.

What the database tells in the same words as before is not made anew: to make thousands of objects takes longer than to
read them. Who reads gets copies, so that nobody sees what another one changed.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal
from typing import Any, TypeVar, cast

from django.core.exceptions import EmptyResultSet
from django.db import connections, models
from django.db.models import QuerySet
from django.db.models.expressions import Col

from beffroi.web.core.kept import Kept

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

    def rows(self, told: str | None) -> list[tuple[Any, ...]]:
        """The rows as the driver of the database would give them."""
        if connections[self.db].vendor == "sqlite":
            return [tuple(value for part in row for value in part) for row in json.loads(told or "[]")]
        readers = [_reader(column.output_field) for column, _sql, _alias in self.compiler.select]
        return [
            tuple(reader(value) for reader, value in zip(readers, (one for part in row for one in part), strict=True))
            for row in json.loads(told or "[]", parse_float=Decimal)
        ]

    def made(self, rows: list[tuple[Any, ...]]) -> list[Any]:
        """What the query gives for these rows, made as Django makes it."""
        self.compiler.execute_sql = lambda *_args, **_named: [rows]
        converters = self.compiler.get_converters
        self.compiler.get_converters = lambda expressions: {
            at: ([_plain] if _is_plain(each[1]) else each[0], each[1]) for at, each in converters(expressions).items()
        }
        self.queryset.query.get_compiler = lambda *_args, **_named: self.compiler
        return list(self.queryset._iterable_class(self.queryset))


def _is_plain(expression: Any) -> bool:
    """Whether it is a field of JSON as Django reads it."""
    field = expression.output_field
    return type(field) is models.JSONField and field.decoder is None and isinstance(expression, Col)


def _plain(value: Any, _expression: Any, _connection: Any) -> Any:
    """A value of JSON; most of the thousands that a page reads are empty."""
    return {} if value == "{}" else [] if value == "[]" else None if value is None else json.loads(value)


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
    """The rows of an answer; a long one is made once, and copied for each who reads it."""
    if len(told) < LARGE:
        return _Rows(one.made(one.rows(told)))
    kept = ANSWERS.get((one.key, told), lambda: one.made(one.rows(told)))
    rows = _Rows([_copy(each) for each in kept] if kept and isinstance(kept[0], models.Model) else kept)
    rows.told = told
    return rows


def _copy(found: Any, above: tuple[Any, Any] = (None, None)) -> Any:
    """An object of the database as it was read, with what was read with it, which may lead back to it."""
    made: Any = object.__new__(type(found))
    made.__dict__.update(found.__dict__)
    made._state = models.base.ModelState()
    made._state.adding, made._state.db = False, found._state.db
    made._state.fields_cache = {
        name: above[1] if value is above[0] else None if value is None else _copy(value, (found, made))
        for name, value in found._state.fields_cache.items()
    }
    return made


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
