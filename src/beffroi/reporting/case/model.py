"""The parts of a case file that can be checked, and the rows of the answer."""

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

Verdict = Literal["yes", "no", "differs", "not tested"]
LIMIT = re.compile(r"\s*(?P<order><=|>=|<|>)\s*(?P<limit>-?\d+(?:\.\d+)?)\s*")


def _number_or_limit(printed: object) -> object:
    if isinstance(printed, bool) or not isinstance(printed, int | float | str):
        raise ValueError("give a number, or a limit in quotes such as '<1'")
    if isinstance(printed, str) and not LIMIT.fullmatch(printed):
        raise ValueError(f"'{printed}' is neither a number nor a limit in quotes such as '<1'")
    return printed


def _not_empty(codes: list[str]) -> list[str]:
    if not codes:
        raise ValueError("name at least one region code")
    return codes


Printed = Annotated[float | str, BeforeValidator(_number_or_limit)]


class Part(BaseModel):
    """Base of the parts of a case file: what the check does not read is left alone."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")


class CaseRegion(Part):
    """The region that the case is about."""

    code: str


class Meta(Part):
    """About the document: its region, and the year in which it was prepared (figures after it are not used)."""

    region: CaseRegion
    prepared: int | None = Field(default=None, ge=1900, le=2100)


class PilotRegion(Part):
    """One of the regions that the document compares, as the codes it is made of."""

    name: str
    nuts: Annotated[list[str], AfterValidator(_not_empty)]


class PublishedValue(Part):
    """Values that the document prints for one indicator, by region code; every key not named here is a region code."""

    indicator: str
    year: int | None = None
    rank_among_pilots: int | None = Field(default=None, ge=1)
    note: str = ""
    regions: dict[str, Printed] = {}

    @model_validator(mode="before")
    @classmethod
    def _gather_regions(cls, entry: Any) -> Any:
        if not isinstance(entry, dict):
            return entry
        named = set(cls.model_fields) - {"regions"}
        odd = [key for key in entry if not isinstance(key, str)]
        if odd:
            raise ValueError(f"the key {odd[0]!r} is not text; put region codes such as 'NO' in quotes")
        codes = {key: value for key, value in entry.items() if key not in named}
        return {**{key: entry[key] for key in entry if key in named}, "regions": codes}


class PrintedType(Part):
    """A type of region as printed, with its members."""

    type: int
    rule: str
    members: list[str]


class CaseFile(Part):
    """What a case file says was published."""

    meta: Meta
    pilot_regions: list[PilotRegion]
    published_values: list[PublishedValue]
    published_relations: list[str]
    typology: list[PrintedType] = []


class Row(BaseModel):
    """One claim held against the figures.

    `agrees` is "yes" or "no" for what the open data can judge; "differs" for a printed number that the series of today,
    or of another year, does not give (its distance is shown, it is no fault); "not tested" for what they cannot judge.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["value", "relation", "typology"]
    claim: str
    printed: str
    computed: str
    year: int | None
    agrees: Verdict
    why: str
    distance: float | None = None


class Report(BaseModel):
    """All rows of a case, in the order of its file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    region: str
    rows: list[Row]

    @property
    def disagreements(self) -> list[Row]:
        """Published relations that the open data can test and that do not hold."""
        return [row for row in self.rows if row.agrees == "no"]
