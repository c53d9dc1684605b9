"""Which column holds what: recognised by the words that people and statistical offices write above them."""

from collections import Counter

from django.utils.translation import gettext as _

from beffroi.analytics.errors import InputError
from beffroi.figures.names import plain

NEEDED = ("region", "year", "value")
WORDS: dict[str, tuple[str, ...]] = {
    "region": (
        "region",
        "region code",
        "code",
        "code nuts",
        "nuts",
        "nuts code",
        "nuts id",
        "geo",
        "ref area",
        "territory",
        "territoire",
        "code region",
        "region name",
        "nom de la region",
        "name",
        "nom",
    ),
    "year": ("year", "annee", "time", "time period", "period", "periode", "date"),
    "value": ("value", "valeur", "obs value"),
    "flag": ("flag", "flags", "drapeau", "obs flag", "obs status", "status", "statut"),
    "sector": ("sector", "secteur", "nace", "nace r2", "branche", "activity", "activite"),
}
"""What is read → the headings by which it is known, the surest first; without accents, capitals and underscores."""


def columns_of(name: str, heading: list[str]) -> dict[str, int]:
    """What is read → number of the column; `InputError` if one that is needed is missing, or stands twice."""
    words = [" ".join(plain(text.replace("_", " ")).split()) for text in heading]
    twice = [word for word, count in Counter(words).items() if word and count > 1]
    known = {word for each in WORDS.values() for word in each}
    if any(word in known for word in twice):
        doubled = next(text for text, word in zip(heading, words, strict=True) if word in twice and word in known)
        said = _("%(name)s: two columns are called “%(column)s”; leave only one.")
        raise InputError(said % {"name": name, "column": doubled[:60]})
    found = {role: position for role in WORDS if (position := _position(role, words)) is not None}
    missing = [role for role in NEEDED if role not in found]
    if missing:
        said = _(
            "%(name)s: no column is called “%(missing)s” (there are: %(columns)s); "
            "write one row for each region and year, under the headings region, year, value."
        )
        shown = ", ".join(text[:40] for text in heading[:10]) or _("none")
        raise InputError(said % {"name": name, "missing": missing[0], "columns": shown})
    return found


def _position(role: str, words: list[str]) -> int | None:
    return next((words.index(word) for word in WORDS[role] if word in words), None)
