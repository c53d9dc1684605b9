"""How each kind of view becomes a pin: series, figures of a region, rankings of a sector and of the index."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from django.urls import reverse
from django.utils.translation import gettext as _

from beffroi.analytics.errors import InputError
from beffroi.figures.model import Source
from beffroi.reporting.charts.chart import to_html
from beffroi.reporting.charts.fluid import scene_to_html
from beffroi.reporting.language import Language
from beffroi.reporting.profile.index import SCOREBOARD
from beffroi.reporting.profile.model import Profile
from beffroi.reporting.profile.pictures.model import Picture
from beffroi.reporting.profile.pictures.overview import overview
from beffroi.reporting.profile.portfolio import SERIES as EMPLOYMENT
from beffroi.web.observatory.forms.clusters import RankingForm
from beffroi.web.observatory.forms.figures import SeriesForm
from beffroi.web.observatory.forms.index import IndexCompareForm, IndexRankingForm, WhatIfForm
from beffroi.web.observatory.pinnable import NotPinnable, Permalink, Pinned, register
from beffroi.web.observatory.queries import series_page
from beffroi.web.observatory.queries.clusters import find_sector, years
from beffroi.web.observatory.queries.figures_store import figures
from beffroi.web.observatory.queries.index import index_years, spec
from beffroi.web.observatory.queries.index_pages import compare_page, ranking_page, region_page, scenario_page
from beffroi.web.observatory.queries.profile import all_pictures, asked_for, composed, region_named
from beffroi.web.observatory.queries.sector_list import (
    kept_sectors,
    largest_in_words,
    sector_list,
    sector_list_table,
)
from beffroi.web.observatory.queries.sector_words import measure
from beffroi.web.observatory.queries.sectors import SectorPage, sector_page, strength_page
from beffroi.web.observatory.rules.profile import Asked, Refusal

Lang = Literal["en", "fr"]
GAP_SERIES = "gdp_per_head_pps_eu100"


def resolve_series(link: Permalink, lang: Lang) -> Pinned:
    """A series as filtered: the chart, and every value of it and of the table."""
    name, language = str(link.names["series"]), Language(lang)
    figures().catalogue.get(name)
    form = SeriesForm(link.query, name, language)
    if not form.is_valid():
        raise NotPinnable(_first_error(form.errors.values()))
    view = series_page.series_view(form.wanted(), language)
    if not view.years:
        raise NotPinnable(_("This series holds no value, so there is nothing to pin."))
    noted, drawn = series_page.seen_table(view), series_page.chart(view)
    return Pinned(
        title=series_page.subtitle(view),
        sentence=series_page.answer(view),
        table=noted.table,
        html=scene_to_html(drawn.scene()) if drawn else "",
        sources=(figures().source(name),),
        notes=noted.notes,
        flags=noted.flags,
    )


def resolve_profile_figure(link: Permalink, lang: Lang) -> Pinned:
    """One figure of a region's profile, named by the address of its CSV file."""
    asked, wanted = _asked(link), str(link.names["picture"])
    try:
        profile = composed(asked, lang)
    except Refusal as refusal:
        raise NotPinnable(refusal.sentence) from refusal
    if wanted == "overview":
        return _overview(asked, profile, lang)
    pictures = all_pictures(asked, profile)
    picture = next((each for each in pictures if each.id == wanted), None)
    if picture is None:
        raise NotPinnable(_("The profile of a region has no figure “%(name)s”.") % {"name": wanted[:80]})
    page = reverse("observatory:profile", args=[asked.territory.code]) + asked.query
    return _of_picture(picture, _titled(asked, picture, lang), page, _sources_of(picture))


