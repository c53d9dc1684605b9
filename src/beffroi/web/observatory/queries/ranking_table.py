"""The table of all regions in one sector, with the reason of everything that is missing."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from beffroi.figures.names import country_name
from beffroi.reporting.language import Language
from beffroi.reporting.profile.pictures.model import Cell, Column, DataTable, Notes, Row
from beffroi.reporting.profile.pictures.words import flags_in_words
from beffroi.web.observatory.queries.clusters import Ranked, Standing, name_of


def ranking_table(ranked: Sequence[Ranked], language: Language) -> tuple[DataTable, tuple[str, ...]]:
    """Every region, and the reasons of what is missing."""
    notes = Notes()
    columns = (
        Column(_("Region"), "region"),
        Column(_("Code"), "code"),
        Column(_("Country"), "country"),
        Column(_("Place"), "place", True),
        Column(_("Persons employed"), "persons", True),
        Column(_("Share of employment, %"), "share", True),
        Column(_("Location quotient"), "lq", True),
        Column(_("Stars"), "stars", True),
        Column(_("Size"), "star_size", True),
        Column(_("Specialisation"), "star_specialisation", True),
        Column(_("Focus"), "star_focus", True),
    )
    rows = tuple(_row(found, notes, language) for found in ranked)
    return DataTable("regions.csv", columns, rows), tuple(notes.said)


def _row(found: Ranked, notes: Notes, language: Language) -> Row:
    standing = found.standing
    name = name_of(standing.code, language.lang)
    country = country_name(standing.country, language.lang)
    return Row(
        (
            Cell(name, name),
            Cell(standing.code, standing.code),
            Cell(country, standing.country),
            Cell("–" if found.place is None else str(found.place), found.place),
            _number(standing, standing.persons, 0, notes, language),
            _number(standing, standing.share, 2, notes, language),
            _number(standing, standing.quotient, 2, notes, language),
            _number(standing, standing.stars, 0, notes, language),
            *(_star(given, language) for given in (standing.size, standing.specialisation, standing.focus)),
        ),
        is_region=found.is_region,
    )


def _number(standing: Standing, value: float | None, decimals: int, notes: Notes, language: Language) -> Cell:
    if value is not None:
        flag = standing.flag if value == standing.persons and decimals == 0 else ""
        return Cell(language.number(value, decimals), round(value, 6), flag)
    return Cell(language.text("n/a"), None, note=notes.number(_reason(standing)))


def _reason(standing: Standing) -> str:
    """Why a region has no value."""
    if standing.persons is not None:
        return _("The EU’s share of this industry is not known, so there is nothing to compare with.")
    if "c" in standing.flag:
        return _("Confidential: too few firms to publish the number without naming them.")
    return _("The source does not publish this industry for this region.")


def _star(given: int | None, language: Language) -> Cell:
    if given is None:
        return Cell(language.text("n/a"), None)
    return Cell(language.text("yes") if given else "–", given)


def flags_used(ranked: Sequence[Ranked], language: Language) -> str:
    return flags_in_words(language, (found.standing.flag for found in ranked if found.standing.persons is not None))
