"""The variables of a spec from the figures, and the regions ranked by distance."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from beffroi.analytics.errors import InputError
from beffroi.analytics.matrix import Floats, to_matrix
from beffroi.analytics.messages import Message
from beffroi.analytics.relatedness.peer_spec import PeerSpec, PeerVariable
from beffroi.analytics.relatedness.peers import Variable, structural_distances
from beffroi.figures.store import Figures
from beffroi.figures.territories import Territory, find_territory
from beffroi.reporting.language import Language
from beffroi.reporting.profile.portfolio import SERIES, sum_of


@dataclass(frozen=True)
class Peer:
    """A region with its distance, what each variable adds to it (None where unknown), and how much is known."""

    code: str
    name: str
    distance: float
    parts: dict[str, float | None]
    coverage: float


@dataclass(frozen=True)
class Peers:
    """The regions from the most alike on, and what a reader must know."""

    region: str
    name: str
    spec: PeerSpec
    ranked: tuple[Peer, ...]
    not_ranked: tuple[str, ...]
    notes: tuple[str, ...]
    sources: tuple[str, ...]


def peers_of(figures: Figures, spec: PeerSpec, region: Territory, language: Language) -> Peers:
    """Rank the EU's NUTS 2 regions outside the region by structural distance to it."""
    codes = figures.codes(SERIES, region)
    if isinstance(codes, Message):
        raise InputError(f"{region.code}: {codes}; choose another region.")
    inside = {*codes, *figures.codes_of(SERIES).inside(region)}
    year = _year(figures, SERIES, spec)
    others = [code for code in figures.reference_regions(year) if code not in inside]
    names = [region.code, *others]
    spec, absent = _held(figures, spec)
    variables = [
        Variable(each.id, each.weight, _values(figures, spec, each, region, others)) for each in spec.variables
    ]
    found = structural_distances(
        variables, 0, minimum_coverage=spec.minimum_coverage, minimum_common=spec.minimum_common
    )
    order = [at for at in np.argsort(found.total, kind="stable").tolist() if at and not np.isnan(found.total[at])]
    ranked = tuple(
        Peer(
            names[at],
            find_territory(names[at]).name(language.lang),
            float(found.total[at]),
            {each.id: _known(part) for each, part in zip(spec.variables, found.parts[at], strict=True)},
            float(found.coverage[at]),
        )
        for at in order
    )
    unknown = tuple(name for at, name in enumerate(names) if at and np.isnan(found.total[at]))
    sources = [figures.source(each.series) for each in spec.variables]
    return Peers(
        region=region.code,
        name=region.name(language.lang),
        spec=spec,
        ranked=ranked,
        not_ranked=unknown,
        notes=tuple(language.message(note) for note in (*absent, *found.notes)),
        sources=tuple(dict.fromkeys(f"{each.publisher}, {each.dataset}; {each.licence}" for each in sources)),
    )


def _held(figures: Figures, spec: PeerSpec) -> tuple[PeerSpec, list[Message]]:
    """The spec without the variables that are wanted only if held and are not, and a note for each of them."""
    said = "the variable '{name}' is left out: {series} is not held; 'beffroi figures fetch' brings it into a snapshot"
    out = [each for each in spec.variables if each.if_held and not figures.years(each.series)]
    if len(out) == len(spec.variables):
        raise InputError(f"spec {spec.id}: the figures hold none of its variables; fetch one, or name another.")
    kept = tuple(each for each in spec.variables if each not in out)
    notes = [Message(said, name=each.id, series=each.series) for each in out]
    return spec.model_copy(update={"variables": kept}), notes


def _values(
    figures: Figures, spec: PeerSpec, variable: PeerVariable, region: Territory, others: Sequence[str]
) -> Floats:
    """The variable of the region and of the others, in that order."""
    by_sector = bool(figures.sectors(variable.series))
    if by_sector != (variable.kind == "mix"):
        held = "by sector: give kind mix" if by_sector else "not by sector: give kind value or log"
        raise InputError(f"spec {spec.id}, variable {variable.id}: {variable.series} is held {held}.")
    if variable.kind == "mix":
        return _mix(figures, variable.series, _year(figures, variable.series, spec), region, others)
    up_to = spec.up_to
    places: list[Territory | str] = [region, *others]
    found = [figures.latest(variable.series, place, up_to).value for place in places]
    values = np.array([np.nan if value is None else value for value in found])
    if variable.kind == "value":
        return values
    wrong = np.flatnonzero(values <= 0)
    if len(wrong):
        name = (region.code, *others)[wrong[0]]
        raise InputError(f"spec {spec.id}, variable {variable.id}: {name} is not above zero; give kind value.")
    logarithms: Floats = np.log(values)
    return logarithms


def _mix(figures: Figures, series: str, year: int, region: Territory, others: Sequence[str]) -> Floats:
    held = figures.employment(year) if series == SERIES else figures.table(series, year)
    codes = figures.codes(series, region)
    own = held.clear() if isinstance(codes, Message) else sum_of(held, codes, region.code)
    rows = pl.concat([own.select("region", "sector", "value"), held.select("region", "sector", "value")])
    wanted = rows.filter(pl.col("region").is_in([region.code, *others])).unique(["region", "sector"], keep="first")
    matrix = to_matrix(wanted, "region", "sector", "value")
    place = {name: at for at, name in enumerate(matrix.regions)}
    empty = np.full(len(matrix.sectors), np.nan)
    return np.array([matrix.values[place[name]] if name in place else empty for name in (region.code, *others)])


def _year(figures: Figures, series: str, spec: PeerSpec) -> int:
    years = [year for year in figures.years(series) if spec.up_to is None or year <= spec.up_to]
    if not years:
        raise InputError(f"spec {spec.id}: {series} has no year up to {spec.up_to}; take a later one.")
    return max(years)


def _known(value: Any) -> float | None:
    return None if np.isnan(value) else float(value)