def _overview(asked: Asked, profile: Profile, lang: Lang) -> Pinned:
    """The table of a region and all it is compared with."""
    table, notes, flags = overview(profile)
    name = Language(lang).typeset(profile.region.name)
    held = (figures().source(column.name) for column in table.columns[1:])
    return Pinned(
        title=_("%(region)s: all regions in one table") % {"region": name},
        sentence=Language(lang).typeset(profile.sentences["summary"]),
        table=table,
        html="",
        sources=tuple({source.dataset: source for source in held}.values()),
        notes=tuple(notes),
        flags=flags,
        page=reverse("observatory:profile", args=[asked.territory.code]) + asked.query,
    )


def resolve_sector(link: Permalink, lang: Lang) -> Pinned:
    """A figure of a sector across regions, by a measure or by stars: the ranking, or the map if `figure` says so."""
    language, form = Language(lang), RankingForm(link.query, lang)
    sector = find_sector(str(link.names["code"]), years()[-1])
    if sector is None:
        raise NotPinnable(_("There is no such sector; choose one from the list of sectors."))
    if not form.is_valid():
        raise NotPinnable(_first_error(form.errors.values()))
    page = (strength_page if link.view == "strength" else sector_page)(sector, form.wanted(), language)
    picture = page.map if link.query.get("figure") == "map" else page.chart
    return Pinned(
        title=_sector_title(page, link, language),
        sentence=" ".join(filter(None, (page.answer, page.own))),
        table=page.seen,
        html=to_html(picture.chart) if picture.chart is not None else "",
        sources=(figures().source(EMPLOYMENT),),
        notes=page.notes,
        flags=page.flags,
    )


def _sector_title(page: SectorPage, link: Permalink, language: Language) -> str:
    """Sector, measure or stars, country and year; the map says that it is one."""
    what = _("Cluster stars") if link.view == "strength" else measure(page.wanted.by)
    parts = [what, *([language.country(page.wanted.country)] if page.wanted.country else []), str(page.wanted.year)]
    kind = [_("map")] if link.query.get("figure") == "map" else []
    return f"{page.sector.name(language)}: {', '.join([*parts, *kind])}"


def resolve_sectors(link: Permalink, lang: Lang) -> Pinned:
    """The list of sectors as searched: the size of each in the EU, and where it is strongest."""
    language, year = Language(lang), years()[-1]
    try:
        found = kept_sectors(link.query.get("q", ""), link.query.get("kind", ""), year, language)
    except Refusal as refusal:
        raise NotPinnable(refusal.sentence) from refusal
    if not found:
        raise NotPinnable(_("The list holds no industry, so there is nothing to pin."))
    listed = sector_list(found, year, language)
    return Pinned(
        title=_("Where each industry is strongest in Europe, %(year)s") % {"year": year},
        sentence=largest_in_words(listed, year),
        table=sector_list_table(found, year, language),
        html="",
        sources=(figures().source(EMPLOYMENT),),
    )


def resolve_index(link: Permalink, lang: Lang) -> Pinned:
    """The ranking of all zones by the index, as searched, sorted and marked."""
    language, form = Language(lang), IndexRankingForm(link.query, lang)
    if not form.is_valid():
        raise NotPinnable(_first_error(form.errors.values()))
    given = form.given
    wanted = (given.get("q") or "", given.get("country") or "")
    page = ranking_page(form.chosen_year, given.get("sort") or spec().total, wanted, given.get("region"), language)
    picture = page.picture(language)
    return Pinned(
        title=_("Index of industrial change, %(year)s") % {"year": page.year},
        sentence=page.answer,
        table=page.table(language),
        html=to_html(picture.chart) if picture.chart is not None else "",
        sources=(figures().source(SCOREBOARD),),
        notes=picture.notes,
        page=str(link),
    )


