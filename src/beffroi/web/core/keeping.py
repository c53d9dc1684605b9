"""Rows that the database itself keeps: what was published, approved, agreed or entered stays as it is.

A slice declares its tables; migrations run `install` and `remove`, for PostgreSQL also `install_whole` and
`remove_whole`: no table with a kept row is emptied at once. A restore fills a new database without these triggers,
since rows arrive in another order than they were written in; their names hold `MARK`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from beffroi.web.core import refusing
from beffroi.web.core.refusing import Refusal

MARK = "_kept_"


@dataclass(frozen=True)
class Kept:
    """A table some rows of which are kept."""

    table: str
    when: str
    """Which rows, in SQL on `{row}`."""
    words: str
    columns: tuple[str, ...] = ()
    """What of a kept row never changes."""
    unique: tuple[str, ...] = ("{old}.key = NEW.key",)
    """Beside the primary key, when a new row would take the place of a kept one (SQLite: INSERT OR REPLACE)."""
    moves: tuple[str, str, str] | None = None
    """The only way that a state may still go: column, from, to."""
    is_closed: bool = False
    """Whether no row may join the kept ones."""
    is_only_replaced: bool = False
    """Whether other triggers refuse changes already."""

    def name(self, verb: str) -> str:
        """The name of a trigger."""
        return f"{self.table}{MARK}{verb}"

    def triggers(self, vendor: str) -> Iterator[tuple[str, str, str]]:
        """Each trigger: its name, its verb, and when it refuses."""
        differs = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
        old, new = self.when.format(row="OLD"), self.when.format(row="NEW")
        if not self.is_only_replaced:
            changed = [f"NEW.{name} {differs} OLD.{name}" for name in ("id", *self.columns)]
            if self.moves:
                column, start, end = self.moves
                goes = f"OLD.{column} = '{start}' AND NEW.{column} = '{end}'"
                changed.append(f"(NEW.{column} {differs} OLD.{column} AND NOT ({goes}))")
            either = f"({old} OR {new})" if self.is_closed else old
            yield self.name("delete"), "DELETE", old
            yield self.name("update"), "UPDATE", f"{either} AND ({' OR '.join(changed)})"
            if self.is_closed:
                yield self.name("insert"), "INSERT", new
        if vendor == "sqlite":
            clash = " OR ".join(f"({one.format(old='t')})" for one in ("{old}.id = NEW.id", *self.unique))
            taken = f"{self.when.format(row='t')} AND ({clash})"
            for verb, which in (("insert", taken), ("update", f"t.id <> OLD.id AND {taken}")):
                exists = f"EXISTS (SELECT 1 FROM {self.table} t WHERE {which})"  # noqa: S608
                yield self.name(f"replace_{verb}"), verb.upper(), exists


def install(kept: Sequence[Kept], schema_editor: Any) -> None:
    """Put the triggers in place."""
    refusing.install(_refusals(kept, schema_editor), schema_editor)


def remove(kept: Sequence[Kept], schema_editor: Any) -> None:
    """Take them away."""
    refusing.remove(_refusals(kept, schema_editor), schema_editor)


def _refusals(kept: Sequence[Kept], schema_editor: Any) -> Iterator[Refusal]:
    for one in kept:
        for name, verb, when in one.triggers(schema_editor.connection.vendor):
            yield Refusal(one.table, name, verb, when, one.words)


def install_whole(kept: Sequence[Kept], schema_editor: Any) -> None:
    """Refuse TRUNCATE, for which no trigger of a row fires, where a kept row stands; SQLite has no such statement."""
    if schema_editor.connection.vendor != "postgresql":
        return
    for one in kept:
        name = one.name("whole")
        is_kept = f"EXISTS (SELECT 1 FROM {one.table} t WHERE {one.when.format(row='t')})"  # noqa: S608
        schema_editor.execute(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {is_kept} THEN "
            f"RAISE EXCEPTION '{one.words}' USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL; END $$"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {one.table} FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
        )


def remove_whole(kept: Sequence[Kept], schema_editor: Any) -> None:
    """Let the tables be emptied again."""
    if schema_editor.connection.vendor != "postgresql":
        return
    for one in kept:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {one.name('whole')} ON {one.table}")
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {one.name('whole')}()")
