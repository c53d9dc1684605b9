"""Types of region by cluster stars and index, with thresholds relative to the regions compared."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import narwhals as nw
import numpy as np
from narwhals.typing import IntoDataFrameT
from pydantic import BaseModel, ConfigDict, Field

from beffroi.analytics.clusters.declared import load_declared
from beffroi.analytics.matrix import Floats, check_columns, floats
from beffroi.analytics.messages import Message

SHIPPED = ("beffroi-2026",)
Quantile = Annotated[float, Field(gt=0, lt=1)]


class TypologyRules(BaseModel):
    """Quantiles that divide regions by stars, and then, within each half, by index."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    version: int
    title: str
    source: str
    stars_quantile: Quantile
    high_index_quantile_among_many: Quantile
    moderate_index_quantile_among_few: Quantile


@dataclass(frozen=True)
class Thresholds:
    """The numbers to which the quantiles resolve; empty where the regions cannot be divided, with the reason why."""

    stars: list[float]
    index: list[float]
    reason: Message | None = None


def load_typology(name: str | Path) -> TypologyRules:
    """A typology by name or from a YAML file.

    Parameters
    ----------
    name : str or Path
        `beffroi-2026`, or the path of a file.

    Returns
    -------
    TypologyRules
        quantiles between 0 and 1.

    Raises
    ------
    InputError
        if there is no such typology, or the file is not one.

    Examples
    --------
    >>> load_typology("beffroi-2026").stars_quantile
    0.5
    """
    return load_declared(TypologyRules, name, SHIPPED, "a typology")


def thresholds(table: IntoDataFrameT, rules: TypologyRules) -> Thresholds:
    """Resolve the quantiles over the regions that have both coordinates.

    First the quantile of stars; then one quantile of the index among the regions at or above it, one among those below
    it. Where nobody is below a quantile, because many share the lowest value, the line is the lowest value above it.
    Where a half has one index only, nobody in it stands out, and the line is just above.

    So with four regions or more that have two different numbers of stars or more, both halves have members; each half
    has members of its base type (1 or 2), and the half of many stars has members of type 3 unless its index is one.

    Parameters
    ----------
    table : pandas or polars DataFrame
        one row a region: `region`, `stars` (a count) and `index`, missing allowed.
    rules : TypologyRules

    Returns
    -------
    Thresholds
        in the units of stars and index; quantiles are of type 7 (linear interpolation). Empty, with the reason, where
        less than four regions have both coordinates or all of them have the same stars.

    Raises
    ------
    InputError
        if `stars` or `index` holds text.

    References
    ----------
    Hyndman, R. J. and Fan, Y. (1996). Sample quantiles in statistical packages. The American Statistician, 50(4).

    Examples
    --------
    >>> import polars as pl
    >>> table = pl.DataFrame({"region": list("abcd"), "stars": [9, 8, 2, 1], "index": [0.7, 0.3, 0.4, 0.2]})
    >>> found = thresholds(table, load_typology("beffroi-2026"))
    >>> found.stars, [round(line, 2) for line in found.index]
    ([5.0], [0.6, 0.35])
    """
    stars, index = _coordinates(table)
    both = ~np.isnan(stars) & ~np.isnan(index)
    if both.sum() < 4:
        return Thresholds([], [], Message("unclassified: too few regions have both stars and index"))
    if np.ptp(stars[both]) == 0:
        return Thresholds([], [], Message("unclassified: all regions compared have the same number of stars"))
    line = _line(stars[both], rules.stars_quantile)
    many, few = both & (stars >= line), both & (stars < line)
    high = _line(index[many], rules.high_index_quantile_among_many)
    moderate = _line(index[few], rules.moderate_index_quantile_among_few)
    return Thresholds([line], [high, moderate])


def _line(values: Floats, quantile: float) -> float:
    """The quantile, or the lowest number above it that has a value below."""
    line = float(np.quantile(values, quantile))
    if (values < line).any():
        return line
    above = values[values > line]
    return float(above.min()) if above.size else float(np.nextafter(line, np.inf))


@dataclass(frozen=True)
class Placement:
    """The type of a region, None where no rule applies, and why."""

    region: str
    type: int | None
    reason: Message


def classify(table: IntoDataFrameT, lines: Thresholds) -> list[Placement]:
    """The type of each region, None where no rule applies, with the reason.

    Type 1: many stars, index below the high line. Type 2: few stars, index below the moderate line. Type 3: many stars,
    index at or above the high line. Few stars with a high index is outside every rule.

    Parameters
    ----------
    table : pandas or polars DataFrame
        one row a region: `region`, `stars` (a count) and `index`, missing allowed.
    lines : Thresholds
        as `thresholds` gives them over a reference set, which need not be the regions of the table.

    Returns
    -------
    list of Placement
        in the order of the table.

    Raises
    ------
    InputError
        if `stars` or `index` holds text.

    References
    ----------
    Our own, after the three groups of the EOCIC policy briefings (2019); see `TypologyRules.source`.

    Examples
    --------
    >>> import polars as pl
    >>> table = pl.DataFrame({"region": list("abcd"), "stars": [9, 8, 2, 1], "index": [0.7, 0.3, 0.4, 0.2]})
    >>> lines = thresholds(table, load_typology("beffroi-2026"))
    >>> [placed.type for placed in classify(table, lines)]
    [3, 1, None, 2]
    """
    stars, index = _coordinates(table)
    regions = nw.from_native(table, eager_only=True)["region"].to_list()
    cells = zip(regions, stars.tolist(), index.tolist(), strict=True)
    return [Placement(str(region), *_type(own, score, lines)) for region, own, score in cells]


def _coordinates(table: IntoDataFrameT) -> tuple[Floats, Floats]:
    frame = nw.from_native(table, eager_only=True)
    check_columns(frame, "region", "stars", "index")
    return floats(frame["stars"]), floats(frame["index"])


def _type(stars: float, index: float, lines: Thresholds) -> tuple[int | None, Message]:
    """Type and reason of one region."""
    if np.isnan(stars) and np.isnan(index):
        return None, Message("unclassified: neither stars nor index")
    if np.isnan(stars):
        return None, Message("unclassified: no cluster stars")
    if np.isnan(index):
        return None, Message("unclassified: no index")
    if not lines.stars:
        return None, lines.reason or Message("unclassified: no thresholds divide the regions")
    high, moderate = lines.index
    if stars >= lines.stars[0]:
        if index >= high:
            return 3, Message("many cluster stars and a high index")
        return 1, Message("many cluster stars, moderate index")
    if index < moderate:
        return 2, Message("moderate in both")
    return None, Message("unclassified: few cluster stars but a high index, outside every rule")
