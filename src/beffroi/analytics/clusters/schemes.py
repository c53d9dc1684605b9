"""Sector schemes: how NACE codes are gathered into sectors, and which of them are traded."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import narwhals as nw
import numpy as np
from narwhals.typing import IntoDataFrameT

from beffroi.analytics.clusters.declared import declared_path
from beffroi.analytics.errors import InputError
from beffroi.analytics.matrix import Floats, Matrix, check_columns, floats, to_matrix
from beffroi.analytics.tables import read_table

COLUMNS = ("scheme", "sector", "name", "nace", "traded")
SHIPPED = ("nace-divisions",)


@dataclass(frozen=True)
class SchemeSector:
    """A sector: its name, the NACE codes it gathers, whether it is traded beyond the region."""

    code: str
    name: str
    name_fr: str
    nace: tuple[str, ...]
    traded: bool


@dataclass(frozen=True)
class Scheme:
    """A list of sectors by code."""

    id: str
    sectors: Mapping[str, SchemeSector]

    def name(self, sector: str, lang: str = "en") -> str:
        """Name of a sector in a language; its code where the scheme does not know it."""
        found = self.sectors.get(sector)
        if found is None:
            return sector
        return found.name_fr or found.name if lang == "fr" else found.name

    def unknown(self, sectors: Sequence[str]) -> str | None:
        """The first of some sectors that the scheme cannot place; None if it places them all.

        They are to be either all sectors of the scheme or all NACE codes that it gathers.
        """
        if not sectors or all(sector in self.sectors for sector in sectors):
            return None
        codes = {code for sector in self.sectors.values() for code in sector.nace}
        return next((sector for sector in sectors if sector not in codes), None)

    def shared(self, sectors: Sequence[str]) -> list[str]:
        """Those of some NACE codes that stand in several sectors of the scheme, in the order given."""
        times = Counter(code for sector in self.sectors.values() for code in sector.nace)
        return [code for code in sectors if times[code] > 1]

    def apply(
        self,
        table: IntoDataFrameT,
        *,
        region: str = "region",
        sector: str = "sector",
        value: str = "value",
        wage: str = "wage",
    ) -> IntoDataFrameT:
        """Gather a table of NACE codes into the sectors of the scheme; a table of its sectors is taken as it is.

        Parameters
        ----------
        table : pandas or polars DataFrame
            one row for each region and code: region, sector (a NACE code), value, and wage if known.
        region, sector, value, wage : str
            names of the columns.

        Returns
        -------
        DataFrame of the same kind
            `region, sector, value` and, if given, `wage`: sums of the value, means of the wage weighted by the value.
            Missing where a code of the sector is missing or has no row for the region: a part is not the whole. A
            code of several sectors counts in full in each.

        Raises
        ------
        InputError
            if a code is in no sector of the scheme.

        Examples
        --------
        >>> import polars as pl
        >>> scheme = Scheme("two", {"food": SchemeSector("food", "Food and drink", "", ("C10", "C11"), True)})
        >>> jobs = pl.DataFrame({"region": ["A", "A", "B"], "sector": ["C10", "C11", "C10"], "value": [3.0, 4.0, 5.0]})
        >>> scheme.apply(jobs).rows()
        [('A', 'food', 7.0), ('B', 'food', None)]
        """
        frame = nw.from_native(table, eager_only=True)
        check_columns(frame, region, sector, value)
        named = {region: "region", sector: "sector", value: "value", wage: "wage"}
        given = frame.select(nw.col(name).alias(own) for name, own in named.items() if name in frame.columns)
        made: IntoDataFrameT = _apply(self, given)
        return made


def _apply(scheme: Scheme, frame: "nw.DataFrame[Any]") -> Any:
    """Gather a table whose columns have the names that we give them."""
    matrix = to_matrix(frame, "region", "sector", "value")
    outside = scheme.unknown(matrix.sectors)
    if outside is not None:
        raise InputError(f"sector '{outside}' is not in scheme {scheme.id}; add it to the scheme or leave it out.")
    if set(matrix.sectors) <= set(scheme.sectors):
        return frame.to_native()
    with_wage = "wage" in frame.columns
    wages = matrix.spread(floats(frame["wage" if with_wage else "value"]))
    gathers = [found.nace for found in scheme.sectors.values()]
    return _long(scheme, frame, matrix, _gathered(matrix, wages, gathers), with_wage)


@dataclass(frozen=True)
class _Gathered:
    """Sectors by region: sum, mean wage, and whether the table had any row for them."""

    values: Floats
    wages: Floats
    present: np.ndarray[Any, np.dtype[np.bool_]]


def _gathered(matrix: Matrix, wages: Floats, gathers: Sequence[tuple[str, ...]]) -> _Gathered:
    """Sum values and average wages over the codes of each sector."""
    place = {code: at for at, code in enumerate(matrix.sectors)}
    into = np.zeros((len(matrix.sectors), len(gathers)))
    for column, codes in enumerate(gathers):
        into[[place[code] for code in codes if code in place], column] = 1
    needed = np.array([len(codes) for codes in gathers])
    rows = matrix.spread(np.ones(len(matrix.flat)), 0.0)
    values, paid = np.nan_to_num(matrix.values), np.nan_to_num(wages)
    sums = values @ into
    unpaid = ((values > 0) & np.isnan(wages)).astype(float) @ into > 0
    with np.errstate(all="ignore"):
        bill = (values * paid) @ into
        means = bill / sums
    if not (np.isfinite(sums).all() and np.isfinite(bill).all()):
        raise InputError("value times wage is too large to be summed over a sector; give them in larger units.")
    incomplete = (~np.isnan(matrix.values)).astype(float) @ into < needed
    sums[incomplete] = np.nan
    means[incomplete | unpaid] = np.nan
    return _Gathered(sums, means, rows @ into > 0)


def _long(scheme: Scheme, frame: "nw.DataFrame[Any]", matrix: Matrix, found: _Gathered, with_wage: bool) -> Any:
    """The gathered cells as a table of the kind that was given, by region and sector."""
    at, column = np.nonzero(found.present)
    sectors = list(scheme.sectors)
    cells = {"value": found.values[at, column]}
    if with_wage:
        cells["wage"] = found.wages[at, column]
    native = nw.get_native_namespace(frame)
    keys = {"region": [matrix.regions[row] for row in at], "sector": [sectors[place] for place in column]}
    made = nw.from_dict(keys, schema={"region": nw.String(), "sector": nw.String()}, backend=native)
    added = [nw.new_series(name, cell, nw.Float64(), backend=native).fill_nan(None) for name, cell in cells.items()]
    return made.with_columns(*added).to_native()


def load_scheme(name: str | Path) -> Scheme:
    """A scheme by name or from a CSV file `scheme,sector,name,nace,traded[,name_fr]`.

    NACE codes in a cell are separated by semicolons and may stand in several sectors; `traded` is `traded` or `local`.

    Parameters
    ----------
    name : str or Path
        `nace-divisions`, or the path of a file.

    Returns
    -------
    Scheme
        sectors in the order of the file.

    Raises
    ------
    InputError
        if there is no such scheme, or a row cannot be used.

    Examples
    --------
    >>> load_scheme("nace-divisions").name("C21")
    'Pharmaceuticals'
    """
    return _shipped(str(name)) if str(name) in SHIPPED else _read(scheme_path(name))


def scheme_path(name: str | Path) -> Path:
    """The CSV file that a name or path means.

    Parameters
    ----------
    name : str or Path
        `nace-divisions`, or the path of a file.

    Returns
    -------
    Path

    Raises
    ------
    InputError
        if there is no such scheme or file.

    Examples
    --------
    >>> scheme_path("nace-divisions").name
    'nace-divisions.csv'
    """
    return declared_path(name, SHIPPED, "a scheme", ".csv")


@cache
def _shipped(name: str) -> Scheme:
    return _read(scheme_path(name))


def _read(path: Path) -> Scheme:
    table = read_table(path, required=COLUMNS, optional=("name_fr",), key=("scheme", "sector"), line_column="line")
    sectors: dict[str, SchemeSector] = {}
    identity = table["scheme"][0]
    for row in table.to_dicts():
        where = f"{path}, line {row['line']}, column"
        codes = tuple(dict.fromkeys(code.strip() for code in row["nace"].split(";") if code.strip()))
        if row["scheme"] != identity:
            raise InputError(f"{where} scheme: '{row['scheme']}' beside '{identity}'; put one scheme in a file.")
        if not codes:
            raise InputError(f"{where} nace: no code; write NACE codes separated by semicolons.")
        if row["traded"] not in ("traded", "local"):
            raise InputError(f"{where} traded: '{row['traded']}' is neither 'traded' nor 'local'; write one of them.")
        sectors[row["sector"]] = SchemeSector(
            row["sector"], row["name"], row.get("name_fr", ""), codes, row["traded"] == "traded"
        )
    return Scheme(identity, sectors)
