"""The job as SQL: one text that DuckDB and Spark both run, over neutral names (c0, c1, …) that each engine gives.

What both understand alike is used and nothing else: no division, no quantile, no function of one engine only. Numbers
are whole numbers of their smallest unit before they are summed, so that neither their order nor the engine matters.
"""

from collections.abc import Sequence

from beffroi.analytics.microdata.job import Job
from beffroi.analytics.microdata.sources import MOST, Column, Sources

EVERYWHERE = "'*'"
"""The key of a total."""


def contributions(job: Job, sources: Sources, levels: Sequence[bool] = (True, True)) -> str:
    """Rows of contributors: region, sector, and each measure in whole units; NULL where it is missing or impossible.

    Parameters
    ----------
    job : Job
    sources : Sources
    levels : two bool
        whether region and sector are told apart; a total has the key ``*``.

    Returns
    -------
    str

    Examples
    --------
    >>> from pathlib import Path
    >>> from beffroi.analytics.microdata.job import parse_job
    >>> columns = (Column("region", "text", 4, ""), Column("sector", "text", 4, ""), Column("jobs", "integer", 0, ""))
    >>> sources = Sources((Path("a.parquet"),), "parquet", columns, ("region", "sector", "jobs"))
    >>> print(contributions(parse_job("region,sector", "jobs"), sources))
    SELECT c0 AS region, c1 AS sector, CASE WHEN c2 >= 0 AND c2 < 100000000000000 THEN CAST(c2 AS BIGINT) END AS m0
    FROM microdata
    """
    keys = [
        f"{key(sources, column) if told else EVERYWHERE} AS {name}"
        for name, column, told in zip(("region", "sector"), job.columns, levels, strict=True)
    ]
    values = [f"{units(sources, column)} AS m{at}" for at, (_, column) in enumerate(job.measures)]
    read = f"FROM microdata{job.only}"
    if job.firm is None:
        return f"SELECT {', '.join([*keys, *values])} {read}"
    firm = f"c{sources.place(job.firm)} AS firm"
    sums = [f"CAST(sum(m{at}) AS BIGINT) AS m{at}, count(m{at}) AS s{at}" for at in range(len(values))]
    inner = f"SELECT {', '.join([*keys, firm, *values])} {read}"
    chosen = ", ".join(["region", "sector", "count(*) AS of_rows", *sums])
    return f"SELECT {chosen} FROM ({inner}) AS establishments GROUP BY region, sector, firm"


def totals(job: Job, sources: Sources, levels: Sequence[bool] = (True, True), *, largest: bool = True) -> str:
    """Contributors, and for each measure how many rows have it, its sum and its largest contribution, by cell.

    Rows are counted beside contributors where a firm may have several; rows that have a measure, where not all need
    to have it.

    Parameters
    ----------
    job : Job
    sources : Sources
    levels : two bool
        whether region and sector are told apart.
    largest : bool
        whether the largest contributions are wanted.

    Returns
    -------
    str

    Examples
    --------
    >>> from pathlib import Path
    >>> from beffroi.analytics.microdata.job import parse_job
    >>> columns = (Column("region", "text", 4, ""), Column("sector", "text", 4, ""))
    >>> sources = Sources((Path("a.csv"),), "csv", columns, ())
    >>> print(totals(parse_job("region,sector", "firms"), sources))
    SELECT region, sector, count(*) AS firms FROM (SELECT c0 AS region, c1 AS sector FROM microdata) AS contributors
    GROUP BY region, sector
    """
    chosen = ["region", "sector", "count(*) AS firms"]
    grouped = job.firm is not None
    if grouped:
        chosen.append("CAST(sum(of_rows) AS BIGINT) AS rows_read")
    for at, (_, column) in enumerate(job.measures):
        if not sources.columns[sources.place(column)].clean:
            chosen.append(f"CAST(sum(s{at}) AS BIGINT) AS seen{at}" if grouped else f"count(m{at}) AS seen{at}")
        chosen.append(f"CAST(sum(m{at}) AS BIGINT) AS sum{at}")
        if largest:
            chosen.append(f"max(m{at}) AS top{at}")
    rows = contributions(job, sources, levels)
    return f"SELECT {', '.join(chosen)} FROM ({rows}) AS contributors GROUP BY region, sector"


