"""What the pages of a sector are asked for, and the words and numbers that they share."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from beffroi.analytics.clusters.schemes import load_scheme
from beffroi.figures.territories import Territory
from beffroi.reporting.language import Language
from beffroi.reporting.profile.indicators import source_of
from beffroi.reporting.profile.pictures.words import source_line
from beffroi.reporting.profile.portfolio import SCHEME, SERIES
from beffroi.web.observatory.queries.clusters import By
from beffroi.web.observatory.queries.figures_store import figures

DECIMALS: dict[By, int] = {"persons": 0, "quotient": 2, "share": 2}

SECTIONS: dict[str, Any] = {
    "A": gettext_lazy("Agriculture, forestry and fishing"),
    "B": gettext_lazy("Mining and quarrying"),
    "B-E": gettext_lazy("Industry except construction"),
    "C": gettext_lazy("Manufacturing"),
    "D": gettext_lazy("Electricity and gas supply"),
    "E": gettext_lazy("Water supply, sewerage and waste"),
    "F": gettext_lazy("Construction"),
    "G": gettext_lazy("Trade and repair of vehicles"),
    "G-I": gettext_lazy("Trade, transport and hospitality"),
    "H": gettext_lazy("Transport and storage"),
    "I": gettext_lazy("Accommodation and food services"),
    "J": gettext_lazy("Information and communication"),
    "K": gettext_lazy("Finance and insurance"),
    "L": gettext_lazy("Real estate"),
    "M": gettext_lazy("Professional, scientific and technical services"),
    "M_N": gettext_lazy("Professional and business support services"),
    "N": gettext_lazy("Business support services"),
    "NRP": gettext_lazy("No answer"),
    "O-Q": gettext_lazy("Public administration, education, health"),
    "R-U": gettext_lazy("Arts and other services"),
    "TOTAL": gettext_lazy("All industries"),
}
"""Sections of the classification, and groups of them, that some series are held by."""


@dataclass(frozen=True)
class Wanted:
    """What a page of a sector was asked for: year, measure, country and the region to be marked."""

    year: int
    by: By = "persons"
    country: str = ""
    region: Territory | None = None


def measure(by: By) -> str:
    """What a ranking is by, in words."""
    return {
        "persons": _("Persons employed"),
        "quotient": _("Location quotient"),
        "share": _("Share of the region’s employment, %"),
    }[by]


def said(value: float | None, by: By, language: Language) -> str:
    """A value as it is read."""
    if value is None:
        return language.text("n/a")
    return language.percent(value, 2) if by == "share" else language.number(value, DECIMALS[by])


def stars_in_words(stars: int) -> str:
    """'no star', '1 star', '3 stars'."""
    return ngettext("%(count)s star", "%(count)s stars", stars) % {"count": stars} if stars else _("no star")


def sector_named(code: str, language: Language) -> str:
    """A sector of a series by its name and code; by its code alone where it has no name."""
    name = str(SECTIONS[code]) if code in SECTIONS else load_scheme(SCHEME).name(code, language.lang)
    return code if name == code else f"{language.typeset(name)} ({code})"


def source_of_sectors(language: Language) -> str:
    source = source_of(figures(), SERIES)
    licence = "" if source is None else _("Licence: %(licence)s.") % {"licence": source.licence}
    return source_line(language, source, licence)
