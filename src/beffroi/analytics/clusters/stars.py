"""Cluster stars: one each for the dimensions in which a sector of a region stands out among all regions."""

from collections.abc import Mapping
from typing import Any

import narwhals as nw
import numpy as np
from narwhals.typing import IntoDataFrameT

from beffroi.analytics.clusters.quotients import quotients_of
from beffroi.analytics.clusters.rules import DIMENSIONS, StarRules, Threshold
from beffroi.analytics.clusters.schemes import Scheme
from beffroi.analytics.matrix import (
    NOT_ASSESSED,
    Counts,
    Floats,
    Matrix,
    check_columns,
    floats,
    to_matrix,
    with_columns,
    with_counts,
)
from beffroi.analytics.messages import Message

EQUAL = 1 - 1e-12
"""What is this close to a threshold equals it: the last bit of a sum does not decide a star."""


def top_threshold(cells: Floats, share: float) -> Floats:
    """The smallest value, by column, that belongs to the top share of the regions that report more than zero.

    Of n regions the top ``⌈share · n⌉`` count; whoever equals the last of them counts too.

    Parameters
    ----------
    cells : array, shape (regions, sectors)
        in one unit a column; NaN is missing.
    share : float
        0 to 1.

    Returns
    -------
    array, shape (sectors,)
        in the unit of the column; infinity where no region reports.

    References
    ----------
    Europe INNOVA (2007), first European Cluster Observatory: stars for the top share, as `eco-2007` restates it.

    Examples
    --------
    >>> import numpy as np
    >>> top_threshold(np.array([[5.0], [9.0], [9.0], [1.0]]), 0.25)
    array([9.])
    """
    positive = np.where(cells > 0, cells, 0.0)
    reporting = np.count_nonzero(positive, axis=0)
    counted = np.ceil(share * reporting - 1e-9).astype(int)  # 0.1 * 30 is a little more than 3 in binary
    most = max(int(counted.max(initial=0)), 1)
    if not positive.size:
        return np.full(cells.shape[1], np.inf)
    # Only the largest `most` of each column need sorting; columns differ in how many of them count.
    top = np.sort(np.partition(positive, -most, axis=0)[-most:], axis=0)
    picked = top[most - np.maximum(counted, 1), np.arange(cells.shape[1])]
    return np.where(reporting > 0, picked, np.inf)


def assign_stars(
    table: IntoDataFrameT,
    rules: StarRules,
    *,
    scheme: Scheme | None = None,
    region: str = "region",
    sector: str = "sector",
    value: str = "value",
    wage: str = "wage",
    reference: Mapping[str, float] | None = None,
) -> IntoDataFrameT:
    """Location quotients and stars of every region and sector.

    Parameters
    ----------
    table : pandas or polars DataFrame
        one row for each region and sector: region, sector, value (employment), and wage where productivity is judged.
    rules : StarRules
        dimensions and thresholds.
    scheme : Scheme, optional
        gathers the codes of the table into sectors first; without it sectors are taken as they are.
    region, sector, value, wage : str
        names of the columns; values in one unit, wages in one currency.
    reference : mapping of sector to share, optional
        each sector's share in the whole, for the quotients, where the table itself has too many gaps to give it.

    Returns
    -------
    DataFrame of the same kind
        `region, sector, value, share, lq, star_size, star_specialisation, star_focus, star_productivity, stars`: 1 or
        0, missing where the cell, the rules or the table do not allow it; `stars` is the sum of what was assessed.

    Raises
    ------
    InputError
        if a column is absent, a region and sector stand twice, a value is negative, or a sector is not in the scheme.

    References
    ----------
    The rules name theirs in `StarRules.source`; that of the quotient stands under `location_quotients`.

    Examples
    --------
    >>> import polars as pl
    >>> from beffroi.analytics.clusters.rules import load_rules
    >>> jobs = pl.DataFrame({"region": ["A", "A", "B", "B"], "sector": ["x", "y", "x", "y"], "value": [90, 10, 10, 90]})
    >>> assign_stars(jobs, load_rules("eco-2007"))["stars"].to_list()
    [2, 0, 0, 2]
    """
    return _judged(table, rules, scheme, reference, (region, sector, value, wage))  # type: ignore[no-any-return]


def _judged(
    table: Any,
    rules: StarRules,
    scheme: Scheme | None,
    reference: Mapping[str, float] | None,
    columns: tuple[str, str, str, str],
) -> Any:
    """The table with quotients and stars; `columns` are the names of region, sector, value and wage in it."""
    region, sector, value, wage = columns
    if scheme is not None:
        table = scheme.apply(table, region=region, sector=sector, value=value, wage=wage)
        region, sector, value, wage = "region", "sector", "value", "wage"
    matrix = to_matrix(table, region, sector, value)
    found = quotients_of(matrix, reference)
    wages = _wages(table, matrix, wage)
    of_dimension = {"size": matrix.values, "specialisation": found.lq, "focus": found.share, "productivity": wages}
    stars = {name: _stars(matrix, of_dimension[name], getattr(rules, name), rules) for name in DIMENSIONS}
    amounts = {"share": matrix.long(found.share), "lq": matrix.long(found.lq)}
    counts = {f"star_{name}": matrix.long(stars[name]) for name in DIMENSIONS}
    counts["stars"] = _sum(list(counts.values()))
    frame = nw.from_native(table, eager_only=True).select(
        nw.col(region).alias("region"), nw.col(sector).alias("sector"), nw.col(value).cast(nw.Float64).alias("value")
    )
    return with_counts(with_columns(frame.to_native(), amounts), counts)