def resolve_index_figure(link: Permalink, lang: Lang) -> Pinned:
    """What drives the score of a region, named by the address of its file."""
    asked, language = _asked(link), Language(lang)
    year = max((year for year in index_years() if year <= (asked.year or year)), default=None)
    if year is None:
        raise NotPinnable(
            _("The scoreboard begins in %(first)s; choose that year or a later one.") % {"first": index_years()[0]}
        )
    page = region_page(year, asked.territory, asked.peers, language)
    picture = page.dimensions if link.names["picture"] == "dimensions" else page.drivers
    if picture is None:
        raise NotPinnable(page.region.why_none)
    address = reverse("observatory:index_region", args=[asked.territory.code]) + asked.query
    return _of_picture(picture, _titled(asked, picture, lang), address, (figures().source(SCOREBOARD),))


def resolve_comparison(link: Permalink, lang: Lang) -> Pinned:
    """Regions side by side on the index."""
    form, language = IndexCompareForm(link.query), Language(lang)
    if not form.is_valid():
        raise NotPinnable(_first_error(form.errors.values()))
    page = compare_page(form.chosen_year, form.given.get("regions") or [], language)
    if page.picture is None:
        raise NotPinnable(_("Name at least one region that is a zone of the scoreboard."))
    return replace(
        _of_picture(page.picture, page.picture.title, str(link), (figures().source(SCOREBOARD),)), sentence=page.answer
    )


def resolve_scenario(link: Permalink, lang: Lang) -> Pinned:
    """A scenario of other weights beside the official run, and named so."""
    form, language = WhatIfForm(link.query.dict(), lang), Language(lang)
    if not form.is_valid() or form.weights is None:
        raise NotPinnable(_first_error(form.errors.values()))
    page = scenario_page(form.chosen_year, form.weights, form.given.get("region"), language)
    picture = page.picture(language)
    return Pinned(
        title=_("Scenario, not the official index: %(title)s") % {"title": picture.title},
        sentence=page.answer,
        table=page.table(language),
        html=to_html(picture.chart) if picture.chart is not None else "",
        sources=(figures().source(SCOREBOARD),),
        notes=picture.notes,
        page=str(link),
    )


def _asked(link: Permalink) -> Asked:
    """The region, year and peers that an address asks for."""
    try:
        region = region_named(str(link.names["code"]))
        return asked_for(region, {name: str(link.query[name]) for name in link.query})
    except Refusal as refusal:
        raise NotPinnable(refusal.sentence) from refusal


def _titled(asked: Asked, picture: Picture, lang: Lang) -> str:
    """The title of a picture with its region, unless it begins with it."""
    name = Language(lang).typeset(asked.territory.name(lang))
    said = _("%(region)s: %(title)s") % {"region": name, "title": picture.title}
    return picture.title if picture.title.startswith(name) else said


def _of_picture(picture: Picture, title: str, page: str, sources: tuple[Source, ...]) -> Pinned:
    return Pinned(
        title=title,
        sentence=picture.subtitle,
        table=picture.table,
        html=to_html(picture.chart) if picture.chart is not None else "",
        sources=sources,
        notes=picture.notes,
        flags=picture.flags,
        page=page,
    )


def _sources_of(picture: Picture) -> tuple[Source, ...]:
    """Where a figure's numbers come from: its own series, else the tables behind its part of the profile."""
    by_section = {"index": SCOREBOARD, "clusters": EMPLOYMENT}
    for name in (picture.id, by_section.get(picture.section, GAP_SERIES)):
        try:
            return (figures().source(name),)
        except InputError:
            continue
    return ()


def _first_error(errors: Iterable[Iterable[object]]) -> str:
    return " ".join(str(said) for each in errors for said in each)


def register_kinds() -> None:
    """Make the views of the observatory pinnable; an analyst's own series registers itself."""
    register("figure", resolve_series, "series")
    register("profile-picture", resolve_profile_figure, "profile_csv")
    register("sector-ranking", resolve_sector, "sector", "strength")
    register("sector-list", resolve_sectors, "sectors")
    register("index-ranking", resolve_index, "index")
    register("index-picture", resolve_index_figure, "index_region_file")
    register("index-comparison", resolve_comparison, "index_compare")
    register("index-scenario", resolve_scenario, "index_what_if")
