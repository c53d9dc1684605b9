"""What the page of an own series shows, and what its files and pins hold: made by the parts of the official series."""

from dataclasses import dataclass
from functools import cached_property
from threading import Lock

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from beffroi.figures.model import Figure, Source
from beffroi.figures.territories import Territory, find_territory
from beffroi.reporting.charts.dots import DotPlot
from beffroi.reporting.charts.lines import Lines
from beffroi.reporting.language import Language
from beffroi.web.observatory.exports.dataset import Dataset, Described, Observed
from beffroi.web.observatory.models import OwnSeries, SeriesVintage
from beffroi.web.observatory.queries import series_page
from beffroi.web.observatory.queries.catalogue import unit_in_words
from beffroi.web.observatory.queries.observations import RegionRow, Wanted
from beffroi.web.observatory.queries.series import values_of, vintage_words, years_and_sectors_of
from beffroi.web.observatory.queries.series_page import SeriesView
from beffroi.web.observatory.rules.series import Held as Value
from beffroi.web.observatory.rules.series import Line

CHARTED = 8
"""Regions drawn where none were chosen."""
KEPT = 3
"""Vintages whose values stay in memory; a large one takes about 20 MB once all of it was read."""
_kept: dict[tuple[int, str, str], "Values"] = {}
_keeping = Lock()
NUTS = 0
"""Own series name regions of any vintage of NUTS."""


@dataclass(frozen=True)
class OwnWanted(Wanted):
    """Which values of an own series: its years are those of the vintage."""

    held_years: tuple[int, ...] = ()

    @property
    def years(self) -> tuple[int, ...]:
        """The years shown."""
        return self.held_years if self.year is None else tuple(year for year in self.held_years if year == self.year)


BySector = dict[str, dict[int, Value]]
"""Region → year → value and flag, of one sector."""


class Values:
    """The values of one vintage, as they stay for ever; each part is read when it is first asked for."""

    def __init__(self, vintage: SeriesVintage) -> None:
        self._vintage = vintage
        self._by_sector: dict[str, BySector] = {}

    @cached_property
    def _outline(self) -> tuple[tuple[int, str], ...]:
        return tuple(years_and_sectors_of(self._vintage))

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years with a row."""
        return tuple(sorted({year for year, _sector in self._outline}))

    @cached_property
    def sectors(self) -> tuple[str, ...]:
        """The sectors with a row, the total (empty) first."""
        return tuple(sorted({sector for _year, sector in self._outline}))

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Everything, for a file."""
        return tuple(values_of(self._vintage))

    def of(self, sector: str) -> BySector:
        """The values of one sector, which is all that a page shows."""
        found = self._by_sector.get(sector)
        if found is None:
            found = {}
            for region, year, _sector, value, flag in values_of(self._vintage, sector):
                found.setdefault(region, {})[year] = (value, flag)
            self._by_sector[sector] = found
        return found


@dataclass(frozen=True)
class Held:
    """A series with the values of one vintage."""

    series: OwnSeries
    vintage: SeriesVintage
    values: Values

    @property
    def years(self) -> tuple[int, ...]:
        """The years with a row."""
        return self.values.years

    @property
    def sectors(self) -> tuple[str, ...]:
        """The sectors with a row, the total (empty) first."""
        return self.values.sectors


@dataclass(frozen=True)
class Choice:
    """What of a vintage is asked for; a sector of None is the first one that there is."""

    regions: tuple[Territory, ...] = ()
    year: int | None = None
    sector: str | None = None


def held(series: OwnSeries, vintage: SeriesVintage) -> Held:
    """The values of a vintage."""
    key = (vintage.pk, vintage.file_sha256, vintage.made_at.isoformat())
    found = _kept.get(key)
    if found is None:
        found = Values(vintage)
        with _keeping:
            while len(_kept) >= KEPT:
                _kept.pop(next(iter(_kept)))
            _kept[key] = found
    return Held(series, vintage, found)


