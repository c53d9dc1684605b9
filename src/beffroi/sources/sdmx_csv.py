"""SDMX-CSV, versions 1.0 and 2.0, as the Eurostat dissemination API writes it."""

import io

import polars as pl

from beffroi.analytics.errors import InputError
from beffroi.sources.observations import IncompleteError, NotReadyError, Observations, flags, last_change, numbers
from beffroi.sources.refusals import not_ready, reason

_ABOUT = {"DATAFLOW", "LAST UPDATE", "STRUCTURE", "STRUCTURE_ID", "ACTION"}
_MEASURES = {"OBS_VALUE", "OBS_FLAG", "CONF_STATUS"}


def parse_sdmx_csv(content: bytes, where: str) -> Observations:
    """Read an answer in SDMX-CSV.

    Parameters
    ----------
    content : bytes
        UTF-8; a header `DATAFLOW,LAST UPDATE,<dimensions>,TIME_PERIOD,OBS_VALUE,OBS_FLAG[,CONF_STATUS]` (version 1.0)
        or `STRUCTURE,STRUCTURE_ID,<dimensions>,…` (version 2.0), one observation a line.
    where : str
        what to call the answer in a sentence.

    Returns
    -------
    Observations
        `updated` from LAST UPDATE, which only version 1.0 has; empty where that is no date.

    Raises
    ------
    IncompleteError
        if the answer is empty or its last line is cut off.
    NotReadyError
        if it says that the figures are still being prepared.
    InputError
        if it is something else, or a value is not a number.

    Reference: SDMX-CSV field guide, sdmx-twg/sdmx-csv, versions 1.0 and 2.0.0.

    >>> text = (
    ...     "DATAFLOW,LAST UPDATE,freq,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS\\n"
    ...     "ESTAT:NAMA_10R_3GDP(1.0),20/02/26 23:00:00,A,EUR_HAB,BE3,2017,28100,,\\n"
    ... )
    >>> found = parse_sdmx_csv(text.encode(), "nama_10r_3gdp")
    >>> found.updated, found.cells.row(0)
    ('2026-02-20T23:00:00', ('A', 'EUR_HAB', 'BE3', '2017', 28100.0, ''))
    """
    _check_kind(content, where)
    table = _read(content, where)
    if table["OBS_VALUE"].len() == 0:
        return Observations(_cells(table, where), "")
    updated = table["LAST UPDATE"][0] if "LAST UPDATE" in table.columns else ""
    return Observations(_cells(table, where), last_change(updated))


def _check_kind(content: bytes, where: str) -> None:
    """Only a header of SDMX-CSV is read on; a message in XML or JSON is told apart from a cut."""
    start = content[:2000].lstrip(b"\xef\xbb\xbf \r\n")
    if not start:
        raise IncompleteError("the answer is empty")
    if start.startswith((b"<", b"{")):
        said = reason(content[:65536])
        if not_ready(said):
            raise NotReadyError(said)
        raise InputError(f"{where}: the answer is no SDMX-CSV table ({said or 'it is a page or message'}).")
    if not start.startswith((b"DATAFLOW,", b"STRUCTURE,")):
        if b"DATAFLOW".startswith(start[:8]) or b"STRUCTURE".startswith(start[:9]):
            raise IncompleteError("the header is cut off")
        raise InputError(f"{where}: the answer is no SDMX-CSV table; its header is not known.")


def _read(content: bytes, where: str) -> pl.DataFrame:
    """All columns as text. A line with fewer cells than the header is a cut where it is the last, else a fault."""
    header, _, rest = content.partition(b"\n")
    columns = header.count(b",") + 1
    last = rest.rstrip(b"\r\n").rsplit(b"\n", 1)[-1]
    if not rest and not content.endswith(b"\n"):
        raise IncompleteError("the header is cut off")
    if last and b'"' not in last and last.count(b",") + 1 < columns:
        raise IncompleteError("the last line is cut off")
    try:
        table = pl.read_csv(io.BytesIO(content), infer_schema=False, truncate_ragged_lines=False)
    except pl.exceptions.PolarsError:
        raise InputError(f"{where}: the answer is no well-formed SDMX-CSV table; nothing of it is used.") from None
    absent = [name for name in ("geo", "TIME_PERIOD", "OBS_VALUE") if name not in table.columns]
    if absent:
        raise InputError(f"{where}: column '{absent[0]}' is absent from the answer; nothing of it is used.")
    return table


def _cells(table: pl.DataFrame, where: str) -> pl.DataFrame:
    dimensions = [name for name in table.columns if name not in _ABOUT | _MEASURES | {"TIME_PERIOD"}]
    empty = [name for name in (*dimensions, "TIME_PERIOD") if table[name].null_count()]
    if empty:
        raise InputError(f"{where}: column '{empty[0]}' has an empty cell; nothing of this answer is used.")
    marks = table["OBS_FLAG"] if "OBS_FLAG" in table.columns else pl.Series([""] * table.height, dtype=pl.String)
    hidden = table["CONF_STATUS"] if "CONF_STATUS" in table.columns else None
    return table.select(
        *dimensions,
        pl.col("TIME_PERIOD").alias("time"),
        numbers(table["OBS_VALUE"], where).alias("value"),
        flags(marks, hidden).alias("flag"),
    )
