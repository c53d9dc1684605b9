"""The files: found, of one kind, with the columns that the job needs, each of one type throughout."""

import csv
import glob
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from beffroi.analytics.errors import InputError
from beffroi.analytics.microdata.job import Job, listed

Form = Literal["parquet", "csv"]
Kind = Literal["integer", "decimal", "floating", "text", "other"]
ENCODINGS = {"utf-8": "UTF-8", "latin-1": "ISO-8859-1", "utf-16": "UTF-16"}
"""Encodings of CSV by DuckDB's name, and Spark's name of the same."""
SEPARATORS = (",", ";", "\t", "|")
INTEGERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER")
MOST = 10**14
"""A value of this many units of its last place or more is refused; sums of 90,000 such still fit."""
PLACES = 4
"""Decimal places that are kept of a column that does not say how many it has."""


@dataclass(frozen=True)
class Column:
    """A column that is read: its name, what it is, and the decimal places that its sums keep.

    `clean` is set where the files' own statistics prove that every value is there, zero or more, and not too large.
    """

    name: str
    kind: Kind
    places: int
    type: str
    clean: bool = False


@dataclass(frozen=True)
class Sources:
    """The files of a job: all of one form, with the same columns of the same types."""

    files: tuple[Path, ...]
    form: Form
    columns: tuple[Column, ...]
    header: tuple[str, ...]
    separator: str = ","
    encoding: str = "utf-8"
    comma: bool = False

    def place(self, name: str) -> int:
        """Where a column stands among those that are read: the number in its neutral name, such as c0."""
        return [column.name for column in self.columns].index(name)


def find_files(given: Sequence[str]) -> list[Path]:
    """The files that paths and patterns name, each once, in order.

    Parameters
    ----------
    given : sequence of str
        paths, or patterns with ``*``, ``?``, ``[`` and ``**``.

    Returns
    -------
    list of Path

    Raises
    ------
    InputError
        if there is no such file, or a folder stands there.

    Examples
    --------
    >>> find_files(["nowhere/*.csv"])
    Traceback (most recent call last):
    ...
    beffroi.analytics.errors.InputError: nowhere/*.csv: no file has such a name; check the path.
    """
    found: list[Path] = []
    for name in given:
        exact = Path(name)
        matches = [exact] if exact.exists() else sorted(Path(match) for match in glob.glob(name, recursive=True))  # noqa: PTH207 - a pattern may begin at the root
        if not matches:
            raise InputError(f"{name}: no file has such a name; check the path.")
        folders = [path for path in matches if path.is_dir()]
        if folders:
            raise InputError(f"{folders[0]}: this is a folder; name the files in it, such as {folders[0]}/*.parquet.")
        found += matches
    return list(dict.fromkeys(found))


def form_of(files: Sequence[Path]) -> Form:
    """Parquet or CSV, by the names of the files.

    Parameters
    ----------
    files : sequence of Path

    Returns
    -------
    {"parquet", "csv"}

    Raises
    ------
    InputError
        if a name says neither, or both kinds are given.

    Examples
    --------
    >>> form_of([Path("a.parquet"), Path("b.parquet")])
    'parquet'
    """
    forms: dict[str, Form] = {".parquet": "parquet", ".pq": "parquet", ".csv": "csv", ".tsv": "csv", ".txt": "csv"}
    found: dict[Form, Path] = {}
    for path in files:
        form = forms.get(path.suffix.lower())
        if form is None:
            raise InputError(f"{path}: neither .parquet nor .csv; give the file the name of what it is.")
        found.setdefault(form, path)
    if len(found) > 1:
        raise InputError(f"{found['csv']}: this is CSV and {found['parquet']} is Parquet; give files of one kind.")
    return next(iter(found))


def open_parquet(job: Job, files: Sequence[Path], connection: Any) -> Sources:
    """Parquet files, each with the columns of the job, of one type throughout.

    Parameters
    ----------
    job : Job
    files : sequence of Path
    connection : DuckDB connection

    Returns
    -------
    Sources

    Raises
    ------
    InputError
        if a file is no Parquet, lacks a column, or has it in another type than the file before.

    Examples
    --------
    >>> import duckdb, tempfile
    >>> from beffroi.analytics.microdata.job import parse_job
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "firms.parquet")
    ...     _ = duckdb.sql("select 'A' as region, 'x' as sector, 3 as jobs").write_parquet(str(path))
    ...     open_parquet(parse_job("region,sector", "jobs"), [path], duckdb.connect()).columns[2]
    Column(name='jobs', kind='integer', places=0, type='INTEGER', clean=True)
    """
    first: dict[str, str] = {}
    for path in files:
        types = _types(path, connection)
        _present(job, path, list(types))
        for name in job.needed:
            before = first.setdefault(name, types[name])
            if types[name] != before:
                raise InputError(
                    f"{path}, column {name}: its type is {types[name]}, and {before} in {files[0]}; write both alike."
                )
    read = [_column(name, first[name]) for name in job.needed]
    _check_kinds(job, files[0], read)
    proven = _proven(files, connection)
    columns = tuple(
        replace(column, clean=column.kind in ("integer", "decimal") and _clean(column, proven.get(column.name)))
        for column in read
    )
    return Sources(tuple(files), "parquet", columns, tuple(job.needed))


