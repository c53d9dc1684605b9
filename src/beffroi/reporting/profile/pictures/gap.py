"""Is the gap to the EU closing? Output per head in two years, for the region, its country and its peers."""

from dataclasses import dataclass

from beffroi.figures.store import Figures
from beffroi.figures.territories import Territory, find_territory
from beffroi.reporting.charts.dots import Role
from beffroi.reporting.charts.slope import Slope, Slopes
from beffroi.reporting.language import Language
from beffroi.reporting.profile.indicators import source_of
from beffroi.reporting.profile.model import Profile
from beffroi.reporting.profile.pictures.empty import empty_indicator
from beffroi.reporting.profile.pictures.model import Cell, Column, DataTable, Empty, Notes, Picture, Row
from beffroi.reporting.profile.pictures.words import flags_in_words, source_line

SERIES = "gdp_per_head_pps_eu100"
EU = 100.0


@dataclass(frozen=True)
class Change:
    """A place's value in the first and the last year, None where it is missing, with flags and the reason."""

    code: str
    name: str
    role: Role
    first: float | None
    last: float | None
    flags: tuple[str, str]
    reason: str

    @property
    def points(self) -> int | None:
        """Points gained, as the rounded values show them; None where one is missing."""
        return None if self.first is None or self.last is None else round(self.last) - round(self.first)


def gap_picture(figures: Figures, profile: Profile, region: Territory) -> Picture:
    """Slopes of output per head in purchasing power, EU = 100, from the first year held to the latest.

    Parameters
    ----------
    figures : Figures
        those from which the profile was composed.
    profile : Profile
    region : Territory
        the region of the profile.

    Returns
    -------
    Picture
        with the finding as its title; without a chart where the region lacks a value.

    """
    language = Language(profile.lang)
    indicator = next(item for item in profile.indicators if item.id == SERIES)
    held = [year for year in figures.years(SERIES) if indicator.year is None or year <= indicator.year]
    first = next((year for year in held if figures.figure(SERIES, region, year).value is not None), None)
    last, notes = indicator.year, Notes()
    if first is None or last is None or first == last:
        reason = indicator.missing_reason or language.text("only one year is held")
        empty = empty_indicator(profile, language, SERIES, indicator.source, reason)
        return _picture(figures, language, _table(language, [], (first, last), notes), language.text("No trend"), empty)
    changes = _changes(figures, profile, region, (first, last))
    return _drawn(figures, language, changes, (first, last))


def gap_findings(picture: Picture, lang: str) -> tuple[str, ...]:
    """What else the slopes say: how many gained and lost, who most; nothing where nothing is drawn."""
    if not isinstance(picture.chart, Slopes):
        return ()
    language = Language("fr" if lang == "fr" else "en")
    distances = [_distance(language, slope) for slope in picture.chart.slopes if not _is_peer(slope)]
    peers = [(slope.name, round(slope.last) - round(slope.first)) for slope in picture.chart.slopes if _is_peer(slope)]
    if not peers:
        return tuple(distances)
    up, down = sum(points > 0 for _, points in peers), sum(points < 0 for _, points in peers)
    counted = (
        (up, language.text("{count} up", count=up)),
        (down, language.text("{count} down", count=down)),
        (len(peers) - up - down, language.text("{count} level", count=len(peers) - up - down)),
    )
    said = [
        language.text(
            "Since {year}, of {total} peers: {said}.",
            year=picture.chart.first_title,
            total=language.cardinal(len(peers)),
            said=language.list_of([words for count, words in counted if count]),
        )
    ]
    if up:
        said.append(_most(language, language.text("Largest rise"), max(peers, key=_points)))
    if down:
        said.append(_most(language, language.text("Largest fall"), min(peers, key=_points)))
    return (*distances, *said)


def _distance(language: Language, slope: Slope) -> str:
    """How far from the EU a place was and is, in whole points."""
    first, last = (round(value) - round(EU) for value in (slope.first, slope.last))
    return language.text(
        "{name}: {first} points from the EU then, {last} now.",
        name=slope.name,
        first=_signed(language, first),
        last=_signed(language, last),
    )


def _points(peer: tuple[str, int]) -> int:
    return peer[1]


def _most(language: Language, label: str, peer: tuple[str, int]) -> str:
    name, points = peer
    moved = language.plural("{count} point", "{count} points", abs(points))
    return language.text("{label}: {name}, {points}.", label=label, name=name, points=moved)


def _is_peer(slope: Slope) -> bool:
    return slope.role == "peer"


