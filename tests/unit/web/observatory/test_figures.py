"""The catalogue of figures and the pages of series: what they say equals the store, and bad questions are told."""

import csv
import io
import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from beffroi.figures.territories import find_territory
from beffroi.reporting.charts.dots import DotPlot
from beffroi.reporting.charts.letters import text_width
from beffroi.reporting.charts.lines import Course, Lines, spread
from beffroi.reporting.charts.scene import Text
from beffroi.reporting.language import Language
from beffroi.web.observatory.queries import catalogue
from beffroi.web.observatory.queries.catalogue import SeriesEntry, entries, found, official
from beffroi.web.observatory.queries.figures_store import figures
from beffroi.web.observatory.queries.observations import Wanted, default_sector, rows
from beffroi.web.observatory.queries.recipes import recipe
from beffroi.web.observatory.queries.series_page import answer, chart, chosen, finding, selection, series_view, table

Queries = Callable[[int], AbstractContextManager[Any]]
ENGLISH = Language("en")
GDP = "/observe/figures/gdp_per_head_eur/"


def page(client: Client, address: str, status: int = 200, **headers: str) -> str:
    """The text of a page."""
    response = client.get(address, headers=headers)
    assert response.status_code == status
    return str(response.content.decode())


# the catalogue


def test_every_series_of_the_store_stands_in_the_catalogue() -> None:
    assert [entry.id for entry in official(ENGLISH)] == list(figures().series)


def test_a_series_is_found_by_words_of_either_language_without_accents() -> None:
    listed = official(ENGLISH)
    assert [entry.id for entry in found(listed, "CHOMAGE")][:1] == ["unemployment_rate"]
    assert "gdp_per_head_eur" in [entry.id for entry in found(listed, "gdp head")]
    assert found(listed, "gdp zebra") == []


def test_what_is_in_the_name_comes_before_what_is_in_the_definition() -> None:
    names = [entry.id for entry in found(official(ENGLISH), "unemployed")]
    assert names[0] == "unemployed"
    assert "unemployment_rate" in names


def test_a_series_that_is_not_held_says_why() -> None:
    entry = next(entry for entry in official(ENGLISH) if entry.id == "employment_rate")
    assert entry.last is None
    assert "no population denominator" in entry.missing_reason


def test_coverage_counts_the_regions_that_the_store_has() -> None:
    entry = next(entry for entry in official(ENGLISH) if entry.id == "gdp_per_head_eur")
    row = rows(Wanted("gdp_per_head_eur", year=2022))
    assert (entry.covered, entry.of) == (sum(each.figures[0].value is not None for each in row), len(row))


def test_others_may_put_series_into_the_catalogue_for_those_who_may_see_them(monkeypatch: pytest.MonkeyPatch) -> None:
    own = SeriesEntry("own", "Own", "", "%", 2020, 2021, "me", "", "", "", "/x/", "own", is_own=True)
    monkeypatch.setattr(catalogue, "PROVIDERS", [lambda user, _language: [own] if user == "analyst" else []])
    assert own in entries("analyst", ENGLISH)
    assert own not in entries("visitor", ENGLISH)


@pytest.mark.django_db
def test_the_catalogue_is_searched_and_filtered_and_asks_only_for_own_series(
    client: Client, django_assert_num_queries: Queries
) -> None:
    with django_assert_num_queries(2):  # how they stand, then what they are
        text = page(client, "/observe/figures/?q=chômage")
    assert GDP not in text
    assert "/observe/figures/unemployment_rate/" in text
    assert GDP not in page(client, "/observe/figures/?source=European+Commission")
    assert "business_rd" not in page(client, "/observe/figures/?source=Eurostat")


@pytest.mark.django_db
def test_an_unknown_filter_is_told_at_its_field(client: Client) -> None:
    text = page(client, "/observe/figures/?level=village", status=400)
    assert "village" in text
    assert GDP in text


