"""Observations as a source publishes them: what every format is read into, and the checks that all must pass."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl

from beffroi.analytics.errors import InputError


class IncompleteError(Exception):
    """An answer that ends too early; nothing of it is used."""


class NotReadyError(Exception):
    """An answer that says that the figures are still being prepared."""


@dataclass(frozen=True)
class Observations:
    """The cells of one dataset.

    Attributes
    ----------
    cells : polars.DataFrame
        one text column a dimension (`geo` and `time` among them), `value` (f64, null where none is published) and
        `flag` (text, empty where there is none).
    updated : str
        when the dataset was last changed, ISO 8601; empty where the answer does not say or says no date.

    """

    cells: pl.DataFrame
    updated: str

    @property
    def dimensions(self) -> list[str]:
        """The names of the dimensions, without region and time."""
        return [name for name in self.cells.columns if name not in {"geo", "time", "value", "flag"}]


_DATE = re.compile(
    r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?",
    re.ASCII,
)
_EUROSTAT_DATE = re.compile(r"\d{2}/\d{2}/\d{2} \d{2}:\d{2}:\d{2}", re.ASCII)


def last_change(said: Any) -> str:
    """When a dataset was last changed, ISO 8601; empty where what was said is no plain date.

    A date that cannot be read makes the vintage unknown, and no figure wrong, so the answer is still taken. What was
    said is shown on screens and in profiles: nothing but a date gets through.

    Parameters
    ----------
    said : str
        ISO 8601 with or without a time, or Eurostat's day/month/year and time; anything else counts as unknown.

    >>> last_change("2026-10-05T23:00:00+0200"), last_change("20/02/26 23:00:00")
    ('2026-10-05T23:00:00+0200', '2026-02-20T23:00:00')
    >>> last_change(["2026-10-05"]), last_change("2026-02-30"), last_change("soon")
    ('', '', '')
    """
    text = said.strip() if isinstance(said, str) else ""
    try:
        if _EUROSTAT_DATE.fullmatch(text):
            return datetime.strptime(text, "%d/%m/%y %H:%M:%S").isoformat()
        if _DATE.fullmatch(text):
            datetime.fromisoformat(text)
            return text
    except ValueError:  # the form of a date, but no day of any calendar
        return ""
    return ""


def numbers(texts: pl.Series, where: str) -> pl.Series:
    """Published values as numbers: empty and ':' are missing, anything else must be a finite number.

    Raises
    ------
    InputError
        naming the first row that holds something else.

    >>> numbers(pl.Series(["12.5", ":", ""]), "nama_10r_3gdp").to_list()
    [12.5, None, None]
    """
    trimmed = texts.cast(pl.String).str.strip_chars()
    missing = (trimmed.is_null() | trimmed.is_in(["", ":", "NaN"])).fill_null(True)
    values = trimmed.set(missing, None).cast(pl.Float64, strict=False)
    bad = ~missing & ~values.is_finite().fill_null(False)
    if bad.any():
        at = int(bad.arg_true()[0])
        raise InputError(
            f"{where}, observation {at + 1}: '{texts[at]}' is not a number, so nothing of this answer is used; "
            "report it, as the format seems to have changed."
        )
    return values


def flags(marks: pl.Series, confidentiality: pl.Series | None = None) -> pl.Series:
    """Flags in the built-in form: letters in order, `c` for what is confidential; a mark that is not known is kept.

    >>> flags(pl.Series(["pb", None, "", "(u)"]), pl.Series([None, "C", "", ""])).to_list()
    ['bp', 'c', '', '(u)']
    """
    extra = [None] * len(marks) if confidentiality is None else confidentiality.to_list()
    pairs = list(zip(marks.to_list(), extra, strict=True))
    known = {pair: _flag(*pair) for pair in set(pairs)}
    return pl.Series([known[pair] for pair in pairs], dtype=pl.String)


def _flag(mark: str | None, confidentiality: str | None) -> str:
    first = (mark or "").strip()
    second = (confidentiality or "").strip()
    both = first + ("c" if second == "C" else second)
    return "".join(sorted(set(both))) if both.isalpha() else both


def built_in_form(observations: Observations, columns: dict[str, str], where: str) -> pl.DataFrame:
    """Observations as a table of the store: region, dimensions, year, value, flag; sorted.

    Parameters
    ----------
    observations : Observations
        whose dimensions other than those in `columns` hold one value each.
    columns : dict
        dimension of the source → column of the table.
    where : str
        what to call the answer in a sentence.

    Raises
    ------
    InputError
        if a dimension is absent or a further one holds several values, a period is no year, a value is negative, a
        key stands twice, or nothing is left.

    """
    cells = observations.cells
    _check_dimensions(observations, columns, where)
    if cells.height == 0:
        raise InputError(f"{where}: the answer holds no figure for the query; the dataset may have been recoded.")
    odd = cells.filter(~pl.col("time").str.contains(r"^\d{4}$"))
    if odd.height:
        raise InputError(f"{where}: period '{odd['time'][0]}' is not a year, so nothing of this answer is used.")
    names = ["region", *columns.values()]
    table = cells.select(
        pl.col("geo").alias("region"),
        *(pl.col(dimension).alias(column) for dimension, column in columns.items()),
        pl.col("time").cast(pl.Int32).alias("year"),
        "value",
        "flag",
    ).sort([*names, "year"])
    _check_rows(table, [*names, "year"], where)
    return table


def _check_dimensions(observations: Observations, columns: dict[str, str], where: str) -> None:
    for name in ("geo", *columns):
        if name not in observations.cells.columns:
            raise InputError(f"{where}: dimension '{name}' is absent from the answer; the dataset was restructured.")
    for name in observations.dimensions:
        held = observations.cells[name].unique().sort().to_list()
        if name not in columns and len(held) > 1:
            raise InputError(
                f"{where}: dimension '{name}' is new or has several values ({', '.join(map(str, held[:5]))}), "
                "and which one to take is not declared; update Beffroi."
            )


def _check_rows(table: pl.DataFrame, keys: list[str], where: str) -> None:
    negative = table.filter(pl.col("value") < 0)
    if negative.height:
        said = ", ".join(str(negative[name][0]) for name in [*keys, "value"])
        raise InputError(f"{where}: a negative value ({said}), which this table cannot hold; nothing of it is used.")
    twice = table.filter(table.select(keys).is_duplicated())
    if twice.height:
        said = ", ".join(str(twice[name][0]) for name in keys)
        raise InputError(f"{where}: {said} stands twice in the answer; nothing of it is used.")


_PLACE = re.compile(r"^(EU[0-9A-Z_]*|[A-Z]{2}[0-9A-Z]{0,2})$")


def regions_only(observations: Observations) -> Observations:
    """Observations of the EU, countries, and NUTS 1 and 2 regions; other unions, NUTS 3 and odd places are left out.

    >>> cells = pl.DataFrame({"geo": ["EU27_2020", "EA20", "EFTA", "BE", "BE3", "BE35", "BE352", "DE_TOT"]})
    >>> regions_only(Observations(cells, "")).cells["geo"].to_list()
    ['EU27_2020', 'BE', 'BE3', 'BE35']
    """
    wanted = pl.col("geo").str.contains(_PLACE.pattern) & ~pl.col("geo").str.contains(r"^(EA\d|EA$|EFTA$)")
    return Observations(observations.cells.filter(wanted), observations.updated)
