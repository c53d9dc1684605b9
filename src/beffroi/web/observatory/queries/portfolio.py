"""What a region specialises in: its profile's part on clusters, and the industries with a star."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from beffroi.analytics.clusters.rules import load_rules
from beffroi.analytics.clusters.typology import load_typology
from beffroi.reporting.language import Language
from beffroi.reporting.profile.model import Profile, Sector, StarTotal
from beffroi.reporting.profile.pictures.clusters import cluster_pictures
from beffroi.reporting.profile.pictures.model import Picture
from beffroi.reporting.profile.pictures.options import options_picture
from beffroi.web.observatory.queries.profile_page import Page, Shown, section_page
from beffroi.web.observatory.rules.profile import Asked


@dataclass(frozen=True)
class Strength:
    """One industry with a star."""

    code: str
    name: str
    persons: str
    share: str
    quotient: str
    stars: int
    size: str
    specialisation: str
    focus: str


@dataclass(frozen=True)
class Part:
    """The stars of a region inside the region."""

    code: str
    name: str
    stars: str


@dataclass(frozen=True)
class Rule:
    """One set of rules: name, version, and where it comes from."""

    title: str
    source: str


@dataclass(frozen=True)
class Portfolio(Page):
    """The cluster portfolio of a region as its page shows it."""

    region: str
    employment_year: int | None
    coverage: str
    industries: Shown
    stars: Shown
    planes: tuple[Shown, ...]
    options: Shown
    strengths: tuple[Strength, ...]
    parts: tuple[Part, ...]
    marked: str
    rules_note: str
    rules: tuple[Rule, ...]


def portfolio_page(asked: Asked, profile: Profile) -> Portfolio:
    """The part of a profile that tells what the region specialises in."""
    language, found = Language(profile.lang), profile.clusters
    drawn = [*cluster_pictures(profile, language), options_picture(profile, language)]
    industries, stars, *planes, options = _shown(asked, drawn)
    name = language.typeset(profile.region.name)
    return Portfolio(
        **_common(asked, profile, language),
        region=name,
        employment_year=found.year,
        coverage=language.typeset(found.coverage),
        industries=industries,
        stars=stars,
        planes=tuple(planes),
        options=options,
        strengths=_strengths(found.sectors, language),
        parts=tuple(_part(total, language) for total in sorted(found.parts, key=_most_first)),
        marked=urlencode({"region": asked.territory.code}),
        rules_note=language.typeset(found.rules_note),
        rules=_rules(found.rules, profile.typology.rules, language),
    )


def title_of(region: str, language: Language) -> str:
    """The question that the page answers."""
    return language.text("What does {region} specialise in?", region=language.with_article(region))


def address_of(asked: Asked) -> str:
    """The address of the page."""
    return reverse("observatory:portfolio", args=[asked.territory.code]) + asked.query


def _common(asked: Asked, profile: Profile, language: Language) -> dict[str, Any]:
    """What every tab of a region shows, with this one as the current one."""
    base = section_page(asked, profile, "economy")
    held = {part.name: getattr(base, part.name) for part in fields(base)}
    own = address_of(asked)
    action = reverse("observatory:portfolio", args=[asked.territory.code])
    return held | {
        "title": title_of(profile.region.name, language),
        "answer": profile.sentences["clusters"],
        "tabs": tuple(replace(tab, is_current=tab.url == own) for tab in base.tabs),
        "choices": replace(base.choices, action=action),
        "figures": (),
        "sources": tuple(source for source in base.sources if source.dataset in _datasets(profile)),
    }


def _datasets(profile: Profile) -> set[str]:
    """The datasets that clusters and types rest on."""
    language = Language(profile.lang)
    held = (profile.clusters.source, profile.composite.source)
    return {language.typeset(source.dataset) for source in held if source is not None}


def _shown(asked: Asked, pictures: Sequence[Picture]) -> list[Shown]:
    """Each figure with its number and the addresses of its data and its pin."""
    shown = []
    for number, picture in enumerate(pictures, 1):
        csv_url = reverse("observatory:profile_csv", args=[asked.territory.code, picture.id]) + asked.query
        shown.append(Shown(number, picture, csv_url, _pin_address(csv_url)))
    return shown


def _pin_address(target: str) -> str:
    """The form that pins what stands at an address."""
    return reverse("observatory:pin_new", query={"target": target})


def _strengths(sectors: Sequence[Sector], language: Language) -> tuple[Strength, ...]:
    """Industries with a star, most stars first, then by quotient."""
    starred = [sector for sector in sectors if sector.stars]
    starred.sort(key=lambda sector: (-(sector.stars or 0), -(sector.lq or 0.0), sector.sector))
    return tuple(
        Strength(
            code=sector.sector,
            name=language.typeset(sector.name),
            persons=_number(sector.persons, 0, language),
            share=_number(None if sector.share is None else 100 * sector.share, 1, language),
            quotient=_number(sector.lq, 2, language),
            stars=sector.stars or 0,
            size=_yes(sector.size, language),
            specialisation=_yes(sector.specialisation, language),
            focus=_yes(sector.focus, language),
        )
        for sector in starred
    )


def _number(value: float | None, decimals: int, language: Language) -> str:
    return language.text("n/a") if value is None else language.number(value, decimals)


def _yes(given: bool | None, language: Language) -> str:
    if given is None:
        return language.text("n/a")
    return language.text("yes") if given else "–"


def _part(total: StarTotal, language: Language) -> Part:
    return Part(total.code, language.typeset(total.name), _number(total.stars, 0, language))


def _most_first(total: StarTotal) -> tuple[int, str]:
    return -(total.stars or 0), total.code


def _rules(stars: str, types: str, language: Language) -> tuple[Rule, ...]:
    """The rules of stars and types, and where each comes from; those not known here say it in their own words."""
    known = {
        "eco-2007": _(
            "Three stars as described for the first European Cluster Observatory (Europe INNOVA, 2007): size, "
            "specialisation and focus. Threshold values as restated for this project."
        ),
        "beffroi-2026": _(
            "Our own, after the three groups of the EOCIC policy briefings of 2019, with thresholds relative to the "
            "regions compared."
        ),
    }
    return tuple(
        Rule(f"{rules.id} v{rules.version}", known.get(rules.id, language.typeset(rules.source)))
        for rules in (load_rules(stars), load_typology(types))
    )
