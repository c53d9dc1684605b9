"""The catalogue: which tables are held, and which series are declared on them."""

import difflib
import re
from collections.abc import Container, Mapping
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from beffroi.analytics.errors import InputError
from beffroi.figures.model import Unit

SAFE_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The safe loader, in C where libyaml is there: ten times faster on the catalogue."""

DATA = files("beffroi.figures").joinpath("data")
"""The Parquet files of the built-in figures and the list of their checksums."""

CHECKSUMS = "checksums.yaml"
_BUILD_AGAIN = "restore the file, or build the figures again with 'beffroi figures build'."


class Declared(BaseModel):
    """Base of everything in the catalogue: nothing unknown passes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(Declared):
    """A text in both languages."""

    en: str
    fr: str

    def of(self, lang: str) -> str:
        """The text in a language, English where the language is neither."""
        return self.fr if lang == "fr" else self.en


class Table(Declared):
    """A table of official figures: its CSV columns, and what must be said wherever it is shown."""

    csv: str
    region: str = "geo"
    dimensions: dict[str, str] = {}
    publisher: str
    dataset: str
    licence: str
    vintage: str
    nuts: int
    eu: list[str] = []
    """Rows that stand for the EU, the one to use first."""


class Fetchable(Table):
    """A table of official figures that is not built in: it is there once a snapshot holds it."""

    csv: str = ""


class Centres(Declared):
    """The list of the regions' centres: its CSV file, and what must be said wherever it is shown."""

    csv: str
    publisher: str
    dataset: str
    licence: str
    vintage: str
    nuts: int


class Composed(Declared):
    """How a value that cannot be summed is made for a union of regions: a ratio of sums, rounded as the source does."""

    numerator: str
    denominator: str
    scale: float = 1.0
    rounded_to: float | None = None


class Selection(Declared):
    """Cells of one table: the series as published."""

    kind: Literal["table"]
    table: str
    where: dict[str, str] = {}
    by: str | None = None
    additive: bool = False
    composed: Composed | None = None


class Sum(Declared):
    """Sum over sectors of one series; missing where one of them is missing."""

    kind: Literal["sum"]
    of: str
    sectors: list[str]


class Cellwise(Declared):
    """A product or quotient taken region by region, which may then be summed over regions."""

    kind: Literal["cellwise"]
    multiply: list[str] = []
    divide: list[str] = []
    scale: float = 1.0


class Ratio(Declared):
    """Numerator over denominator times a scale; both are summed before they are divided."""

    kind: Literal["ratio"]
    numerator: str
    denominator: str
    scale: float = 1.0


class Quotient(Declared):
    """Location quotient: numerator over denominator in the region, over the same ratio in the EU."""

    kind: Literal["quotient"]
    numerator: str
    denominator: str


class Relative(Declared):
    """A series as a percentage of its EU value."""

    kind: Literal["relative"]
    of: str


class Specialisation(Declared):
    """Location quotient of each NACE division: its share in all divisions published, over its share in the EU."""

    kind: Literal["specialisation"]
    of: Literal["persons_employed"]


class Growth(Declared):
    """Compound annual growth of a series in percent over a number of years."""

    kind: Literal["growth"]
    of: str
    years: int


class Plus(Declared):
    """Sum of several series of the same unit; missing where one of them is missing."""

    kind: Literal["plus"]
    of: list[str]


class Absent(Declared):
    """A series that people will look for and that the tables held cannot give, with the reason.

    `fetched` is the series as it is once a snapshot holds its table.
    """

    kind: Literal["absent"]
    reason: Text
    fetched: Selection | None = None


Computation = Annotated[
    Selection | Sum | Plus | Cellwise | Ratio | Quotient | Specialisation | Relative | Growth | Absent,
    Field(discriminator="kind"),
]


class Series(Declared):
    """A series: what it is called, what it means, how it is read, and how it comes from the tables."""

    label: Text
    definition: Text
    unit: Unit
    polarity: Literal[-1, 0, 1]
    decimals: int
    from_: Computation = Field(alias="from")

    @property
    def additive(self) -> bool:
        """Whether values of several regions may be summed."""
        if isinstance(self.from_, Selection):
            return self.from_.additive
        return isinstance(self.from_, Sum | Plus | Cellwise)


