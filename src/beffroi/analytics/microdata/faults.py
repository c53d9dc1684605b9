"""Where a file is wrong: the first row that cannot be used, with file, row, column and what to do."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl

from beffroi.analytics.errors import InputError
from beffroi.analytics.microdata.duck import literal, quoted, table_of
from beffroi.analytics.microdata.grid import rows_of
from beffroi.analytics.microdata.job import Job
from beffroi.analytics.microdata.query import units
from beffroi.analytics.microdata.sources import MOST, Column, Sources

LINE_OF_CSV = re.compile(r"CSV Error on Line: (\d+)")


@dataclass(frozen=True)
class Lists:
    """The codes that may stand in a column; None where all may, and the files that name them."""

    regions: frozenset[str] | None = None
    sectors: frozenset[str] | None = None
    region_file: str = ""
    sector_file: str = ""

    def of(self, key: str) -> frozenset[str] | None:
        """The codes of region or sector."""
        return self.regions if key == "region" else self.sectors


def check_answer(job: Job, sources: Sources, answer: pl.DataFrame, connection: Any) -> None:
    """Refuse files without rows, codes that are empty or have blanks, and measures that are no numbers.

    Parameters
    ----------
    job : Job
    sources : Sources
    answer : polars.DataFrame
        what `query.totals` gave.
    connection : DuckDB connection
        which looks for the row, whatever the engine.

    Raises
    ------
    InputError
        with file, row, column and remedy.

    Examples
    --------
    >>> from beffroi.analytics.microdata.job import parse_job
    >>> empty = pl.DataFrame({"region": [], "sector": []})
    >>> check_answer(parse_job("region,sector", "jobs"), Sources((Path("a.parquet"),), "parquet", (), ()), empty, None)
    Traceback (most recent call last):
    ...
    beffroi.analytics.errors.InputError: a.parquet: there is no row; add the data.
    """
    if answer.is_empty():
        raise InputError(f"{sources.files[0]}: there is no row; add the data.")
    for key, name in zip(("region", "sector"), job.columns, strict=True):
        codes = answer[key]
        at = f"c{sources.place(name)}"
        if codes.null_count() or (codes == "").any():
            _refuse(
                connection, sources, name, f"{at} IS NULL OR CAST({at} AS STRING) = ''", "the cell is empty; fill it in"
            )
        odd = codes.filter((codes.str.strip_chars() != codes) | (codes == "*")).unique().sort()
        if len(odd):
            said = "'{value}' is no code; take blanks away, and leave totals (*) out"
            _refuse(connection, sources, name, f"{at} = {literal(odd[0])}", said)
    for number, (_, name) in enumerate(job.measures):
        if f"seen{number}" in answer and (answer[f"seen{number}"] < rows_of(answer)).any():
            _check_measure(job, sources, name, connection)


def check_codes(job: Job, sources: Sources, answer: pl.DataFrame, lists: Lists, connection: Any) -> None:
    """Refuse a code that is on no list.

    Parameters
    ----------
    job : Job
    sources : Sources
    answer : polars.DataFrame
    lists : Lists
    connection : DuckDB connection

    Raises
    ------
    InputError
        with file, row, column and remedy.

    Examples
    --------
    >>> from beffroi.analytics.microdata.job import parse_job
    >>> table = pl.DataFrame({"region": ["A"], "sector": ["x"]})
    >>> check_codes(parse_job("region,sector", "jobs"), Sources((), "csv", (), ()), table, Lists(), None)
    """
    files = lists.region_file, lists.sector_file
    for key, name, file in zip(("region", "sector"), job.columns, files, strict=True):
        known = lists.of(key)
        unknown = [] if known is None else sorted(set(answer[key].to_list()) - known)
        if unknown:
            said = f"'{{value}}' is not in {file}; add the code there, mend it here, or say --unknown set-aside"
            _refuse(connection, sources, name, f"CAST(c{sources.place(name)} AS STRING) = {literal(unknown[0])}", said)


def refuse_repeated(sources: Sources, name: str, value: object, connection: Any) -> None:
    """Say which two rows have the same identity, or which has none.

    Parameters
    ----------
    sources : Sources
    name : str
        the column.
    value : object
        what stands twice; None where a cell is empty.
    connection : DuckDB connection

    Raises
    ------
    InputError
        always.

    Examples
    --------
    >>> import duckdb, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = (path := Path(folder, "a.csv")).write_text("id\\n7\\n7\\n")
    ...     try:
    ...         sources = Sources((path,), "csv", (Column("id", "text", 4, ""),), ("id",))
    ...         refuse_repeated(sources, "id", "7", duckdb.connect())
    ...     except InputError as error:
    ...         str(error).removeprefix(folder)
    "/a.csv, line 3, column id: '7' stands already in line 2 of the same file; keep one of the rows."
    """
    at = f"c{sources.place(name)}"
    if value is None:
        _refuse(connection, sources, name, f"{at} IS NULL", "the cell is empty; fill it in")
    found = _rows(connection, sources, name, f"{at} = {literal(value)}", 2)
    (path, row, _), (again, other, _) = found[0], found[1]
    where = "the same file" if path == again else str(path)
    word = _word(sources)
    raise InputError(
        f"{again}, {word} {other}, column {name}: '{value}' stands already in {word} {row} of {where}; keep one of "
        "the rows."
    )


def refuse_unreadable(sources: Sources, error: Exception) -> None:
    """Say what DuckDB could not read, and where.

    Parameters
    ----------
    sources : Sources
    error : Exception

    Raises
    ------
    InputError
        always.

    Examples
    --------
    >>> refuse_unreadable(Sources((Path("a.csv"),), "csv", (), ()), ValueError("CSV Error on Line: 7"))
    Traceback (most recent call last):
    ...
    beffroi.analytics.errors.InputError: a.csv, line 7: the line is not CSV of 0 columns in utf-8; mend it, or ...
    """
    said = str(error)
    path = next((each for each in sources.files if str(each) in said), sources.files[0])
    line = LINE_OF_CSV.search(said)
    if line:
        raise InputError(
            f"{path}, line {line[1]}: the line is not CSV of {len(sources.header)} columns in {sources.encoding}; mend "
            "it, or name --separator and --encoding."
        ) from None
    first = said.splitlines()[0].rstrip(".") if said else type(error).__name__
    raise InputError(f"{path}: cannot be read ({first}); write the file again.") from None


def _check_measure(job: Job, sources: Sources, name: str, connection: Any) -> None:
    """Refuse what is no number of zero or more; and what is missing, if that is to be refused."""
    at = sources.place(name)
    empty = f"c{at} IS NULL" + (f" OR trim(c{at}) = ''" if sources.columns[at].kind == "text" else "")
    wrong = _rows(connection, sources, name, f"NOT ({empty}) AND ({units(sources, name)}) IS NULL", 1)
    if wrong:
        path, row, value = wrong[0]
        raise InputError(f"{path}, {_word(sources)} {row}, column {name}: {_why(sources, sources.columns[at], value)}.")
    if job.missing == "refuse":
        said = "the value is missing; fill it in, or say --missing cell, which leaves its cell without a figure"
        _refuse(connection, sources, name, empty, said)


def _why(sources: Sources, column: Column, value: str) -> str:
    """What is wrong with a value that is no amount."""
    point = value.replace(",", ".") if sources.comma else value
    try:
        number = float(point)
    except ValueError:
        hint = ", or say --decimal comma" if re.fullmatch(r"-?[0-9]+,[0-9]+", value) else ""
        return f"'{value}' is not a number; write a number with a decimal {'comma' if sources.comma else 'point'}{hint}"
    if number < 0:
        return f"{value} is negative; give a value of zero or more"
    if not number < MOST / 10**column.places:
        return f"{value} is not below {MOST // 10**column.places:,}; give it in a larger unit"
    return f"'{value}' is not a plain number of at most {column.places} decimal places; round it"


def _refuse(connection: Any, sources: Sources, name: str, condition: str, said: str) -> None:
    """Refuse the first row for which a condition holds."""
    found = _rows(connection, sources, name, condition, 1)
    if found:
        path, row, value = found[0]
        raise InputError(f"{path}, {_word(sources)} {row}, column {name}: {said.replace('{value}', value)}.")


def _rows(connection: Any, sources: Sources, name: str, condition: str, most: int) -> list[tuple[Path, int, str]]:
    """File, row and value of the first rows for which a condition holds; lines of CSV count from the header as 1."""
    found: list[tuple[Path, int, str]] = []
    number = "row_number() OVER () + 1" if sources.form == "csv" else "file_row_number + 1"
    chosen = ", ".join(f"{quoted(column.name)} AS c{at}" for at, column in enumerate(sources.columns))
    connection.execute("SET preserve_insertion_order = true")
    for path in sources.files:
        extra = "" if sources.form == "csv" else ", file_row_number = true"
        table = table_of(replace(sources, files=(path,)), extra)
        numbered = f"SELECT {number} AS place, {chosen} FROM {table}"
        value = f"CAST(c{sources.place(name)} AS STRING)"
        sql = f"SELECT place, {value} FROM ({numbered}) WHERE {condition} ORDER BY place LIMIT {most - len(found)}"
        found += [(path, int(row), str(said)) for row, said in connection.execute(sql).fetchall()]
        if len(found) >= most:
            break
    return found


def _word(sources: Sources) -> str:
    return "line" if sources.form == "csv" else "row"


def known_codes(codes: Sequence[str]) -> str:
    """Codes as a list in SQL.

    Parameters
    ----------
    codes : sequence of str

    Returns
    -------
    str

    Examples
    --------
    >>> known_codes(["A", "B"])
    "('A', 'B')"
    """
    return "(" + ", ".join(literal(code) for code in codes) + ")"
