"""What the pages of a sector show: ranking, map and stars of all regions, in words and figures."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beffroi.reporting.charts.bars import StarsBars
from beffroi.reporting.charts.dots import DotRow
from beffroi.reporting.language import Language
from beffroi.reporting.profile.pictures.model import Cell, Column, DataTable, Picture, Row
from beffroi.reporting.profile.portfolio import SERIES
from beffroi.web.observatory.queries.clusters import (
    By,
    Ranked,
    SectorSummary,
    SectorTable,
    Standing,
    inside,
    name_of,
    ranking,
    sector_table,
)
from beffroi.web.observatory.queries.figures_store import figures
from beffroi.web.observatory.queries.ranking_table import flags_used, ranking_table
from beffroi.web.observatory.queries.sector_maps import legend_of, map_picture, star_legend
from beffroi.web.observatory.queries.sector_words import Wanted, measure, said, source_of_sectors, stars_in_words

SHOWN, LISTED = 20, 12


@dataclass(frozen=True)
class Leader:
    """A region with many stars in a sector."""

    code: str
    name: str
    stars: int
    quotient: str
    is_region: bool


@dataclass(frozen=True)
class SectorPage:
    """One sector across regions, or its strength: answer, figures, and the table of all regions."""

    sector: SectorSummary
    wanted: Wanted
    answer: str
    own: str
    chart: Picture
    map: Picture
    table: DataTable
    notes: tuple[str, ...]
    flags: str
    rules: str
    leaders: tuple[Leader, ...] = ()
    own_rows: tuple[Row, ...] = ()

    @property
    def seen(self) -> DataTable:
        """The table with the region asked for as a whole before it, where it is no region of the table."""
        return replace(self.table, rows=(*self.own_rows, *self.table.rows))


def sector_page(sector: SectorSummary, wanted: Wanted, language: Language) -> SectorPage:
    """A sector across regions: who employs most, or is most specialised."""
    ranked = _ranked(sector, wanted)
    table, notes = ranking_table(ranked, language)
    return SectorPage(
        sector=sector,
        wanted=wanted,
        answer=_answer(sector, ranked, wanted, language),
        own=_own(sector, wanted, language),
        own_rows=_own_rows(sector, ranked, wanted, language),
        chart=_bars(sector, ranked, wanted, language),
        map=map_picture(ranked, legend_of(sector, ranked, wanted, language), wanted, language, table),
        table=table,
        notes=notes,
        flags=flags_used(ranked, language),
        rules=rules_in_words(sector_table(wanted.year), language),
    )


def strength_page(sector: SectorSummary, wanted: Wanted, language: Language) -> SectorPage:
    """The strength of a sector across regions: the stars of each, and how many have how many."""
    ranked = _by_stars(_ranked(sector, wanted))
    table, notes = ranking_table(ranked, language)
    counts = tuple((stars, sum(found.standing.stars == stars for found in ranked)) for stars in (3, 2, 1, 0))
    return SectorPage(
        sector=sector,
        wanted=wanted,
        answer=_strength_answer(sector, ranked, language),
        own=_own_stars(sector, wanted, language),
        chart=_star_bars(sector, counts, wanted, language),
        map=map_picture(ranked, star_legend(sector, wanted, language), wanted, language, table, stars=True),
        table=table,
        notes=notes,
        flags=flags_used(ranked, language),
        rules=rules_in_words(sector_table(wanted.year), language),
        leaders=_leaders(ranked, language),
    )


def _ranked(sector: SectorSummary, wanted: Wanted) -> list[Ranked]:
    highlighted = inside(wanted.region, wanted.year) if wanted.region else frozenset()
    return ranking(sector_table(wanted.year).standings[sector.code], wanted.by, wanted.country, highlighted)


def _by_stars(ranked: Sequence[Ranked]) -> list[Ranked]:
    """From three stars to none; within, by quotient; who has no value last. The place counts stars only."""

    def key(found: Ranked) -> tuple[float, float, str]:
        stars = -1 if found.standing.stars is None else found.standing.stars
        return -stars, -(found.standing.quotient or 0.0), found.standing.code

    ordered = sorted(ranked, key=key)
    known = [found.standing.stars for found in ordered if found.standing.stars is not None]
    return [
        Ranked(None if found.standing.stars is None else known.index(found.standing.stars) + 1, *_rest(found))
        for found in ordered
    ]


def _leaders(ranked: Sequence[Ranked], language: Language) -> tuple[Leader, ...]:
    """The regions with two stars or three, the first twelve of them."""
    strong = [found for found in ranked if (found.standing.stars or 0) >= 2]
    return tuple(
        Leader(
            code=found.standing.code,
            name=name_of(found.standing.code, language.lang),
            stars=found.standing.stars or 0,
            quotient=said(found.standing.quotient, "quotient", language),
            is_region=found.is_region,
        )
        for found in strong[:LISTED]
    )


def _rest(found: Ranked) -> tuple[Standing, bool]:
    return found.standing, found.is_region


def _answer(sector: SectorSummary, ranked: Sequence[Ranked], wanted: Wanted, language: Language) -> str:
    known = [found for found in ranked if found.place is not None]
    name = sector.name(language)
    if not known:
        return _("%(sector)s: no region asked for reports this industry in %(year)s.") % {
            "sector": name,
            "year": wanted.year,
        }
    top = known[0].standing
    values = {
        "sector": name,
        "region": name_of(top.code, language.lang),
        "value": said(top.value(wanted.by), wanted.by, language),
        "year": wanted.year,
        "count": language.number(len(known)),
        "of": language.number(len(ranked)),
    }
    sentence = {
        "persons": _("%(sector)s: %(region)s has the most persons employed, %(value)s in %(year)s."),
        "quotient": _("%(sector)s: %(region)s is the most specialised, at %(value)s times the weight in the EU."),
        "share": _("%(sector)s: nowhere is the share of employment higher than in %(region)s, at %(value)s."),
    }[wanted.by]
    reporting = _("%(count)s of %(of)s regions report.") % values
    return f"{sentence % values} {reporting}"


def _own(sector: SectorSummary, wanted: Wanted, language: Language) -> str:
    """How the region asked for stands as a whole, whether it is one region of the table or several."""
    if wanted.region is None:
        return ""
    held = figures()
    persons = held.figure(SERIES, wanted.region, wanted.year, sector=sector.code)
    name = language.typeset(wanted.region.name(language.lang))
    if persons.value is None:
        reason = language.typeset(language.message(persons.missing_reason or ""))
        return _("%(region)s: no value; %(reason)s.") % {"region": name, "reason": reason}
    quotient = held.figure("location_quotient", wanted.region, wanted.year, sector=sector.code)
    values = {
        "region": name,
        "persons": said(persons.value, "persons", language),
        "quotient": said(quotient.value, "quotient", language),
    }
    return _("%(region)s: %(persons)s persons employed, location quotient %(quotient)s.") % values


def _own_rows(sector: SectorSummary, ranked: Sequence[Ranked], wanted: Wanted, language: Language) -> tuple[Row, ...]:
    """The line of the region asked for as a whole, where it is no region of the table."""
    place = wanted.region
    if place is None or any(found.standing.code == place.code for found in ranked):
        return ()
    name, country, absent = language.typeset(place.name(language.lang)), place.country or "", Cell("–", None)
    persons = figures().figure(SERIES, place, wanted.year, sector=sector.code)
    quotient = figures().figure("location_quotient", place, wanted.year, sector=sector.code)
    cells = (
        Cell(name, name),
        Cell(place.code, place.code),
        Cell(language.country(country) if country else "–", country),
        absent,
        Cell(said(persons.value, "persons", language), persons.value, persons.flag),
        absent,
        Cell(said(quotient.value, "quotient", language), quotient.value),
    )
    return (Row((*cells, *[absent] * 4), is_region=True),)


def _own_stars(sector: SectorSummary, wanted: Wanted, language: Language) -> str:
    """The stars of the region asked for, or of its parts."""
    if wanted.region is None:
        return ""
    codes = inside(wanted.region, wanted.year)
    found = [held for held in sector_table(wanted.year).standings[sector.code] if held.code in codes]
    name = language.typeset(wanted.region.name(language.lang))
    if not found:
        return _("%(region)s: no region of the table lies inside it.") % {"region": name}
    stars = [f"{name_of(held.code, language.lang)} {_star_count(held.stars, language)}" for held in found]
    return _("%(region)s: %(stars)s.") % {"region": name, "stars": ", ".join(stars)}


def _star_count(stars: int | None, language: Language) -> str:
    return language.text("n/a") if stars is None else str(stars)


def _strength_answer(sector: SectorSummary, ranked: Sequence[Ranked], language: Language) -> str:
    top = [found.standing for found in ranked if found.standing.stars == 3]
    reporting = sum(found.standing.stars is not None for found in ranked)
    values = {
        "sector": sector.name(language),
        "count": language.number(len(top)),
        "of": language.number(reporting),
        "regions": language.list_of([name_of(standing.code, language.lang) for standing in top[:3]]),
    }
    if not top:
        return _("%(sector)s: none of the %(of)s regions that report has all three stars.") % values
    sentence = ngettext(
        "%(sector)s: %(count)s of %(of)s regions has all three stars, %(regions)s.",
        "%(sector)s: %(count)s of %(of)s regions have all three stars, first of all %(regions)s.",
        len(top),
    )
    return sentence % values


def _bars(sector: SectorSummary, ranked: Sequence[Ranked], wanted: Wanted, language: Language) -> Picture:
    """The first twenty, and below them the region asked for where it is not among them."""
    known = [found for found in ranked if found.place is not None]
    shown = [*known[:SHOWN], *(found for found in known[SHOWN:] if found.is_region)]
    rows = tuple(_bar(found, wanted.by, language) for found in shown)
    label = measure(wanted.by)
    listed = ", ".join(f"{row.name} {row.shown}" for row in rows[:5])
    bars = StarsBars(
        description=_("Bars, from high to low: %(values)s.") % {"values": listed},
        rows=rows,
        axis_title=label,
        tick=lambda value: _tick(value, wanted.by, language),
    )
    table, _notes = ranking_table(shown, language)
    return Picture(
        id="ranking",
        section="clusters",
        title=_leader(known, language),
        subtitle=f"{label}, {sector.name(language)}, {wanted.year}",
        chart=bars if rows else None,
        table=DataTable(f"{sector.code}-{wanted.by}-{wanted.year}.csv", table.columns, table.rows),
        source=source_of_sectors(language),
    )


def _leader(known: Sequence[Ranked], language: Language) -> str:
    """Who leads, as the title of the bars."""
    if not known:
        return _("No region reports this industry")
    told = {"first": name_of(known[0].standing.code, language.lang), "count": SHOWN}
    if len(known) == 1:
        return _("Only %(first)s reports this industry") % told
    told["second"] = name_of(known[1].standing.code, language.lang)
    if len(known) > SHOWN:
        return _("%(first)s leads, then %(second)s: the first %(count)s regions") % told
    return _("%(first)s leads, then %(second)s") % told


def _tick(value: float, by: By, language: Language) -> str:
    return language.number(value, 0 if value == int(value) or by == "persons" else 1)


def _bar(found: Ranked, by: By, language: Language) -> DotRow:
    standing = found.standing
    name = f"{found.place}. {name_of(standing.code, language.lang)}"
    value = standing.value(by)
    return DotRow(name, value, said(value, by, language), "region" if found.is_region else "peer")


def _star_bars(sector: SectorSummary, counts: Sequence[tuple[int, int]], wanted: Wanted, language: Language) -> Picture:
    """How many regions have how many stars."""
    rows = tuple(DotRow(stars_in_words(stars), float(count), language.number(count), "peer") for stars, count in counts)
    bars = StarsBars(
        description=_("Bars of the number of regions: %(values)s.")
        % {"values": ", ".join(f"{row.name} {row.shown}" for row in rows)},
        rows=rows,
        axis_title=_("Regions"),
        tick=lambda value: language.number(value, 0),
    )
    columns = (Column(_("Stars"), "stars"), Column(_("Regions"), "regions", True))
    cells = tuple(
        Row((Cell(stars_in_words(stars), stars), Cell(language.number(count), count))) for stars, count in counts
    )
    return Picture(
        id="counts",
        section="clusters",
        title=_stars_found(counts, language),
        subtitle=f"{sector.name(language)}, {wanted.year}",
        chart=bars if any(count for _stars, count in counts) else None,
        table=DataTable(f"{sector.code}-stars-{wanted.year}.csv", columns, cells),
        source=source_of_sectors(language),
    )


def _stars_found(counts: Sequence[tuple[int, int]], language: Language) -> str:
    """How many regions have all stars, and how many none, as the title of the bars."""
    by_stars = dict(counts)
    told = {"most": language.number(by_stars[3]), "none": language.number(by_stars[0])}
    sentence = ngettext(
        "%(most)s region has all three stars, %(none)s have none",
        "%(most)s regions have all three stars, %(none)s have none",
        by_stars[3],
    )
    return sentence % told


def rules_in_words(table: SectorTable, language: Language) -> str:
    """What earns a star, with the thresholds of the rules and where they come from."""
    size, special, focus = table.rules.size, table.rules.specialisation, table.rules.focus
    return _(
        "A region earns up to three stars in an industry: for size (among the top %(size)s of the %(regions)s regions "
        "by persons employed), for specialisation (a location quotient of at least %(quotient)s) and for focus (among "
        "the top %(focus)s by share of the region’s employment)."
    ) % {
        "size": language.percent(100 * (size.top_share or 0) if size else 0, 0),
        "regions": len(table.regions),
        "quotient": language.number(special.minimum or 0 if special else 0, 0),
        "focus": language.percent(100 * (focus.top_share or 0) if focus else 0, 0),
    }
