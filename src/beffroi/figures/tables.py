"""Reading Parquet tables, each held against its checksum before a single value is used."""

import io
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

import polars as pl

from beffroi.analytics.errors import InputError
from beffroi.figures import catalogue

_FORMS: dict[str, pl.DataType] = {"year": pl.Int32(), "value": pl.Float64()}
"""What a column holds; every other one is text."""


@cache
def read_parquet(name: str) -> pl.DataFrame:
    """A built-in table by name.

    Parameters
    ----------
    name : str
        name of the file without `.parquet`.

    Returns
    -------
    polars.DataFrame
        the same object at every call.

    Raises
    ------
    InputError
        if the file is absent, has no checksum, or does not match it.

    Examples
    --------
    >>> read_parquet("gdp").columns
    ['region', 'unit', 'year', 'value', 'flag']
    """
    file = f"{name}.parquet"
    try:
        content = catalogue.DATA.joinpath(file).read_bytes()
    except OSError:
        raise InputError(f"{file}: cannot be read; restore the file or build the figures again.") from None
    return checked(content, catalogue.checksum_of(file), file)


def read_snapshot(path: Path, expected: str, columns: Sequence[str]) -> pl.DataFrame:
    """A table of a snapshot, held against its checksum and the form that it must have.

    Parameters
    ----------
    path : Path
        the Parquet file.
    expected : str
        the SHA-256 that the manifest states.
    columns : sequence of str
        columns that it must have: `year` as 32-bit integer, `value` as 64-bit float, the others as text; only `value`
        may be missing, and what is neither `value` nor `flag` may name a cell once only.

    Returns
    -------
    polars.DataFrame
        those columns, in that order.

    Raises
    ------
    InputError
        if the file is absent, differs from its checksum, or has another form.

    Examples
    --------
    >>> import tempfile
    >>> content = catalogue.DATA.joinpath("unemployed.parquet").read_bytes()
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "unemployed.parquet"
    ...     _ = path.write_bytes(content)
    ...     read_snapshot(path, sha256(content).hexdigest(), ["region", "age", "year", "value", "flag"]).width
    5
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); fetch the snapshot again.") from None
    table = checked(content, expected, str(path))
    absent = [column for column in columns if column not in table.columns]
    if absent:
        raise InputError(f"{path}: column '{absent[0]}' is absent; fetch the snapshot again.")
    table = table.select(columns)
    _check_form(table, path)
    return table


def _check_form(table: pl.DataFrame, path: Path) -> None:
    """Refuse columns of another type, missing cells in keys and flags, and a cell that stands twice."""
    for column, held in table.schema.items():
        wanted = _FORMS.get(column, pl.String())
        if held != wanted:
            raise InputError(f"{path}: column '{column}' holds {held} in place of {wanted}; fetch the snapshot again.")
        if column != "value" and table[column].null_count():
            raise InputError(f"{path}: column '{column}' has empty cells; fetch the snapshot again.")
    keys = table.drop("value", "flag", strict=False)
    twice = keys.filter(keys.is_duplicated())
    if twice.height:
        said = ", ".join(str(cell) for cell in twice.row(0))
        raise InputError(f"{path}: {said} stands twice; fetch the snapshot again.")


def checked(content: bytes, expected: str, name: str) -> pl.DataFrame:
    """The table inside some Parquet bytes.

    Parameters
    ----------
    content : bytes
        of a Parquet file.
    expected : str
        the SHA-256 that the bytes must have.
    name : str
        what to call the file in a sentence.

    Returns
    -------
    polars.DataFrame

    Raises
    ------
    InputError
        if the checksum differs, or the bytes are no Parquet table; nothing is read before the checksum fits.

    Examples
    --------
    >>> checked(b"changed", "0" * 64, "gdp.parquet")
    Traceback (most recent call last):
    ...
    beffroi.analytics.errors.InputError: gdp.parquet: does not match its checksum, so it is not used; ...
    """
    if sha256(content).hexdigest() != expected:
        raise InputError(
            f"{name}: does not match its checksum, so it is not used; restore the file or build the figures again."
        )
    try:
        return pl.read_parquet(io.BytesIO(content))
    except pl.exceptions.PolarsError:
        raise InputError(f"{name}: is not a Parquet table; restore the file or fetch it again.") from None
