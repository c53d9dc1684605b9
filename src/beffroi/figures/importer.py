"""Turns tables of official statistics into compact Parquet files with checksums."""

import csv
import io
import re
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import polars as pl
import yaml

from beffroi.analytics.errors import InputError
from beffroi.analytics.files import read_text, write_files
from beffroi.figures.catalogue import CHECKSUMS, Table, load_catalogue

FLAGS = frozenset("bcdefnprsuz")
"""Flags of the European statistical system that a value may carry, alone or together."""

MARKS_OF_MISSING = frozenset({"missing", "excel-time-artefact"})
"""Marks of whoever restated a table, on cells that hold no value: not a statistical flag, so nothing is kept of them.

`excel-time-artefact` marks cells of Iceland that a spreadsheet damaged; they are empty, and stay missing."""

_HEAD = """\
# SHA-256 of every Parquet file of the built-in figures, written by `beffroi figures build` together with the files.
# It belongs to catalogue.yaml, which says of each table under the same name where it comes from: `gdp.parquet` is the
# table `gdp`. The files without an entry there are the lists of regions. Do not edit: a table whose file differs from
# its line, or has no line, is refused by name.
"""

_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,2})?")

_REGION = re.compile(r"[A-Z]{2}[A-Z0-9_]{0,7}")
"""A country, a region or a group of countries (`BE`, `BE35`, `EU27_2020`)."""

_PLACE = re.compile(r"[A-Z]{2}[A-Z0-9]{0,2}( \(part\))?")
"""A code of the lists of regions; `DE40 (part)` where a region of another vintage lay in two."""

_FIRST_YEAR, _LAST_YEAR = 1900, 2100

CENTRES_FILE = "nuts_points.parquet"
_LIMITS = {"lon": (-180.0, 180.0), "lat": (-90.0, 90.0), "area_km2": (0.0, 20e6)}
"""What the columns of the list of centres may hold: degrees, and square kilometres."""


class CodeTable(NamedTuple):
    """A list of regions: its CSV file, the columns it must have, which of them hold codes, and the key."""

    csv: str
    columns: tuple[str, ...]
    codes: tuple[str, ...]
    key: str
    key_required: bool = True


_YEARS = ("2010", "2013", "2016", "2021")
CODE_TABLES = {
    "nuts_vintages": CodeTable(
        "nuts_vintages.csv",
        (
            "typology",
            *(f"code_{year}" for year in _YEARS),
            *(f"geo_name_{year}" for year in _YEARS[1:]),
            *("change_2016", "change_2021"),
        ),
        codes=tuple(f"code_{year}" for year in _YEARS),
        key="code_2021",
        key_required=False,
    ),
    "nuts_2024": CodeTable(
        "nuts_2024.csv", ("nuts_id", "levl_code", "cntr_code", "name_latn"), ("nuts_id", "cntr_code"), "nuts_id"
    ),
    "ris_zones": CodeTable("ris_zones.csv", ("zone", "name", "country"), ("zone",), "zone"),
}


def build_figures(source: Path, out: Path | None = None) -> list[Path]:
    """Write every table of the catalogue, found in `source` as CSV, as Parquet with one list of checksums.

    All files are read and checked before the first one is written; the same input always gives the same bytes.

    Parameters
    ----------
    source : Path
        folder of the CSV tables.
    out : Path, optional
        where the Parquet files and `checksums.yaml` go; default: the package's own data folder.

    Returns
    -------
    list of Path
        the files written.

    Raises
    ------
    InputError
        if a table is absent, or has a wrong or repeated column, a duplicate key, an implausible code or year,
        an unknown flag or a value that is no number.

    Examples
    --------
    >>> build_figures(Path("nowhere"))
    Traceback (most recent call last):
    ...
    beffroi.analytics.errors.InputError: nowhere: no such folder; name the folder that holds the CSV tables.
    """
    if not source.is_dir():
        raise InputError(f"{source}: no such folder; name the folder that holds the CSV tables.")
    contents: dict[str, bytes | str] = {}
    for name, table in load_catalogue().tables.items():
        contents[f"{name}.parquet"] = _parquet(read_source(source / table.csv, table))
    for name, codes in CODE_TABLES.items():
        contents[f"{name}.parquet"] = _parquet(read_codes(source / codes.csv, codes))
    contents[CENTRES_FILE] = _parquet(read_centres(source / load_catalogue().centres.csv))
    sums = {name: sha256(content).hexdigest() for name, content in contents.items() if isinstance(content, bytes)}
    contents[CHECKSUMS] = _HEAD + yaml.safe_dump(sums, sort_keys=True)
    return write_files(out or Path(__file__).parent / "data", contents)


