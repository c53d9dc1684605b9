"""Pins: their keys, their payload as plain values, and what a revision changed."""

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from beffroi.reporting.profile.pictures.model import Cell, Column, DataTable, Row

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Letters and digits that nobody takes for another: no 0, o, 1, l, i."""
KEY_LENGTH = 8
MOST_CELLS = 8000
NAMING = ("code", "zone", "sector")
"""Columns that name a row by a code; where there is none, all texts of a row together do."""


def new_key() -> str:
    """A short key that cannot be guessed from another."""
    return "".join(secrets.choice(LETTERS) for _ in range(KEY_LENGTH))


def plain_table(table: DataTable) -> dict[str, Any]:
    """A table as plain values: columns, then rows of cells (text, raw value, flag, number of the note)."""
    return {
        "file": table.file,
        "columns": [[column.title, column.name, column.is_number] for column in table.columns],
        "rows": [
            [[[cell.text, cell.raw, cell.flag, cell.note] for cell in row.cells], row.is_region, row.opens_group]
            for row in table.rows
        ],
    }


def table_of(plain: Mapping[str, Any]) -> DataTable:
    """The table that was made plain."""
    columns = tuple(Column(title, name, is_number) for title, name, is_number in plain["columns"])
    rows = tuple(
        Row(tuple(Cell(text, raw, flag, note) for text, raw, flag, note in cells), is_region, opens_group)
        for cells, is_region, opens_group in plain["rows"]
    )
    return DataTable(plain["file"], columns, rows)


def digest_of(table: DataTable) -> str:
    """SHA-256 of the numbers of a table with their flags and of the codes beside them; words do not count."""
    numbers = [column.is_number or column.name in NAMING for column in table.columns]
    values = [
        [[cell.raw, cell.flag] for cell, counts in zip(row.cells, numbers, strict=True) if counts] for row in table.rows
    ]
    names = [column.name for column, counts in zip(table.columns, numbers, strict=True) if counts]
    return sha256(json.dumps([names, values], separators=(",", ":")).encode()).hexdigest()


def identity_of(person: str, kind: str, permalink: str, digest: str, note: str, translated: str = "") -> str:
    """What makes two submissions the same pin."""
    parts = [person, kind, permalink, digest, note]
    return sha256(json.dumps([*parts, translated] if translated else parts).encode()).hexdigest()


@dataclass(frozen=True)
class Change:
    """One number that was revised; `then` or `now` is empty where there was no such number."""

    row: str
    column: str
    then: str
    now: str


def changes(then: DataTable, now: DataTable) -> list[Change]:
    """What differs between a table as pinned and as computed now, number by number."""
    before, after = _numbers(then), _numbers(now)
    found = []
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key), after.get(key)
        if (old and old.value) != (new and new.value):
            named = old or new
            found.append(Change(named.row, named.column, old.text if old else "", new.text if new else ""))  # type: ignore[union-attr]
    return found


@dataclass(frozen=True)
class _Number:
    row: str
    column: str
    value: tuple[Any, str]
    text: str


def _numbers(table: DataTable) -> dict[tuple[Any, ...], _Number]:
    """Every number of a table by the name of its row and column; rows of one name are told apart by their order."""
    by = _naming(table.columns)
    found: dict[tuple[Any, ...], _Number] = {}
    seen: dict[tuple[Any, ...], int] = {}
    for row in table.rows:
        name = tuple(row.cells[index].raw for index in by)
        seen[name] = seen.get(name, 0) + 1
        for column, cell in zip(table.columns, row.cells, strict=True):
            if column.is_number:
                text = f"{cell.text} {cell.flag}".strip()
                number = _Number(row.cells[0].text, column.title, (cell.raw, cell.flag), text)
                found[(name, seen[name], column.name)] = number
    return found


def _naming(columns: Iterable[Column]) -> list[int]:
    held = list(enumerate(columns))
    coded = [index for index, column in held if column.name in NAMING]
    return coded or [index for index, column in held if not column.is_number]
