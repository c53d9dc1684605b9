"""What the wording of a case means in terms of open figures: declared in `relations.yaml`, not coded."""

import re
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, model_validator

Order = Literal["above", "below", "close"]
Reading = Literal[
    "dimensions_against",
    "lowest_dimension",
    "pilot_maximum",
    "highest_dimensions",
    "ranges",
    "comparisons",
    "star_leader",
    "star_count",
    "index_leader",
]


class Entry(BaseModel):
    """Base of the declarations."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Base(Entry):
    """Another base of a share: numerator over denominator times a scale gives percent."""

    of: str
    numerator: str
    denominator: str
    scale: float


class Measure(Entry):
    """What stands for a published indicator: a series, the total index, or the cluster stars.

    `of` names what a share is taken of, `other_bases` what else it may have been taken of in the document.

    `other_measure` says why the figures are near to what was printed, yet not the same thing; such claims are shown
    and not judged.
    """

    series: str | None = None
    index: bool = False
    stars: bool = False
    other_measure: str | None = None
    of: str = ""
    other_bases: list[Base] = []

    @model_validator(mode="after")
    def _one_of_them(self) -> "Measure":
        if (self.series is not None) + self.index + self.stars != 1:
            raise ValueError("a measure is one of series, index, stars")
        return self


class Pattern(Entry):
    """A wording and how it is read."""

    reads: Reading
    pattern: re.Pattern[str]


class Vocabulary(Entry):
    """Everything that `relations.yaml` declares."""

    closeness: float
    orders: dict[str, Order]
    indicators: dict[str, Measure]
    subjects: dict[str, Measure]
    index_measure: str
    stars_measure: str
    typology_measure: str
    dimensions: dict[str, str]
    patterns: list[Pattern]
    no_claims: list[str]


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary shipped with Beffroi."""
    text = files("beffroi.reporting.case").joinpath("relations.yaml").read_text(encoding="utf-8")
    return Vocabulary.model_validate(yaml.safe_load(text))
