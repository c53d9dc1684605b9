"""The list of all sectors, under the headings of the classification."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from beffroi.reporting.language import Language
from beffroi.reporting.profile.pictures.model import Cell, Column, DataTable, Row
from beffroi.web.observatory.queries.clusters import (
    STRONGEST,
    SectorSummary,
    Standing,
    name_of,
    search_sectors,
    sector_table,
)
from beffroi.web.observatory.rules.profile import Refusal, clean

LONGEST = 100
MARKETS = ("traded", "local")


@dataclass(frozen=True)
class Strong:
    """A region in which a sector is strong."""

    code: str
    name: str
    stars: int
    quotient: str


@dataclass(frozen=True)
class Listed:
    """One line of the list; `coverage` says how many countries stand for the EU where not all do."""

    code: str
    name: str
    is_traded: bool
    persons: str
    coverage: str
    strongest: tuple[Strong, ...]


@dataclass(frozen=True)
class Group:
    """Sectors under one heading."""

    name: str
    sectors: tuple[Listed, ...]


@dataclass(frozen=True)
class SectorList:
    """All groups that hold a sector looked for, how many there are, and the largest sector of all."""

    groups: tuple[Group, ...]
    count: int
    total: int
    largest: Listed | None
    members: int


def sector_list(found: Sequence[SectorSummary], year: int, language: Language) -> SectorList:
    """Sectors in the order of the classification."""
    table = sector_table(year)
    every = {sector.code: _listed(sector, table.members, language) for sector in table.sectors.values()}
    known = [sector for sector in table.sectors.values() if sector.persons is not None]
    largest = max(known, key=lambda sector: sector.persons or 0.0, default=None)
    kept = [every[sector.code] for sector in found]
    groups = [Group(name, tuple(item for item in kept if item.code[0] in letters)) for letters, name in _headings()]
    return SectorList(
        groups=tuple(group for group in groups if group.sectors),
        count=len(kept),
        total=len(every),
        largest=None if largest is None else every[largest.code],
        members=table.members,
    )


def kept_sectors(text: str, kind: str, year: int, language: Language) -> list[SectorSummary]:
    """The sectors that a search and the choice of markets leave.

    Raises
    ------
    Refusal
        400 for markets that are no choice.

    """
    if kind not in ("", *MARKETS):
        said = _("“%(kind)s” is no choice of markets; write traded or local, or nothing for all industries.")
        raise Refusal(400, said % {"kind": clean(kind)[:20]})
    found = search_sectors(text[:LONGEST], year, language)
    return [sector for sector in found if not kind or (kind == "traded") == sector.is_traded]


def largest_in_words(listed: SectorList, year: int) -> str:
    """The largest sector of all, in a sentence; empty where none is known."""
    if listed.largest is None:
        return ""
    told = {"name": listed.largest.name, "persons": listed.largest.persons, "year": year}
    return _("%(name)s employs more people in the EU than any other industry: %(persons)s in %(year)s.") % told


def sector_list_table(found: Sequence[SectorSummary], year: int, language: Language) -> DataTable:
    """The list as one table: size, reporting countries, and stars and quotient of the strongest regions."""
    columns = [
        Column(_("Industry"), "industry"),
        Column(_("NACE"), "sector"),
        Column(_("Persons employed in the EU"), "persons", True),
        Column(_("Countries that report"), "countries", True),
    ]
    for place in range(1, STRONGEST + 1):
        columns += [
            Column(_("Strongest: %(place)s") % {"place": place}, f"region_{place}"),
            Column(_("Stars"), f"stars_{place}", True),
            Column(_("Location quotient"), f"lq_{place}", True),
        ]
    rows = tuple(_table_row(sector, language) for sector in found)
    return DataTable(f"sectors-{year}.csv", tuple(columns), rows)


def _table_row(sector: SectorSummary, language: Language) -> Row:
    name, absent = sector.name(language), language.text("n/a")
    persons = Cell(absent, None) if sector.persons is None else Cell(language.number(sector.persons), sector.persons)
    cells = [Cell(name, name), Cell(sector.code, sector.code), persons]
    cells.append(Cell(str(sector.countries), sector.countries))
    for place in range(STRONGEST):
        strong = sector.strongest[place] if place < len(sector.strongest) else None
        cells += _strong_cells(strong, language) if strong else [Cell("–", None)] * 3
    return Row(tuple(cells))


def _strong_cells(strong: Standing, language: Language) -> list[Cell]:
    said = _strong(strong, language)
    quotient = None if strong.quotient is None else round(strong.quotient, 6)
    return [Cell(said.name, strong.code), Cell(str(said.stars), said.stars), Cell(said.quotient, quotient)]


def _listed(sector: SectorSummary, members: int, language: Language) -> Listed:
    silent = sector.countries < members
    return Listed(
        code=sector.code,
        name=sector.name(language),
        is_traded=sector.is_traded,
        persons=language.text("n/a") if sector.persons is None else language.number(sector.persons),
        coverage=_("%(count)s of %(of)s") % {"count": sector.countries, "of": members} if silent else "",
        strongest=tuple(_strong(standing, language) for standing in sector.strongest),
    )


def _strong(standing: Standing, language: Language) -> Strong:
    quotient = language.text("n/a") if standing.quotient is None else language.number(standing.quotient, 1)
    return Strong(standing.code, name_of(standing.code, language.lang), standing.stars or 0, quotient)


def _headings() -> tuple[tuple[str, str], ...]:
    """Sections of the classification that share a heading."""
    return (
        ("ABDE", _("Mining, energy, water, waste")),
        ("C", _("Manufacturing")),
        ("F", _("Construction")),
        ("G", _("Trade and repair of vehicles")),
        ("HI", _("Transport and hospitality")),
        ("J", _("Information and communication")),
        ("KLM", _("Finance, property, professional and scientific services")),
        ("NOPQRSTU", _("Business support and other services")),
    )
