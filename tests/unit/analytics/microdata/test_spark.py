"""The same job on DuckDB and on a Spark cluster of a master and two workers: the same answer, byte for byte."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.unit.analytics.microdata.firms import firms
from tests.unit.analytics.microdata.spark_cluster import HERE, cluster, required


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    required()
    with cluster(tmp_path_factory.mktemp("spark")) as address:
        yield address


def aggregated(out: Path, *words: object) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, with which its Java ends too."""
    command = [sys.executable, "-m", "beffroi", "microdata", "aggregate", *map(str, words), "--out", str(out / "t.csv")]
    environment = {**os.environ, "SPARK_LOCAL_IP": HERE}
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=900)


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_both_engines_give_the_same_to_the_last_digit(tmp_path: Path, master: str, form: str) -> None:
    table = firms(1_500, regions=8, sectors=6)
    names = [tmp_path / f"a.{form}", tmp_path / f"b.{form}"]
    for path, part in zip(names, (table[:700], table[700:]), strict=True):
        part.write_parquet(path) if form == "parquet" else part.write_csv(path)
    words = ["--id", "id", "--firm", "firm"] if form == "parquet" else ["--dominance", "3:80"]
    assert aggregated(tmp_path / "duckdb", *names, *words).returncode == 0
    ran = aggregated(tmp_path / "spark", *names, *words, "--engine", "spark", "--master", master)
    assert ran.returncode == 0, ran.stderr
    for name in ("t.csv", "t-totals.csv", "t-disclosure.csv"):
        assert (tmp_path / "spark" / name).read_bytes() == (tmp_path / "duckdb" / name).read_bytes(), name
    records = [json.loads((tmp_path / name / "t-run.json").read_text("utf-8")) for name in ("spark", "duckdb")]
    assert [record.pop("engine") for record in records] == ["spark", "duckdb"]
    assert records[0] == records[1]
    assert records[0]["rows"] == 1_500
    assert records[0]["disclosure"]["primary"] > 0


def test_a_line_that_spark_cannot_read_is_named(tmp_path: Path, master: str) -> None:
    (tmp_path / "a.csv").write_text("region,sector,jobs\nA,x,3\nA,x\n", encoding="utf-8")
    words = [tmp_path / "a.csv", "--measures", "jobs", "--engine", "spark", "--master", master]
    ran = aggregated(tmp_path / "out", *words)
    assert ran.returncode == 2
    assert f"{tmp_path / 'a.csv'}, line 3: the line is not CSV of 3 columns" in ran.stderr
    assert not (tmp_path / "out").exists()