class Catalogue(Declared):
    """All tables and series, in the order in which they are declared, and the centres of the regions for maps."""

    tables: dict[str, Table]
    fetchable: dict[str, Fetchable] = {}
    """Tables that only a snapshot can hold."""
    centres: Centres
    series: dict[str, Series]

    def holding(self, tables: Container[str]) -> "Catalogue":
        """The catalogue where some tables are held beside the built-in ones: what is made from them is not absent.

        >>> load_catalogue().holding({"population_density"}).series["population_density"].from_.kind
        'table'
        """
        held = {name: table for name, table in self.fetchable.items() if name in tables}
        series = {name: _made_from(entry, held) for name, entry in self.series.items()} if held else self.series
        return self.model_copy(update={"tables": {**self.tables, **held}, "series": series})

    def table(self, name: str) -> Table:
        """A table by name, whether built in or to be fetched."""
        return self.fetchable[name] if name in self.fetchable else self.tables[name]

    def get(self, name: str) -> Series:
        """The series of a name.

        Parameters
        ----------
        name : str
            id in the catalogue.

        Returns
        -------
        Series

        Raises
        ------
        InputError
            if no series has the name; the nearest ones are named.

        Examples
        --------
        >>> load_catalogue().get("unemployment_rate").unit
        'percent'
        """
        if name not in self.series:
            raise InputError(f"'{name}' is not a series; {nearest(name, self.series)}")
        return self.series[name]


def nearest(name: str, known: Mapping[str, object]) -> str:
    """What an unknown name may have meant.

    Parameters
    ----------
    name : str
        what was written.
    known : mapping
        whose keys are the names there are.

    Returns
    -------
    str
        the end of a sentence: up to three near names, or where to see all of them.

    Examples
    --------
    >>> nearest("unemploymnt", {"unemployed": 1, "gdp": 2})
    'did you mean unemployed?'
    >>> nearest("zzz", {"unemployed": 1})
    "'beffroi figures list' shows all of them."
    """
    close = difflib.get_close_matches(name.lower(), list(known), n=3, cutoff=0.4)
    close = close or [item for item in known if name.lower() in item][:3]
    return f"did you mean {' or '.join(close)}?" if close else "'beffroi figures list' shows all of them."


def _made_from(series: Series, held: Container[str]) -> Series:
    """The series as the held tables give it."""
    declared = series.from_
    if not isinstance(declared, Absent) or declared.fetched is None or declared.fetched.table not in held:
        return series
    return series.model_copy(update={"from_": declared.fetched})


@cache
def load_catalogue() -> Catalogue:
    """The catalogue shipped with Beffroi.

    Returns
    -------
    Catalogue
        the same object at every call.

    Examples
    --------
    >>> load_catalogue().tables["gdp"].dataset
    'nama_10r_3gdp'
    """
    text = files("beffroi.figures").joinpath("catalogue.yaml").read_text(encoding="utf-8")
    declared = yaml.load(text, Loader=SAFE_LOADER)  # noqa: S506 - a safe loader
    return Catalogue.model_validate(declared)


@cache
def load_checksums() -> dict[str, str]:
    """SHA-256 of each built-in Parquet file, as the importer wrote them.

    Returns
    -------
    dict
        checksum, 64 hexadecimal digits, by file name.

    Raises
    ------
    InputError
        if `checksums.yaml` is absent, empty, or no list of checksums.

    Examples
    --------
    >>> len(load_checksums()["gdp.parquet"])
    64
    """
    try:
        held = yaml.safe_load(DATA.joinpath(CHECKSUMS).read_text(encoding="utf-8"))
    except OSError:
        raise InputError(f"{CHECKSUMS}: cannot be read; {_BUILD_AGAIN}") from None
    except (UnicodeDecodeError, yaml.YAMLError):
        held = None
    if not isinstance(held, dict) or not held or not all(_is_checksum(text) for text in held.values()):
        raise InputError(f"{CHECKSUMS}: is not a list of files with their SHA-256; {_BUILD_AGAIN}")
    return {str(name): text for name, text in held.items()}


def checksum_of(file: str) -> str:
    """SHA-256 of one built-in Parquet file.

    Parameters
    ----------
    file : str
        name of the file.

    Returns
    -------
    str
        64 hexadecimal digits.

    Raises
    ------
    InputError
        if `checksums.yaml` is damaged or has no line for the file.

    Examples
    --------
    >>> checksum_of("gdp.parquet") == load_checksums()["gdp.parquet"]
    True
    """
    sums = load_checksums()
    if file not in sums:
        raise InputError(f"{CHECKSUMS}: has no line for {file}, so that table is not used; {_BUILD_AGAIN}")
    return sums[file]


def _is_checksum(text: object) -> bool:
    return isinstance(text, str) and re.fullmatch(r"[0-9a-f]{64}", text) is not None
