"""The indicators of a profile: which ones, in which section, and how each is compared."""

from dataclasses import dataclass

from beffroi.analytics.indicators.gaps import gap, ratio
from beffroi.analytics.indicators.growth import compound_annual_growth
from beffroi.analytics.indicators.position import position
from beffroi.analytics.indicators.ranks import rank
from beffroi.figures.model import Coverage, Figure
from beffroi.figures.store import Figures
from beffroi.figures.territories import Territory
from beffroi.reporting.language import Language
from beffroi.reporting.profile.model import Comparator, Indicator, Section, Source, Trend

SECTIONS: dict[Section, tuple[str, ...]] = {
    "economy": (
        "gdp_per_head_eur",
        "gdp_per_head_pps_eu100",
        "employment_rate",
        "unemployment_rate",
        "tertiary_share_of_employed",
        "manufacturing_lq",
        "adult_learning_rate",
    ),
    "technology": ("high_tech_share", "business_rd", "rd_personnel_share"),
}
TREND_YEARS = 5


@dataclass(frozen=True)
class Comparison:
    """Who is compared with whom, and in which language it is said."""

    figures: Figures
    region: Territory
    country: Territory | None
    peers: tuple[Territory, ...]
    year: int | None
    language: Language


def indicators(comparison: Comparison) -> list[Indicator]:
    """All indicators of the profile in their order; each uses its own latest year up to the one wanted."""
    return [indicator(comparison, series, section) for section, names in SECTIONS.items() for series in names]


def indicator(comparison: Comparison, series: str, section: Section) -> Indicator:
    """One indicator: the region's value with country, EU, peers, rank, gap, trend, source, or why it is missing."""
    figures, language = comparison.figures, comparison.language
    declared = figures.series[series]
    own = figures.latest(series, comparison.region, comparison.year)
    year = own.year or _any_year(comparison, series)
    peers = [_comparator(comparison, series, territory, year) for territory in comparison.peers]
    country = _comparator(comparison, series, comparison.country, year) if comparison.country else None
    eu = _eu(comparison, series, year)
    ranked = rank([own.value, *(peer.value for peer in peers)], polarity=declared.polarity)
    with_value = [peer.value for peer in peers if peer.value is not None]
    return Indicator(
        id=series,
        section=section,
        label=figures.label(series, language.lang),
        short_label=figures.label(series, language.lang).split(",")[0],
        definition=figures.definition(series, language.lang),
        unit=declared.unit,
        decimals=declared.decimals,
        polarity=declared.polarity,
        year=own.year,
        compared_year=year,
        value=own.value,
        flag=own.flag,
        country=country.value if country else None,
        eu=eu.value if eu else None,
        country_detail=country,
        eu_detail=eu,
        peers=peers,
        rank=ranked[0],
        of=len(with_value) + (own.value is not None),
        gap=gap(own.value, eu.value if eu else None),
        ratio=ratio(own.value, eu.value if eu else None),
        position=None if own.value is None else position(own.value, with_value, polarity=declared.polarity),
        trend=_trend(comparison, series, own),
        source=source_of(figures, series),
        missing_reason=_reason(comparison, own),
        notes=[language.message(note) for note in own.notes],
    )


def source_of(figures: Figures, series: str) -> Source | None:
    """The source of a series as the profile shows it; None where the series has no table at all."""
    source = figures.source(series)
    if not source.checksums:
        return None
    return Source(
        publisher=source.publisher,
        dataset=source.dataset,
        licence=source.licence,
        vintage=source.vintage,
        nuts=source.nuts,
        checksums=dict(source.checksums),
    )


def coverage_text(language: Language, coverage: Coverage | None) -> str | None:
    """Coverage in words, None where nothing had to be summed."""
    if coverage is None:
        return None
    if not coverage.missing:
        return language.text("{count} of {total} report", count=coverage.reporting, total=coverage.expected)
    return language.text(
        "{count} of {total} report; missing {missing}",
        count=coverage.reporting,
        total=coverage.expected,
        missing=", ".join(coverage.missing),
    )


def _any_year(comparison: Comparison, series: str) -> int | None:
    """The latest year wanted in which the series exists, so that peers show even where the region has no value."""
    years = [year for year in comparison.figures.years(series) if year <= (comparison.year or year)]
    return max(years, default=None)


def _comparator(comparison: Comparison, series: str, territory: Territory, year: int | None) -> Comparator:
    language = comparison.language
    if year is None:
        return Comparator(
            code=territory.code,
            name=territory.name(language.lang),
            value=None,
            missing_reason=language.text("the series holds no year that was asked for"),
        )
    figure = comparison.figures.figure(series, territory, year)
    return _as_comparator(comparison, figure, territory.code, territory.name(language.lang))


def _eu(comparison: Comparison, series: str, year: int | None) -> Comparator | None:
    if year is None:
        return None
    return _as_comparator(comparison, comparison.figures.eu(series, year), "EU", comparison.language.text("EU"))


def _as_comparator(comparison: Comparison, figure: Figure, code: str, name: str) -> Comparator:
    return Comparator(
        code=code,
        name=name,
        value=figure.value,
        flag=figure.flag,
        missing_reason=_reason(comparison, figure),
        coverage=coverage_text(comparison.language, figure.coverage),
    )


def _reason(comparison: Comparison, figure: Figure) -> str | None:
    """Why a figure is missing, in the language of the profile."""
    if figure.missing_reason is None:
        return None
    absent = comparison.figures.why_absent(figure.series, comparison.language.lang)
    return absent or comparison.language.message(figure.missing_reason)


def _trend(comparison: Comparison, series: str, own: Figure) -> Trend | None:
    """Growth over five years, for amounts only: a rate or an index has no meaningful growth rate."""
    if own.year is None or own.value is None or comparison.figures.series[series].unit != "eur_per_head":
        return None
    since = own.year - TREND_YEARS
    if since not in comparison.figures.years(series):
        return None
    first = comparison.figures.figure(series, comparison.region, since)
    if first.value is None:
        return None
    growth = compound_annual_growth(first.value, own.value, TREND_YEARS)
    return None if growth is None else Trend(since=since, until=own.year, percent_per_year=growth)
