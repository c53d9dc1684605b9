"""Tables that bring the figures of a section together, since paper has no folded tables behind each picture."""

from collections.abc import Sequence

from beffroi.reporting.language import Language
from beffroi.reporting.profile.model import Indicator, Profile, Source
from beffroi.reporting.profile.pictures.indicators import year_of
from beffroi.reporting.profile.pictures.words import coverage_line, unit_of, vintage_in_words
from beffroi.reporting.profile.typst.cells import (
    SMALL,
    Notes,
    Piece,
    cell,
    column,
    compared,
    ranked,
    row,
    table,
    valued,
)


def indicator_table(language: Language, profile: Profile, found: Sequence[Indicator]) -> Piece:
    """The region beside its country and the EU, one row an indicator."""
    notes = Notes(language)
    country = [column(language.typeset(profile.country.name), number=True)] if profile.country else []
    columns = [
        column(language.text("Indicator"), 1.0),
        column(language.text("Unit")),
        column(language.text("Year"), number=True),
        column(language.typeset(profile.region.name), number=True),
        *country,
        column(language.typeset(profile.eu.name), number=True),
        column(language.text("Rank"), number=True),
    ]
    rows = [_indicator_row(notes, profile, item) for item in found]
    return table(language.text("The region, its country and the EU"), columns, rows, notes.lines())


def _indicator_row(notes: Notes, profile: Profile, item: Indicator) -> Piece:
    language = notes.language
    for said in coverage_line(language, item.eu_detail):
        notes.remark(f"{language.typeset(item.label)} – {said}")
    own = valued(notes, item.value, item.decimals, item.flag, item.missing_reason)
    nowhere = item.value is None and all(other.value is None for other in item.peers)
    country, eu = (None, None) if nowhere else (item.country_detail, item.eu_detail)
    return row(
        [
            cell(language.typeset(item.label)),
            cell(unit_of(language, item.unit)),
            cell("–" if nowhere else year_of(item) or "–"),
            own | {"strong": item.value is not None},
            *([compared(notes, country, item.decimals)] if profile.country else []),
            compared(notes, eu, item.decimals),
            ranked(item.rank, item.of),
        ]
    )


def peer_table(language: Language, profile: Profile, found: Sequence[Indicator]) -> Piece | None:
    """The region and its peers, one column an indicator that any of them has."""
    held = [item for item in found if any(peer.value is not None for peer in item.peers)]
    if not held:
        return None
    notes = Notes(language)
    columns = [column(language.text("Region"), 1.5), *(_headed(language, item) for item in held)]
    own = [valued(notes, item.value, item.decimals, item.flag, item.missing_reason) for item in held]
    rows = [row([cell(language.typeset(profile.region.name)), *own], own=True)]
    for position, place in enumerate(profile.peers):
        cells = [compared(notes, item.peers[position], item.decimals) for item in held]
        rows.append(row([cell(language.typeset(place.name)), *cells]))
    return table(language.text("The region and its peers"), columns, rows, notes.lines(), size=SMALL)


def _headed(language: Language, item: Indicator) -> Piece:
    """The heading of an indicator's column: label, unit, year."""
    year = f", {year_of(item)}" if year_of(item) else ""
    return column(f"{language.typeset(item.label)} ({unit_of(language, item.unit)}){year}", 1.0, number=True)


def dimension_peers(language: Language, profile: Profile) -> Piece | None:
    """The peers on every dimension that has a score, and on the total."""
    index, notes = profile.composite, Notes(language)
    held = [item for item in index.dimensions if any(peer.value is not None for peer in item.peers)]
    if not held:
        return None
    titles = [*(language.typeset(item.label) for item in held), language.text("Total")]
    columns = [column(language.text("Region"), 1.5), *(column(title, 1.0, number=True) for title in titles)]
    own = [valued(notes, item.score, 2, "", item.missing_reason) for item in held]
    own.append(valued(notes, index.total, 2, "", index.missing_reason))
    rows = [row([cell(language.typeset(profile.region.name)), *own], own=True)]
    for position, place in enumerate(profile.peers):
        scores = [*(item.peers[position] for item in held), index.peers[position]]
        cells = [compared(notes, score, 2) for score in scores]
        rows.append(row([cell(language.typeset(place.name)), *cells]))
    return table(language.text("The region and its peers"), columns, rows, notes.lines(), size=SMALL)


def source_table(language: Language, profile: Profile) -> Piece:
    """Every source once, in the order in which the profile uses them."""
    columns = [
        column(language.text("Publisher"), 1.0),
        column(language.text("Dataset"), 1.0),
        column(language.text("Vintage"), 1.4),
        column(language.text("Region codes")),
        column(language.text("Licence"), 1.4),
    ]
    rows = [
        row(
            [
                cell(language.typeset(source.publisher)),
                cell(language.typeset(source.dataset)),
                cell(vintage_in_words(language, source.vintage)),
                cell(f"NUTS {source.nuts}"),
                cell(language.typeset(source.licence)),
            ]
        )
        for source in sources(profile)
    ]
    return table(language.text("Figures used in this profile"), columns, rows, [])


def sources(profile: Profile) -> list[Source]:
    """Every source once, in the order in which the profile uses them."""
    found = [item.source for item in profile.indicators] + [profile.composite.source, profile.clusters.source]
    unique: dict[tuple[str, str, str], Source] = {}
    for source in found:
        if source is not None:
            unique.setdefault((source.publisher, source.dataset, source.vintage), source)
    return list(unique.values())


def checksum_table(language: Language, profile: Profile) -> Piece:
    """What was read, with its SHA-256."""
    columns = [column(language.text("Table or rules"), 1.0), column("SHA-256")]
    found = {name: entry["sha256"] for name, entry in profile.provenance.tables.items()} | profile.provenance.specs
    rows = [row([cell(name), cell(checksum)]) for name, checksum in found.items()]
    return table(language.text("Checksums"), columns, rows, [], size=SMALL)
