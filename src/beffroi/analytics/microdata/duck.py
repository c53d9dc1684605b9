"""The embedded engine: DuckDB with bounded memory, in this process, on files where they stand."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from beffroi.analytics.errors import InputError
from beffroi.analytics.microdata.sources import Sources

MEMORY_MB = 600
"""What DuckDB may reserve before it spills to disk. It touches about half of what it reserves."""


class Duck:
    """Runs the queries of a job on DuckDB."""

    def __init__(self, connection: Any, folder: Path) -> None:
        """A connection, and a folder for what does not fit in memory."""
        self.connection = connection
        self.folder = folder
        self.threads = int(connection.execute("SELECT current_setting('threads')").fetchall()[0][0])

    def read(self, sources: Sources) -> None:
        """Make the table `microdata`, with a neutral name for each column."""
        chosen = ", ".join(f"{quoted(column.name)} AS c{at}" for at, column in enumerate(sources.columns))
        self.connection.execute(f"CREATE OR REPLACE VIEW microdata AS SELECT {chosen} FROM {table_of(sources)}")

    def known(self, table: pl.DataFrame) -> None:
        """Make the small table `known`."""
        path = self.folder / "known.parquet"
        table.write_parquet(path)
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE known AS SELECT * FROM read_parquet({literal(path)})")

    def answer(self, sql: str) -> pl.DataFrame:
        """Run a query; through a file, so that no second library of arrays is loaded.

        Threads keep what they freed. They end before the answer is read, so that both never stand in memory at once.
        """
        path = self.folder / "answer.parquet"
        self.connection.execute(f"SET threads = {self.threads}")
        self.connection.execute(f"COPY ({sql}) TO {literal(path)} (FORMAT parquet, COMPRESSION uncompressed)")
        self.connection.execute("SET threads = 1")
        return pl.read_parquet(path, memory_map=False)


@contextmanager
def duck(memory: int = MEMORY_MB) -> Iterator[Duck]:
    """Start DuckDB with so much memory; what does not fit goes to a temporary folder that is removed at the end.

    Parameters
    ----------
    memory : int
        megabytes that it may reserve.

    Yields
    ------
    Duck

    Raises
    ------
    InputError
        if memory and disk do not suffice.

    Examples
    --------
    >>> with duck() as engine:
    ...     engine.answer("SELECT 40 + 2 AS answer").rows()
    [(42,)]
    """
    import duckdb

    with TemporaryDirectory(prefix="beffroi-") as folder, duckdb.connect() as connection:
        connection.execute(f"SET memory_limit = '{memory}MB'")
        connection.execute("SET preserve_insertion_order = false")
        connection.execute(f"SET temp_directory = {literal(Path(folder))}")
        connection.execute("SET enable_progress_bar = false")
        # Spark's name of the same function, so that one text serves both.
        connection.execute("CREATE TEMP MACRO regexp_like(said, pattern) AS regexp_matches(said, pattern)")
        try:
            yield Duck(connection, Path(folder))
        except duckdb.OutOfMemoryException:
            raise InputError(
                f"{memory} MB of memory and the disk behind them do not suffice; give more with --memory, or free some "
                "space in the temporary folder (TMPDIR)."
            ) from None


def table_of(sources: Sources, rows: str = "") -> str:
    """The table function that reads the files; `rows` are further options of it.

    Parameters
    ----------
    sources : Sources
    rows : str
        such as ``, filename = true``.

    Returns
    -------
    str

    Examples
    --------
    >>> table_of(Sources((Path("a.parquet"),), "parquet", (), ()))
    "read_parquet(['a.parquet'])"
    """
    files = ", ".join(literal(path) for path in sources.files)
    if sources.form == "parquet":
        return f"read_parquet([{files}]{rows})"
    columns = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in sources.header)
    options = (
        f"auto_detect = false, header = true, columns = {{{columns}}}, delim = {literal(sources.separator)}, "
        f"quote = '\"', escape = '\"', strict_mode = true, null_padding = false, encoding = {literal(sources.encoding)}"
    )
    return f"read_csv([{files}], {options}{rows})"


def literal(said: object) -> str:
    """A text in SQL.

    Parameters
    ----------
    said : object

    Returns
    -------
    str

    Examples
    --------
    >>> literal("it's")
    "'it''s'"
    """
    return "'" + str(said).replace("'", "''") + "'"


def quoted(name: str) -> str:
    """A name in SQL.

    >>> quoted('a"b')
    '"a""b"'
    """
    return '"' + name.replace('"', '""') + '"'
