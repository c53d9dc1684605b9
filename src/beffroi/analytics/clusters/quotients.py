"""Location quotients: how much more weight a sector has in a region than in all regions together."""

from collections.abc import Mapping
from dataclasses import dataclass

import narwhals as nw
import numpy as np
from narwhals.typing import IntoDataFrameT

from beffroi.analytics.matrix import Floats, Matrix, to_matrix, with_columns


@dataclass(frozen=True)
class Quotients:
    """Share of each sector in its region, and location quotient, as matrices like the values."""

    share: Floats
    lq: Floats


def quotients_of(matrix: Matrix, reference: Mapping[str, float] | None = None) -> Quotients:
    """Shares and quotients of a matrix of values.

    ``share_rs = e_rs / Σ_s e_rs`` and ``LQ_rs = share_rs / (Σ_r e_rs / ΣΣ e)``, every sum over the cells that report.

    Parameters
    ----------
    matrix : Matrix
        values of shape (regions, sectors), in one unit.
    reference : mapping of sector to share, optional
        each sector's share in the whole, 0 to 1, where it is known better than by summing the table.

    Returns
    -------
    Quotients
        two matrices of that shape without unit; NaN where a cell does not report or a sum or share is zero or unknown.

    References
    ----------
    Florence, P. S. (1939). Report on the location of industry. Political and Economic Planning.

    Examples
    --------
    >>> import polars as pl
    >>> jobs = pl.DataFrame({"region": ["A", "A", "B", "B"], "sector": ["x", "y", "x", "y"], "value": [30, 10, 10, 30]})
    >>> quotients_of(to_matrix(jobs, "region", "sector", "value")).lq
    array([[1.5, 0.5],
           [0.5, 1.5]])
    """
    values = matrix.values
    of_region = np.nansum(values, axis=1, keepdims=True)
    of_sector = np.nansum(values, axis=0)
    in_whole = of_sector / (of_sector.sum() or np.nan)
    if reference is not None:
        in_whole = np.array([reference.get(name, np.nan) for name in matrix.sectors])
    with np.errstate(all="ignore"):
        share = values / of_region
        lq = share / in_whole
    share[~np.isfinite(share)] = np.nan
    lq[~np.isfinite(lq)] = np.nan
    return Quotients(share, lq)


def location_quotients(
    table: IntoDataFrameT, *, region: str = "region", sector: str = "sector", value: str = "value"
) -> IntoDataFrameT:
    """Add to a table each cell's share of its region and its location quotient.

    ``LQ = (e_rs / Σ_s e_rs) / (Σ_r e_rs / ΣΣ e)``, every sum over the cells that report. A missing cell counts neither
    as zero nor in any sum, and keeps its row with missing share and quotient.

    Parameters
    ----------
    table : pandas or polars DataFrame
        one row for each region and sector.
    region, sector, value : str
        names of the columns; values are employment or another amount, not negative, in one unit.

    Returns
    -------
    DataFrame of the same kind
        the rows as given, with `share` (0 to 1) and `lq` (1 = the same weight as in all regions).

    Raises
    ------
    InputError
        if a column is absent, a region and sector stand twice, or a value is negative.

    References
    ----------
    Florence, P. S. (1939). Report on the location of industry. Political and Economic Planning.

    Examples
    --------
    >>> import polars as pl
    >>> jobs = pl.DataFrame({"region": ["A", "A", "B", "B"], "sector": ["x", "y", "x", "y"], "value": [30, 10, 10, 30]})
    >>> location_quotients(jobs)["lq"].to_list()
    [1.5, 0.5, 0.5, 1.5]
    """
    matrix = to_matrix(table, region, sector, value)
    found = quotients_of(matrix)
    added: IntoDataFrameT = with_columns(table, {"share": matrix.long(found.share), "lq": matrix.long(found.lq)})
    return added


def quotient_coverage(
    table: IntoDataFrameT, *, region: str = "region", sector: str = "sector", value: str = "value"
) -> IntoDataFrameT:
    """How many sectors of the table each region reports.

    Parameters
    ----------
    table : pandas or polars DataFrame
        one row for each region and sector.
    region, sector, value : str
        names of the columns; values are not negative, in any unit.

    Returns
    -------
    DataFrame of the same kind
        one row a region, in order of appearance: `region, sectors_counted, sectors_missing`, both counts; a sector
        without row for the region is missing there.

    Raises
    ------
    InputError
        if a column is absent, a region and sector stand twice, or a value is negative.

    Examples
    --------
    >>> import polars as pl
    >>> jobs = pl.DataFrame({"region": ["A", "A", "B"], "sector": ["x", "y", "x"], "value": [3.0, None, 1.0]})
    >>> quotient_coverage(jobs).rows()
    [('A', 1, 1), ('B', 1, 1)]
    """
    matrix = to_matrix(table, region, sector, value)
    counted = (~np.isnan(matrix.values)).sum(axis=1)
    frame = nw.from_native(table, eager_only=True)
    made = nw.from_dict(
        {
            region: matrix.regions,
            "sectors_counted": counted.tolist(),
            "sectors_missing": (len(matrix.sectors) - counted).tolist(),
        },
        backend=nw.get_native_namespace(frame),
    )
    return made.to_native()  # type: ignore[no-any-return]
