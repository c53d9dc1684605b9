"""Eurostat: how each table of the catalogue is asked for, and what is made of the answer."""

import io
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Literal
from urllib.parse import quote, urlencode

import polars as pl
import yaml
from pydantic import Field

from beffroi.analytics.errors import InputError
from beffroi.figures.catalogue import Absent, Declared, load_catalogue
from beffroi.figures.store import Figures
from beffroi.figures.vintages import VINTAGES, vintages
from beffroi.sources.http import Patience, Progress, Request, Server, Validators
from beffroi.sources.jsonstat import parse_jsonstat
from beffroi.sources.observations import Observations, built_in_form, regions_only
from beffroi.sources.sdmx_csv import parse_sdmx_csv
from beffroi.sources.snapshots import Entry, Snapshot, earlier

ADDRESS = "https://ec.europa.eu/eurostat/api/dissemination"
SETTING = "BEFFROI_EUROSTAT_URL"


class Query(Declared):
    """How a table is asked for; see the head of eurostat.yaml for what the fields mean."""

    dataset: str
    format: Literal["json", "csv"] = "json"
    filters: dict[str, list[str]] = Field(default_factory=dict)
    totals: dict[str, str] = Field(default_factory=dict)
    pattern: dict[str, str] = Field(default_factory=dict)

    def path(self) -> str:
        """The question as Eurostat wants it, without the address of the server.

        >>> Query(dataset="trng_lfse_04", filters={"freq": ["A"], "age": ["Y25-64"]}).path()
        'statistics/1.0/data/trng_lfse_04?format=JSON&lang=EN&freq=A&age=Y25-64'
        """
        if self.format == "csv":
            chosen = "".join(
                f"c[{quote(name)}]={','.join(quote(code) for code in codes)}&" for name, codes in self.filters.items()
            )
            return (
                f"sdmx/3.0/data/dataflow/ESTAT/{quote(self.dataset)}/1.0?{chosen}"
                "compress=false&format=csvdata&formatVersion=1.0"
            )
        pairs = [("format", "JSON"), ("lang", "EN")]
        pairs += [(name, code) for name, codes in self.filters.items() for code in codes]
        return f"statistics/1.0/data/{quote(self.dataset)}?{urlencode(pairs)}"

    def parse(self, content: bytes) -> Observations:
        """The observations of an answer, narrowed to what the table holds."""
        where = f"Eurostat, {self.dataset}"
        parse = parse_sdmx_csv if self.format == "csv" else parse_jsonstat
        found = regions_only(parse(content, where))
        return Observations(self._narrowed(found.cells), found.updated)

    def _narrowed(self, cells: pl.DataFrame) -> pl.DataFrame:
        for name, codes in {**self.filters, **{name: [code] for name, code in self.totals.items()}}.items():
            if name in cells.columns:
                cells = cells.filter(pl.col(name).is_in(codes))
        for name, pattern in self.pattern.items():
            if name in cells.columns:
                cells = cells.filter(pl.col(name).str.contains(f"^({pattern})$"))
        return cells


@cache
def queries() -> dict[str, Query]:
    """The queries shipped with Beffroi, by name of the table."""
    text = files("beffroi.sources").joinpath("eurostat.yaml").read_text(encoding="utf-8")
    return {name: Query.model_validate(entry) for name, entry in yaml.safe_load(text).items()}


def tables_of(series: Iterable[str]) -> list[str]:
    """The tables that some series are made from, each once.

    Parameters
    ----------
    series : iterable of str
        ids of the catalogue.

    Raises
    ------
    InputError
        if a series is unknown, has no table, or comes from a source other than Eurostat's database.

    >>> tables_of(["unemployment_rate", "gdp_per_head_eur"])
    ['unemployed', 'employed_by_section', 'gdp']
    """
    figures = Figures.builtin()
    found: dict[str, None] = {}
    for name in series:
        declared = figures.series[name].from_ if name in figures.series else None
        fetched = declared.fetched if isinstance(declared, Absent) else None
        tables = [fetched.table] if fetched else list(figures.source(name).checksums)
        if not tables:
            why = figures.why_absent(name) or "it is made from no table"
            raise InputError(f"{name}: there is nothing to fetch, as {why}; choose another series.")
        for table in tables:
            if table not in queries():
                raise InputError(
                    f"{name}: {load_catalogue().tables[table].dataset} is not in Eurostat's database, so it cannot be "
                    "fetched; the built-in figures stay in force."
                )
        found.update(dict.fromkeys(tables))
    return list(found)