def view_of(of: Held, choice: Choice, language: Language) -> SeriesView:
    """An own series as asked for; `rows` are all its regions, those chosen are drawn."""
    sectors = of.sectors
    sector = choice.sector if choice.sector in sectors else (sectors[0] if sectors else "")
    rows = _rows(of, choice, str(sector))
    chosen = choice.regions or _first(rows)
    wanted = OwnWanted(of.series.slug, year=choice.year, sector=str(sector), regions=chosen, held_years=of.years)
    empty = tuple(
        Figure(of.series.slug, "EU", year, None, missing_reason=_("not in this vintage of the series"))
        for year in wanted.years
    )
    known = {row.territory.code for row in rows}
    absent = tuple(_absent(of, place, wanted.years) for place in chosen if place.code not in known)
    return SeriesView(about(of, language), wanted, (*rows, *absent), empty, language)


def _rows(of: Held, choice: Choice, sector: str) -> tuple[RegionRow, ...]:
    years = [year for year in of.years if choice.year in (None, year)]
    by_region = of.values.of(sector)
    rows, reasons = [], Reasons()
    for code in sorted(by_region):
        figures = tuple(_figure(of.series.slug, code, year, by_region[code].get(year), reasons) for year in years)
        rows.append(RegionRow(find_territory(code), figures))
    return tuple(rows)


class Reasons:
    """Why a value is missing, said once for thousands of figures."""

    def __init__(self) -> None:
        self.not_held = _("not in this vintage of the series")
        self.not_given = _("the file of the analyst gives no value")


def _figure(slug: str, code: str, year: int, found: Value | None, reasons: Reasons) -> Figure:
    if found is None:
        return Figure(slug, code, year, None, missing_reason=reasons.not_held)
    value, flag = found
    return Figure(slug, code, year, value, flag, missing_reason=reasons.not_given if value is None else None)


def _absent(of: Held, place: Territory, years: tuple[int, ...]) -> RegionRow:
    return RegionRow(place, tuple(_figure(of.series.slug, place.code, year, None, Reasons()) for year in years))


def _first(rows: tuple[RegionRow, ...]) -> tuple[Territory, ...]:
    """The regions with the most values, in the order of the codes."""
    ranked = sorted(rows, key=lambda row: -sum(figure.value is not None for figure in row.figures))[:CHARTED]
    return tuple(sorted((row.territory for row in ranked), key=lambda place: place.code))


def chart(view: SeriesView) -> Lines | DotPlot | None:
    """Lines or dots; the EU, of which an own series says nothing, is not among them."""
    return series_page.chart(view)


def about(of: Held, language: Language) -> Described:
    """An own series with where it comes from, in a language."""
    series, vintage = of.series, of.vintage
    address = reverse("observatory:own_series", args=[series.slug])
    return Described(
        id=series.slug,
        label=language.typeset(series.label_in(language.lang)),
        definition=language.typeset(series.definition_in(language.lang)),
        unit=series.unit,
        unit_text=unit_in_words(language, series.unit),
        decimals=vintage.decimals,
        polarity=series.polarity,
        publisher=series.source,
        dataset=_("series added by an analyst"),
        licence=series.licence,
        vintage=vintage_words(vintage, language),
        nuts=NUTS,
        address=f"{settings.SITE_URL}{address}?vintage={vintage.number}",
        checksums={vintage.file_name: vintage.file_sha256},
    )


def source_of(of: Held) -> Source:
    """Where the values come from, for a pin."""
    made = about(of, Language("en"))
    return Source(made.publisher, made.dataset, made.licence, made.vintage, NUTS, made.checksums)


def dataset(of: Held, choice: Choice, language: Language) -> Dataset:
    """The values asked for, of all regions unless some are chosen, as others can read them."""
    codes = {place.code for place in choice.regions}
    names = {code: find_territory(code) for code in {line[0] for line in of.values.lines}}
    return Dataset(
        about(of, language),
        tuple(
            _observed(names[region], year, sector, value, flag, language)
            for region, year, sector, value, flag in of.values.lines
            if (not codes or region in codes)
            and choice.year in (None, year)
            and (choice.sector is None or sector == choice.sector)
        ),
    )


def _observed(place: Territory, year: int, sector: str, value: float | None, flag: str, language: Language) -> Observed:
    reason = _("the file of the analyst gives no value") if value is None else ""
    return Observed(place.code, place.name(language.lang), place.level, year, value, flag, reason, sector)
