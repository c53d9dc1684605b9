"""Several queries in one: what a page of many parts asks is read in a single statement.

    with together(risks_of(strategy), bodies_of(strategy)):
        risks = read(risks_of(strategy))

`read` gives the rows of a query: those that were read together, if the same query was among them, else it asks. So a
part stays as it is, whether it stands alone or beside others. Within the block nobody may write. Nothing is asked
before the first `read`, and a block inside another one asks only for what the outer one does not know.

What the database tells in the same words as before is not understood anew (`core.compiled`). Who reads gets objects of
their own, so that nobody sees what another one changed.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import connections
from django.db.models import QuerySet

from beffroi.web.core.compiled import Compiled, Key, compiled, known_lines
from beffroi.web.core.kept import Kept

T = TypeVar("T")
R = TypeVar("R")
LARGE = 20_000
"""Letters of an answer from which on its rows are kept."""
MADE = Kept(most=32)


class _Rows:
    """What the database told, and what it is made into once somebody reads it."""

    def __init__(self, told: str) -> None:
        self.told, self.is_large = told, len(told) >= LARGE
        self.lines = told.split("\n") if told else []
        self._made: list[Any] | None = None

    def made(self, one: Compiled, queryset: "QuerySet[Any, Any]") -> list[Any]:
        """The rows for those who read in this block."""
        if self._made is None:
            rows = one.rows_once(self.lines) if self.is_large else one.rows(self.lines)
            self._made = one.given(queryset, rows) if rows else []
        return self._made


class _Block:
    """What was read together so far, and the queries that wait to be."""

    def __init__(self) -> None:
        self.known: dict[Key, _Rows] = {}
        self.waiting: list[QuerySet[Any, Any]] = []

    def rows(self, one: Compiled) -> _Rows | None:
        """The rows of a query, if it is one of these."""
        if one.key not in self.known and self.waiting:
            self._ask()
        return self.known.get(one.key)

    def _ask(self) -> None:
        """Read all that waits, in one statement for each database."""
        asked: dict[str, dict[Key, Compiled]] = defaultdict(dict)
        for one in map(compiled, self.waiting):
            if not one.sql:
                self.known[one.key] = _Rows("")
            elif one.key not in self.known:
                asked[one.db][one.key] = one
        self.waiting.clear()
        for db, each in asked.items():
            with connections[db].cursor() as cursor:
                sql = "SELECT " + ", ".join(one.as_lines() for one in each.values())
                cursor.execute(sql, [value for one in each.values() for value in one.params])
                answers = cursor.fetchone()
            for key, told in zip(each, answers, strict=True):
                self.known[key] = _Rows(told or "")


_READ: ContextVar[_Block | None] = ContextVar("read_together", default=None)


def hand_over(rows: Iterable[Any], name: str, children: Iterable[Any], of: str) -> None:
    """Give rows what belongs to each, as `prefetch_related` does; `of` is where a child keeps whose it is."""
    sorted_out: dict[Any, list[Any]] = defaultdict(list)
    for child in children:
        sorted_out[getattr(child, of)].append(child)
    for row in rows:
        held: Any = QuerySet(row._meta.get_field(name).related_model, using=row._state.db)
        held._deferred_filter = False, (), {of: row.pk}  # for who asks for some of them only
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


def _found(queryset: "QuerySet[Any, Any]") -> tuple[Compiled, _Rows | None]:
    """The query in SQL, and its rows if they were read together with others."""
    one, block = compiled(queryset), _READ.get()
    return one, block.rows(one) if block else None


def read(queryset: "QuerySet[Any, T]") -> list[T]:
    """The rows of a query: those that were read together with others, else those that are asked for now."""
    if _READ.get() is None:
        return list(queryset)
    one, found = _found(queryset)
    return list(queryset if found is None else found.made(one, queryset))


def told(*querysets: "QuerySet[Any, Any]") -> tuple[str, ...] | None:
    """What the database said to some queries, word for word; None unless all were read together with others."""
    found = [rows for _one, rows in map(_found, querysets)]
    return tuple(rows.told for rows in found if rows is not None) if None not in found else None


def read_each(queryset: "QuerySet[Any, T]", make: Callable[[T], R]) -> list[R]:
    """What a function makes of each row of a query; of a row that is as it was, it is not made anew.

    The function looks at nothing but the row. What it makes is shared: nobody may change it.
    """
    one, found = _found(queryset)
    if found is None or not found.is_large:
        return list(map(make, queryset if found is None else found.made(one, queryset)))
    known = MADE.get((one.key, make.__qualname__), dict[str, R])
    return known_lines(known, found.lines, lambda new: list(map(make, one.given(queryset, one.rows(new)))))