def _changes(figures: Figures, profile: Profile, region: Territory, years: tuple[int, int]) -> list[Change]:
    places: list[tuple[Territory, str, Role]] = [(region, profile.region.name, "region")]
    places += [(find_territory(peer.code), peer.name, "peer") for peer in profile.peers]
    if profile.country is not None:
        places.append((find_territory(profile.country.code), profile.country.name, "country"))
    language = Language(profile.lang)
    return [_change(figures, language, *place, years) for place in places]


def _change(
    figures: Figures, language: Language, place: Territory, name: str, role: Role, years: tuple[int, int]
) -> Change:
    first, last = (figures.figure(SERIES, place, year) for year in years)
    reason = first.missing_reason or last.missing_reason
    return Change(
        place.code,
        language.typeset(name),
        role,
        first.value,
        last.value,
        (first.flag, last.flag),
        language.message(reason) if reason else "",
    )


def _drawn(figures: Figures, language: Language, changes: list[Change], years: tuple[int, int]) -> Picture:
    notes = Notes()
    slopes = tuple(
        Slope(
            change.name,
            change.first,
            change.last,
            language.number(change.first),
            language.number(change.last),
            change.role,
        )
        for change in changes
        if change.first is not None and change.last is not None
    )
    said = ", ".join(f"{slope.name} {slope.first_shown} → {slope.last_shown}" for slope in slopes)
    chart = Slopes(
        description=language.text(
            "Slopes from {first} to {last}, {reference}: {values}.",
            first=years[0],
            last=years[1],
            reference=language.text("EU = 100"),
            values=said,
        ),
        slopes=slopes,
        first_title=str(years[0]),
        last_title=str(years[1]),
        reference=EU,
        reference_label=language.typeset(language.text("EU = 100")),
    )
    table = _table(language, changes, years, notes)
    return _picture(figures, language, table, _title(language, changes[0], years), None, chart, notes)


def _picture(
    figures: Figures,
    language: Language,
    table: DataTable,
    title: str,
    empty: Empty | None,
    chart: Slopes | None = None,
    notes: Notes | None = None,
) -> Picture:
    label = language.typeset(figures.label(SERIES, language.lang))
    flags = [cell.flag for row in table.rows for cell in row.cells]
    return Picture(
        id="gap",
        section="economy",
        title=title,
        subtitle=language.text("{label}. The scale does not start at zero", label=label) if chart else label,
        chart=chart,
        table=table,
        source=source_line(language, source_of(figures, SERIES)),
        notes=tuple(notes.said) if notes else (),
        flags=flags_in_words(language, flags),
        is_wide=True,
        empty=empty,
    )


def _title(language: Language, own: Change, years: tuple[int, int]) -> str:
    """The finding: how many points up or down since the first year."""
    points = own.points or 0
    values = {"name": own.name, "year": years[0]}
    if points == 0:
        return language.text("{name}: level with {year}", **values)
    values["count"] = language.cardinal(abs(points))
    if points > 0:
        return language.plural(
            "{name}: {count} point up since {year}", "{name}: {count} points up since {year}", points, **values
        )
    return language.plural(
        "{name}: {count} point down since {year}", "{name}: {count} points down since {year}", -points, **values
    )


def _table(language: Language, changes: list[Change], years: tuple[int | None, int | None], notes: Notes) -> DataTable:
    columns = (
        Column(language.text("Region"), "region"),
        Column(language.text("Code"), "code"),
        Column(str(years[0] or ""), f"eu100_{years[0]}", True),
        Column(str(years[1] or ""), f"eu100_{years[1]}", True),
        Column(language.text("Change in points"), "points", True),
    )
    ordered = sorted(changes, key=lambda change: (_ORDER[change.role], -(change.last or 0.0)))
    return DataTable("gap.csv", columns, tuple(_row(language, change, notes) for change in ordered))


_ORDER = {"region": 0, "peer": 1, "country": 2}


def _row(language: Language, change: Change, notes: Notes) -> Row:
    values = [_value(language, change, value, at, notes) for at, value in enumerate((change.first, change.last))]
    moved = Cell("–", None) if change.points is None else Cell(_signed(language, change.points), change.points)
    cells = (Cell(change.name, change.name), Cell(change.code, change.code), *values, moved)
    return Row(cells, is_region=change.role == "region", opens_group=change.role == "country")


def _value(language: Language, change: Change, value: float | None, at: int, notes: Notes) -> Cell:
    if value is None:
        return Cell(language.text("n/a"), None, note=notes.number(language.typeset(change.reason)))
    return Cell(language.number(value), value, change.flags[at])


def _signed(language: Language, points: int) -> str:
    return f"+{points}" if points > 0 else language.number(points)