@pytest.mark.django_db
def test_htmx_gets_the_list_alone(client: Client) -> None:
    text = page(client, "/observe/figures/?q=gdp", HX_Request="true")
    assert "<html" not in text
    assert GDP in text


@pytest.mark.django_db
def test_an_empty_search_says_what_to_do(client: Client) -> None:
    assert "Show all series" in page(client, "/observe/figures/?q=zebra")


# a series


def test_the_table_holds_what_the_store_holds() -> None:
    view = series_view(Wanted("gdp_per_head_eur"), ENGLISH)
    made = table(view).table
    by_code = {row.cells[1].raw: row for row in made.rows}
    years = [column.name for column in made.columns[2:]]
    for code in ("BE32", "ITC1", "DED2"):
        for year, cell in zip(years, by_code[code].cells[2:], strict=True):
            assert cell.raw == figures().figure("gdp_per_head_eur", code, int(year)).value


def test_a_missing_value_is_na_with_a_numbered_reason() -> None:
    noted = table(series_view(Wanted("gdp_per_head_eur", country="UK", year=2022), ENGLISH))
    cell = noted.table.rows[1].cells[2]
    assert (cell.text, cell.raw) == ("n/a", None)
    assert noted.notes[(cell.note or 0) - 1]


def test_the_answer_names_the_region_asked_for_and_the_eu() -> None:
    wanted = Wanted("gdp_per_head_eur", year=2017, region=find_territory("BE3"))
    assert answer(series_view(wanted, ENGLISH)) == (
        "Wallonia stood at 28,100 euro per head in 2017, the EU at 29,300 euro per head."
    )


def test_a_region_without_a_value_says_why() -> None:
    wanted = Wanted("gdp_per_head_eur", region=find_territory("UKI3"), year=2022)
    assert "has no value:" in answer(series_view(wanted, ENGLISH))


def test_several_years_are_lines_and_one_year_is_a_dot_plot() -> None:
    assert isinstance(chart(series_view(Wanted("gdp_per_head_eur"), ENGLISH)), Lines)
    assert not isinstance(chart(series_view(Wanted("gdp_per_head_eur", year=2020), ENGLISH)), Lines)


def test_a_series_by_sector_opens_on_the_sector_that_most_regions_publish() -> None:
    assert default_sector("persons_employed") in figures().sectors("persons_employed")
    assert default_sector("gdp_per_head_eur") == ""


def test_a_ratio_is_explained_by_its_numerator_and_denominator() -> None:
    made = recipe("unemployment_rate", ENGLISH)
    assert made is not None
    assert [each.id for each in made.inputs] == ["unemployed", "labour_force"]
    assert "× 100" in made.words


@pytest.mark.django_db
def test_a_page_of_a_series_asks_the_database_nothing_whatever_the_number_of_regions(
    client: Client, django_assert_num_queries: Queries
) -> None:
    with django_assert_num_queries(0):
        text = page(client, f"{GDP}?region=BE3")
    for said in ("Wallonia stood at", "nama_10r_3gdp", "CC BY 4.0", "NUTS 2021", "SHA-256", "Pin as evidence"):
        assert said in text


@pytest.mark.django_db
@pytest.mark.parametrize("name", list(figures().series))
def test_every_series_has_a_page(client: Client, name: str) -> None:
    assert f"<code>{name}</code>" in page(client, f"/observe/figures/{name}/?year=&country=LU")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("region=Walonia", "“Walonia” is not a region"),
        ("regions=" + ",".join(f"DE{n}" for n in "123456789ABC"), "leave at most 10"),
        ("year=1850", "The year 1850 is not held"),
        ("year=%00", "is not held"),
        ("country=XX", "XX is no country here"),
        ("level=village", "village is no level"),
        ("regions=BE3%2BBE3", "is not a region"),
    ],
)
def test_a_bad_question_is_told_at_its_field_and_refused_in_files(client: Client, query: str, said: str) -> None:
    assert said in page(client, f"{GDP}?{query}", status=400)
    page(client, f"{GDP}data.csv?{query}", status=400)


