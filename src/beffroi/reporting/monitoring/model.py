"""What a monitoring report says, in words ready to be shown: page, PDF and workbook are ways of writing one object.

An issued report is kept as the plain values of `as_data`, and read again by `from_data`.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from beffroi.reporting.charts.small import Small

Mark = Literal["", "ok", "risk", "off", "none"]


@dataclass(frozen=True)
class Cell:
    """Words; `lang` where they are in another language than the report, `number` where they say one.

    `mark` is the shape of a status, of which the words are the name. `note` is what the writer remarks on it.
    """

    said: str
    lang: str = ""
    mark: Mark = ""
    number: float | None = None
    note: "Cell | None" = None


@dataclass(frozen=True)
class Picture:
    """The values of an indicator against its path, as (month, value)."""

    name: Cell
    status: Cell
    says: str
    values: tuple[tuple[int, float], ...]
    path: tuple[tuple[int, float], ...]
    first: str
    last: str
    end: str

    def small(self) -> Small:
        """As a small chart."""
        return Small(self.says, self.values, self.path, self.first, self.last, self.end)


@dataclass(frozen=True)
class Part:
    """A question, its answer in a sentence, pictures, and the table behind it; `numeric` tells columns of numbers."""

    name: str
    title: str
    sentence: str
    columns: tuple[str, ...] = ()
    numeric: tuple[bool, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True)
class Report:
    """All of it: title and introduction by who wrote it, an answer, and the parts below."""

    lang: str
    title: Cell
    kicker: str
    lead: str
    byline: tuple[str, ...]
    replaces: str
    """Which edition it replaces; empty for the first."""
    reason: Cell
    introduction: Cell
    parts: tuple[Part, ...]
    footer: str
    page_of: str
    """With `{page}` and `{pages}`."""
    words: Mapping[str, str]
    """What the files call things: `report`, `part`, `says`, `remark`."""

    def as_data(self) -> dict[str, Any]:
        """Plain values that can be written as JSON."""
        return asdict(self)


def from_data(data: Mapping[str, Any]) -> Report:
    """A report again from its plain values.

    >>> made = Report("en", Cell("A"), "", "", (), "", Cell(""), Cell(""), (), "", "", {})
    >>> from_data(made.as_data()) == made
    True
    """
    return Report(
        data["lang"], _cell(data["title"]), data["kicker"], data["lead"], tuple(data["byline"]), data["replaces"],
        _cell(data["reason"]), _cell(data["introduction"]), tuple(_part(one) for one in data["parts"]), data["footer"],
        data["page_of"], data["words"],
    )  # fmt: skip


def _cell(data: Mapping[str, Any]) -> Cell:
    note = _cell(data["note"]) if data["note"] else None
    return Cell(data["said"], data["lang"], data["mark"], data["number"], note)


def _part(data: Mapping[str, Any]) -> Part:
    return Part(
        data["name"], data["title"], data["sentence"], tuple(data["columns"]), tuple(data["numeric"]),
        tuple(tuple(_cell(cell) for cell in row) for row in data["rows"]),
        tuple(_picture(one) for one in data["pictures"]),
    )  # fmt: skip


def _picture(data: Mapping[str, Any]) -> Picture:
    values, path = (tuple((int(at), float(value)) for at, value in data[name]) for name in ("values", "path"))
    return Picture(
        _cell(data["name"]), _cell(data["status"]), data["says"], values, path, data["first"], data["last"], data["end"]
    )
