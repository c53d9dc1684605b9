"""How French writes days, months and lists in words, where Django writes them another way."""

from collections.abc import Iterable
from datetime import date

from django.utils.dateformat import DateFormat
from django.utils.formats import date_format
from django.utils.translation import get_language

MONTHS = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."]
NARROW = "\u202f"

_month = DateFormat.M


def is_french() -> bool:
    """Whether the page is in French."""
    return (get_language() or "")[:2] == "fr"


def day_of_month(form: DateFormat) -> int | str:
    """The day without a zero; the first of a month is “1er” in French."""
    day: int = form.data.day  # type: ignore[union-attr]
    return "1er" if day == 1 and is_french() else day


def short_month(form: DateFormat) -> str:
    """The month, abbreviated; in French in small letters, with a point where something is left out."""
    return MONTHS[form.data.month - 1] if is_french() else str(_month(form))  # type: ignore[union-attr]


def day_words(day: date) -> str:
    """A day as it stands in a sentence."""
    return date_format(day, "j F Y")


def listed(parts: Iterable[str]) -> str:
    """Parts of a sentence, between semicolons.

    >>> listed(["one body", "two seats"])
    'one body; two seats'
    """
    return (f"{NARROW}; " if is_french() else "; ").join(parts)


def write_dates() -> None:
    """Have every date of the site written so; called once, when the site starts."""
    DateFormat.j = day_of_month  # type: ignore[method-assign, assignment]
    DateFormat.M = short_month  # type: ignore[method-assign, assignment]
