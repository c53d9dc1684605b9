"""Reads about appraisals: the newest inputs, the corridor and the costs and benefits computed from them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from beffroi.analytics.appraisal.cba.appraise import Appraisal as Appraised
from beffroi.analytics.appraisal.cba.appraise import appraise
from beffroi.analytics.appraisal.cba.model import Project
from beffroi.analytics.appraisal.cba.reading import parse_project
from beffroi.analytics.appraisal.cba.simulation import outcomes
from beffroi.analytics.appraisal.price.ceiling import ordered
from beffroi.analytics.appraisal.price.corridor import Corridor, corridor
from beffroi.analytics.appraisal.price.model import PriceCase
from beffroi.analytics.appraisal.price.reading import parse_case
from beffroi.reporting.charts.histogram import Bin, bins_of
from beffroi.web.services.models import Appraisal, Pilot

MOST_DRAWS = 20_000
"""Draws that a page waits for; the command line does more."""
Points = tuple[tuple[float, float], ...]


def newest(pilot: Pilot, kind: str) -> Appraisal | None:
    """The appraisal that counts."""
    return pilot.appraisals.filter(kind=kind).select_related("made_by").first()


@dataclass(frozen=True)
class Priced:
    """A price case with its corridor, and the curves of the survey."""

    said: Mapping[str, Any]
    case: PriceCase
    found: Corridor
    curves: Mapping[str, Points]


def priced(text: str, tried: Mapping[str, float] | None = None) -> Priced:
    """The corridor of some inputs; `tried` are numbers under dotted names that are tried instead of those written.

    Raises
    ------
    InputError
        where they are none.

    """
    said = yaml.safe_load(text)
    for name, value in (tried or {}).items():
        *parents, last = name.split(".")
        place = said
        for parent in parents:
            place = place[parent]
        place[last] = int(value) if float(value).is_integer() else value
    case = parse_case("price.yaml", as_text(said))
    return Priced(said, case, corridor(case), curves_of(case))


def as_text(said: Mapping[str, Any]) -> str:
    """Inputs as YAML, in the order in which they are read."""
    return yaml.safe_dump(dict(said), sort_keys=False, allow_unicode=True, width=10_000)


def curves_of(case: PriceCase) -> dict[str, Points]:
    """Of those whose answers rise, the share that finds each price too cheap, cheap, expensive, too expensive."""
    answers = ordered(case.survey)
    if not answers:
        return {}
    grid = sorted({price for four in answers for price in four})
    asks: tuple[tuple[str, Callable[[Sequence[float], float], bool]], ...] = (
        ("too_cheap", lambda four, price: four[0] >= price),
        ("cheap", lambda four, price: four[1] >= price),
        ("expensive", lambda four, price: four[2] <= price),
        ("too_expensive", lambda four, price: four[3] <= price),
    )
    return {
        name: tuple((price, sum(says(four, price) for four in answers) / len(answers)) for price in grid)
        for name, says in asks
    }


@dataclass(frozen=True)
class Weighed:
    """A project with its appraisal, and how often the economic value falls where; nothing where nothing can vary."""

    project: Project
    found: Appraised
    bins: tuple[Bin, ...]


def weighed(text: str) -> Weighed:
    """Costs and benefits of some inputs; `InputError` where they are none."""
    project = parse_project("cba.yaml", text)
    found = appraise(project)
    drawn = outcomes(project, "economic").tolist() if found.tornado else []
    return Weighed(project, found, bins_of(drawn) if drawn else ())
