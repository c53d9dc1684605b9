"""The maps of a sector: by a measure in classes, or by stars."""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from django.utils.translation import gettext as _

from beffroi.reporting.charts.map import quantile_breaks
from beffroi.reporting.language import Language
from beffroi.reporting.profile.pictures.model import DataTable, Picture
from beffroi.web.observatory.queries.clusters import By, Ranked, SectorSummary, name_of
from beffroi.web.observatory.queries.maps import Legend, Mapped, europe_map
from beffroi.web.observatory.queries.sector_words import Wanted, measure, said, source_of_sectors, stars_in_words

QUOTIENT_BREAKS = (0.5, 1.0, 2.0, 4.0)
LEADING = 20
STAR_BREAKS = (1.0, 2.0, 3.0)


def map_picture(
    ranked: Sequence[Ranked],
    legend: Legend,
    wanted: Wanted,
    language: Language,
    table: DataTable,
    stars: bool = False,
) -> Picture:
    regions = [_mapped(found, wanted.by, language, stars) for found in ranked]
    what = _("Cluster stars") if stars else measure(wanted.by)
    return Picture(
        id="map",
        section="clusters",
        title=_where(ranked, wanted, stars, language),
        subtitle=f"{what}, {wanted.year}",
        chart=europe_map(regions, legend, language, wanted.region, bool(wanted.country)) if legend.steps else None,
        table=table,
        source=source_of_sectors(language),
    )


def _where(ranked: Sequence[Ranked], wanted: Wanted, stars: bool, language: Language) -> str:
    """Which country has the most of the leading regions, or between which ends one country runs, as the title."""
    known = [found.standing for found in ranked if found.place is not None]
    leading = [standing for standing in known if standing.stars == 3] if stars else known[:LEADING]
    countries = Counter(standing.country for standing in leading)
    if len({standing.country for standing in known}) < 2 or not leading:
        return _within(ranked, wanted.by, stars, language)
    most = max(countries.values())
    names = sorted(language.country(country) for country, count in countries.items() if count == most)
    told = {"country": ", ".join(names), "most": most, "of": len(leading)}
    if stars:
        return _("Of the %(of)s regions with three stars, the most in one country: %(most)s (%(country)s)") % told
    return _("Of the first %(of)s regions, the most in one country: %(most)s (%(country)s)") % told


def _within(ranked: Sequence[Ranked], by: By, stars: bool, language: Language) -> str:
    """Who stands highest and lowest of the regions that report, or how many have a star."""
    known = [found.standing for found in ranked if found.place is not None]
    if stars:
        told = {"some": sum(bool(standing.stars) for standing in known), "of": len(known)}
        return _("%(some)s of the %(of)s regions that report have a star") % told
    if len(known) < 2:
        return _("%(count)s of %(of)s regions report") % {"count": len(known), "of": len(ranked)}
    high, low = known[0], known[-1]
    return _("From %(high)s in %(first)s down to %(low)s in %(last)s") % {
        "high": said(high.value(by), by, language),
        "first": name_of(high.code, language.lang),
        "low": said(low.value(by), by, language),
        "last": name_of(low.code, language.lang),
    }


def _mapped(found: Ranked, by: By, language: Language, stars: bool) -> Mapped:
    standing = found.standing
    value = standing.stars if stars else standing.value(by)
    shown = (
        language.text("n/a") if value is None else stars_in_words(int(value)) if stars else said(value, by, language)
    )
    return Mapped(standing.code, name_of(standing.code, language.lang), value, shown, found.is_region)


def legend_of(sector: SectorSummary, ranked: Sequence[Ranked], wanted: Wanted, language: Language) -> Legend:
    values = [value for found in ranked if (value := found.standing.value(wanted.by)) is not None]
    breaks = QUOTIENT_BREAKS if wanted.by == "quotient" else quantile_breaks(values, 5)
    label = measure(wanted.by)
    return Legend(
        breaks=breaks,
        steps=_steps(breaks, _limit(wanted.by, language)) if values else (),
        description=_("Map of %(count)s regions by %(measure)s in %(sector)s; the table below has every value.")
        % {"count": len(ranked), "measure": language.inside(label), "sector": language.inside(sector.name(language))},
        own=language.typeset(wanted.region.name(language.lang)) if wanted.region else "",
    )


def _limit(by: By, language: Language) -> Callable[[float], str]:
    """How a limit between classes is written: with no more decimals than it needs."""

    def written(limit: float) -> str:
        decimals = 0 if by == "persons" else next((n for n in (0, 1, 2, 3) if round(limit, n) == limit), 3)
        return language.percent(limit, decimals) if by == "share" else language.number(limit, decimals)

    return written


def _steps(breaks: Sequence[float], written: Callable[[float], str]) -> tuple[str, ...]:
    """Each class in words."""
    if not breaks:
        return (_("reported"),)
    limits = [written(limit) for limit in breaks]
    between = [_("%(low)s to less than %(high)s") % {"low": low, "high": high} for low, high in pairwise(limits)]
    first, last = _("less than %(high)s") % {"high": limits[0]}, _("%(low)s or more") % {"low": limits[-1]}
    return (first, *between, last)


def star_legend(sector: SectorSummary, wanted: Wanted, language: Language) -> Legend:
    return Legend(
        breaks=STAR_BREAKS,
        steps=tuple(stars_in_words(stars) for stars in range(4)),
        description=_("Map of regions by cluster stars in %(sector)s; the table below has every value.")
        % {"sector": language.inside(sector.name(language))},
        own=language.typeset(wanted.region.name(language.lang)) if wanted.region else "",
    )
