"""The figure of the index of industrial change: seven dimensions and the total."""

from beffroi.reporting.charts.dots import DimensionDots, DimensionRow
from beffroi.reporting.charts.scene import Key
from beffroi.reporting.language import Language
from beffroi.reporting.profile.model import Comparator, Composite, Profile, RankInterval
from beffroi.reporting.profile.pictures.empty import empty_index
from beffroi.reporting.profile.pictures.model import Cell, Column, DataTable, Notes, Picture, Row
from beffroi.reporting.profile.pictures.words import against_eu, dated, placed, source_line

DECIMALS = 2


def index_picture(profile: Profile, language: Language) -> Picture:
    """Dimension dots with their table."""
    index, notes = profile.composite, Notes()
    rows = _rows(profile, language, notes)
    drawable = any(row.value is not None or row.peers for row in rows)
    subtitle = dated(language.text("Score from 0 (lowest of the reference set) to 1 (highest)"), index.year)
    remarks = [f"{language.typeset(index.coverage)}." if index.coverage else "", language.typeset(index.method)]
    said = sureness(index.interval, language)
    return Picture(
        id="index",
        section="index",
        title=_title(language, index),
        subtitle=f"{subtitle}. {said}" if said else subtitle,
        chart=_chart(profile, language, rows) if drawable else None,
        table=_table(profile, language, notes),
        source=source_line(language, index.source, *(remark for remark in remarks if remark)),
        notes=tuple(notes.said),
        is_wide=True,
        empty=None if drawable else empty_index(profile, language),
    )


def sureness(interval: RankInterval | None, language: Language) -> str:
    """The rank among all zones with its interval, in a sentence; empty where there is none."""
    if interval is None:
        return ""
    return language.text(
        "Rank {rank} of {of} EU zones; between {low} and {high} in nine tenths of {runs} runs with other choices "
        "({inputs}).",
        rank=interval.rank,
        of=interval.of,
        low=language.number(interval.low),
        high=language.number(interval.high),
        runs=language.number(interval.runs),
        inputs=language.list_of([language.typeset(name) for name in interval.inputs]),
    )


def _title(language: Language, index: Composite) -> str:
    label = language.text("Index of industrial change")
    if index.total is None:
        return language.text("{label}: no value for this region", label=label)
    parts = [against_eu(language, index.total, index.eu, DECIMALS), placed(language, index.rank, index.of)]
    said = ", ".join(part for part in parts if part)
    return language.text("{label}: {finding}", label=label, finding=said)


def _rows(profile: Profile, language: Language, notes: Notes) -> tuple[DimensionRow, ...]:
    rows = [
        _row(language, item.label, item.score, (item.eu, item.country), item.peers, item.missing_reason, notes)
        for item in profile.composite.dimensions
    ]
    index = profile.composite
    total = _row(
        language,
        language.text("Total"),
        index.total,
        (index.eu, index.country),
        index.peers,
        index.missing_reason,
        notes,
        is_total=True,
    )
    return (*rows, total)


def _row(
    language: Language,
    label: str,
    value: float | None,
    others: tuple[float | None, float | None],
    peers: list[Comparator],
    reason: str | None,
    notes: Notes,
    is_total: bool = False,
) -> DimensionRow:
    number = notes.number(language.typeset(reason or "")) if value is None else 0
    return DimensionRow(
        name=language.typeset(label),
        value=value,
        shown=language.text("n/a") if value is None else language.number(value, DECIMALS),
        eu=others[0],
        country=others[1],
        peers=tuple(peer.value for peer in peers if peer.value is not None),
        mark=str(number) if number else "",
        is_total=is_total,
    )


def _chart(profile: Profile, language: Language, rows: tuple[DimensionRow, ...]) -> DimensionDots:
    name = language.typeset(profile.region.name)
    keys = [Key("region", name), Key("eu", profile.eu.name)]
    if profile.country and profile.composite.country is not None:
        keys.append(Key("country", language.typeset(profile.country.name)))
    keys.append(Key("stroke", language.text("peers")))
    said = ", ".join(f"{row.name} {row.shown}" for row in rows)
    return DimensionDots(
        description=language.text("Scores of {name} by dimension: {values}.", name=name, values=said),
        rows=rows,
        axis_title=language.text("Score, 0 to 1"),
        keys=tuple(keys),
        tick=lambda value: language.number(value, 1),
    )


def _table(profile: Profile, language: Language, notes: Notes) -> DataTable:
    index = profile.composite
    columns = [
        Column(language.text("Dimension"), "dimension"),
        Column(language.typeset(profile.region.name), "score", True),
        Column(profile.eu.name, "eu", True),
    ]
    if profile.country:
        columns.append(Column(language.typeset(profile.country.name), "country", True))
    columns += [
        Column(language.text("Rank"), "rank", True),
        Column(language.text("of"), "of", True),
        Column(language.text("Made of"), "indicators"),
    ]
    rows = []
    for item in index.dimensions:
        made = language.typeset(", ".join(item.indicators))
        numbers = (item.score, item.eu, item.country, item.rank, item.of)
        rows.append(Row(_cells(profile, language, item.label, numbers, made, item.missing_reason, notes)))
    total = (index.total, index.eu, index.country, index.rank, index.of)
    cells = _cells(
        profile, language, language.text("Total"), total, language.typeset(index.coverage), index.missing_reason, notes
    )
    rows.append(Row(cells, is_region=True, opens_group=True))
    return DataTable("index.csv", tuple(columns), tuple(rows))


Numbers = tuple[float | None, float | None, float | None, int | None, int]


def _cells(
    profile: Profile, language: Language, label: str, numbers: Numbers, made: str, reason: str | None, notes: Notes
) -> tuple[Cell, ...]:
    score, eu, country, rank, of = numbers
    cells = [Cell(language.typeset(label), language.typeset(label))]
    if score is None:
        cells.append(Cell(language.text("n/a"), None, note=notes.number(language.typeset(reason or ""))))
    else:
        cells.append(_score(language, score))
    cells.append(_score(language, eu))
    if profile.country:
        cells.append(_score(language, country))
    cells += [_count(rank), _count(of or None), Cell(made or "–", made)]
    return tuple(cells)


def _score(language: Language, value: float | None) -> Cell:
    return Cell("–", None) if value is None else Cell(language.number(value, DECIMALS), round(value, 6))


def _count(value: int | None) -> Cell:
    return Cell("–", None) if value is None else Cell(str(value), value)
