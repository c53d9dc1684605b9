"""Parts of the printed profile as its template reads them: tables, their cells, their notes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from beffroi.reporting.language import Language
from beffroi.reporting.profile.model import Comparator
from beffroi.reporting.profile.pictures import model as pictures
from beffroi.reporting.profile.pictures.words import flags_in_words

Piece = dict[str, Any]
"""A part of a section as the template reads it: its `kind`, and what that kind needs."""

BODY, SMALL = 8.0, 7.0
"""Sizes of text in tables, in points."""


@dataclass
class Notes:
    """What stands below a table: numbered reasons, then the flags in use, then remarks."""

    language: Language
    numbered: pictures.Notes = field(default_factory=pictures.Notes)
    flags: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def remark(self, said: str) -> None:
        """A sentence about the table, said once."""
        if said not in self.remarks:
            self.remarks.append(said)

    def lines(self) -> list[str]:
        """The notes in their order."""
        return note_lines(self.numbered.said, flags_in_words(self.language, self.flags), self.remarks)


def note_lines(numbered: Iterable[str], flags: str, remarks: Iterable[str] = ()) -> list[str]:
    """Numbered notes, the legend of the flags, remarks: one line each."""
    lines = [f"{number}\u2002{said}" for number, said in enumerate(numbered, start=1)]
    return [*lines, *([flags] if flags else []), *remarks]


def cell(text: str, marks: str = "", *, strong: bool = False) -> Piece:
    """A cell: its text, the marks raised behind it, whether it stands out."""
    return {"text": text, "marks": marks, "strong": strong}


def row(cells: Iterable[Piece], *, own: bool = False, opens: bool = False) -> Piece:
    """A row; `own` sets it apart as that of the region, `opens` draws a rule above."""
    return {"cells": list(cells), "own": own, "opens": opens}


def column(title: str, width: float | None = None, *, number: bool = False) -> Piece:
    """A column; without a width it takes what its cells need."""
    return {"title": title, "width": "auto" if width is None else width, "number": number}


def table(caption: str, columns: list[Piece], rows: list[Piece], notes: list[str], *, size: float = BODY) -> Piece:
    """A table with its caption above and its notes below."""
    return {"kind": "table", "caption": caption, "columns": columns, "rows": rows, "notes": notes, "size": size}


def data_table(
    data: pictures.DataTable, caption: str, notes: list[str], wide: Mapping[str, float], size: float
) -> Piece:
    """The table behind a picture; columns named in `wide` share the width that the others leave."""
    columns = [column(item.title, wide.get(item.name), number=item.is_number) for item in data.columns]
    rows = [
        row(
            [cell(item.text, item.flag if item.note is None else str(item.note)) for item in line.cells],
            own=line.is_region,
            opens=line.opens_group,
        )
        for line in data.rows
    ]
    return table(caption, columns, rows, notes, size=size)


def valued(notes: Notes, value: float | None, decimals: int, flag: str, reason: str | None) -> Piece:
    """The cell of a value with its flag, or "n/a" with the number of the reason."""
    language = notes.language
    if value is None:
        said = language.typeset(reason) if reason else language.text("no value")
        return cell(language.text("n/a"), str(notes.numbered.number(said)))
    notes.flags.append(flag)
    return cell(language.number(value, decimals), flag)


def compared(notes: Notes, comparator: Comparator | None, decimals: int) -> Piece:
    """The cell of a comparator; a dash where there is nothing to compare with."""
    if comparator is None:
        return cell("–")
    return valued(notes, comparator.value, decimals, comparator.flag, comparator.missing_reason)


def ranked(place: int | None, of: int) -> Piece:
    """The cell of a rank."""
    return cell("–" if place is None else f"{place}/{of}")