def read_source(path: Path, table: Table) -> pl.DataFrame:
    """One CSV table in the form of the store, every cell checked.

    Parameters
    ----------
    path : Path
        a CSV file in UTF-8 with a header; columns in any order.
    table : Table
        what the catalogue says of it: which columns hold the region and the dimensions.

    Returns
    -------
    polars.DataFrame
        `region`, the dimensions, `year` (32-bit integer), `value` (64-bit float, null = missing), `flag`; sorted.

    Raises
    ------
    InputError
        if a column is absent or stands twice, a key is empty or repeated, a code, year, value or flag is implausible;
        with file, line and column.

    Examples
    --------
    >>> import tempfile
    >>> held = Table(csv="a.csv", publisher="P", dataset="d", licence="CC BY 4.0", vintage="2026", nuts=2021)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "a.csv"
    ...     _ = path.write_text("geo,year,value,flag\\nBE3,2022,,c\\nBE2,2022,7,p\\n", encoding="utf-8")
    ...     read_source(path, held).rows()
    [('BE2', 2022, 7.0, 'p'), ('BE3', 2022, None, 'c')]
    """
    columns = [table.region, *table.dimensions, "year", "value"]
    header, rows = _rows(path, columns)
    index = [header.index(column) for column in columns]
    flag_at = header.index("flag") if "flag" in header else None
    seen: dict[tuple[str, ...], int] = {}
    found: list[tuple[object, ...]] = []
    for line, row in rows:
        cells = [row[at].strip() for at in index]
        where = f"{path}, line {line}"
        _check_key(tuple(cells[:-1]), columns, line, seen, path)
        _check_code(cells[0], _REGION, f"{where}, column {columns[0]}")
        mark = "" if flag_at is None else row[flag_at].strip()
        found.append((*cells[:-2], _year(cells[-2], where), *_value(cells[-1], mark, where)))
    names = ["region", *table.dimensions.values()]
    schema = {**dict.fromkeys(names, pl.String), "year": pl.Int32, "value": pl.Float64, "flag": pl.String}
    return pl.DataFrame(found, schema=schema, orient="row").sort([*names, "year"])


def _check_key(
    key: tuple[str, ...], columns: list[str], line: int, seen: dict[tuple[str, ...], int], path: Path
) -> None:
    """Refuse a key with an empty cell, and one that stood before."""
    if "" in key:
        raise InputError(f"{path}, line {line}, column {columns[key.index('')]}: the cell is empty; fill it in.")
    if key in seen:
        raise InputError(
            f"{path}, line {line}: {', '.join(key)} stands already in line {seen[key]}; keep one of the two rows."
        )
    seen[key] = line


def read_codes(path: Path, table: CodeTable) -> pl.DataFrame:
    """One list of regions, all text, in the order of the file.

    A row that repeats an earlier one cell by cell says nothing new and is kept; one that says something else of the
    same code is refused.

    Parameters
    ----------
    path : Path
        a CSV file in UTF-8 with a header.
    table : CodeTable
        the columns that it must have, and what they hold.

    Returns
    -------
    polars.DataFrame
        the columns of the file.

    Raises
    ------
    InputError
        if a column is absent or stands twice, a code is no code of a region, or a key is empty or stands twice.

    Examples
    --------
    >>> read_codes(Path("nowhere.csv"), CODE_TABLES["ris_zones"])
    Traceback (most recent call last):
    ...
    beffroi.analytics.errors.InputError: nowhere.csv: no such file; check the path.
    """
    header, rows = _rows(path, table.columns)
    key_at = header.index(table.key)
    seen: dict[str, tuple[int, list[str]]] = {}
    for line, row in rows:
        for column in table.codes:
            code = row[header.index(column)].strip()
            if code:
                _check_code(code, _PLACE, f"{path}, line {line}, column {column}")
        key = row[key_at].strip()
        if not key and table.key_required:
            raise InputError(f"{path}, line {line}, column {table.key}: the cell is empty; fill it in.")
        before, same = seen.setdefault(key, (line, row))
        if key and same != row:
            raise InputError(f"{path}, line {line}: {key} stands already in line {before}; keep one of the two rows.")
    return pl.DataFrame([row for _, row in rows], schema=dict.fromkeys(header, pl.String), orient="row")


