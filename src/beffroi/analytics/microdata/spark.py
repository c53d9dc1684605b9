"""The engine beyond one machine: Apache Spark, which runs the same text of the job on a cluster."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import polars as pl

from beffroi.analytics.errors import InputError
from beffroi.analytics.microdata.sources import ENCODINGS, Sources

LOCAL = "local[*]"
"""Spark in this process on every core: the default master."""


class Spark:
    """Runs the queries of a job on Spark."""

    def __init__(self, session: Any) -> None:
        """A session that somebody else ends."""
        self.session = session

    def read(self, sources: Sources) -> None:
        """Make the table `microdata`, with a neutral name for each column."""
        paths = [os.fspath(path.resolve()) for path in sources.files]
        if sources.form == "parquet":
            table = self.session.read.parquet(*paths)
        else:
            table = (
                self.session.read.schema(", ".join(f"{ticked(name)} STRING" for name in sources.header))
                .option("header", True)
                .option("sep", sources.separator)
                .option("quote", '"')
                .option("escape", '"')
                .option("multiLine", True)
                .option("mode", "FAILFAST")
                .option("enforceSchema", False)
                .option("encoding", ENCODINGS[sources.encoding])
                .csv(paths)
            )
        chosen = [f"{ticked(column.name)} AS c{at}" for at, column in enumerate(sources.columns)]
        table.selectExpr(*chosen).createOrReplaceTempView("microdata")

    def known(self, table: pl.DataFrame) -> None:
        """Make the small table `known`, sent to every worker."""
        types = {pl.String: "STRING", pl.Int64: "BIGINT"}
        schema = ", ".join(f"{name} {types[type(dtype)]}" for name, dtype in table.schema.items())
        self.session.createDataFrame(table.rows(), schema).createOrReplaceTempView("known")

    def answer(self, sql: str) -> pl.DataFrame:
        """Run a query and bring its rows here."""
        return pl.DataFrame(pl.from_arrow(self.session.sql(sql).toArrow()))


@contextmanager
def spark(master: str = LOCAL) -> Iterator[Spark]:
    """A session on a master, ended afterwards.

    Parameters
    ----------
    master : str
        such as ``spark://host:7077``, ``yarn``, or ``local[*]``.

    Yields
    ------
    Spark

    Raises
    ------
    InputError
        if Spark or Java is not installed, or the master does not answer.

    Examples
    --------
    >>> with spark("spark://localhost:7077") as engine:  # doctest: +SKIP
    ...     engine.answer("SELECT 40 + 2 AS answer").rows()
    [(42,)]
    """
    session = _session(master)
    try:
        yield Spark(session)
    except Exception as error:
        said = _said(error)
        if said is None:
            raise
        raise InputError(f"--engine spark, {master}: {said}") from None
    finally:
        session.stop()


def _session(master: str) -> Any:
    """A session in which numbers that do not fit are refused, as in DuckDB, and nothing is written to the screen."""
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        raise InputError("--engine spark: Spark is not installed; install beffroi with its extra 'spark'.") from None
    try:
        session = (
            SparkSession.builder.appName("beffroi microdata")
            .master(master)
            .config("spark.sql.ansi.enabled", "true")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.adaptive.coalescePartitions.parallelismFirst", "false")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.log.level", "OFF")
            .getOrCreate()
        )
    except (PySparkException, OSError, RuntimeError) as error:
        said = str(error).splitlines()[0].rstrip(".")
        raise InputError(f"--engine spark, {master}: it does not start ({said}); check Java and the master.") from None
    return session


def _said(error: Exception) -> str | None:
    """What went wrong in Spark, in a sentence; None if it was not Spark."""
    if isinstance(error, InputError) or not type(error).__module__.startswith(("pyspark", "py4j")):
        return None
    lines = [line for line in str(error).splitlines() if line.strip()] or [type(error).__name__]
    return f"the job failed ({lines[0].rstrip('.')}); see the logs of the cluster."


def ticked(name: str) -> str:
    """A name in Spark's SQL.

    >>> ticked("a`b")
    '`a``b`'
    """
    return "`" + name.replace("`", "``") + "`"
