"""Regions as lists of links: code, name, level and country in a language."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext as _

from beffroi.figures.names import country_name
from beffroi.figures.territories import Territory
from beffroi.reporting.language import Language
from beffroi.web.observatory.queries.figures_store import fingerprint
from beffroi.web.observatory.queries.territories import countries, has_figures, pilots


@dataclass(frozen=True)
class Listed:
    """One region of a list; its page is linked only where any figure is held of it."""

    code: str
    name: str
    level: str
    country: str
    is_held: bool


@dataclass(frozen=True)
class CountryList:
    """A country with its regions."""

    country: Listed
    regions: tuple[Listed, ...]


def listed(territories: Iterable[Territory], lang: str) -> list[Listed]:
    """Territories as a list of links."""
    return [_listed(territory, lang) for territory in territories]


def pilot_list(lang: str) -> list[Listed]:
    """The ten pilot regions."""
    return listed(pilots(lang), lang)


def country_lists(lang: str) -> tuple[CountryList, ...]:
    """Every country, each with its regions by code."""
    return _country_lists(fingerprint(), lang)


@cache
def _country_lists(_of: str, lang: str) -> tuple[CountryList, ...]:
    return tuple(
        CountryList(_listed(country.territory, lang), tuple(_listed(region, lang) for region in country.regions))
        for country in countries(lang)
    )


def _listed(territory: Territory, lang: str) -> Listed:
    language = Language("fr" if lang == "fr" else "en")
    level = {"country": _("country"), "territory": _("territory")}.get(territory.level, territory.level)
    is_inside = territory.country and territory.country != territory.code
    country = country_name(territory.country, lang) if is_inside and territory.country else ""
    name = language.typeset(territory.name(lang))
    return Listed(territory.code, name, level, language.typeset(country), has_figures(territory))
