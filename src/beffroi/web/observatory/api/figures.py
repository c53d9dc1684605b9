"""The catalogue of figures and the values of each series."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Path, Query, Router
from ninja.pagination import paginate

from beffroi.analytics.errors import InputError
from beffroi.figures.territories import find_territory
from beffroi.reporting.language import Language
from beffroi.web.core.api import Answer, Asked, Pages, Problem, Refused, strict
from beffroi.web.observatory.exports.dataset import Described, Observed
from beffroi.web.observatory.forms.figures import SeriesForm
from beffroi.web.observatory.queries import own_series_page
from beffroi.web.observatory.queries.catalogue import SeriesEntry, described, entries, found
from beffroi.web.observatory.queries.figures_store import figures
from beffroi.web.observatory.queries.observations import observed
from beffroi.web.observatory.queries.series import vintages_of, visible_to

router = Router(tags=["figures"])
Name = Annotated[str, Path(max_length=80, pattern=r"^[A-Za-z0-9_-]+$", description="Id of a series in the catalogue.")]
Lang = Literal["en", "fr"]


class SeriesOut(Answer):
    """One series: what it is, where it comes from, the years it holds, how many regions it covers."""

    id: str
    label: str
    definition: str
    unit: str
    first: int | None
    last: int | None
    publisher: str
    dataset: str
    licence: str
    vintage: str
    level: str
    covered: int
    of: int
    is_own: bool
    missing_reason: str
    address: str


class SeriesDetail(Answer):
    """One series with everything needed to cite and to check it."""

    id: str
    label: str
    definition: str
    unit: str
    unit_text: str
    decimals: int
    polarity: int
    publisher: str
    dataset: str
    licence: str
    vintage: str
    nuts: int
    address: str
    checksums: dict[str, str]
    years: list[int]
    sectors: list[str]


class ValueOut(Answer):
    """One value; null exactly where `reason` says why. `flag` holds the statistical flags of the source."""

    region: str
    name: str
    level: str
    year: int
    sector: str
    value: float | None
    flag: str
    reason: str


class Search(Asked):
    """Which series."""

    q: str = Field("", max_length=100, description="Words of id, label or definition.")
    lang: Lang = "en"


class Wanted(Asked):
    """Which values of a series."""

    region: str = Field("", max_length=200, description="One region: code, name or union.")
    regions: str = Field("", max_length=400, description="Up to ten regions, separated by commas.")
    level: Literal["", "country", "NUTS 1", "NUTS 2"] = Field("", description="NUTS 2 where nothing else is asked.")
    country: str = Field("", max_length=2, description="Eurostat code of a country.")
    year: int | None = Field(None, ge=1900, le=2100)
    sector: str = Field("", max_length=4, description="NACE section or division, for series by sector.")
    lang: Lang = "en"


@router.get("", response=list[SeriesOut], summary="Search the catalogue")
@strict
@paginate(Pages)
def catalogue(request: HttpRequest, search: Query[Search]) -> list[SeriesEntry]:
    """Every series that the reader may see."""
    return found(entries(request.user, Language(search.lang)), search.q)


@router.get("/{series}", response={200: SeriesDetail, 404: Problem}, summary="One series")
@strict
def series(request: HttpRequest, series: Name, lang: Lang = "en") -> dict[str, Any]:
    """Definition, unit, source, licence, vintage, checksums, years and sectors of a series."""
    own = _own(request, series)
    if own is not None:
        about, years, sectors = own_series_page.about(own, Language(lang)), list(own.years), list(own.sectors)
    else:
        about, held = _described(series, lang), figures()
        years, sectors = held.years(series), held.sectors(series)
    return {**vars(about), "checksums": dict(about.checksums), "years": years, "sectors": sectors}


@router.get("/{series}/values", response={200: list[ValueOut], 404: Problem}, summary="Values of a series")
@strict
@paginate(Pages)
def values(request: HttpRequest, series: Name, wanted: Query[Wanted]) -> tuple[Observed, ...]:
    """The values asked for, region by region; by default all NUTS 2 regions and years; all regions of an own series."""
    own = _own(request, series)
    if own is not None:
        return _own_values(own, wanted)
    _described(series, wanted.lang)
    asked = {name: value for name, value in wanted.dict().items() if value not in (None, "") and name != "lang"}
    if wanted.region and not wanted.regions:
        asked["regions"] = asked.pop("region")
    form = SeriesForm(asked, series, Language(wanted.lang))
    unknown = sorted(set(asked) - set(form.fields))
    if unknown:
        raise Refused(422, f"{series} is not held by {unknown[0]}; leave that parameter out.", unknown[0])
    if not form.is_valid():
        blamed, messages = next(iter(form.errors.items()))
        field = "region" if blamed == "regions" and not wanted.regions else blamed
        raise Refused(422, f"{field}: {' '.join(map(str, messages))}", field)
    return observed(form.wanted(), Language(wanted.lang))


def _own(request: HttpRequest, series: str) -> own_series_page.Held | None:
    """The latest vintage of a series that an analyst added, where the reader may see it."""
    if series in figures().series:
        return None
    found = visible_to(request.user).filter(slug=series).first()
    vintage = vintages_of(found).first() if found else None
    return own_series_page.held(found, vintage) if found and vintage else None


def _own_values(own: own_series_page.Held, wanted: Wanted) -> tuple[Observed, ...]:
    texts = [text.strip() for text in f"{wanted.region},{wanted.regions}".split(",") if text.strip()]
    regions = tuple(find_territory(text) for text in texts)
    choice = own_series_page.Choice(regions, wanted.year, wanted.sector or None)
    held = own_series_page.dataset(own, choice, Language(wanted.lang)).observations
    return tuple(
        one
        for one in held
        if wanted.level in ("", one.level) and (not wanted.country or one.region.startswith(wanted.country.upper()))
    )


def _described(series: str, lang: Lang) -> Described:
    try:
        return described(series, Language(lang))
    except InputError as error:
        sentence = str(error).replace("'beffroi figures list' shows all of them", "the catalogue lists them all")
        raise Refused(404, sentence, "series") from error
