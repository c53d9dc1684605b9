"""Own series: what describes one, what two vintages differ in, how many digits there are; no database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict, Field, model_validator

from beffroi.figures.territories import find_territory

WAITS = timedelta(hours=24)
"""How long an upload waits to be confirmed."""
MOST_DECIMALS = 3
LONGEST_SLUG = 60
UNITS = (
    "percent",
    "percent_per_year",
    "persons",
    "thousand_persons",
    "fte",
    "million_eur",
    "eur_per_head",
    "eu100",
    "quotient",
)
"""Units that the official series have too; any other is a text of the analyst."""
LICENCES = ("CC BY 4.0", "CC0 1.0", "CC BY-SA 4.0", "Etalab 2.0", _("All rights reserved"))

Lang = Literal["en", "fr"]
Key = tuple[str, int, str]
"""Region, year, sector."""
Held = tuple[float | None, str]
"""Value and flag."""
Line = tuple[str, int, str, float | None, str]


class Description(BaseModel):
    """What a series is: at least one language, a unit, where it comes from, what may be done with it, who sees it."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    label: dict[Lang, str] = Field(min_length=1)
    definition: dict[Lang, str] = Field(min_length=1)
    unit: str = Field(min_length=1, max_length=60)
    polarity: Literal[-1, 0, 1] = 0
    source: str = Field(min_length=1, max_length=200)
    licence: str = Field(min_length=1, max_length=200)
    visibility: Literal["open", "organisation", "private"] = "private"
    organisation_id: int | None = None

    @model_validator(mode="after")
    def _whole(self) -> "Description":
        if self.visibility == "organisation" and self.organisation_id is None:
            raise ValueError("a series of an organisation names it")
        if not all((*self.label.values(), *self.definition.values())):
            raise ValueError("a label or definition is empty")
        return self


def slug_of(label: Mapping[str, str], taken: Iterable[str] = ()) -> str:
    """The name of a series in its address, of the label; numbered where another has it.

    >>> slug_of({"fr": "Taux de création d’entreprises"}), slug_of({"en": "Jobs"}, ["jobs", "jobs-2"])
    ('taux-de-creation-dentreprises', 'jobs-3')
    """
    stem = slugify(label.get("en") or next(iter(label.values()), ""))[:LONGEST_SLUG].strip("-_") or "series"
    held = set(taken)
    return next(name for n in range(1, len(held) + 2) if (name := stem if n == 1 else f"{stem}-{n}") not in held)


def decimals_of(values: Iterable[float | None]) -> int:
    """How many decimals the values have, at most three: no digit is shown that was not given.

    >>> decimals_of([1.0, 2.25, None]), decimals_of([3.0])
    (2, 0)
    """
    held = [value for value in values if value is not None]
    for digits in range(MOST_DECIMALS):
        if all(abs(round(value, digits) - value) < 1e-9 * max(1.0, abs(value)) for value in held):
            return digits
    return MOST_DECIMALS


@dataclass(frozen=True)
class Extent:
    """What a vintage covers: years, regions, those with a value in the last year, levels, decimals."""

    first_year: int
    last_year: int
    regions: int
    covered: int
    levels: list[str]
    decimals: int


def extent_of(lines: Iterable[Line]) -> Extent:
    """What the lines of a vintage cover."""
    held = list(lines)
    years = {line[1] for line in held}
    regions = {line[0] for line in held}
    last = max(years)
    covered = {line[0] for line in held if line[1] == last and line[3] is not None}
    levels = sorted({find_territory(code).level for code in regions})
    return Extent(min(years), last, len(regions), len(covered), levels, decimals_of(line[3] for line in held))


def keyed(lines: Iterable[Line]) -> dict[Key, Held]:
    """The lines by region, year and sector."""
    return {(region, year, sector): (value, flag) for region, year, sector, value, flag in lines}


@dataclass(frozen=True)
class Difference:
    """One value that is not the same in two vintages; None where one of them has no such row."""

    key: Key
    before: Held | None
    after: Held | None

    @property
    def kind(self) -> Literal["changed", "added", "removed"]:
        """What happened to it."""
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"


def differences(before: Mapping[Key, Held], after: Mapping[Key, Held]) -> list[Difference]:
    """What differs between two vintages, in the order of region, year, sector.

    >>> [each.kind for each in differences({("BE3", 2020, ""): (1.0, "")}, {("BE3", 2021, ""): (1.0, "")})]
    ['removed', 'added']
    """
    found = [key for key in before.keys() | after.keys() if before.get(key) != after.get(key)]
    return [Difference(key, before.get(key), after.get(key)) for key in sorted(found)]


def has_expired(expires_at: datetime, now: datetime) -> bool:
    """Whether an upload has waited too long.

    >>> has_expired(datetime(2026, 1, 1), datetime(2026, 1, 2))
    True
    """
    return expires_at <= now


def plain_lines(lines: Iterable[Any]) -> list[Line]:
    """Lines that were kept as JSON."""
    return [(str(a), int(b), str(c), None if d is None else float(d), str(e)) for a, b, c, d, e in lines]