@pytest.mark.django_db
def test_an_unknown_series_is_not_found_and_the_nearest_are_named(client: Client) -> None:
    assert "unemployment_rate" in page(client, "/observe/figures/unemploymnt_rate/", status=404)


@pytest.mark.django_db
def test_files_hold_what_the_page_was_asked_for(client: Client) -> None:
    query = "?regions=BE3,SE31&year=2017"
    lines = list(csv.DictReader(io.StringIO(page(client, f"{GDP}data.csv{query}"))))
    assert [(line["region"], line["year"], line["value"]) for line in lines] == [
        ("BE3", "2017", "28100"),
        ("SE31", "2017", lines[1]["value"]),
    ]
    held = json.loads(page(client, f"{GDP}data.json{query}"))["observations"]
    assert [each["value"] for each in held] == [float(line["value"]) for line in lines]
    assert len(page(client, f"{GDP}data.sdmx.csv{query}").splitlines()) == 3


@pytest.mark.django_db
def test_a_file_says_its_name_and_is_never_run(client: Client) -> None:
    response = client.get(f"{GDP}data.csv?year=2017")
    assert response["Content-Disposition"] == 'attachment; filename="gdp_per_head_eur.csv"'
    assert response["X-Content-Type-Options"] == "nosniff"


def test_the_addresses_of_analysts_series_are_left_free() -> None:
    assert reverse("observatory:series", args=["gdp_per_head_eur"]) == GDP
    for name in ("new", "own"):
        with pytest.raises(NoReverseMatch):
            reverse("observatory:series", args=[name])


@pytest.mark.django_db
def test_a_file_that_names_one_region_holds_that_region_and_the_page_links_to_what_it_shows(client: Client) -> None:
    lines = list(csv.DictReader(io.StringIO(page(client, f"{GDP}data.csv?region=BE3&year=2017"))))
    assert [(line["region"], line["value"]) for line in lines] == [("BE3", "28100")]
    text = page(client, f"{GDP}?region=BE3&year=2017")
    assert f'{GDP}data.csv?year=2017"' in text


@pytest.mark.django_db
def test_the_form_says_the_sector_that_is_shown_and_names_each(client: Client) -> None:
    text = page(client, "/observe/figures/persons_employed/")
    assert '<option value="F" selected>Construction (F)</option>' in text
    assert "Pharmaceuticals (C21)" in text
    assert '<option value="C21" selected>' in page(client, "/observe/figures/persons_employed/?sector=C21")


@pytest.mark.django_db
def test_a_total_of_the_eu_is_neither_drawn_nor_compared_with_regions(client: Client) -> None:
    view = series_view(Wanted("persons_employed", sector="F"), ENGLISH)
    assert view.eu[-1].value is not None
    assert "EU" not in answer(view)
    drawn = chart(view)
    assert isinstance(drawn, DotPlot)
    assert drawn.eu is None
    lines = chart(series_view(Wanted("labour_force"), ENGLISH))
    assert isinstance(lines, Lines)
    assert "eu" not in {course.role for course in lines.courses}
    assert "eu" not in {key.style for key in lines.keys}


@pytest.mark.django_db
def test_flags_of_the_chart_are_explained_and_its_numbers_stand_beside_it_as_a_table(client: Client) -> None:
    text = page(client, f"{GDP}?region=BE3&year=2022&country=BE")
    figure = text[text.index('id="figure-gdp_per_head_eur"') : text.index("</figure>")]
    assert "Figure 1" in figure
    assert "Data as table" in figure
    assert figure.count("<sup>e</sup>") == 0 or "e estimated" in figure


def test_with_a_country_the_chart_draws_its_regions_and_no_others() -> None:
    belgium = series_view(Wanted("gdp_per_head_eur", country="BE", region=find_territory("BE3")), ENGLISH)
    assert {place.country for place in chosen(belgium)} == {"BE"}
    assert selection(belgium)
    luxembourg = series_view(Wanted("gdp_per_head_eur", country="LU"), ENGLISH)
    assert [place.country for place in chosen(luxembourg)] == ["LU"]
    assert selection(luxembourg) == ""


