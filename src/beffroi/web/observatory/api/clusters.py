"""Clusters: sectors, one sector across regions, the portfolio of a region."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Path, Query, Router
from ninja.pagination import paginate

from beffroi.reporting.profile.model import Clusters
from beffroi.web.core.api import Answer, Asked, Pages, Problem, Refused, strict
from beffroi.web.observatory.api.profiles import Wanted as ProfileWanted
from beffroi.web.observatory.api.profiles import profile_of
from beffroi.web.observatory.api.territories import Code
from beffroi.web.observatory.queries.clusters import (
    By,
    Ranked,
    find_sector,
    name_of,
    nearest_sectors,
    ranking,
    sector_table,
    years,
)

router = Router(tags=["clusters"])
SectorCode = Annotated[str, Path(max_length=60, description="NACE division with its section, such as C21.")]


class SectorOut(Answer):
    """A sector in the EU: persons employed in the `countries` that report it, and how many regions report it."""

    code: str
    names: dict[str, str]
    persons: float | None
    countries: int
    reporting: int
    strongest: list[str]


class StandingOut(Answer):
    """A region in a sector: persons employed, share of its employment in percent, location quotient, stars 0 to 3."""

    place: int | None
    region: str
    name: str
    persons: float | None
    share: float | None
    quotient: float | None
    stars: int | None
    flag: str


class Wanted(Asked):
    """Which year and language."""

    year: int | None = Field(None, ge=1900, le=2100, description="The latest year where none is given.")
    lang: Literal["en", "fr"] = "en"


class Order(Wanted):
    """By what regions are ranked, and of which country."""

    by: By = "persons"
    country: str = Field("", max_length=2)


@router.get("/sectors", response=list[SectorOut], summary="Sectors")
@strict
@paginate(Pages)
def sectors(request: HttpRequest, wanted: Query[Wanted]) -> list[dict[str, Any]]:
    """Every NACE division of the business economy."""
    return [
        {
            "code": sector.code,
            "names": dict(zip(("en", "fr"), sector.names, strict=True)),
            "persons": sector.persons,
            "countries": sector.countries,
            "reporting": sector.reporting,
            "strongest": [standing.code for standing in sector.strongest],
        }
        for sector in sector_table(_year(wanted)).sectors.values()
    ]


@router.get("/sectors/{sector}", response={200: list[StandingOut], 404: Problem}, summary="One sector across regions")
@strict
@paginate(Pages)
def sector(request: HttpRequest, sector: SectorCode, order: Query[Order]) -> list[dict[str, Any]]:
    """Every region of the EU in a sector, from high to low; those that do not report stand last."""
    year = _year(order)
    found = find_sector(sector, year)
    if found is None:
        near = ", ".join(one.code for one in nearest_sectors(sector, year))
        advice = f"did you mean {near}?" if near else "clusters/sectors lists them."
        raise Refused(404, f"'{sector[:60]}' is not a sector; {advice}", "sector")
    standings = ranking(sector_table(year).standings[found.code], order.by, order.country.upper())
    return [_standing(one, order.lang) for one in standings]


@router.get("/regions/{code}", response={200: Clusters, 400: Problem, 404: Problem}, summary="Portfolio of a region")
@strict
def portfolio(request: HttpRequest, code: Code, wanted: Query[ProfileWanted]) -> Clusters:
    """The cluster portfolio of a region, of its parts and of its peers."""
    return profile_of(code, wanted).clusters


def _standing(one: Ranked, lang: str) -> dict[str, Any]:
    held = one.standing
    numbers = {"persons": held.persons, "share": held.share, "quotient": held.quotient, "stars": held.stars}
    return {"place": one.place, "region": held.code, "name": name_of(held.code, lang), "flag": held.flag} | numbers


def _year(wanted: Wanted) -> int:
    held = years()
    if wanted.year is not None and wanted.year not in held:
        raise Refused(404, f"No sectors are held for {wanted.year}; there is {', '.join(map(str, held))}.", "year")
    return wanted.year or held[-1]
