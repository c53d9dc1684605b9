"""A strict reader of tables that somebody made: every mistake is named by file, line and column."""

import csv
import io
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Literal

import polars as pl

from beffroi.analytics.errors import InputError
from beffroi.analytics.files import read_text

PLAIN_NUMBER = r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$"


def read_table(
    path: Path,
    *,
    required: Sequence[str],
    optional: Sequence[str] = (),
    numeric: Sequence[str] = (),
    key: Sequence[str] = (),
    non_negative: Sequence[str] = (),
    others: Literal["refused", "text", "numbers"] = "refused",
    wanted_by: str | None = None,
    line_column: str | None = None,
    missing: Collection[str] = (),
) -> pl.DataFrame:
    """Read a CSV file (UTF-8, comma, header line) and check every cell.

    Parameters
    ----------
    path : Path
    required, optional, others : sequence of str; others: {"refused", "text", "numbers"}
        columns that must and may be there, and what becomes of the others.
    numeric, non_negative : sequence of str
        columns of numbers, the second ones of zero or more; an empty cell is missing.
    key, missing : sequence of str; collection of str
        columns whose values together may stand only once, none of them empty; words that stand for an empty cell.
    wanted_by, line_column : str, optional
        who declares the required columns, for the error where one is absent; a column to add: the line of each row.

    Returns
    -------
    polars.DataFrame
        columns in the order of the file; text as String, numbers as Float64.

    Raises
    ------
    InputError
        with file, line (the header is line 1), column and remedy.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = (path := Path(folder, "jobs.csv")).write_text("region,value\\nBE31,12.5\\nBE32,\\n")
    ...     read_table(path, required=["region", "value"], numeric=["value"], key=["region"]).rows()
    [('BE31', 12.5), ('BE32', None)]
    """
    header, lines, rows = _split(path, missing)
    _check_header(path, header, (*required, *optional) if others == "refused" else header, required, wanted_by)
    numbers = {*numeric, *non_negative, *(set(header) - {*required, *optional} if others == "numbers" else ())}
    table = _with_key(path, pl.DataFrame(_columns(path, header, lines, rows, numbers, non_negative)), key, lines)
    return _with_lines(table, lines, line_column)


def _with_lines(table: pl.DataFrame, lines: Sequence[int], name: str | None) -> pl.DataFrame:
    return table if name is None else table.with_columns(pl.Series(name, lines, dtype=pl.Int64))


def _split(path: Path, missing: Collection[str]) -> tuple[list[str], list[int], list[list[str]]]:
    """Header, and the rows that are not blank with the line on which each begins (a quoted cell may hold line ends)."""
    reader = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    lines: list[int] = []
    rows: list[list[str]] = []
    begins = 1
    try:
        for row in reader:
            if row:
                lines.append(begins)
                rows.append(row)
            begins = reader.line_num + 1
    except csv.Error as error:
        raise InputError(f"{path}, line {begins}: this is not CSV ({error}); mend the line.") from None
    if lines[0] != 1:
        raise InputError(f"{path}, line 1: the line is blank; put the names of the columns there.")
    given = [["" if cell.strip() in missing else cell for cell in row] for row in rows[1:]] if missing else rows[1:]
    return [name.strip() for name in rows[0]], lines[1:], given


def _check_absent(path: Path, header: Sequence[str], required: Sequence[str], wanted_by: str | None) -> None:
    absent = [name for name in required if name not in header]
    if not absent:
        return
    what = f"column '{absent[0]}'" + (f", which {wanted_by} names," if wanted_by else "")
    remedy = f"add the column, or take it out of {wanted_by}" if wanted_by else "add the column, or rename one"
    hint = "separate columns by commas" if len(header) == 1 else f"{remedy} (the header has {', '.join(header)})"
    raise InputError(f"{path}, line 1: {what} is absent; {hint}.")


def _check_header(
    path: Path, header: Sequence[str], known: Sequence[str], required: Sequence[str], wanted_by: str | None
) -> None:
    _check_absent(path, header, required, wanted_by)
    twice = [name for at, name in enumerate(header) if name in header[:at]]
    if twice:
        raise InputError(f"{path}, line 1: column '{twice[0]}' stands twice; keep one of them.")
    unknown = [name for name in header if name not in known]
    if unknown:
        raise InputError(
            f"{path}, line 1: column '{unknown[0]}' is not known here; take it out, or give it one of the names "
            f"{', '.join(known)}."
        )


def _columns(
    path: Path,
    header: Sequence[str],
    lines: Sequence[int],
    rows: Sequence[Sequence[str]],
    numbers: Collection[str],
    non_negative: Collection[str],
) -> list[pl.Series]:
    """The columns, text or numbers, of rows that are as long as the header."""
    if not rows:
        raise InputError(f"{path}: there is a header but no row; add the data.")
    for line, row in zip(lines, rows, strict=True):
        if len(row) != len(header):
            raise InputError(f"{path}, line {line}: {len(row)} cells where the header has {len(header)}; mend the row.")
    columns: list[pl.Series] = []
    for at, name in enumerate(header):
        cells = pl.Series(name, [row[at] for row in rows], dtype=pl.String).str.strip_chars()
        columns.append(_numbers(path, cells, lines, name in non_negative) if name in numbers else cells)
    return columns


def _numbers(path: Path, cells: pl.Series, lines: Sequence[int], non_negative: bool) -> pl.Series:
    """The cells of a column as numbers, checked; only plain notation with a decimal point is taken."""
    given = cells.replace("", None)
    plain = given.str.contains(PLAIN_NUMBER)
    values = given.set(plain.not_().fill_null(False), None).cast(pl.Float64, strict=False)
    wrong = (given.is_not_null() & values.is_finite().fill_null(False).not_()).arg_true()
    if len(wrong):
        at = int(wrong[0])
        raise InputError(
            f"{path}, line {lines[at]}, column {cells.name}: '{cells[at]}' is not a number; write a number with a "
            "decimal point, or leave the cell empty if it is missing."
        )
    below = (values < 0).fill_null(False).arg_true()
    if non_negative and len(below):
        at = int(below[0])
        raise InputError(
            f"{path}, line {lines[at]}, column {cells.name}: {cells[at]} is negative; give a value of zero or more, or "
            "leave the cell empty if it is missing."
        )
    return values.set(values == 0, 0.0)  # no negative zero


def _with_key(path: Path, table: pl.DataFrame, key: Sequence[str], lines: Sequence[int]) -> pl.DataFrame:
    """The table, refused where a cell of its key is empty or the same key stands twice."""
    for name in key:
        empty = (table[name].is_null() if table[name].dtype.is_numeric() else table[name] == "").arg_true()
        if len(empty):
            raise InputError(f"{path}, line {lines[empty[0]]}, column {name}: the cell is empty; fill it in.")
    if not key:
        return table
    twice = table.select(pl.struct(key).is_first_distinct().not_().arg_true()).to_series()
    if len(twice):
        at = int(twice[0])
        same = table.select(pl.all_horizontal(pl.col(name) == table[name][at] for name in key).arg_true()).to_series()
        cells = ", ".join(f"{name} {table[name][at]}" for name in key)
        raise InputError(
            f"{path}, line {lines[at]}: {cells} stands already in line {lines[int(same[0])]}; keep one of the rows."
        )
    return table
