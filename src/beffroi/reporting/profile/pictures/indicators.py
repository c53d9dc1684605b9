"""Figures of single indicators: dot plot, table, and the strip at the top of the profile."""

from beffroi.reporting.charts.dots import DotPlot, DotRow, Role, Strip, ordered
from beffroi.reporting.language import Language
from beffroi.reporting.profile.model import Comparator, Indicator, Profile
from beffroi.reporting.profile.pictures.empty import empty_indicator
from beffroi.reporting.profile.pictures.model import Cell, Column, DataTable, KeyFigure, Notes, Picture, Row
from beffroi.reporting.profile.pictures.words import (
    coverage_line,
    finding,
    flags_in_words,
    place_of,
    placed,
    source_line,
    unit_of,
    unit_sign,
)

# What the strip at the top shows, in this order; the index of industrial change follows the first.
KEY = (
    "gdp_per_head_pps_eu100",
    "tertiary_share_of_employed",
    "adult_learning_rate",
    "unemployment_rate",
    "manufacturing_lq",
)


def indicator_picture(profile: Profile, language: Language, indicator: Indicator) -> Picture:
    """Dot plot of one indicator; without a chart where neither the region nor a peer has a value."""
    notes = Notes()
    rows = _rows(profile, language, indicator, notes)
    remarks = [language.typeset(note) for note in indicator.notes]
    drawable = any(row.value is not None for row in rows)
    reason = indicator.missing_reason or ""
    flags = [indicator.flag, *(item.flag for item in _compared(indicator))]
    return Picture(
        id=indicator.id,
        section=indicator.section,
        title=finding(language, indicator),
        subtitle=measured(language, indicator, year_of(indicator))
        if drawable
        else language.typeset(indicator.definition),
        chart=_plot(profile, language, indicator, rows) if drawable else None,
        table=_table(profile, language, indicator, notes),
        source=_sourced(language, indicator, remarks),
        notes=tuple(notes.said),
        flags=flags_in_words(language, flags),
        is_wide=not drawable,
        empty=None if drawable else empty_indicator(profile, language, indicator.id, indicator.source, reason),
    )


def _sourced(language: Language, indicator: Indicator, remarks: list[str]) -> str:
    said = source_line(language, indicator.source, *coverage_line(language, indicator.eu_detail), *remarks)
    return said or language.text("Source: none among the figures used here.")


def year_of(indicator: Indicator) -> str:
    """The year of the value, or, where the region has none, that of those it is compared with."""
    return str(indicator.year or indicator.compared_year or "")


def measured(language: Language, indicator: Indicator, year: str) -> str:
    """What is measured, in which unit and year; the unit is not said twice."""
    label, unit = language.typeset(indicator.label), unit_of(language, indicator.unit)
    return ", ".join([label, *([] if unit in indicator.label else [language.typeset(unit)]), *([year] if year else [])])


def _compared(indicator: Indicator) -> list[Comparator]:
    return [item for item in (indicator.country_detail, indicator.eu_detail, *indicator.peers) if item is not None]


def _rows(profile: Profile, language: Language, indicator: Indicator, notes: Notes) -> tuple[DotRow, ...]:
    own = Comparator(
        code=profile.region.code,
        name=profile.region.name,
        value=indicator.value,
        flag=indicator.flag,
        missing_reason=indicator.missing_reason,
    )
    rows = [_row(language, own, indicator.decimals, "region", notes)]
    if indicator.country_detail is not None:
        rows.append(_row(language, indicator.country_detail, indicator.decimals, "country", notes))
    rows += [_row(language, peer, indicator.decimals, "peer", notes) for peer in indicator.peers]
    return ordered(rows, descending=indicator.polarity >= 0)


def _row(language: Language, item: Comparator, decimals: int, role: Role, notes: Notes) -> DotRow:
    name = language.typeset(item.name)
    if item.value is None:
        number = notes.number(language.typeset(item.missing_reason or ""))
        return DotRow(name, None, language.text("n/a"), role, str(number))
    return DotRow(name, item.value, language.number(item.value, decimals), role, item.flag)


def _plot(profile: Profile, language: Language, indicator: Indicator, rows: tuple[DotRow, ...]) -> DotPlot:
    decimals = indicator.decimals
    eu = "" if indicator.eu is None else language.number(indicator.eu, decimals)
    return DotPlot(
        description=_described(profile, language, indicator),
        rows=rows,
        eu=indicator.eu,
        eu_label=language.text("EU {value}", value=eu),
        axis_title=unit_of(language, indicator.unit),
        tick=lambda value: language.number(value, _digits(value)),
    )


def _digits(value: float) -> int:
    """As many decimals as a tick needs."""
    return next((digits for digits in range(4) if abs(round(value, digits) - value) < 1e-9), 4)


