"""What a figure is: a value that carries its series, region, year, flag, source, and its reason when it is missing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Unit = Literal[
    "eur_per_head",
    "eu100",
    "percent",
    "percent_per_year",
    "index_eu2016",
    "quotient",
    "persons",
    "persons_per_km2",
    "thousand_persons",
    "million_eur",
    "fte",
]


@dataclass(frozen=True)
class Source:
    """Where a series comes from, precisely enough to find it again.

    `vintage` says when the table was taken or published, `nuts` the vintage of its region codes, `checksums` the
    SHA-256 of each Parquet table that it was read from.
    """

    publisher: str
    dataset: str
    licence: str
    vintage: str
    nuts: int
    checksums: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Coverage:
    """How much of what should report does: `reporting` of `expected` members (countries, regions or sectors)."""

    reporting: int
    expected: int
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figure:
    """One value of one series for one region and year; `value` is None exactly when `missing_reason` says why.

    `flag` holds the union of the statistical flags of everything that the value was computed from, in alphabetical
    order. `codes` are the region codes under which the data were found, which may be those of another vintage.
    """

    series: str
    region: str
    year: int | None
    value: float | None
    flag: str = ""
    missing_reason: str | None = None
    codes: tuple[str, ...] = ()
    coverage: Coverage | None = None
    notes: tuple[str, ...] = ()
