"""A request as rows of a workbook, and the answers that the rows of one say."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from beffroi.web.chain.queries import in_language
from beffroi.web.monitoring.queries.answers import EntryRow
from beffroi.web.monitoring.report_file import TEXTS, Line
from beffroi.web.monitoring.wording import amount_words, month_words

NUMBERED = "."


def lines_of(rows: Sequence[EntryRow]) -> dict[str, Line]:
    """Key of a row → the row: each value that may be written, the whole first, then its parts."""
    found = {}
    for row in (row for row in rows if row.entry.is_writable):
        for at, part in enumerate(row.parts):
            key = f"{row.entry.key.hex}{NUMBERED}{at}"
            found[key] = Line(key, _shown(row, part))
    return found


def _shown(row: EntryRow, part: str) -> dict[str, Any]:
    before = row.stands(part) or row.before(part)
    shown = {
        "code": row.node.code, "name": str(row.node) if not part else "", "part": part, "unit": _unit(row),
        "before": f"{amount_words(row.indicator, before.value)} ({month_words(before.at)})" if before else "",
        "value": row.values.get(part),
    }  # fmt: skip
    return shown | ({} if part else {name: getattr(row.entry, name) for name in TEXTS})


def _unit(row: EntryRow) -> str:
    levels = row.indicator.rubric if not row.unit else ()
    return "; ".join(f"{number}: {in_language(text)}" for number, text in enumerate(levels, 1)) or row.unit


def said_by_entry(rows: Sequence[EntryRow], answers: Mapping[str, Mapping[str, Any]]) -> dict[int, dict[str, Any]]:
    """Entry → what a workbook says of it: `values` by part, and the texts, which stand in the row of the whole."""
    found: dict[int, dict[str, Any]] = {}
    for row in rows:
        own = {at: answers.get(f"{row.entry.key.hex}{NUMBERED}{at}", {}) for at in range(len(row.parts))}
        if any(own.values()):
            values = {row.parts[at]: said["value"] for at, said in own.items() if "value" in said}
            texts = {name: next((said[name] for said in own.values() if name in said), "") for name in TEXTS}
            found[row.entry.pk] = {"values": values, **texts}
    return found


def plain_answers(said: Mapping[int, Mapping[str, Any]]) -> dict[str, Any]:
    """Answers as plain values, to be held in a page."""
    return {
        str(pk): {**one, "values": {part: str(value) for part, value in one["values"].items()}}
        for pk, one in said.items()
    }


def answers_again(held: Mapping[str, Any]) -> dict[int, dict[str, Any]]:
    """The answers that a page held."""
    return {
        int(pk): {**one, "values": {part: Decimal(value) for part, value in one["values"].items()}}
        for pk, one in held.items()
    }
