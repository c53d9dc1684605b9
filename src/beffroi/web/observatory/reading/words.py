"""What is wrong, and what to do about it, in words: kept as kinds and values, said in the language of the reader."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from beffroi.web.observatory.reading.model import Problem

PROBLEMS: dict[str, tuple[Any, Any]] = {
    "region_missing": (_("There is no region."), _("Write a code such as BE3, or a name such as Wallonia.")),
    "region_unknown": (_("“%(text)s” is not a region."), _("Write its NUTS code or its name.")),
    "year_missing": (_("There is no year."), _("Write four digits, such as 2024.")),
    "year_wrong": (_("“%(text)s” is not a year."), _("Write four digits, between 1900 and 2100.")),
    "value_wrong": (
        _("“%(text)s” is not a number."),
        _("Write a number such as 12.5; leave the cell empty where there is none."),
    ),
    "value_mark": (
        _("“%(text)s” is not written like the other numbers."),
        _("Write decimals with “%(mark)s” everywhere, as most rows do."),
    ),
    "value_percent": (
        _("“%(text)s” is a percentage, but the series is not in per cent."),
        _("Choose per cent as the unit, or write plain numbers."),
    ),
    "value_huge": (_("%(text)s is too large a number."), _("Check it, or choose a larger unit.")),
    "flag_wrong": (_("“%(text)s” is not a flag."), _("Use the letters %(known)s, or leave the cell empty.")),
    "sector_wrong": (
        _("“%(text)s” is not the code of a sector."),
        _("Use at most 20 letters and digits, such as C20."),
    ),
    "formula": (_("“%(text)s” is a formula, not a value."), _("Write its result.")),
    "uncomputed": (
        _("The result of the formula “%(text)s” is not stored in the file."),
        _("Open the file in a spreadsheet and save it, or paste the results as values."),
    ),
    "merged": (_("The cell is merged with others."), _("Undo the merge and write the text into every row.")),
    "too_many_cells": (
        _("The row has more cells than the heading (%(most)s)."),
        _("Take the cells away, or put texts that hold the separator between quotes."),
    ),
    "duplicate": (
        _("%(region)s, %(year)s %(sector)s stands in row %(other)s already."),
        _("Keep one of the two rows."),
    ),
}
WARNINGS: dict[str, Any] = {
    "above_hundred": _("Values above 100 per cent: %(count)s (row %(rows)s). Is the unit right?"),
    "below_zero": _("Values below zero per cent: %(count)s (row %(rows)s). Is the unit right?"),
    "comma_guess": _("The comma is read as the decimal mark: 1,234 is a little more than one. Is that right?"),
    "dates": _("Dates stand in the column of years; the year of each is read."),
    "no_value": _("No row has a value: every one is read as missing."),
}
NEAR = _("The nearest are: %(near)s.")
SEPARATORS = {";": _("semicolon"), ",": _("comma"), "\t": _("tabulator")}
ROLES = {
    "region": _("region"),
    "year": _("year"),
    "value": _("value"),
    "flag": _("flag"),
    "sector": _("sector"),
}


def said(problem: Problem) -> tuple[str, str]:
    """What is wrong, and what to do."""
    wrong, remedy = PROBLEMS[problem.kind]
    values = problem.values
    near = f" {NEAR % values}" if values.get("near") else ""
    return " ".join((str(wrong) % values).split()), str(remedy) % values + near


def warned(problem: Problem) -> str:
    """What should be looked at."""
    return str(WARNINGS[problem.kind] % problem.values)
