"""What the pages of a region show: question, answer, figures with their numbers, tables, sources, downloads."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from beffroi.figures.territories import Territory, find_peers
from beffroi.reporting.language import Language
from beffroi.reporting.profile.html import compared, question, sources_of
from beffroi.reporting.profile.model import Profile, Source
from beffroi.reporting.profile.pictures import pictures
from beffroi.reporting.profile.pictures.gap import gap_findings, gap_picture
from beffroi.reporting.profile.pictures.indicators import key_figures
from beffroi.reporting.profile.pictures.model import DataTable, KeyFigure, Picture
from beffroi.reporting.profile.pictures.overview import overview
from beffroi.reporting.profile.pictures.words import section_question, vintage_in_words
from beffroi.reporting.profile.sentences import emphasised
from beffroi.web.observatory.queries.figures_store import figures
from beffroi.web.observatory.queries.maps import MiniMap, mini_map
from beffroi.web.observatory.queries.profile import years_held
from beffroi.web.observatory.rules.profile import (
    COUNTRY,
    LONGEST_NAME,
    LONGEST_PEERS,
    PILOTS,
    Asked,
    Refusal,
    clean,
)

Tab = Literal["profile", "economy", "technology"]
SIDE_BY_SIDE = ("gdp_per_head_eur", "tertiary_share_of_employed")


@dataclass(frozen=True)
class Head:
    """The top of every page of a region, known before its profile is composed."""

    title: str
    region: str
    code: str
    address: str
    here: str


@dataclass(frozen=True)
class Link:
    """One tab or download."""

    label: str
    url: str
    is_current: bool = False


@dataclass(frozen=True)
class Shown:
    """One figure with its number and the addresses of its data and of its pin."""

    number: int
    picture: Picture
    csv_url: str
    pin_url: str


@dataclass(frozen=True)
class Described:
    """One source, in words."""

    publisher: str
    dataset: str
    vintage: str
    nuts: int
    licence: str
    checksums: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Choices:
    """What the form for year and peers offers, what it holds now, and which field is wrong and why.

    `year_written` is a year that is not offered, as it was written.
    """

    years: tuple[int, ...]
    year: int | None
    peers: tuple[tuple[str, str], ...]
    chosen: str
    others: str
    name: str
    action: str
    year_written: str = ""
    wrong: str = ""
    sentence: str = ""


@dataclass(frozen=True)
class Page:
    """What every tab of a region shows."""

    title: str
    answer: str
    place: str
    compared: str
    year: int | None
    notes: tuple[str, ...]
    tabs: tuple[Link, ...]
    choices: Choices
    figures: tuple[Shown, ...]
    sources: tuple[Described, ...]


@dataclass(frozen=True)
class Overview(Page):
    """The first tab."""

    map: MiniMap
    region: str
    keys: list[KeyFigure]
    side_by_side: tuple[Shown, ...]
    summary: tuple[str, str, str]
    economy: str
    gap: Shown
    findings: tuple[str, ...]
    strengths_title: str
    strengths: str
    industries: Shown
    table: DataTable
    table_url: str
    table_pin: str
    table_notes: list[str]
    table_flags: str
    method: tuple[str, ...]
    revisions: tuple[str, ...]
    profile: Profile
    origin: str
    downloads: tuple[Link, ...]


def head_of(asked: Asked, lang: Literal["en", "fr"], tab: Tab) -> Head:
    """Title and place of a page."""
    language, name = Language(lang), asked.territory.name(lang)
    address = reverse("observatory:profile", args=[asked.territory.code]) + asked.query
    here = {"profile": "", "economy": _("Economy"), "technology": _("Technology")}[tab]
    return Head(_title(language, name, tab), language.typeset(name), asked.territory.code, address, here)


def overview_page(asked: Asked, profile: Profile, was: Territory | None = None) -> Overview:
    """The overview of a region."""
    language = Language(profile.lang)
    by_id = {picture.id: picture for picture in pictures(profile)}
    shown = {
        name: _shown(asked, by_id[name], number)
        for number, name in enumerate((*SIDE_BY_SIDE, "", "industries"), 1)
        if name
    }
    gap = _shown(asked, gap_picture(figures(), profile, asked.territory), 3)
    table, notes, flags = overview(profile)
    table_url = _address(asked, "profile_csv", "overview")
    common = _common(asked, profile, "profile", was)
    return Overview(
        **common,
        map=mini_map(asked.territory, find_peers(PILOTS), language),
        region=language.typeset(profile.region.name),
        keys=key_figures(profile, language),
        side_by_side=tuple(shown[name] for name in SIDE_BY_SIDE),
        summary=emphasised(common["answer"]),
        economy=language.typeset(profile.sentences["economy"]),
        gap=gap,
        findings=gap_findings(gap.picture, profile.lang),
        strengths_title=section_question(language, profile.region.name, "clusters"),
        strengths=language.typeset(profile.sentences["clusters"]),
        industries=shown["industries"],
        table=table,
        table_url=table_url,
        table_pin=_pin_address(table_url),
        table_notes=notes,
        table_flags=flags,
        method=tuple(language.typeset(sentence) for sentence in profile.method),
        revisions=tuple(language.typeset(sentence) for sentence in profile.revisions),
        profile=profile,
        origin=profile.provenance.figures,
        downloads=tuple(
            Link(label, _address(asked, f"profile_{kind}"))
            for label, kind in ((_("Web page"), "html"), ("PDF", "pdf"), ("JSON", "json"))
        ),
    )


def section_page(asked: Asked, profile: Profile, tab: Tab) -> Page:
    """All figures of one section of a profile."""
    found = [picture for picture in pictures(profile) if picture.section == tab]
    if tab == "economy":
        found.insert(2, gap_picture(figures(), profile, asked.territory))
    shown = tuple(_shown(asked, picture, number) for number, picture in enumerate(found, 1))
    return Page(**_common(asked, profile, tab, None) | {"figures": shown})


def _common(asked: Asked, profile: Profile, tab: Tab, was: Territory | None) -> dict[str, Any]:
    language = Language(profile.lang)
    notes = [*profile.region.notes, *(language.message(note) for note in (was.notes if was else ()))]
    level = {"country": _("country"), "territory": _("territory")}.get(profile.region.level, profile.region.level)
    said = profile.sentences["summary" if tab == "profile" else tab]
    return {
        "title": _title(language, profile.region.name, tab),
        "answer": language.typeset(said),
        "place": f"{language.typeset(profile.region.name)} ({profile.region.code}, {level})",
        "compared": language.text("Compared with {names}", names=language.list_of(compared(profile, language))),
        "year": profile.year,
        "notes": tuple(language.typeset(note) for note in notes),
        "tabs": _tabs(asked, tab),
        "choices": _choices(asked, tab),
        "figures": (),
        "sources": tuple(_described(language, source) for source in sources_of(profile)),
    }


def _title(language: Language, name: str, tab: Tab) -> str:
    return question(language, name) if tab == "profile" else section_question(language, name, tab)


def _tabs(asked: Asked, tab: Tab) -> tuple[Link, ...]:
    """The parts of a region's room; those that are not built are not shown."""
    known = (
        ("profile", _("Overview")),
        ("economy", _("Economy")),
        ("technology", _("Technology")),
        ("index_region", _("Index")),
        ("portfolio", _("Clusters")),
    )
    found = ((label, view, _address(asked, view)) for view, label in known)
    return tuple(Link(label, url, view == tab) for label, view, url in found if url)


