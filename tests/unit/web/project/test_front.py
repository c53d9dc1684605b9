"""The figure on the first page says what the store says."""

import csv

import pytest
from django.test import Client
from django.utils import translation

from beffroi.figures.store import Figures
from beffroi.web.project.front import SERIES, pilots_figure, pilots_table


def test_the_rows_are_the_figures_of_the_store_highest_first() -> None:
    held, figure = Figures.builtin(), pilots_figure("en")
    assert len(figure.rows) == 10
    assert [row.value for row in figure.rows] == sorted((row.value or 0 for row in figure.rows), reverse=True)
    for row in figure.rows:
        assert row.value == held.figure(SERIES, row.code if row.code != "DED" else "DED", figure.year).value


def test_the_finding_names_the_ends_of_the_range() -> None:
    figure = pilots_figure("en")
    known = [row for row in figure.rows if row.value is not None]
    for part in (known[0].name, known[0].text, known[-1].text, str(figure.year)):
        assert part in figure.finding


def test_a_region_asked_for_is_marked_and_placed() -> None:
    figure = pilots_figure("en", "BE3")
    assert figure.marked.code == "BE3"
    assert figure.place == f"{[row.code for row in figure.rows].index('BE3') + 1} of 10"


def test_the_french_figure_has_french_names() -> None:
    with translation.override("fr"):
        assert "Wallonie" in {row.name for row in pilots_figure("fr").rows}


@pytest.mark.django_db
def test_the_file_holds_what_the_picture_shows(client: Client) -> None:
    answer = client.get("/pilot-regions.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(answer.content.decode().splitlines()))
    assert {row["code"]: float(row[SERIES]) for row in rows} == {
        row.code: row.value for row in pilots_figure("en").rows
    }
    assert answer.content.decode() == pilots_table("en")


@pytest.mark.django_db
def test_the_first_page_answers_with_the_finding_and_leads_to_each_pilot(client: Client) -> None:
    page = client.get("/").content.decode()
    figure = pilots_figure("en")
    assert figure.finding.split(",")[0] in page
    assert all(f">{row.code}</span>" in page for row in figure.rows)
    assert "Source: Eurostat" in page
