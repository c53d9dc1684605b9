"""The views of a cluster map: numbers held against the library, pages, bad input, few queries."""

import csv
import io
import re
from collections.abc import Callable
from typing import Any

import polars as pl
import pytest
from django.test import Client
from django.urls import reverse

from beffroi.analytics.clusters.rules import load_rules
from beffroi.analytics.clusters.stars import assign_stars
from beffroi.figures.territories import find_territory
from beffroi.reporting.language import Language
from beffroi.web.observatory.queries.clusters import (
    find_sector,
    inside,
    nearest_sectors,
    ranking,
    search_sectors,
    sector_table,
)
from beffroi.web.observatory.queries.figures_store import figures
from beffroi.web.observatory.queries.sector_words import Wanted
from beffroi.web.observatory.queries.sectors import sector_page, strength_page

YEAR = 2015
ENGLISH, FRENCH = Language("en"), Language("fr")
SPACES = re.compile(r"\s+")


def text_of(answer: Any) -> str:
    return SPACES.sub(" ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.parametrize("code", ["BE31", "DE11", "SE31", "PT20"])
@pytest.mark.parametrize("sector", ["C21", "C24", "G47"])
def test_persons_and_quotients_are_those_of_the_figures(code: str, sector: str) -> None:
    standing = next(held for held in sector_table(YEAR).standings[sector] if held.code == code)
    persons = figures().figure("persons_employed", code, YEAR, sector=sector).value
    quotient = figures().figure("location_quotient", code, YEAR, sector=sector).value
    assert standing.persons == persons
    assert standing.quotient == (None if quotient is None else pytest.approx(quotient))


def test_stars_are_those_of_the_rules_over_all_regions() -> None:
    held = figures()
    regions = held.employment(YEAR).filter(pl.col("region").is_in(held.reference_regions(YEAR)))
    reference = {sector: share for sector, (share, _) in held.eu_shares(YEAR).items()}
    judged = assign_stars(regions.select("region", "sector", "value"), load_rules("eco-2007"), reference=reference)
    expected = {(row["region"], row["sector"]): row["stars"] for row in judged.to_dicts()}
    found = {
        (standing.code, sector): standing.stars
        for sector, standings in sector_table(YEAR).standings.items()
        for standing in standings
    }
    assert found == expected


@pytest.mark.parametrize("sector", ["C21", "B07", "G47"])
def test_the_size_in_the_eu_is_the_sum_that_the_figures_give(sector: str) -> None:
    eu = figures().eu("persons_employed", YEAR, sector=sector)
    found = sector_table(YEAR).sectors[sector]
    assert found.persons == eu.value
    assert eu.coverage is None or found.countries == eu.coverage.reporting


def test_where_a_sector_is_strongest_most_stars_come_before_a_higher_quotient() -> None:
    for sector in sector_table(YEAR).sectors.values():
        keys = [(-(held.stars or 0), -(held.quotient or 0.0)) for held in sector.strongest]
        assert keys == sorted(keys)
        assert all(held.stars for held in sector.strongest)


def test_a_region_without_a_value_is_last_and_has_no_place() -> None:
    ranked = ranking(sector_table(YEAR).standings["C21"], "persons")
    places = [found.place for found in ranked]
    known = [place for place in places if place is not None]
    assert known == sorted(known)
    assert places[len(known) :] == [None] * (len(places) - len(known))
    assert all(found.standing.persons is None for found in ranked if found.place is None)


def test_ties_share_the_lower_place() -> None:
    ranked = [found for found in ranking(sector_table(YEAR).standings["B07"], "persons") if found.place]
    by_value: dict[float | None, set[int | None]] = {}
    for found in ranked:
        by_value.setdefault(found.standing.persons, set()).add(found.place)
    assert all(len(places) == 1 for places in by_value.values())
    assert ranked[-1].place is not None
    assert ranked[-1].place < len(ranked), "several regions report nobody"


def test_a_larger_region_marks_its_parts_and_a_new_code_the_old_one() -> None:
    assert inside(find_territory("BE3"), YEAR) == {"BE31", "BE32", "BE33", "BE34", "BE35"}
    assert inside(find_territory("FRE1"), YEAR) == {"FR30"}


def test_sectors_are_found_by_word_in_either_language_by_code_and_by_digits() -> None:
    assert [found.code for found in search_sectors("metal", YEAR, ENGLISH)] == ["B07", "C24", "C25"]
    assert "C21" in [found.code for found in search_sectors("pharmaceut", YEAR, FRENCH)]
    assert [found.code for found in search_sectors("c21", YEAR, ENGLISH)] == ["C21"]
    assert len(search_sectors("", YEAR, ENGLISH)) == len(sector_table(YEAR).sectors)
    assert find_sector("c21", YEAR) == sector_table(YEAR).sectors["C21"]


@pytest.mark.django_db
@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize(
    ("words", "code"),
    [("acier", "C24"), ("STEEL", "C24"), ("verre", "C23"), ("glass", "C23"), ("chimie", "C20"), ("siderurgie", "C24")],
)
def test_every_search_finds_an_industry_by_what_either_language_calls_it(
    client: Client, lang: str, words: str, code: str
) -> None:
    for page in ("sectors", "home", "figures"):
        answer = client.get(reverse(f"observatory:{page}"), {"q": words}, headers={"accept-language": lang})
        assert reverse("observatory:sector", args=[code]) in answer.content.decode(), page
    answer = client.get(reverse("search"), {"q": words}, headers={"accept-language": lang})
    assert reverse("observatory:sector", args=[code]) in answer.content.decode()


def test_an_unknown_sector_proposes_the_nearest() -> None:
    assert nearest_sectors("pharma", YEAR)[0].code == "C21"
    assert nearest_sectors("21", YEAR)[0].code == "C21"
    assert nearest_sectors("qqqqqq", YEAR) == []


def test_the_answer_names_the_first_and_says_who_reports() -> None:
    sector = sector_table(YEAR).sectors["C21"]
    page = sector_page(sector, Wanted(YEAR, region=find_territory("BE3")), ENGLISH)
    ranked = ranking(sector_table(YEAR).standings["C21"], "persons")
    most, reporting = ranked[0].standing.persons, sum(found.place is not None for found in ranked)
    assert ENGLISH.number(most or 0) in page.answer
    assert f"{reporting} of {len(ranked)} regions report." in page.answer
    whole = figures().figure("persons_employed", "BE3", YEAR, sector="C21").value
    assert ENGLISH.number(whole or 0) in page.own


def test_a_region_that_does_not_report_is_told_why() -> None:
    page = sector_page(sector_table(YEAR).sectors["C21"], Wanted(YEAR, region=find_territory("BE35")), ENGLISH)
    assert page.own == "Namur: no value; not published or confidential for BE35 in 2015."
    assert page.notes == ("The source does not publish this industry for this region.",)


def test_strength_counts_stars_and_orders_by_them() -> None:
    sector = sector_table(YEAR).sectors["C21"]
    page = strength_page(sector, Wanted(YEAR), ENGLISH)
    three = [held for held in sector_table(YEAR).standings["C21"] if held.stars == 3]
    assert f"{len(three)} of " in page.answer
    counts = {row.cells[0].raw: row.cells[1].raw for row in page.chart.table.rows}
    assert counts[3] == len(three)
    stars = [row.cells[7].raw for row in page.table.rows]
    known = [held for held in stars if held is not None]
    assert known == sorted(known, reverse=True)
    assert [leader.stars for leader in page.leaders] == sorted((held.stars for held in page.leaders), reverse=True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/observe/sectors/",
        "/observe/sectors/C21/",
        "/observe/sectors/C21/?by=quotient&country=BE&region=BE3",
        "/observe/sectors/C21/?by=share",
        "/observe/sectors/B07/strength/?region=Sweden",
        "/observe/BE3/clusters/",
        "/observe/DED2+DED4+DED5/clusters/?name=Saxony",
    ],
)
def test_pages_answer_in_both_languages_within_few_queries(
    client: Client, path: str, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for lang in ("en", "fr"):
        with django_assert_max_num_queries(12):
            answer = client.get(path, headers={"Accept-Language": lang})
        assert answer.status_code == 200
        page = answer.content.decode()
        assert f'<html lang="{lang}"' in page
        assert " style=" not in page
        assert page.count("<h1") == 1


@pytest.mark.django_db
def test_every_region_of_the_table_is_on_the_map_or_named_below_it(client: Client) -> None:
    page = client.get("/observe/sectors/G47/").content.decode()
    canvas = page[page.index('class="map-canvas"') :]
    canvas = canvas[: canvas.index("</svg></svg>") if "</svg></svg>" in canvas else canvas.index("</figure>")]
    dots = len(re.findall(r"<circle class=\"place", canvas))
    beyond = re.search(r"Beyond the edge of the map: ([^<]+?)\. ", page)
    unknown = re.search(r"no centre is held: ([^<]+?)\. ", page)
    assert beyond is not None
    assert unknown is not None
    named = [*beyond[1].split("; "), *unknown[1].split("; ")]
    assert "Guyane" in beyond[1]
    assert "Border, Midland and Western" in named
    assert dots + len(named) == len(sector_table(YEAR).regions)


@pytest.mark.django_db
def test_the_map_of_a_country_shows_that_country(client: Client) -> None:
    def box(address: str) -> list[float]:
        page = client.get(address).content.decode()
        found = re.search(r'<svg viewBox="([^"]+)" width="100%"', page[page.index('class="map-canvas"') :])
        assert found is not None
        return [float(edge) for edge in found[1].split()]

    everywhere, belgium = box("/observe/sectors/C21/"), box("/observe/sectors/C21/?country=BE")
    assert belgium[2] < everywhere[2] / 4
    assert belgium[0] < 0.35 * everywhere[2] < belgium[0] + belgium[2], "Walloon Brabant lies in it"
    assert box("/observe/sectors/C21/strength/?country=BE") == belgium


@pytest.mark.django_db
@pytest.mark.parametrize(("lang", "said"), [("en", "From 10,301 in "), ("fr", "De 10 301 ")])
def test_the_map_of_a_country_has_its_finding_as_title(client: Client, lang: str, said: str) -> None:
    page = text_of(client.get("/observe/sectors/C21/?country=BE", headers={"Accept-Language": lang}))
    assert said in page.replace("\u202f", " ")


@pytest.mark.django_db
def test_the_table_of_all_regions_can_be_pinned_below_itself(client: Client) -> None:
    page = client.get("/observe/sectors/C21/").content.decode()
    table = page[page.index('id="all-regions"') : page.index('id="method"')]
    assert "/observe/pins/new/?target=%2Fobserve%2Fsectors%2FC21%2F" in table


@pytest.mark.django_db
def test_a_page_in_french_writes_numbers_and_names_as_french_does(client: Client) -> None:
    said = text_of(client.get("/observe/sectors/C21/?region=BE3", headers={"Accept-Language": "fr"}))
    assert "Wallonie" in said
    assert "12 966" in said.replace("\u202f", " ")


@pytest.mark.django_db
def test_the_csv_holds_every_region_with_raw_numbers(client: Client) -> None:
    answer = client.get("/observe/sectors/C21.csv?by=quotient")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="C21-quotient-2015.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert len(rows) == len(sector_table(YEAR).regions)
    assert rows[0]["code"] == "BE31"
    assert float(rows[0]["lq"]) > 20
    assert rows[-1]["persons"] == "", "missing is missing, never zero"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/observe/sectors/pharma/", 404, "Pharmaceuticals"),
        ("/observe/sectors/%00/", 404, "Which industry do you mean?"),
        (f"/observe/sectors/{'x' * 3000}/", 404, "Which industry do you mean?"),
        ("/observe/sectors/zzzz/strength/", 404, "Which industry do you mean?"),
        ("/observe/sectors/C21/?by=stars", 400, "Regions can be ranked by persons, quotient or share."),
        ("/observe/sectors/C21/?country=XX", 400, "“XX” is no country of the table"),
        ("/observe/sectors/C21/?year=1900", 400, "The year 1900 is not held"),
        ("/observe/sectors/C21/?region=Walonia", 400, "Perhaps you mean: Wallonia (BE3)"),
        ("/observe/sectors/C21.csv?by=stars", 400, "Regions can be ranked by persons, quotient or share."),
        ("/observe/sectors/nothing.csv", 404, "Which industry do you mean?"),
        ("/observe/XX99/clusters/", 404, "is not a region known here"),
        ("/observe/BE3/clusters/?year=1066", 400, "is not a year for which figures are held"),
        ("/observe/BE3/clusters/?peers=nowhere", 400, "is not a region known here"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(client: Client, path: str, status: int, said: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert said in text_of(answer)


@pytest.mark.django_db
def test_a_code_in_small_letters_or_a_name_leads_to_the_one_address(client: Client) -> None:
    assert client.get("/observe/sectors/c21/?by=share")["Location"] == "/observe/sectors/C21/?by=share"
    assert client.get("/observe/wallonia/clusters/")["Location"] == "/observe/BE3/clusters/"
    assert client.get("/observe/FR30/clusters/")["Location"] == "/observe/FRE1/clusters/"


@pytest.mark.django_db
def test_the_search_answers_a_fragment_to_htmx_and_a_page_to_everybody_else(client: Client) -> None:
    page = client.get("/observe/sectors/?q=metal")
    fragment = client.get("/observe/sectors/?q=metal", headers={"HX-Request": "true"})
    assert "<html" in page.content.decode()
    assert fragment.content.decode().startswith('<div id="sector-list"')
    assert "3 of 68 industries" in text_of(fragment)


@pytest.mark.django_db
def test_a_search_without_a_hit_says_what_to_try(client: Client) -> None:
    said = text_of(client.get("/observe/sectors/?q=<b>nothing</b>"))
    assert "No industry has that in its name" in said
    assert "&lt;b&gt;nothing" in said


@pytest.mark.django_db
def test_industries_that_serve_the_region_itself_can_be_shown_alone(client: Client) -> None:
    counts = [
        int(re.search(r"(\d+) of 68 industries", text_of(client.get(f"/observe/sectors/?kind={kind}")))[1])  # type: ignore[index]
        for kind in ("traded", "local", "")
    ]
    assert counts[0] + counts[1] == counts[2] == 68


@pytest.mark.django_db
def test_a_portfolio_shows_its_stars_its_parts_and_its_rules(client: Client) -> None:
    answer = client.get("/observe/BE3/clusters/")
    said = text_of(answer)
    assert "What does Wallonia specialise in?" in said
    assert "12 cluster stars, seventh of the ten pilot regions" in said
    assert "Inside Wallonia" in said
    assert "eco-2007 v1" in said
    assert "Europe INNOVA" in said
    assert "/observe/sectors/C21/strength/?region=BE3" in answer.content.decode()
    assert client.get("/observe/BE3/industries.csv").status_code == 200


@pytest.mark.django_db
def test_a_region_without_employment_by_industry_says_why(client: Client) -> None:
    answer = client.get("/observe/NO08/clusters/")
    said = text_of(answer)
    assert answer.status_code in (200, 404)
    assert "Cluster stars cannot be given" in said or "None of the figures held has a value" in said


@pytest.mark.django_db
def test_the_plane_of_the_briefing_says_its_finding(client: Client) -> None:
    said = text_of(client.get("/observe/BE3/clusters/"))
    assert "In the briefing of 2019 the highest index is 0.75, with 40 stars: Walloon Brabant" in said
