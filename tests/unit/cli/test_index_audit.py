"""`beffroi index audit` as a user meets it: page, print and data say the same."""

import io
import json
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from pypdf import PdfReader

from beffroi.cli.main import main

SPEC = """\
id: small
title: {en: Small <index>}
indicators: [{id: a}, {id: twin}, {id: against}, {id: apart}]
steps: [impute: {}, treat: {}, normalise: {}, aggregate: {}]
tree:
  - {id: total, label: {en: Total}, children: [first, second]}
  - {id: first, label: {en: First}, children: [a, twin, against]}
  - {id: second, label: {en: Second}, children: [apart]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    random = np.random.default_rng(4)
    base = random.normal(size=30)
    twin, against = base * 2 + random.normal(size=30) * 0.05, -base + random.normal(size=30) * 0.5
    columns = {"a": base, "twin": twin, "against": against, "apart": np.exp(np.linspace(-3, 3, 30) ** 3 / 4)}
    (tmp_path / "spec.yaml").write_text(SPEC, encoding="utf-8")
    pl.DataFrame({"unit": [f"u{at}" for at in range(30)], **columns}).write_csv(tmp_path / "table.csv")
    return tmp_path


def audit(folder: Path, *more: str) -> None:
    words = ["index", "audit", str(folder / "spec.yaml"), "--data", str(folder / "table.csv")]
    main([*words, "--out", str(folder / "out"), *more])


def test_the_audit_finds_twins_opponents_and_outliers(folder: Path) -> None:
    audit(folder, "--unit", "u3")
    found = json.loads((folder / "out" / "audit.json").read_text(encoding="utf-8"))
    tables = {table["id"]: table["rows"] for table in found["tables"]}
    flags = {(row[1], row[2]): row[4] for row in tables["pairs"]}
    assert flags["a", "twin"] == "tell the same"
    assert flags["a", "against"] == "run against each other"
    assert [row[-1] for row in tables["data"]][:3] == ["", "", ""]
    assert tables["data"][3][-1] != ""
    assert next(row for row in tables["belonging"] if row[0] == "against")[4] == "negative"
    assert [row[0] for row in tables["reliability"]] == ["total", "first"]
    assert sum(row[1] for row in tables["weights"]) == pytest.approx(1)
    assert {row[0] for row in tables["without"]} == {"a", "twin", "against"}
    assert {row[4] for row in tables["unit"]} == {"strength"}


def test_page_and_print_are_whole_and_reach_for_nothing(folder: Path) -> None:
    audit(folder)
    page = (folder / "out" / "audit.html").read_text(encoding="utf-8")
    assert "Small &lt;index&gt;" in page
    assert "default-src &#39;none&#39;" in page
    assert "http://" not in page.partition("<body>")[2]
    reader = PdfReader(io.BytesIO((folder / "out" / "audit.pdf").read_bytes()))
    text = "".join(sheet.extract_text() for sheet in reader.pages)
    assert "Within nodes" in text
    assert "tell the same" in text
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_a_unit_that_is_absent_is_refused_and_nothing_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        audit(folder, "--unit", "nobody")
    assert caught.value.code == 2
    assert "unit 'nobody' has no row" in capsys.readouterr().err
    assert not (folder / "out").exists()


def test_the_audit_is_french_where_that_is_asked_for(folder: Path) -> None:
    audit(folder, "--lang", "fr", "--unit", "u3")
    page = (folder / "out" / "audit.html").read_text(encoding="utf-8")
    assert '<html lang="fr">' in page
    for said in ("Audit de l’indice", "disent la même chose", "Forces et faiblesses de u3", "Poids effectif"):
        assert said in page
    assert "tell the same" not in page


def test_correlations_are_drawn_cell_by_cell(folder: Path) -> None:
    audit(folder)
    page = (folder / "out" / "audit.html").read_text(encoding="utf-8")
    found = json.loads((folder / "out" / "audit.json").read_text(encoding="utf-8"))["matrix"]
    assert found["indicators"] == ["a", "twin", "against", "apart"]
    assert page.count('class="heat h') + page.count('class="cold h') == 16
    below = sum(1 for row in found["correlations"] for value in row if value < 0)
    assert page.count('class="cold h') == below > 0