def open_csv(job: Job, files: Sequence[Path], *, separator: str | None, encoding: str, comma: bool) -> Sources:
    """CSV files, each with the same header, which has the columns of the job.

    Parameters
    ----------
    job : Job
    files : sequence of Path
    separator : str, optional
        between two cells; found from the header where it is not given.
    encoding : str
        a key of `ENCODINGS`.
    comma : bool
        whether numbers have a decimal comma.

    Returns
    -------
    Sources

    Raises
    ------
    InputError
        if a file is empty, not in the encoding, lacks a column, or its header differs from that of the first.

    Examples
    --------
    >>> import tempfile
    >>> from beffroi.analytics.microdata.job import parse_job
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = (path := Path(folder, "firms.csv")).write_text("region;sector;jobs\\nA;x;3\\n")
    ...     job = parse_job("region,sector", "jobs")
    ...     open_csv(job, [path], separator=None, encoding="utf-8", comma=False).separator
    ';'
    """
    headers: list[list[str]] = []
    for path in files:
        line = _first_line(path, encoding)
        separator = separator or max(SEPARATORS, key=line.count)
        header = [name.strip() for name in next(csv.reader([line], delimiter=separator))]
        _present(job, path, header)
        headers.append(header)
        if header != headers[0]:
            said = f"its header is {listed(header)}, and that of {files[0]} {listed(headers[0])}"
            raise InputError(f"{path}, line 1: {said}; write both alike.")
    columns = tuple(Column(name, "text", PLACES, "VARCHAR") for name in job.needed)
    return Sources(tuple(files), "csv", columns, tuple(headers[0]), separator or ",", encoding, comma)


def _types(path: Path, connection: Any) -> dict[str, str]:
    """The columns of a Parquet file with their types."""
    import duckdb

    try:
        described = connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [[str(path)]]).fetchall()
    except duckdb.Error as error:
        said = str(error).splitlines()[0].rstrip(".")
        raise InputError(f"{path}: cannot be read as Parquet ({said}); write the file again.") from None
    return {str(row[0]): str(row[1]) for row in described}


def _proven(files: Sequence[Path], connection: Any) -> dict[str, tuple[Any, ...]]:
    """By column: whether every group of rows has statistics, missing values, least and largest value."""
    sql = (
        "SELECT path_in_schema, bool_and(stats_min_value IS NOT NULL AND stats_null_count IS NOT NULL), "
        "sum(stats_null_count), min(TRY_CAST(stats_min_value AS DOUBLE)), max(TRY_CAST(stats_max_value AS DOUBLE)) "
        "FROM parquet_metadata(?) GROUP BY path_in_schema"
    )
    return {row[0]: row[1:] for row in connection.execute(sql, [[str(path) for path in files]]).fetchall()}


def _clean(column: Column, proven: tuple[Any, ...] | None) -> bool:
    """Whether statistics prove that a column of whole or decimal numbers needs no look at each value."""
    if proven is None or not proven[0] or proven[1] or proven[2] is None or proven[3] is None:
        return False
    return bool(proven[2] >= 0 and proven[3] < MOST / 10**column.places)


def _present(job: Job, path: Path, header: Sequence[str]) -> None:
    """Refuse a file that lacks a column, or has a name twice; engines do not tell capitals apart."""
    absent = [name for name in job.needed if name not in header]
    if absent:
        raise InputError(f"{path}: column '{absent[0]}' is absent; name one of its columns ({listed(list(header))}).")
    lower = [name.lower() for name in header]
    twice = [name for name in job.needed if lower.count(name.lower()) > 1]
    if twice:
        raise InputError(f"{path}: column '{twice[0]}' stands twice in the header; keep one of them.")


def _column(name: str, type_: str) -> Column:
    """A column of Parquet: what it is, and how many decimal places its sums keep."""
    if type_ in INTEGERS:
        return Column(name, "integer", 0, type_)
    if type_.startswith("DECIMAL"):
        width, places = (int(part) for part in type_[len("DECIMAL(") : -1].split(","))
        return Column(name, "decimal", places if width <= 18 and places <= 6 else PLACES, type_)
    if type_ in ("DOUBLE", "FLOAT"):
        return Column(name, "floating", PLACES, type_)
    return Column(name, "text" if type_ == "VARCHAR" else "other", PLACES, type_)


def _check_kinds(job: Job, path: Path, columns: Sequence[Column]) -> None:
    """Regions and sectors are text or whole numbers, measures are numbers."""
    kinds = {column.name: column for column in columns}
    for name in job.columns:
        if kinds[name].kind not in ("text", "integer"):
            raise InputError(f"{path}, column {name}: its type is {kinds[name].type}; write the codes as text.")
    for _, name in job.measures:
        if kinds[name].kind == "other":
            raise InputError(f"{path}, column {name}: its type is {kinds[name].type}; write numbers.")


def _first_line(path: Path, encoding: str) -> str:
    """The header of a CSV file, without a byte-order mark."""
    try:
        with path.open(encoding="utf-8-sig" if encoding == "utf-8" else encoding, newline="") as stream:
            line = stream.readline(1_000_000).rstrip("\r\n")
            more = stream.read(1)
    except UnicodeError:
        known = ", ".join(ENCODINGS)
        raise InputError(f"{path}: not {encoding} text; name its encoding with --encoding ({known}).") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check its permissions.") from None
    if not line.strip():
        raise InputError(f"{path}: the file is empty or its first line is; check that it was saved.")
    if not more:
        raise InputError(f"{path}: there is a header but no row; add the data.")
    return line