def connect(patience: Patience) -> Server:
    """The dissemination API, or the address in BEFFROI_EUROSTAT_URL."""
    base = os.environ.get(SETTING, "").strip() or ADDRESS
    return Server("Eurostat", base, SETTING, "the built-in figures stay in force", patience)


@dataclass(frozen=True)
class Fetched:
    """What became of one table: `fetched` anew, `unchanged` at the source, or `held` in the snapshot already."""

    table: str
    outcome: Literal["fetched", "unchanged", "held"]
    entry: Entry


def fetch_table(server: Server, name: str, snapshot: Snapshot, progress: Progress | None = None) -> Fetched:
    """Bring one table into a snapshot.

    Parameters
    ----------
    server : Server
        as `connect` gives it.
    name : str
        a table of the catalogue.
    snapshot : Snapshot
        where it goes; a table that lies there whole is not asked for again.
    progress : callable, optional
        told the bytes received and expected.

    Returns
    -------
    Fetched

    Raises
    ------
    InputError
        if the server cannot be reached or refuses, or its answer cannot be used; the snapshot is then as it was.

    """
    query = queries()[name]
    url = f"{server.base}/{query.path()}"
    held = snapshot.whole(name, url)
    if held:
        return Fetched(name, "held", held)
    before = earlier(snapshot.folder.parent.parent, snapshot, name, url)
    known = before[1].validators if before else Validators()
    answer = server.get(Request(url, query.parse, snapshot.partial(name), known, progress, query.format == "json"))
    if answer.content is None and before:
        return _carried_over(name, snapshot, before, answer.validators)
    assert answer.content is not None  # noqa: S101 - the client answers None to a condition only
    columns = dict(load_catalogue().table(name).dimensions)
    table = built_in_form(answer.content, columns, f"Eurostat, {query.dataset}")
    content = parquet(table)
    entry = _entry(query.dataset, url, answer.content.updated, answer.validators, table["region"].unique().to_list())
    entry = entry.model_copy(update={"sha256": sha256(content).hexdigest()})
    snapshot.keep(name, content, entry)
    return Fetched(name, "fetched", entry)


def _carried_over(name: str, snapshot: Snapshot, before: tuple[Snapshot, Entry], said: Validators) -> Fetched:
    """The table of an earlier snapshot, which the source has just called unchanged."""
    old, entry = before
    content = old.content(name, entry)
    if content is None:
        raise InputError(f"{old.folder / name}.parquet: was changed meanwhile; remove the folder and fetch again.")
    entry = entry.model_copy(update={"confirmed": _now(), "etag": said.etag, "last_modified": said.last_modified})
    snapshot.keep(name, content, entry)
    return Fetched(name, "unchanged", entry)


def _entry(dataset: str, url: str, updated: str, said: Validators, regions: list[str]) -> Entry:
    now = _now()
    return Entry(
        dataset=dataset,
        vintage=f"updated {updated}" if updated else f"retrieved {now[:10]}",
        retrieved=now,
        confirmed=now,
        url=url,
        sha256="",
        etag=said.etag,
        last_modified=said.last_modified,
        nuts=nuts_vintage(regions),
        eu=eu_rows(regions),
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def nuts_vintage(codes: Iterable[str]) -> int:
    """The NUTS vintage in which most of some codes exist, the newest of several.

    >>> nuts_vintage(["BE32", "FR30", "LT00"]), nuts_vintage(["BE32", "FRE1", "LT01"])
    (2013, 2024)
    """
    held = [{node.vintage for node in vintages().nodes(code)} for code in codes if len(code) == 4]
    return max(VINTAGES, key=lambda vintage: (sum(vintage in found for found in held), vintage))


def eu_rows(codes: Iterable[str]) -> list[str]:
    """Rows that stand for the EU: today's composition first, then the older ones.

    >>> eu_rows(["BE", "EU15", "EU28", "EU27_2020"])
    ['EU27_2020', 'EU28', 'EU15']
    """
    found = [code for code in codes if code.startswith("EU")]
    return sorted(found, key=lambda code: (code != "EU27_2020", -int("0" + re.sub(r"\D", "", code[:4]))))


def parquet(table: pl.DataFrame) -> bytes:
    """The bytes of a table as the built-in ones are written."""
    buffer = io.BytesIO()
    table.write_parquet(buffer, compression="zstd", statistics=False)
    return buffer.getvalue()
