"""Actions of a table, one a row: CSV and XLSX."""

import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from beffroi.analytics.errors import InputError
from beffroi.analytics.fields import plain
from beffroi.analytics.messages import Message
from beffroi.analytics.planning.dates import PartialDate, parse_date
from beffroi.analytics.planning.fields import COLUMNS, id_of, names_of, statements_of, text_of, yes_or_no
from beffroi.analytics.planning.gathering import Gathered
from beffroi.analytics.spreadsheets.model import Cell, Percent, Table, Uncomputed
from beffroi.analytics.spreadsheets.writing import unguarded


def gather_table(found: Gathered, name: str, table: Table) -> None:
    """Every action of the table, or what is wrong with it and in which row.

    Parameters
    ----------
    found : Gathered
        takes the actions and mistakes.
    name : str
        names the file in errors.
    table : Table

    Examples
    --------
    >>> found = Gathered()
    >>> gather_table(found, "plan.csv", Table(["id", "start"], [(2, ["A1", "2020-05"])], {"format": "CSV"}))
    >>> [(action.id, str(action.start)) for action in found.actions]
    [('A1', '2020-05')]
    """
    columns = _columns(name, table.heading)
    found.headings = {key: table.heading[at] for key, at in columns.items()}
    is_guarded = table.told["format"] == "CSV"
    for row, column in table.merged:
        found.wrong(row, column, Message("cells are merged here; part them and fill in each"))
    for row, cells in table.rows:
        found.begin(name)
        values: dict[str, Any] = {}
        before = found.count
        if len(cells) > len(table.heading) and any(cell not in (None, "") for cell in cells[len(table.heading) :]):
            found.wrong(row, str(len(table.heading) + 1), Message("there are more cells than headings; mend the row"))
        for key, (role, read) in READERS.items():
            at = columns.get(key, len(cells))
            cell = cells[at] if at < len(cells) else None
            try:
                values[role] = read(unguarded(cell) if is_guarded and isinstance(cell, str) else cell)
            except InputError as error:
                found.wrong(row, table.heading[columns[key]] if key in columns else key, error.args[0])
        if found.count == before:
            found.keep(row, values)
        else:
            found.leave(row, values)


def _columns(name: str, heading: Sequence[str]) -> dict[str, int]:
    """What is read → where it stands."""
    known = {_bare(word): key for key, french in COLUMNS.items() for word in (key, french)}
    found: dict[str, int] = {}
    for at, word in enumerate(heading):
        key = known.get(_bare(word))
        if key is None and plain(word):
            listed = ", ".join(COLUMNS)
            said = Message(
                "{name}: column “{column}” is not known here; there are {known}.",
                name=name,
                column=plain(word)[:40],
                known=listed,
            )
            raise InputError(said)
        if key in found:
            raise InputError(
                Message("{name}: column “{column}” stands twice; keep one.", name=name, column=plain(word)[:40])
            )
        if key is not None:
            found[key] = at
    if "id" not in found:
        raise InputError(Message("{name}: column id is absent; give each action an identifier.", name=name))
    return found


def _bare(word: str) -> str:
    """A heading without capitals, accents and spaces."""
    signs = unicodedata.normalize("NFD", plain(word).lower())
    return "".join("_" if sign in " -" else sign for sign in signs if not unicodedata.combining(sign))


def _text(cell: Cell) -> str:
    if isinstance(cell, Uncomputed):
        raise InputError(Message("the formula has no stored result; paste its value"))
    if isinstance(cell, Percent):
        raise InputError(Message("a percentage has no place here; write the value as text"))
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(parse_date(cell) if isinstance(cell, date) else cell)


def _date(cell: Cell) -> PartialDate | None:
    return parse_date(cell if isinstance(cell, date) else _text(cell))


def _names(cell: Cell) -> tuple[str, ...]:
    return names_of(_text(cell).replace("\n", ";").split(";"))


def _ids(cell: Cell) -> tuple[str, ...]:
    return names_of(_text(cell).replace("\n", ";").replace(",", ";").split(";"))


READERS: dict[str, tuple[str, Callable[[Cell], Any]]] = {
    "id": ("id", lambda cell: id_of(_text(cell))),
    "action": ("name", lambda cell: text_of(_text(cell))),
    "group": ("group", lambda cell: text_of(_text(cell))),
    "start": ("start", _date),
    "end": ("end", _date),
    **{name: (name, _names) for name in ("owners", "consulted", "optional")},
    "after": ("after", _ids),
    "milestone": ("milestone", lambda cell: yes_or_no(_text(cell))),
    "stated_elsewhere": ("stated_elsewhere", lambda cell: statements_of(_text(cell))),
}
