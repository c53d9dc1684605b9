"""A plan as CSV or XLSX, to be changed in a spreadsheet and read back."""

from collections.abc import Iterator
from typing import Literal

from beffroi.analytics.fields import plain
from beffroi.analytics.planning.fields import COLUMNS, statement_text
from beffroi.analytics.planning.model import Plan, PlannedAction
from beffroi.analytics.spreadsheets.writing import csv_lines, to_workbook

Lang = Literal["en", "fr"]


def to_csv(plan: Plan, lang: Lang = "en") -> str:
    """The plan as CSV, headings in English or French; texts that look like formulas are guarded.

    Parameters
    ----------
    plan : Plan
    lang : {"en", "fr"}

    Returns
    -------
    str

    Examples
    --------
    >>> from beffroi.analytics.planning.model import PlannedAction
    >>> to_csv(Plan((PlannedAction("A1", owners=("SPW", "=1+1")),))).splitlines()[1]
    'A1,,,,,SPW; =1+1,,,,,'
    """
    return "".join(csv_lines(_header(lang), _rows(plan, lang)))


def to_xlsx(plan: Plan, lang: Lang = "en") -> bytes:
    """The plan as a workbook of one sheet; every cell is text, so that no spreadsheet makes days out of months.

    Parameters
    ----------
    plan : Plan
    lang : {"en", "fr"}

    Returns
    -------
    bytes

    Examples
    --------
    >>> from beffroi.analytics.planning.model import PlannedAction
    >>> to_xlsx(Plan((PlannedAction("A1"),)))[:2]
    b'PK'
    """
    return to_workbook("Plan", _header(lang), _rows(plan, lang))


def _header(lang: Lang) -> list[str]:
    return list(COLUMNS.values() if lang == "fr" else COLUMNS)


def _rows(plan: Plan, lang: Lang) -> Iterator[list[str]]:
    return (_row(action, "oui" if lang == "fr" else "yes") for action in plan.actions)


def _row(action: PlannedAction, yes: str) -> list[str]:
    """The cells of an action, in the order of the columns."""
    lists = (action.owners, action.consulted, action.optional, action.after)
    return [
        *(plain(text) for text in (action.id, action.name, action.group)),
        *("" if known is None else str(known) for known in (action.start, action.end)),
        *("; ".join(plain(name).replace(";", ",") for name in names) for names in lists),
        yes if action.milestone else "",
        "\n".join(map(statement_text, action.stated_elsewhere)),
    ]
