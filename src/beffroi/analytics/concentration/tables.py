"""Measures of specialisation of regions and concentration of sectors, from a long table."""

from dataclasses import dataclass
from typing import Any, Generic

import narwhals as nw
from narwhals.typing import IntoDataFrameT

from beffroi.analytics.concentration.entropy import entropy
from beffroi.analytics.concentration.gini import locational_gini
from beffroi.analytics.concentration.herfindahl import herfindahl
from beffroi.analytics.concentration.krugman import krugman
from beffroi.analytics.matrix import Floats, to_matrix


@dataclass(frozen=True)
class ConcentrationTables(Generic[IntoDataFrameT]):
    """One row a region and one a sector, in order of appearance."""

    regions: IntoDataFrameT
    sectors: IntoDataFrameT


def concentration_tables(
    table: IntoDataFrameT, *, region: str = "region", sector: str = "sector", value: str = "value"
) -> ConcentrationTables[IntoDataFrameT]:
    """Krugman's index, Herfindahl's and entropy of regions; Krugman's, Herfindahl's and the locational Gini of sectors.

    Parameters
    ----------
    table : pandas or polars DataFrame
        one row for each region and sector.
    region, sector, value : str
        names of the columns; values are employment or another amount, not negative, in one unit.

    Returns
    -------
    ConcentrationTables
        of the same kind of table: `region, krugman, herfindahl, entropy` and `sector, krugman, herfindahl, gini`;
        missing where there is nothing. Krugman 0 to 2, entropy in bits, the others 0 to 1.

    Raises
    ------
    InputError
        if a column is absent, a region and sector stand twice, or a value is negative.

    Examples
    --------
    >>> import polars as pl
    >>> jobs = pl.DataFrame({"region": ["A", "A", "B", "B"], "sector": ["x", "y", "x", "y"], "value": [30, 10, 10, 30]})
    >>> concentration_tables(jobs).regions.select("region", "krugman", "herfindahl").rows()
    [('A', 0.5, 0.625), ('B', 0.5, 0.625)]
    """
    matrix = to_matrix(table, region, sector, value)
    native = nw.get_native_namespace(nw.from_native(table, eager_only=True))
    return ConcentrationTables(
        _table(native, region, matrix.regions, _of_regions(matrix.values)),
        _table(native, sector, matrix.sectors, _of_sectors(matrix.values)),
    )


def _of_regions(values: Floats) -> dict[str, Floats]:
    return {
        "krugman": krugman(values, of="regions"),
        "herfindahl": herfindahl(values, of="regions"),
        "entropy": entropy(values, of="regions"),
    }


def _of_sectors(values: Floats) -> dict[str, Floats]:
    return {
        "krugman": krugman(values, of="sectors"),
        "herfindahl": herfindahl(values, of="sectors"),
        "gini": locational_gini(values, of="sectors"),
    }


def _table(native: Any, key: str, names: list[str], measures: dict[str, Floats]) -> Any:
    """Names and measures as columns; NaN becomes missing."""
    columns = {key: nw.new_series(key, names, backend=native)}
    for name, found in measures.items():
        columns[name] = nw.new_series(name, found, backend=native).fill_nan(None)
    return nw.from_dict(columns).to_native()
