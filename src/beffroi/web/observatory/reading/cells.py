"""One cell at a time: what it says, or what is wrong with it; the same text is looked up once a file."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NoReturn

from django.utils.translation import get_language

from beffroi.analytics.errors import InputError
from beffroi.analytics.spreadsheets.model import Cell, Percent, Uncomputed
from beffroi.analytics.spreadsheets.numbers import FLAGGED, LIMIT, MISSING, Mark, number
from beffroi.analytics.spreadsheets.writing import unguarded
from beffroi.figures.names import codes_by_name, eurostat_code, plain
from beffroi.figures.territories import find_territory
from beffroi.figures.vintages import vintages
from beffroi.web.observatory.queries.territories import nearest
from beffroi.web.observatory.reading.model import MOST_PROBLEMS

FIRST_YEAR, LAST_YEAR = 1900, 2100
FLAGS = frozenset("bcdefinprsuz")
SECTOR = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.+-]{0,19}")
YEAR = re.compile(r"(\d{4})(?:\.0+|-\d{2}-\d{2}(?:[T ].*)?)?")
LONGEST_SHOWN = 40


class Wrong(Exception):
    """A cell that cannot be read: the kind of the problem, and what its sentence names."""

    def __init__(self, kind: str, **values: Any) -> None:
        super().__init__(kind)
        self.kind, self.values = kind, values


@dataclass
class Reader:
    """Reads the cells of one file; `mark` is its decimal mark, `is_percent` says that the series is in per cent."""

    mark: Mark
    is_percent: bool
    dates: int = 0
    _unknown: int = 0
    _regions: dict[str, str | Wrong] = field(default_factory=dict)

    def region(self, cell: Cell) -> str:
        """The code of the region that a cell names."""
        text = unguarded(_text(cell))
        if not text:
            raise Wrong("region_missing")
        if text not in self._regions:
            self._unknown += (is_new := not _is_known(text))
            self._regions[text] = _unread(text, self._unknown <= MOST_PROBLEMS) if is_new else _region(text)
        found = self._regions[text]
        if isinstance(found, Wrong):
            raise found
        return found

    def year(self, cell: Cell) -> int:
        """The year; of a date its year."""
        if isinstance(cell, date):
            self.dates += 1
            return _in_range(cell.year, cell.isoformat())
        text = _text(cell)
        if not text:
            raise Wrong("year_missing")
        match = YEAR.fullmatch(text)
        if match is None:
            raise Wrong("year_wrong", text=shown(text))
        self.dates += len(text) > len("2020.0")
        return _in_range(int(match[1]), text)

    def value(self, cell: Cell) -> tuple[float | None, str]:
        """The value, None where it is missing, and a flag written behind it."""
        if isinstance(cell, Percent):
            if not self.is_percent:
                raise Wrong("value_percent", text=f"{cell.share:.10g}")
            return _sound(round(cell.share * 100, 10)), ""
        if isinstance(cell, bool | date):
            raise Wrong("value_wrong", text=shown(str(cell)))
        if isinstance(cell, int | float):
            return _sound(float(cell)), ""
        return self._written(_text(cell))

    def _written(self, text: str) -> tuple[float | None, str]:
        if text.lower() in MISSING:
            return None, ""
        if text.startswith(("=", "@")):
            raise Wrong("formula", text=shown(text))
        flagged = FLAGGED.fullmatch(text)
        said, flag = (flagged[1].strip(), _flags(flagged[2])) if flagged else (text, "")
        if said.lower() in MISSING:
            return None, flag
        if said.endswith("%"):
            if not self.is_percent:
                raise Wrong("value_percent", text=shown(text))
            said = said[:-1]
        found = number(said, self.mark)
        if found is None:
            other = number(said, "." if self.mark == "," else ",")
            raise Wrong("value_wrong" if other is None else "value_mark", text=shown(text), mark=self.mark)
        return _sound(found), flag

    def flag(self, cell: Cell) -> str:
        """The statistical flags, each once, in the order of letters."""
        return _flags(unguarded(_text(cell)).lower().replace(",", "").replace(" ", ""))

    def sector(self, cell: Cell) -> str:
        """The code of a sector; empty where the row is about all of them."""
        text = unguarded(_text(cell))
        if text and not SECTOR.fullmatch(text):
            raise Wrong("formula" if text.startswith(("=", "@")) else "sector_wrong", text=shown(text))
        return text

    def methods(self) -> dict[str, Callable[[Cell], Any]]:
        """What is read → how."""
        return {name: getattr(self, name) for name in ("region", "year", "value", "flag", "sector")}


def shown(text: str) -> str:
    """A text short enough for a sentence, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_SHOWN else f"{line[:LONGEST_SHOWN]}…"


def written(cell: Cell) -> str:
    """A cell as it stands in the file."""
    if isinstance(cell, Uncomputed):
        return shown(cell.formula)
    return f"{cell.share:.10g}" if isinstance(cell, Percent) else shown("" if cell is None else str(cell))


def _text(cell: Cell) -> str:
    if isinstance(cell, Uncomputed):
        raise Wrong("uncomputed", text=shown(cell.formula))
    if isinstance(cell, Percent):
        return str(cell.share)
    return "" if cell is None else str(cell).strip()


def _is_known(text: str) -> bool:
    codes = (text.upper(), eurostat_code(text))
    return any(vintages().nodes(code) for code in codes) or plain(text) in codes_by_name()


def _region(text: str) -> str | Wrong:
    try:
        return find_territory(text).code
    except InputError:
        return _unread(text, with_near=True)


def _unread(text: str, with_near: bool) -> Wrong:
    """Looking for what is near takes time, so it is done for those only that are listed."""
    if text.startswith(("=", "@")):
        return Wrong("formula", text=shown(text))
    close = nearest(text)[:3] if with_near else []
    near = ", ".join(f"{place.code} ({place.name(get_language() or 'en')})" for place in close)
    return Wrong("region_unknown", text=shown(text), near=near)


def _in_range(year: int, text: str) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        _refuse("year_wrong", text=shown(text))
    return year


def _sound(value: float) -> float:
    if not math.isfinite(value) or abs(value) > LIMIT:
        _refuse("value_huge", text=str(value))
    return value + 0.0


def _flags(text: str) -> str:
    if set(text) - FLAGS:
        _refuse("flag_wrong", text=shown(text), known=", ".join(sorted(FLAGS)))
    return "".join(sorted(set(text)))


def _refuse(kind: str, **values: Any) -> NoReturn:
    raise Wrong(kind, **values)