def read_centres(path: Path) -> pl.DataFrame:
    """The list of the regions' centres, every cell checked.

    Parameters
    ----------
    path : Path
        a CSV file in UTF-8 with the columns `nuts_id, lon, lat, area_km2`: degrees and square kilometres.

    Returns
    -------
    polars.DataFrame
        those columns, sorted by code.

    Raises
    ------
    InputError
        if a column is absent or stands twice, a code is wrong or repeated, or a number is none or outside its limits.

    Examples
    --------
    >>> read_centres(Path("nowhere.csv"))
    Traceback (most recent call last):
    ...
    beffroi.analytics.errors.InputError: nowhere.csv: no such file; check the path.
    """
    columns = ["nuts_id", *_LIMITS]
    header, rows = _rows(path, columns)
    index = [header.index(column) for column in columns]
    seen: dict[tuple[str, ...], int] = {}
    found: list[tuple[object, ...]] = []
    for line, row in rows:
        code, *cells = [row[at].strip() for at in index]
        where = f"{path}, line {line}, column"
        _check_code(code, _PLACE, f"{where} nuts_id")
        _check_key((code,), columns, line, seen, path)
        numbers = zip(_LIMITS, cells, strict=True)
        found.append((code, *(_within(text, column, f"{where} {column}") for column, text in numbers)))
    schema = {"nuts_id": pl.String, **dict.fromkeys(_LIMITS, pl.Float64)}
    return pl.DataFrame(found, schema=schema, orient="row").sort("nuts_id")


def _within(text: str, column: str, where: str) -> float:
    """A number between the limits of its column."""
    low, high = _LIMITS[column]
    if not _NUMBER.fullmatch(text):
        raise InputError(f"{where}: '{text}' is not a number; a place without it cannot be put on a map.")
    if not low <= float(text) <= high:
        raise InputError(f"{where}: {text} does not lie in {low:g} to {high:g}; mend it.")
    return float(text)


def _check_code(code: str, form: re.Pattern[str], where: str) -> None:
    if not form.fullmatch(code):
        raise InputError(f"{where}: '{code}' is not a code of a region; write two capitals and what follows them.")


def _rows(path: Path, columns: Sequence[str]) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Header, checked for the columns that must be there, and each row with the line on which it ends."""
    header, rows = _cells(path)
    twice = [name for at, name in enumerate(header) if name in header[:at]]
    if twice:
        raise InputError(f"{path}, line 1: column '{twice[0]}' stands twice; keep one of the two.")
    absent = [column for column in columns if column not in header]
    if absent:
        raise InputError(f"{path}, line 1: column '{absent[0]}' is absent; the header must hold {', '.join(columns)}.")
    return header, rows


def _cells(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Header, and each row with the line on which it ends."""
    reader = csv.reader(io.StringIO(read_text(path)), strict=True)
    try:
        rows = [(reader.line_num, row) for row in reader if row]
    except csv.Error as error:
        raise InputError(f"{path}, line {reader.line_num}: not a CSV table ({error}); mend the quotes.") from None
    (_, header), *rows = rows
    header = [name.strip() for name in header]
    if not rows:
        raise InputError(f"{path}: no row follows the header; a table without figures is not imported.")
    for line, row in rows:
        if len(row) != len(header):
            raise InputError(f"{path}, line {line}: {len(row)} cells where the header has {len(header)}; mend the row.")
    return header, rows


def _year(text: str, where: str) -> int:
    if not re.fullmatch(r"[0-9]{4}", text):
        raise InputError(f"{where}, column year: '{text}' is not a year; write four digits.")
    if not _FIRST_YEAR <= int(text) <= _LAST_YEAR:
        raise InputError(f"{where}, column year: {text} does not lie in {_FIRST_YEAR} to {_LAST_YEAR}; mend it.")
    return int(text)


def _value(text: str, mark: str, where: str) -> tuple[float | None, str]:
    """A value with its flag; empty is missing."""
    flag = "" if text == "" and mark in MARKS_OF_MISSING else mark
    if set(flag) - FLAGS:
        raise InputError(
            f"{where}, column flag: '{mark}' is not a flag; use the letters {''.join(sorted(FLAGS))} or none."
        )
    if text == "":
        return None, "".join(sorted(flag))
    if not _NUMBER.fullmatch(text):
        raise InputError(
            f"{where}, column value: '{text}' is not a number; write a number, or leave the cell empty if missing."
        )
    if text.startswith("-"):
        raise InputError(f"{where}, column value: {text} is negative, which none of these tables can hold; mend it.")
    return float(text), "".join(sorted(flag))


def _parquet(table: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    table.write_parquet(buffer, compression="zstd", compression_level=19, statistics=False)
    return buffer.getvalue()
