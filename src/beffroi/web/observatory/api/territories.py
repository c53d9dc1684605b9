"""Territories: countries, NUTS 1 and NUTS 2 regions, old codes, unions."""

from functools import cache
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Field, Path, Query, Router
from ninja.pagination import paginate

from beffroi.analytics.errors import InputError
from beffroi.figures.names import plain
from beffroi.figures.territories import Territory, find_territory
from beffroi.figures.vintages import vintages
from beffroi.web.core.api import Answer, Asked, Pages, Problem, Refused, strict

router = Router(tags=["territories"])

Code = Annotated[str, Path(max_length=200, description="A code of any vintage, a name, or codes joined by '+'.")]

Lang = Literal["en", "fr"]


class TerritoryOut(Answer):
    """A place: `level` is country, NUTS 1, NUTS 2 or territory; names by language."""

    code: str
    names: dict[str, str]
    level: str
    country: str | None


class TerritoryDetail(TerritoryOut):
    """A place with the NUTS 2 regions in it, the newest vintage that knows its code, and what became of an old one."""

    parts: list[str]
    vintage: int
    notes: list[str]


class Wanted(Asked):
    """Which territories."""

    q: str = Field("", max_length=100, description="Part of a code or of a name, accents and case aside.")
    level: Literal["", "country", "NUTS 1", "NUTS 2"] = ""
    country: str = Field("", max_length=2, description="Eurostat code of a country: BE, EL, UK.")
    lang: Lang = Field("en", description="The language of refusals; names come in both.")


@router.get("", response=list[TerritoryOut], summary="Search countries and regions")
@strict
@paginate(Pages)
def territories(request: HttpRequest, wanted: Query[Wanted]) -> list[dict[str, object]]:
    """Every country and region of today's codes, in the order of their codes."""
    text = plain(wanted.q)
    return [
        _described(territory)
        for territory in current_territories()
        if (not wanted.level or territory.level == wanted.level)
        and (not wanted.country or territory.country == wanted.country.upper())
        and (not text or any(text in plain(word) for word in (territory.code, *territory.names.values())))
    ]


@router.get("/{code}", response={200: TerritoryDetail, 404: Problem}, summary="One territory")
@strict
def territory(request: HttpRequest, code: Code, lang: Lang = "en") -> dict[str, object]:
    """A place by code, name or union; the nearest names where there is none."""
    found = place(code)
    detail = {"parts": list(found.parts), "vintage": found.vintage, "notes": [str(note) for note in found.notes]}
    return _described(found) | detail


def place(code: str) -> Territory:
    """The territory of an address, or 404 with the nearest names."""
    try:
        return find_territory(code)
    except InputError as error:
        raise Refused(404, str(error), "code") from error


@cache
def current_territories() -> tuple[Territory, ...]:
    """Countries, NUTS 1 and NUTS 2 regions of the newest vintage."""
    codes = sorted({node.code for node in vintages().all_nodes() if node.vintage == 2024})
    return tuple(find_territory(code) for code in codes if len(code) <= 4)


def _described(found: Territory) -> dict[str, object]:
    return {"code": found.code, "names": dict(found.names), "level": found.level, "country": found.country}