def _described(profile: Profile, language: Language, indicator: Indicator) -> str:
    """The chart in one sentence, for those who hear the page."""
    name, decimals = language.typeset(profile.region.name), indicator.decimals
    parts = [
        f"{who} {language.number(value, decimals)}"
        for who, value in (
            (name, indicator.value),
            (language.text("EU"), indicator.eu),
            (language.typeset(profile.country.name) if profile.country else "", indicator.country),
        )
        if value is not None
    ]
    place = place_of(language, indicator)
    return language.text(
        "Dot plot of {label}, {unit}: {values}. {place}",
        label=language.typeset(indicator.label),
        unit=unit_of(language, indicator.unit),
        values=", ".join(parts) or language.text("n/a"),
        place=f"{place[:1].upper()}{place[1:]}." if place else "",
    ).strip()


def _table(profile: Profile, language: Language, indicator: Indicator, notes: Notes) -> DataTable:
    """Region, country, EU and peers with values, flags and reasons."""
    columns = (
        Column(language.text("Region"), "region"),
        Column(language.text("Code"), "code"),
        Column(unit_of(language, indicator.unit), "value", is_number=True),
    )
    own = Comparator(
        code=profile.region.code,
        name=profile.region.name,
        value=indicator.value,
        flag=indicator.flag,
        missing_reason=indicator.missing_reason,
    )
    peers = sorted(indicator.peers, key=lambda peer: -(peer.value if peer.value is not None else float("-inf")))
    rows = [_table_row(language, own, indicator.decimals, notes, is_region=True)]
    rows += [_table_row(language, peer, indicator.decimals, notes) for peer in peers]
    groups = [item for item in (indicator.country_detail, indicator.eu_detail) if item is not None]
    for position, item in enumerate(groups):
        row = _table_row(language, item, indicator.decimals, notes)
        rows.append(Row(row.cells, opens_group=position == 0))
    return DataTable(f"{indicator.id}.csv", columns, tuple(rows))


def _table_row(language: Language, item: Comparator, decimals: int, notes: Notes, is_region: bool = False) -> Row:
    return Row(
        (
            Cell(language.typeset(item.name), language.typeset(item.name)),
            Cell(item.code, item.code),
            value_cell(language, item, decimals, notes),
        ),
        is_region=is_region,
    )


def value_cell(language: Language, item: Comparator, decimals: int, notes: Notes) -> Cell:
    """A value with its flag, or "n/a" with the number of the note that says why."""
    if item.value is None:
        return Cell(language.text("n/a"), None, note=notes.number(language.typeset(item.missing_reason or "")))
    return Cell(language.number(item.value, decimals), round(item.value, 6), item.flag)


def key_figures(profile: Profile, language: Language) -> list[KeyFigure]:
    """The strip at the top of the profile."""
    by_id = {indicator.id: indicator for indicator in profile.indicators}
    figures = [_key_figure(profile, language, by_id[name]) for name in KEY if name in by_id]
    figures.insert(1, _key_index(profile, language))
    return figures


def _key_figure(profile: Profile, language: Language, indicator: Indicator) -> KeyFigure:
    has_value = indicator.value is not None
    value = language.number(indicator.value, indicator.decimals) if indicator.value is not None else ""
    strip = Strip(
        _described(profile, language, indicator),
        indicator.value,
        indicator.eu,
        indicator.country,
        tuple(peer.value for peer in indicator.peers if peer.value is not None),
    )
    others = _others(profile, language, indicator.eu, indicator.country, indicator.decimals)
    flags = flags_in_words(language, [indicator.flag])
    when = ", ".join(
        part for part in (str(indicator.year or ""), flags[2:] if len(indicator.flag) == 1 else "") if part
    )
    return KeyFigure(
        id=indicator.id,
        label=language.typeset(indicator.label),
        value=value or language.text("n/a"),
        unit=unit_sign(language, indicator.unit) if has_value and indicator.unit == "percent" else "",
        flag=indicator.flag,
        strip=strip if has_value else None,
        place=_capital(place_of(language, indicator)),
        others=others if has_value or not others else f"{others} ({year_of(indicator)})",
        when=when if has_value else language.typeset(indicator.missing_reason or ""),
    )


def _key_index(profile: Profile, language: Language) -> KeyFigure:
    index = profile.composite
    others = _others(profile, language, index.eu, index.country, 2)
    description = language.text("Index of industrial change: {value}", value=_shown(language, index.total))
    strip = Strip(
        description,
        index.total,
        index.eu,
        index.country,
        tuple(peer.value for peer in index.peers if peer.value is not None),
    )
    return KeyFigure(
        id="index",
        label=language.text("Index of industrial change, 0 to 1"),
        value=_shown(language, index.total),
        unit="",
        flag="",
        strip=None if index.total is None else strip,
        place=_capital(placed(language, index.rank, index.of)),
        others=others if index.total is not None or not (others and index.year) else f"{others} ({index.year})",
        when=str(index.year or "") if index.total is not None else language.typeset(index.missing_reason or ""),
    )


def _shown(language: Language, value: float | None) -> str:
    return language.text("n/a") if value is None else language.number(value, 2)


def _others(profile: Profile, language: Language, eu: float | None, country: float | None, decimals: int) -> str:
    named = [(profile.eu.name, eu), (language.typeset(profile.country.name) if profile.country else "", country)]
    return " · ".join(f"{name}\u00a0{language.number(value, decimals)}" for name, value in named if value is not None)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
