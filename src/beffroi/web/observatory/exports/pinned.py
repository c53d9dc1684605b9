"""A pin for others to read: JSON, CSV, and how to cite it."""

from typing import Any, Literal

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from beffroi.analytics.spreadsheets.writing import Value, csv_lines
from beffroi.reporting.language import Language
from beffroi.reporting.profile.pictures.model import DataTable
from beffroi.web.observatory.exports.citation import Citation, cite
from beffroi.web.observatory.exports.dataset import Described
from beffroi.web.observatory.models import Pin
from beffroi.web.observatory.queries.pins import Reading, sources_in


def address_of(pin: Pin) -> str:
    """The permanent address, absolute."""
    return f"{settings.SITE_URL}{reverse('pin', args=[pin.key])}"


def pin_as_json(pin: Pin, reading: Reading | None) -> dict[str, Any]:
    """A pin as plain values; of a withdrawn one only that it was, when and why."""
    told: dict[str, Any] = {
        "key": pin.key,
        "address": address_of(pin),
        "titles": pin.titles,
        "pinned_at": pin.pinned_at.isoformat(),
        "withdrawn": None,
    }
    if reading is None:
        when = pin.withdrawn_at.isoformat() if pin.withdrawn_at else None
        return told | {"withdrawn": {"at": when, "because": pin.withdrawn_because}}
    return told | {
        "kind": pin.kind,
        "permalink": f"{settings.SITE_URL}{pin.permalink}",
        "note": {"text": pin.note, "language": pin.language} if pin.note else None,
        "notes": pin.notes,
        "sources": pin.sources,
        "figures_fingerprint": pin.fingerprint,
        "digest": pin.digest,
        "seen": {lang: _seen(payload) for lang, payload in pin.payload.items()},
        "since": {
            "state": reading.state,
            "reason": reading.reason or None,
            "changes": [vars(change) for change in reading.changes],
        },
    }


def _seen(payload: dict[str, Any]) -> dict[str, Any]:
    """Title, sentence and table of one language; each cell with its raw value, its flag, and why it is missing."""
    names = [name for _title, name, _number in payload["table"]["columns"]]
    notes = payload["notes"]
    rows = [
        {
            name: {"text": text, "value": raw, "flag": flag, "note": notes[note - 1] if note else None}
            for name, (text, raw, flag, note) in zip(names, cells, strict=True)
        }
        for cells, _region, _group in payload["table"]["rows"]
    ]
    columns = [{"name": name, "title": title} for title, name, _number in payload["table"]["columns"]]
    return {"title": payload["title"], "sentence": payload["sentence"], "columns": columns, "rows": rows}


def table_as_csv(table: DataTable) -> str:
    """A table with a column of flags beside each column that has some; safe to open in a spreadsheet."""
    flagged = [any(row.cells[index].flag for row in table.rows) for index in range(len(table.columns))]
    header: list[str] = []
    for column, has_flag in zip(table.columns, flagged, strict=True):
        header += [column.name, f"{column.name}_flag"] if has_flag else [column.name]
    body: list[list[Value]] = []
    for row in table.rows:
        cells: list[Value] = []
        for cell, has_flag in zip(row.cells, flagged, strict=True):
            cells += [cell.raw, cell.flag] if has_flag else [cell.raw]
        body.append(cells)
    return "".join(csv_lines(header, body))


def pin_citation(pin: Pin, lang: Literal["en", "fr"]) -> Citation:
    """How to cite a pin: by its permanent address, as accessed on the day on which it was pinned."""

    sources = sources_in(pin, Language(lang))

    def joined(name: str) -> str:
        return "; ".join(dict.fromkeys(str(source[name]) for source in sources))

    about = Described(
        id=pin.key,
        label=str(pin.titles.get(lang) or pin.titles["en"]),
        definition="",
        unit="",
        unit_text="",
        decimals=0,
        polarity=0,
        publisher=joined("publisher"),
        dataset=joined("dataset"),
        licence=joined("licence"),
        vintage=joined("vintage"),
        nuts=0,
        address=address_of(pin),
    )
    return cite(about, timezone.localdate(pin.pinned_at))
