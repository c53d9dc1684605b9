"""The index of industrial change: ranking, and what drives a score."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Path, Query, Router
from ninja.pagination import paginate

from beffroi.web.core.api import Answer, Asked, Pages, Problem, Refused, strict
from beffroi.web.observatory.queries.index import (
    Driver,
    Ranking,
    Zone,
    drivers,
    index_years,
    indicator_label,
    node_label,
    pilot_zones,
    placing,
    ranking,
    region_of,
    spec,
    stored_run,
)

router = Router(tags=["indices"])
Index = Annotated[str, Path(max_length=80, description="Id of an index.")]
ZoneCode = Annotated[str, Path(max_length=10, description="Code of a zone of the scoreboard, or EU.")]


class IndexOut(Answer):
    """An index: its nodes (the total first), and the years for which it can be computed."""

    id: str
    nodes: dict[str, str]
    years: list[int]


class ZoneOut(Answer):
    """Scores 0 to 1, ranks from 1 and coverage 0 to 1 of a zone, by node."""

    code: str
    name: str
    country: str
    is_pilot: bool
    scores: dict[str, float | None]
    ranks: dict[str, int | None]
    coverage: dict[str, float]


class DriverOut(Answer):
    """What one indicator brings to a score, beside the EU and the median of the pilot regions."""

    indicator: str
    label: str
    dimension: str
    raw: float | None
    scaled: float | None
    weight: float | None
    to_dimension: float | None
    to_total: float | None
    eu: float | None
    peers: float | None


class ZoneDetail(ZoneOut):
    """A zone with its drivers."""

    year: int
    drivers: list[DriverOut]


class Wanted(Asked):
    """Which year, in which language."""

    year: int | None = Field(None, ge=1900, le=2100, description="The latest year where none is given.")
    lang: Literal["en", "fr"] = "en"


@router.get("", response=list[IndexOut], summary="Indices")
@strict
@paginate(Pages)
def indices(request: HttpRequest, lang: Literal["en", "fr"] = "en") -> list[dict[str, Any]]:
    """Every index that the site computes."""
    declared = spec()
    nodes = {node: node_label(node, lang) for node in (declared.total, *declared.dimensions)}
    return [{"id": declared.id, "nodes": nodes, "years": index_years()}]


@router.get("/{index}", response={200: list[ZoneOut], 404: Problem}, summary="Ranking of an index")
@strict
@paginate(Pages)
def ranked(request: HttpRequest, index: Index, wanted: Query[Wanted]) -> list[dict[str, Any]]:
    """Every zone, the highest total first, those without one last."""
    return [_zone(zone) for zone in _ranking(index, wanted).zones]


@router.get("/{index}/{zone}", response={200: ZoneDetail, 404: Problem}, summary="What drives a score")
@strict
def driven(request: HttpRequest, index: Index, zone: ZoneCode, wanted: Query[Wanted]) -> dict[str, Any]:
    """One zone, and what each indicator contributes to its score."""
    found = _ranking(index, wanted)
    own = found.by_code.get(zone.upper())
    if own is None:
        raise Refused(404, _no_zone(zone), "zone")
    items = drivers(found.year, own.code, sorted(pilot_zones()))
    return _zone(own) | {"year": found.year, "drivers": [_driver(item, wanted.lang) for item in items]}


def _ranking(index: str, wanted: Wanted) -> Ranking:
    if index != spec().id:
        raise Refused(404, f"'{index[:80]}' is not an index here; there is {spec().id}.", "index")
    years = index_years()
    year = years[-1] if wanted.year is None else wanted.year
    if year not in years:
        raise Refused(404, f"The index has no year {year}; it has {', '.join(map(str, years))}.", "year")
    return ranking(year, wanted.lang, stored_run(year))


def _no_zone(text: str) -> str:
    """Why a text is no zone of the scoreboard, and which zones cover the place that it names."""
    place = region_of(text)
    if place is None:
        return f"'{text}' is not a zone of the scoreboard; the ranking lists them."
    found = placing(place)
    near = ", ".join(found.parts) or found.zone or found.around or "the ranking lists them"
    return f"'{text}' is not a zone of the scoreboard; try {near}."


def _zone(zone: Zone) -> dict[str, Any]:
    plain = {"code": zone.code, "name": zone.name, "country": zone.country, "is_pilot": zone.is_pilot}
    return plain | {"scores": dict(zone.scores), "ranks": dict(zone.ranks), "coverage": dict(zone.coverage)}


def _driver(item: Driver, lang: str) -> dict[str, Any]:
    return {**vars(item), "label": indicator_label(item.indicator, lang)}
