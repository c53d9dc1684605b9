"""Benchmark: one region's value against its country, the EU and its peers."""

import difflib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np
from narwhals.typing import IntoDataFrame

from beffroi.analytics.errors import InputError
from beffroi.analytics.indicators.gaps import gap, ratio
from beffroi.analytics.indicators.position import position
from beffroi.analytics.indicators.ranks import rank


@dataclass(frozen=True)
class Benchmark:
    """How a value stands; None where something that it needs is missing.

    Attributes
    ----------
    value, country, eu : float or None
        in the unit of the series.
    gap_eu, gap_country : float or None
        value minus reference, in the same unit.
    ratio_eu, ratio_country : float or None
        value over reference, without unit.
    rank : int or None
        1 is best, among the region and its peers; ties share the lower number.
    of : int
        how many of the region and its peers have a value.
    position : float or None
        share of the peers with a value that the region is at least as good as, 0 to 1.

    """

    value: float | None
    country: float | None
    eu: float | None
    gap_eu: float | None
    ratio_eu: float | None
    gap_country: float | None
    ratio_country: float | None
    rank: int | None
    of: int
    position: float | None


def benchmark(
    table: IntoDataFrame,
    *,
    region: str,
    peers: Sequence[str],
    country: str | None = None,
    eu: str | None = None,
    polarity: int = 1,
    key: str = "region",
    values: str = "value",
) -> Benchmark:
    """Hold one region's value against its country, the EU and its peers.

    Parameters
    ----------
    table : pandas or polars DataFrame
        one row for each region, of one series, unit and year.
    region, country, eu : str
        codes; the last two are optional.
    peers : sequence of str
        codes; the region itself among them is not counted twice.
    polarity : {1, 0, -1}
        1: high is good; -1: low is good; 0: neither, ranked from high to low.
    key, values : str
        columns of the codes and of the values.

    Returns
    -------
    Benchmark
        a peer, country or EU without a row, or whose value is empty, is missing and not counted.

    Raises
    ------
    InputError
        if a column is absent or not numeric, the region has no row, or a code that is asked for has two.
    ValueError
        if the polarity is none of the three.

    Examples
    --------
    >>> import polars as pl
    >>> gdp = pl.DataFrame({"region": ["BE3", "EU", "ITC1", "SI"], "value": [28100.0, 29300.0, 31000.0, None]})
    >>> found = benchmark(gdp, region="BE3", peers=["ITC1", "SI"], eu="EU")
    >>> found.gap_eu, found.rank, found.of, found.position
    (-1200.0, 2, 2, 0.0)
    """
    others = [peer for peer in dict.fromkeys(peers) if peer != region]
    held = _held(nw.from_native(table, eager_only=True), key, values, region, {*others, country, eu})
    of_country, of_eu = (None if code is None else held.get(code) for code in (country, eu))
    return _standing(held[region], of_country, of_eu, [held.get(peer) for peer in others], polarity)


def _standing(
    value: float | None, country: float | None, eu: float | None, peers: Sequence[float | None], polarity: int
) -> Benchmark:
    """All measures of one value."""
    return Benchmark(
        value=value,
        country=country,
        eu=eu,
        gap_eu=gap(value, eu),
        ratio_eu=ratio(value, eu),
        gap_country=gap(value, country),
        ratio_country=ratio(value, country),
        rank=rank([value, *peers], polarity)[0],
        of=sum(held is not None for held in (value, *peers)),
        position=position(value, peers, polarity),
    )


def _held(
    frame: "nw.DataFrame[Any]", key: str, values: str, region: str, others: Collection[str | None]
) -> dict[str, float | None]:
    """Values of the region and of the other codes that are asked for; None where the cell is empty."""
    wanted = {region, *(code for code in others if code is not None)}
    for name in (key, values):
        if name not in frame.columns:
            raise InputError(f"column '{name}' is absent; the table has the columns {', '.join(frame.columns)}.")
    column = frame[values]
    if not column.dtype.is_numeric() and column.null_count() < len(column):
        raise InputError(f"column '{values}' holds {column.dtype} where numbers are needed; write numbers.")
    held: dict[str, float | None] = {}
    for code, value in zip(frame[key].to_list(), column.to_list(), strict=True):
        if code not in wanted:
            continue
        if code in held:
            raise InputError(f"column {key}: '{code}' stands twice; keep one row for each region, of one year.")
        held[code] = None if value is None or np.isnan(value) else float(value)
    _check_row(region, key, held, frame)
    return held


def _check_row(region: str, key: str, held: Collection[str], frame: "nw.DataFrame[Any]") -> None:
    if region in held:
        return
    codes = [str(code) for code in frame[key].to_list()]
    near = difflib.get_close_matches(region, codes, n=1, cutoff=0.5)
    hint = f"did you mean '{near[0]}'?" if near else "check the code."
    raise InputError(f"column {key}: region '{region}' has no row; {hint}")
