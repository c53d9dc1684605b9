"""Eurostat's tables from question to snapshot, and the store that reads the snapshot."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import polars as pl
import pytest

from beffroi.analytics.errors import InputError
from beffroi.figures.catalogue import load_catalogue
from beffroi.figures.store import Figures
from beffroi.figures.tables import read_parquet
from beffroi.sources import eurostat
from beffroi.sources.eurostat import Fetched, Query, fetch_table, queries, tables_of
from beffroi.sources.http import Patience, Server
from beffroi.sources.snapshots import snapshot_of


@pytest.fixture
def server(replayer: Any, patience: Patience, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("BEFFROI_EUROSTAT_URL", replayer.base + "/")
    with eurostat.connect(patience) as made:
        yield made


def fetched(server: Server, data: Path, name: str = "gdp", number: int = 23) -> Fetched:
    return fetch_table(server, name, snapshot_of(data, date(2026, 11, number)))


def test_every_table_of_eurostat_in_the_catalogue_can_be_asked_for() -> None:
    tables = {**load_catalogue().tables, **load_catalogue().fetchable}
    assert set(queries()) == {name for name, table in tables.items() if table.publisher == "Eurostat"}
    for name, query in queries().items():
        assert tables[name].dataset.startswith(query.dataset)


def test_filters_name_what_the_built_in_tables_hold() -> None:
    for name, query in queries().items():
        if name in load_catalogue().fetchable:
            continue
        held = read_parquet(name)
        for dimension, column in load_catalogue().tables[name].dimensions.items():
            if dimension in query.filters:
                assert sorted(query.filters[dimension]) == sorted(held[column].unique().to_list()), name
            if dimension in query.pattern:
                assert held[column].str.contains(f"^({query.pattern[dimension]})$").all(), name


def test_both_ways_of_asking_name_every_filter() -> None:
    filters = {"freq": ["A"], "age": ["Y15-64", "Y20-64"]}
    asked = parse_qs(urlsplit(Query(dataset="d", filters=filters).path()).query)
    assert asked == {"format": ["JSON"], "lang": ["EN"], **filters}
    path = Query(dataset="d", format="csv", filters=filters).path()
    assert path.startswith("sdmx/3.0/data/dataflow/ESTAT/d/1.0?c[freq]=A&c[age]=Y15-64,Y20-64&")
    assert path.endswith("&format=csvdata&formatVersion=1.0")


def test_a_fetched_table_has_the_built_in_form(
    server: Server, replayer: Any, reply: Any, gdp: bytes, tmp_path: Path
) -> None:
    replayer.will(reply(200, gdp, {"ETag": '"a"', "Last-Modified": "Mon, 05 Oct 2026 21:00:00 GMT"}))
    found = fetched(server, tmp_path)
    assert found.outcome == "fetched"
    folder = tmp_path / "snapshots" / "2026-11-23"
    table = pl.read_parquet(folder / "gdp.parquet")
    assert table.schema == read_parquet("gdp").schema
    assert sorted(table["region"].unique()) == ["BE", "BE3", "BE35", "EU27_2020", "FRE1"]
    assert table.row(by_predicate=(pl.col("region") == "BE35") & (pl.col("year") == 2023)) == (
        "BE35",
        "EUR_HAB",
        2023,
        None,
        "c",
    )
    entry = json.loads((folder / "manifest.json").read_text())["tables"]["gdp"]
    assert entry["dataset"] == "nama_10r_3gdp"
    assert entry["vintage"] == "updated 2026-10-05T23:00:00+0200"
    assert entry["url"].startswith(f"{replayer.base}/statistics/1.0/data/nama_10r_3gdp?")
    assert (entry["etag"], entry["last_modified"]) == ('"a"', "Mon, 05 Oct 2026 21:00:00 GMT")
    assert entry["eu"] == ["EU27_2020"]
    assert entry["nuts"] == 2024
    assert replayer.asked[0][0].startswith("/statistics/1.0/data/nama_10r_3gdp?")


def test_the_store_reads_what_was_fetched(
    server: Server, replayer: Any, reply: Any, gdp: bytes, tmp_path: Path
) -> None:
    replayer.will(reply(200, gdp))
    fetched(server, tmp_path)
    figures = Figures.open(tmp_path / "snapshots" / "2026-11-23")
    figure = figures.figure("gdp_per_head_eur", "BE3", 2023)
    assert (figure.value, figure.flag) == (36500.0, "p")
    assert "updated 2026-10-05" in figures.source("gdp_per_head_eur").vintage
    assert figures.figure("unemployment_rate", "BE3", 2015).value is not None


def test_the_large_table_comes_as_csv_and_is_narrowed(
    server: Server, replayer: Any, reply: Any, sbs: bytes, tmp_path: Path
) -> None:
    replayer.will(reply(200, sbs))
    fetched(server, tmp_path, "persons_employed")
    table = pl.read_parquet(tmp_path / "snapshots" / "2026-11-23" / "persons_employed.parquet")
    assert table.rows() == [
        ("BE32", "C", 2015, 29871.0, ""),
        ("BE32", "C21", 2015, None, "c"),
        ("FR30", "C10", 2015, 46011.0, "de"),
    ]


def test_a_dimension_that_was_added_later_is_taken_at_its_total(
    server: Server, replayer: Any, reply: Any, jsonstat: Callable[..., bytes], tmp_path: Path
) -> None:
    levels = ["TOTAL", "ED5-8"]
    dimensions = {"freq": ["A"], "sex": ["T"], "age": ["Y_GE15"], "isced11": levels, "geo": ["BE3"], "time": ["2023"]}
    cells = {("A", "T", "Y_GE15", level, "BE3", "2023"): (100.0 - 40 * at, "") for at, level in enumerate(levels)}
    replayer.will(reply(200, jsonstat("lfst_r_lfu3pers", dimensions, cells)))
    fetched(server, tmp_path, "unemployed")
    table = pl.read_parquet(tmp_path / "snapshots" / "2026-11-23" / "unemployed.parquet")
    assert table.rows() == [("BE3", "Y_GE15", 2023, 100.0, "")]


def test_a_dimension_that_nobody_declared_stops_the_fetch(
    server: Server, replayer: Any, reply: Any, jsonstat: Callable[..., bytes], tmp_path: Path
) -> None:
    dimensions = {"freq": ["A"], "citizen": ["NAT", "TOTAL"], "age": ["Y_GE15"], "geo": ["BE3"], "time": ["2023"]}
    cells = {("A", code, "Y_GE15", "BE3", "2023"): (1.0, "") for code in ("NAT", "TOTAL")}
    replayer.will(reply(200, jsonstat("lfst_r_lfu3pers", dimensions, cells)))
    with pytest.raises(InputError, match="dimension 'citizen' is new or has several values"):
        fetched(server, tmp_path, "unemployed")
    assert list(tmp_path.rglob("*.parquet")) == []


def test_a_table_that_is_whole_is_not_fetched_again(
    server: Server, replayer: Any, reply: Any, gdp: bytes, tmp_path: Path
) -> None:
    replayer.will(reply(200, gdp))
    fetched(server, tmp_path)
    assert fetched(server, tmp_path).outcome == "held"
    assert len(replayer.asked) == 1
    path = tmp_path / "snapshots" / "2026-11-23" / "gdp.parquet"
    whole = path.read_bytes()
    path.write_bytes(whole[:-1])
    assert fetched(server, tmp_path).outcome == "fetched"
    assert path.read_bytes() == whole


def test_an_unchanged_table_is_carried_over_from_the_earlier_snapshot(
    server: Server, replayer: Any, reply: Any, gdp: bytes, tmp_path: Path
) -> None:
    replayer.will(reply(200, gdp, {"ETag": '"a"'}), reply(304))
    before = fetched(server, tmp_path, number=7)
    after = fetched(server, tmp_path, number=23)
    assert after.outcome == "unchanged"
    assert replayer.asked[1][1]["If-None-Match"] == '"a"'
    assert after.entry.retrieved == before.entry.retrieved
    assert after.entry.etag == '"a"'
    folder = tmp_path / "snapshots"
    assert (folder / "2026-11-23/gdp.parquet").read_bytes() == (folder / "2026-11-07/gdp.parquet").read_bytes()
    assert Figures.open(folder / "2026-11-23").figure("gdp_per_head_eur", "BE3", 2023).value == 36500.0


@pytest.mark.parametrize("part", [0.1, 0.5, 0.99])
@pytest.mark.parametrize("announce", [True, False])
def test_a_truncated_answer_never_becomes_figures(
    server: Server, replayer: Any, reply: Any, gdp: bytes, tmp_path: Path, part: float, announce: bool
) -> None:
    replayer.will(reply(200, gdp, cut=int(len(gdp) * part), announce=announce))
    with pytest.raises(InputError, match=r"3 times in a row; try again later, the built-in figures stay in force\.$"):
        fetched(server, tmp_path)
    assert list(tmp_path.rglob("*.parquet")) + list(tmp_path.rglob("manifest.json")) == []


def test_an_answer_without_figures_is_refused(
    server: Server, replayer: Any, reply: Any, jsonstat: Callable[..., bytes], tmp_path: Path
) -> None:
    dimensions = {"freq": ["A"], "unit": ["EUR_HAB"], "geo": ["BE3"], "time": ["2023"]}
    replayer.will(reply(200, jsonstat("nama_10r_3gdp", dimensions, {})))
    with pytest.raises(InputError, match="holds no figure"):
        fetched(server, tmp_path)


def test_a_series_names_the_tables_that_it_needs() -> None:
    assert tables_of(["unemployment_rate", "unemployed"]) == ["unemployed", "employed_by_section"]


@pytest.mark.parametrize(
    ("series", "said"),
    [
        ("gdp_per_hed_eur", "did you mean gdp_per_head_eur"),
        ("employment_rate", "nothing to fetch, as no population denominator"),
        ("innovation_index", "Regional Innovation Scoreboard 2023 is not in Eurostat's database"),
    ],
)
def test_a_series_that_cannot_be_fetched_is_refused_before_anything_is_asked(series: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        tables_of(["gdp_million_eur", series])