def next_largest(job: Job, sources: Sources, levels: Sequence[bool] = (True, True)) -> str:
    """For each cell of the table `known`: how many contributions equal its v0, v1, and the largest ones below.

    Parameters
    ----------
    job : Job
    sources : Sources
    levels : two bool
        whether region and sector are told apart.

    Returns
    -------
    str

    Examples
    --------
    >>> from pathlib import Path
    >>> from beffroi.analytics.microdata.job import parse_job
    >>> columns = (Column("region", "text", 4, ""), Column("sector", "text", 4, ""), Column("jobs", "integer", 0, ""))
    >>> sources = Sources((Path("a.parquet"),), "parquet", columns, ())
    >>> "max(CASE WHEN m0 < v0 THEN m0 END) AS next0" in next_largest(parse_job("region,sector", "jobs"), sources)
    True
    """
    chosen = ["known.region", "known.sector"]
    for at in range(len(job.measures)):
        chosen.append(f"count(CASE WHEN m{at} = v{at} THEN 1 END) AS ties{at}")
        chosen.append(f"max(CASE WHEN m{at} < v{at} THEN m{at} END) AS next{at}")
    rows = contributions(job, sources, levels)
    joined = "known ON contributors.region = known.region AND contributors.sector = known.sector"
    grouped = "GROUP BY known.region, known.sector"
    return f"SELECT {', '.join(chosen)} FROM ({rows}) AS contributors JOIN {joined} {grouped}"


def repeated(sources: Sources, identity: str) -> str:
    """One value of a column that stands more than once; no row where none does.

    Parameters
    ----------
    sources : Sources
    identity : str

    Returns
    -------
    str

    Examples
    --------
    >>> repeated(Sources((), "csv", (Column("id", "text", 4, ""),), ("id",)), "id")
    'SELECT c0 AS identity FROM microdata GROUP BY c0 HAVING count(*) > 1 OR c0 IS NULL LIMIT 1'
    """
    name = f"c{sources.place(identity)}"
    return f"SELECT {name} AS identity FROM microdata GROUP BY {name} HAVING count(*) > 1 OR {name} IS NULL LIMIT 1"


def key(sources: Sources, name: str) -> str:
    """The expression of a code: text as it is, whole numbers as text.

    Parameters
    ----------
    sources : Sources
    name : str

    Returns
    -------
    str

    Examples
    --------
    >>> key(Sources((), "parquet", (Column("nace", "integer", 0, "INTEGER"),), ("nace",)), "nace")
    'CAST(c0 AS STRING)'
    """
    at = sources.place(name)
    return f"c{at}" if sources.columns[at].kind == "text" else f"CAST(c{at} AS STRING)"


def units(sources: Sources, name: str) -> str:
    """The expression of a measure in whole units of its last decimal place; NULL where it is no number of zero or more.

    Floating numbers are rounded half up by the same steps in both engines; text with more places is not taken.

    Parameters
    ----------
    sources : Sources
    name : str

    Returns
    -------
    str

    Examples
    --------
    >>> units(Sources((), "parquet", (Column("jobs", "floating", 4, "DOUBLE"),), ("jobs",)), "jobs")
    'CASE WHEN c0 >= 0 AND c0 < 10000000000 THEN CAST(floor(c0 * 1e4 + 5e-1) AS BIGINT) END'
    """
    at = sources.place(name)
    column: Column = sources.columns[at]
    value, places = f"c{at}", column.places
    if column.clean and column.kind == "integer":
        return value
    if column.kind == "integer":
        return f"CASE WHEN {value} >= 0 AND {value} < {MOST} THEN CAST({value} AS BIGINT) END"
    below = MOST // 10**places
    if column.kind == "floating":
        return (
            f"CASE WHEN {value} >= 0 AND {value} < {below} THEN CAST(floor({value} * 1e{places} + 5e-1) AS BIGINT) END"
        )
    if column.kind == "decimal":
        whole = f"CAST(CAST({value} AS DECIMAL(18, {places})) * {10**places} AS BIGINT)"
        return whole if column.clean else f"CASE WHEN {value} >= 0 AND {value} < {below} THEN {whole} END"
    text = f"replace({value}, ',', '.')" if sources.comma else value
    mark = "," if sources.comma else "[.]"
    pattern = f"^[0-9]{{1,{len(str(MOST)) - 1 - places}}}({mark}[0-9]{{1,{places}}})?$"
    whole = f"CAST(CAST({text} AS DECIMAL(18, {places})) * {10**places} AS BIGINT)"
    return f"CASE WHEN regexp_like({value}, '{pattern}') THEN {whole} END"