def test_the_chart_of_a_series_has_its_finding_as_title() -> None:
    marked = series_view(Wanted("gdp_per_head_eur", region=find_territory("BE3")), ENGLISH)
    assert finding(marked) == "Wallonia: up from 23,800 euro per head in 2008 to 34,300 euro per head in 2022"
    assert "Of the regions drawn, " in finding(series_view(Wanted("gdp_per_head_eur"), ENGLISH))


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["", "?region=BE3", "?region=NL4", "?country=BE", "?regions=BE3,FRE", "?country=LU"])
def test_the_csv_of_a_chart_holds_the_regions_drawn_and_no_others(client: Client, asked: str) -> None:
    shown = page(client, GDP + asked)
    figure = shown[shown.index("<figure") : shown.index("</figure>")]
    drawn = set(re.findall(r"<td[^>]*>([A-Z]{2}[A-Z0-9]{0,2})</td>", figure))
    query = re.search(r'data\.csv(\?[^"]+)"', figure)
    assert query
    lines = csv.DictReader(io.StringIO(page(client, f"{GDP}data.csv{query[1].replace('&amp;', '&')}")))
    assert drawn | {"EU"} == {line["region"] for line in lines} | {"EU"}
    assert len(drawn) > 1


@pytest.mark.django_db
def test_a_series_that_is_not_held_says_so_once_in_a_whole_sentence(client: Client) -> None:
    text = page(client, "/observe/figures/employment_rate/")
    assert text.count("This series is not held: no population denominator") == 1
    assert "2 of them are not held" in page(client, "/observe/figures/")


# the chart


def test_a_gap_in_a_line_is_left_open_and_a_lone_year_is_a_dot() -> None:
    lines = Lines("", (2019, 2020, 2021, 2022), (Course("A", (1.0, 2.0, None, 3.0), "peer"),), "", "", (), str)
    drawn = [mark for mark in lines.scene().bands[0].marks if getattr(mark, "style", "") in ("line", "dot")]
    assert [mark.style for mark in drawn] == ["line", "dot"]  # type: ignore[union-attr]


@pytest.mark.parametrize("names", [range(2010, 2023), [f"Q{n % 4 + 1} {2024 + n // 4}" for n in range(13)]])
def test_names_of_years_do_not_touch_on_a_phone(names: Any) -> None:
    years = tuple(names)
    lines = Lines("", years, (Course("A", (1.0,) * len(years), "peer"),), "", "", (), str)
    shown = [mark for mark in lines.scene().bands[1].marks if isinstance(mark, Text) and mark.shows == "always"]
    places = [170 * mark.x for mark in shown]
    assert len(shown) >= 3
    assert min(b - a for a, b in pairwise(places)) > text_width(str(years[0])) + 8


@pytest.mark.django_db
def test_lines_carry_names_and_no_codes_also_where_a_phone_cuts_them(client: Client) -> None:
    text = client.get("/observe/figures/unemployment_rate/?region=BE3").content.decode()
    drawn = text[text.index('class="plot') : text.index("<figcaption")]
    names = re.findall(r'<text class="(halo[^"]*)"[^>]*>([^<]+)</text>', drawn)
    assert ("halo is-region", "Wallonia") in names
    assert ("halo wide", "North-Middle Sweden".replace("-", "\u2011")) in names or (
        "halo wide",
        "North-Middle Sweden",
    ) in names
    assert any(kind == "halo phone" and name.endswith("…") for kind, name in names)
    assert not re.search(r">(BE3|FRB0|SE31)<", drawn)


def test_names_at_the_ends_of_lines_keep_their_distance() -> None:
    placed = spread([100.0, 100.0, 101.0, 180.0], 15.0)
    assert all(after - before >= 15.0 for before, after in pairwise(placed))
    assert placed[3] == 180.0
