"""Dates of actions as people write them: a year, a month or a day."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from beffroi.analytics.errors import InputError
from beffroi.analytics.planning.dates import PartialDate, parse_date

if TYPE_CHECKING:
    from datetime import date

    from beffroi.web.piloting.models import Action


def read_date(given: str, name: str) -> PartialDate | None:
    """A year, a month or a day that somebody wrote, or a sentence at the field."""
    try:
        return parse_date(given)
    except InputError:
        said = _("“%(given)s” is no date; write a year, a month or a day: 2020, 2020-05 or 2020-05-15.")
        raise ValidationError({name: said % {"given": given[:40]}}) from None


def write_dates(found: "Action", start: PartialDate | None, end: PartialDate | None) -> None:
    """Give an action its dates: a start counts from its first day, an end to its last."""
    found.start, found.start_as_stated = (start.first, str(start)) if start else (None, "")
    found.end, found.end_as_stated = (end.last, str(end)) if end else (None, "")


def date_words(stated: str, day: "date | None") -> str:
    """A date for a reader: as coarse as it was stated, with the month short; a dash where there is none."""
    try:
        found = parse_date(stated) if stated else None
    except InputError:
        return stated
    if found is not None and found.month is None:
        return str(found.year)
    if found is not None and found.day is None:
        return str(date_format(found.first, "M Y"))
    day = found.first if found is not None else day
    return str(date_format(day, "j M Y")) if day else "–"