def _choices(asked: Asked, tab: Tab) -> Choices:
    first, last = years_held()
    known = ((PILOTS, _("The ten pilot regions")), (COUNTRY, _("Regions of the same country")))
    is_own = asked.peers_text not in (PILOTS, COUNTRY)
    named = ((asked.peers_text, _("The regions named beside")),) if is_own else ()
    return Choices(
        years=tuple(range(last, first - 1, -1)),
        year=asked.year,
        peers=(*known, *named),
        chosen=asked.peers_text,
        others=asked.peers_text.replace(",", ", ") if is_own else "",
        name=asked.name,
        action=reverse(f"observatory:{tab}", args=[asked.territory.code]),
    )


def choices_again(action: str, query: Mapping[str, str], refusal: Refusal) -> Choices:
    """The form for year and peers as it was sent, with the sentence that refuses it.

    Parameters
    ----------
    action : str
        the address of the page that was asked for.
    query : mapping
        the query of that address.
    refusal : Refusal
        it names a field of the form.

    """
    first, last = years_held()
    years = tuple(range(last, first - 1, -1))
    written, peers = clean(query.get("year", ""))[:20], clean(query.get("peers", ""))
    year = next((held for held in years if str(held) == written), None)
    is_own = peers.casefold() not in ("", PILOTS, COUNTRY)
    return Choices(
        years=years,
        year=year,
        peers=((PILOTS, _("The ten pilot regions")), (COUNTRY, _("Regions of the same country"))),
        chosen=PILOTS if is_own else peers.casefold(),
        others=clean(query.get("others", ""))[:LONGEST_PEERS] or (peers[:LONGEST_PEERS] if is_own else ""),
        name=clean(query.get("name", ""))[:LONGEST_NAME],
        action=action,
        year_written="" if year else written,
        wrong=refusal.field,
        sentence=refusal.sentence,
    )


def _shown(asked: Asked, picture: Picture, number: int) -> Shown:
    csv_url = _address(asked, "profile_csv", picture.id)
    return Shown(number, picture, csv_url, _pin_address(csv_url))


def _pin_address(target: str) -> str:
    """The form that pins what stands at an address; empty where pins are not built."""
    try:
        return reverse("observatory:pin_new", query={"target": target})
    except NoReverseMatch:
        return ""


def _address(asked: Asked, view: str, *more: str) -> str:
    """The address of a view of the same region with the same query; empty where it is not built."""
    try:
        return reverse(f"observatory:{view}", args=[asked.territory.code, *more]) + asked.query
    except NoReverseMatch:
        return ""


def _described(language: Language, source: Source) -> Described:
    return Described(
        language.typeset(source.publisher),
        language.typeset(source.dataset),
        vintage_in_words(language, source.vintage),
        source.nuts,
        language.typeset(source.licence),
        tuple(source.checksums.items()),
    )
