"""What every export is made from: a series with where it comes from, and its observations."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Described:
    """A series in one language, with all that must be said wherever it is shown.

    `unit` is the code of the unit, `unit_text` the unit in words; `nuts` the vintage of the region codes of the source
    (0 where there is none); `checksums` the SHA-256 of each table behind it; `address` its page, absolute.
    """

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
    checksums: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Observed:
    """One value of a series; `value` is None exactly where `reason` says why."""

    region: str
    name: str
    level: str
    year: int
    value: float | None
    flag: str = ""
    reason: str = ""
    sector: str = ""


@dataclass(frozen=True)
class Dataset:
    """A series and the observations asked for."""

    about: Described
    observations: tuple[Observed, ...]
