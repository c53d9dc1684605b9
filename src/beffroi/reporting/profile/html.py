"""The profile as one HTML file: no request leaves it, it needs no script, and it reads on a phone and on paper."""

from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from beffroi.reporting.charts.chart import Chart, to_html
from beffroi.reporting.language import Language
from beffroi.reporting.profile.model import Profile, Section, Source
from beffroi.reporting.profile.pictures import pictures
from beffroi.reporting.profile.pictures.indicators import key_figures
from beffroi.reporting.profile.pictures.model import DataTable
from beffroi.reporting.profile.pictures.overview import overview
from beffroi.reporting.profile.pictures.words import vintage_in_words
from beffroi.reporting.profile.sentences import emphasised
from beffroi.reporting.theme.page import content_security_policy, style_sheet

SECTIONS: tuple[Section, ...] = ("economy", "technology", "index", "clusters")


def render_html(profile: Profile) -> str:
    """The profile as one self-contained page.

    Style sheet and fonts stand inside the file, and a content security policy keeps everything else out. Each figure
    has its source, its table (opened by keyboard or pointer) and its data as CSV.

    Parameters
    ----------
    profile : Profile
        as `compose_profile` gives it; the page speaks the language of the profile.

    Returns
    -------
    str
        HTML 5, ending with a line end.

    """
    language = Language(profile.lang)
    style = style_sheet()
    return (
        _environment()
        .get_template("profile.html")
        .render(
            profile=profile,
            language=language,
            _=language.text,
            style=Markup(style),  # noqa: S704 - our own style sheet
            vintage=vintage_in_words,
            policy=content_security_policy(style),
            title=question(language, profile.region.name),
            answer=emphasised(language.typeset(profile.sentences["summary"])),
            compared=compared(profile, language),
            keys=key_figures(profile, language),
            sections=_sections(profile, language),
            overview=overview(profile),
            sources=sources_of(profile),
        )
    )


def _sections(profile: Profile, language: Language) -> list[dict[str, Any]]:
    """Title, sentence and numbered figures of each section."""
    titles: Mapping[Section, str] = {
        "economy": language.text("Key economic indicators"),
        "technology": language.text("Technology"),
        "index": language.text("Index of industrial change"),
        "clusters": language.text("Cluster portfolio and type of region"),
    }
    short: Mapping[Section, str] = {
        "economy": language.text("Economy"),
        "technology": language.text("Technology"),
        "index": language.text("Index"),
        "clusters": language.text("Clusters"),
    }
    numbered = list(enumerate(pictures(profile), start=1))
    return [
        {
            "id": section,
            "title": titles[section],
            "short": short[section],
            "sentence": profile.sentences.get(section, ""),
            "pictures": [(number, picture) for number, picture in numbered if picture.section == section],
        }
        for section in SECTIONS
    ]


def question(language: Language, region: str) -> str:
    """The question that the page of a region answers, which is its title."""
    name = language.with_article(region)
    if language.is_plural(region):
        return language.text("How do {region} stand?", region=name)
    return language.text("How does {region} stand?", region=name)


def compared(profile: Profile, language: Language) -> list[str]:
    """Who the region is compared with, in few words."""
    peers = language.plural("{count} region", "{count} regions", len(profile.peers)) if profile.peers else ""
    country = language.with_article(profile.country.name) if profile.country else ""
    return [name for name in (peers, country, language.text("the EU")) if name]


def sources_of(profile: Profile) -> list[Source]:
    """Every source of the profile once."""
    found = [item.source for item in profile.indicators]
    found += [profile.composite.source, profile.clusters.source]
    unique = {(source.publisher, source.dataset, source.vintage): source for source in found if source is not None}
    return list(unique.values())


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("beffroi.reporting.profile"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["chart"] = _chart
    environment.filters["csv_address"] = _csv_address
    return environment


def _chart(chart: Chart) -> Markup:
    return Markup(to_html(chart))  # noqa: S704 - every text in it is escaped where it is written


def _csv_address(table: DataTable) -> str:
    """The table as a data address, which a link downloads without any request."""
    return "data:text/csv;charset=utf-8," + quote(table.csv())
