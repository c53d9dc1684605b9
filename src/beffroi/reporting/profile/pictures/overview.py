"""All regions and all indicators in one table."""

from beffroi.reporting.language import Language
from beffroi.reporting.profile.model import Comparator, Indicator, Profile
from beffroi.reporting.profile.pictures.indicators import measured, value_cell, year_of
from beffroi.reporting.profile.pictures.model import Cell, Column, DataTable, Notes, Row
from beffroi.reporting.profile.pictures.words import flags_in_words


def overview(profile: Profile) -> tuple[DataTable, list[str], str]:
    """One row a region, one column an indicator of which anyone has a value; with notes and the legend of flags."""
    language, notes = Language(profile.lang), Notes()
    shown = [item for item in profile.indicators if item.value is not None or _any(item.peers)]
    columns = [Column(language.text("Region"), "region"), *(_column(language, item) for item in shown)]
    own = [_own(profile, item) for item in shown]
    rows = [_row(language, profile.region.name, shown, own, notes, is_region=True)]
    for position, peer in enumerate(profile.peers):
        rows.append(_row(language, peer.name, shown, [item.peers[position] for item in shown], notes))
    if profile.country:
        others = [item.country_detail for item in shown]
        row = _row(language, profile.country.name, shown, others, notes)
        rows.append(Row(row.cells, opens_group=True))
    rows.append(_row(language, profile.eu.name, shown, [item.eu_detail for item in shown], notes))
    flags = [cell.flag for row in rows for cell in row.cells]
    return DataTable("overview.csv", tuple(columns), tuple(rows)), notes.said, flags_in_words(language, flags)


def _any(peers: list[Comparator]) -> bool:
    return any(peer.value is not None for peer in peers)


def _column(language: Language, item: Indicator) -> Column:
    return Column(measured(language, item, year_of(item)), item.id, is_number=True)


def _own(profile: Profile, item: Indicator) -> Comparator:
    return Comparator(
        code=profile.region.code,
        name=profile.region.name,
        value=item.value,
        flag=item.flag,
        missing_reason=item.missing_reason,
    )


def _row(
    language: Language,
    name: str,
    shown: list[Indicator],
    compared: list[Comparator | None] | list[Comparator],
    notes: Notes,
    is_region: bool = False,
) -> Row:
    cells = [Cell(language.typeset(name), language.typeset(name))]
    for item, other in zip(shown, compared, strict=True):
        cells.append(Cell("–", None) if other is None else value_cell(language, other, item.decimals, notes))
    return Row(tuple(cells), is_region=is_region)