def _wages(table: Any, matrix: Matrix, wage: str) -> Floats | None:
    """Average wages as a matrix, None where the table has no such column."""
    frame = nw.from_native(table, eager_only=True)
    if wage not in frame.columns:
        return None
    return matrix.spread(floats(frame[wage]), np.nan)


def _stars(matrix: Matrix, cells: Floats | None, threshold: Threshold | None, rules: StarRules) -> Counts:
    """1, 0 or NOT_ASSESSED for each cell on one dimension."""
    if cells is None or threshold is None:
        return np.full(matrix.values.shape, NOT_ASSESSED, dtype=np.int8)
    share, minimum = threshold.top_share, threshold.minimum or 0.0
    with np.errstate(invalid="ignore"):
        employing = matrix.values > 0
        # Nobody is ranked on a wage that nobody earns.
        among = np.where(employing, cells, 0.0)
        limit = np.full(cells.shape[1], minimum) if share is None else top_threshold(among, share)
        star = employing & (cells >= limit * EQUAL)
        if rules.minimum_size > 0:
            star &= matrix.values >= rules.minimum_size
    unknown = np.isnan(matrix.values) | (np.isnan(cells) & employing)
    stars = star.astype(np.int8)
    stars[unknown] = NOT_ASSESSED
    return stars


def _sum(stars: list[Counts]) -> Counts:
    """Sum over the dimensions that were assessed."""
    total = np.zeros_like(stars[0])
    assessed = np.zeros(total.shape, dtype=bool)
    for dimension in stars:
        known = dimension != NOT_ASSESSED
        total += dimension * known
        assessed |= known
    total[~assessed] = NOT_ASSESSED
    return total


def star_totals(stars: IntoDataFrameT) -> IntoDataFrameT:
    """Stars of each region, and how many sectors of the table it reports.

    Parameters
    ----------
    stars : pandas or polars DataFrame
        what `assign_stars` gives.

    Returns
    -------
    DataFrame of the same kind
        `region, stars, sectors_counted, sectors_missing`, all counts, in order of appearance. A sector that has no row
        for a region is missing there; `stars` is missing where nothing in the region could be assessed.

    Raises
    ------
    InputError
        if region, sector or value is absent, a region and sector stand twice, a value is negative, or `stars` is text.

    Examples
    --------
    >>> import polars as pl
    >>> table = pl.DataFrame({"region": ["A", "A", "B"], "sector": ["x", "y", "x"], "value": [1.0, None, 2.0],
    ...                       "stars": [2, None, 0]})
    >>> star_totals(table).rows()
    [('A', 2, 1, 1), ('B', 0, 1, 1)]
    """
    frame = nw.from_native(stars, eager_only=True)
    matrix = to_matrix(stars, "region", "sector", "value")
    check_columns(frame, "stars")
    count = floats(frame["stars"])
    rows, regions = matrix.rows, len(matrix.regions)
    total = np.bincount(rows, weights=np.nan_to_num(count), minlength=regions).astype(np.int64)
    total[np.bincount(rows, weights=~np.isnan(count), minlength=regions) == 0] = NOT_ASSESSED
    counted = (~np.isnan(matrix.values)).sum(axis=1)
    made = nw.from_dict(
        {
            "region": matrix.regions,
            "sectors_counted": counted.tolist(),
            "sectors_missing": (len(matrix.sectors) - counted).tolist(),
        },
        backend=nw.get_native_namespace(frame),
    )
    whole = nw.from_native(with_counts(made.to_native(), {"stars": total}), eager_only=True)
    return whole.select("region", "stars", "sectors_counted", "sectors_missing").to_native()  # type: ignore[no-any-return]


def star_notes(table: IntoDataFrameT, rules: StarRules, *, value: str = "value", wage: str = "wage") -> list[Message]:
    """What a reader of the stars must know: dimensions left out, thresholds assumed, cells missing.

    Parameters
    ----------
    table : pandas or polars DataFrame
        what `assign_stars` is given.
    rules : StarRules
    value, wage : str
        names of the columns; the wage may be absent.

    Returns
    -------
    list of Message

    Raises
    ------
    InputError
        if the value, or a wage that the rules judge, is text.

    Examples
    --------
    >>> import polars as pl
    >>> from beffroi.analytics.clusters.rules import load_rules
    >>> jobs = pl.DataFrame({"region": ["A", "A"], "sector": ["x", "y"], "value": [90, None]})
    >>> for note in star_notes(jobs, load_rules("eco-2007")):
    ...     print(note)
    1 of 2 rows do not report a value: they get no star and enter no sum
    """
    frame = nw.from_native(table, eager_only=True)
    notes: list[Message] = []
    if rules.productivity is not None and wage not in frame.columns:
        notes.append(Message("productivity is left out: the table has no column {column}", column=wage))
    elif rules.productivity is not None and np.isnan(floats(frame[wage])).all():
        notes.append(Message("productivity is left out: the column {column} is empty", column=wage))
    elif rules.productivity is None and wage in frame.columns:
        said = "the column {column} is not used: {rules} does not judge productivity"
        notes.append(Message(said, column=wage, rules=rules.id))
    if rules.assumed:
        notes.append(Message("assumed for want of a public source: {thresholds}", thresholds=", ".join(rules.assumed)))
    missing = int(np.isnan(floats(frame[value])).sum())
    if missing:
        notes.append(
            Message(
                "{missing} of {rows} rows do not report a value: they get no star and enter no sum",
                missing=missing,
                rows=len(frame),
            )
        )
    return notes
