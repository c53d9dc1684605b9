"""The index of industrial change: numbers as in the library, one official run, faults said plainly."""

import csv
import io
import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any
from unittest.mock import patch

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from tests.unit.web import cast

from beffroi.figures.store import Figures
from beffroi.figures.territories import find_peers, find_territory
from beffroi.reporting.language import Language
from beffroi.reporting.profile.index import composite, scored_zones
from beffroi.reporting.profile.indicators import Comparison
from beffroi.web.core.models import AuditEntry, Job
from beffroi.web.core.worker import Worker
from beffroi.web.observatory.actions.index import INDEX_RUNS, ask_for_runs, digest_of, run_index
from beffroi.web.observatory.jobs import run_all_years
from beffroi.web.observatory.models import IndexRun
from beffroi.web.observatory.queries import index as queries

pytestmark = pytest.mark.django_db
LATEST = 2023
EQUAL = "innovative_economy=1&new_technologies=1&digitalisation=1&firm_investments=1&creativity=1"


@pytest.fixture(scope="module")
def library() -> Any:
    """The profile's own index of Wallonia."""
    region, country = find_territory("BE3"), find_territory("BE")
    return Comparison(Figures.builtin(), region, country, find_peers("pilots"), None, Language("en"))


def rows_of(client: Client, address: str) -> list[dict[str, str]]:
    answer = client.get(f"/observe/{address}")
    assert answer.status_code == 200, answer.content[:500]
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


def test_the_ranking_is_the_librarys(client: Client, library: Any) -> None:
    zones = scored_zones(library)
    assert zones is not None
    ranks = {row["zone"]: row["industrial_change"] for row in zones.result.ranks.to_dicts()}
    found = rows_of(client, "index/ranking.csv")
    assert len(found) == 246
    for row in found:
        assert row["rank"] == ("" if ranks[row["code"]] is None else str(ranks[row["code"]]))
        assert float(row["industrial_change"]) == pytest.approx(zones.score(row["code"], "industrial_change"), abs=1e-6)


def test_the_page_of_a_region_says_what_its_profile_says(client: Client, library: Any) -> None:
    expected = composite(library, scored_zones(library))
    rows = {row["dimension"]: row for row in rows_of(client, "BE3/index/dimensions.csv")}
    for dimension in expected.dimensions:
        written = rows[dimension.label]["score"]
        assert written == "" if dimension.score is None else float(written) == pytest.approx(dimension.score, abs=1e-6)
    assert float(rows["Total"]["score"]) == pytest.approx(expected.total, abs=1e-6)
    assert float(rows["Total"]["eu"]) == pytest.approx(expected.eu, abs=1e-6)
    told = expected.interval
    said = f"Under other choices its rank is between {told.low:g} and {told.high:g} in nine tenths of 1,000 runs"
    assert said in client.get("/observe/BE3/index/").content.decode()
    assert "Under other choices" not in client.get("/observe/UKI/index/").content.decode()


def test_an_official_run_keeps_the_rank_intervals_and_the_page_reads_them(client: Client) -> None:
    run = run_index(actor=None, year=LATEST)
    interval = run.result["intervals"]["BE3"]
    assert interval["low"] <= interval["median"] <= interval["high"]
    with patch.object(queries, "rank_intervals", side_effect=AssertionError("computed again")):
        assert f"between {interval['low']:g} and" in client.get("/observe/BE3/index/").content.decode()


@pytest.mark.parametrize("zone", ["BE3", "SE31", "FRB", "UKI", "BG31"])
def test_contributions_sum_to_the_total(client: Client, zone: str) -> None:
    found = queries.drivers(LATEST, zone, [])
    scores = queries.ranking(LATEST, "en").by_code[zone].scores
    assert sum(driver.to_total or 0 for driver in found) == pytest.approx(scores["industrial_change"])
    for dimension in queries.spec().dimensions:
        brought = [driver.to_dimension for driver in found if driver.dimension == dimension]
        if brought and scores[dimension] is not None:
            assert sum(value or 0 for value in brought) == pytest.approx(scores[dimension])


def test_official_weights_as_a_scenario_give_the_official_ranks(client: Client) -> None:
    official = {row["code"]: row["rank"] for row in rows_of(client, "index/ranking.csv")}
    found = rows_of(client, f"index/what-if.csv?{EQUAL}")
    assert len(found) == 245
    for row in found:
        assert row["scenario_rank"] == row["official_rank"] == official[row["code"]]
        assert row["scenario_score"] == row["official_score"]


def test_a_scenario_moves_zones_and_stores_nothing(client: Client) -> None:
    found = rows_of(client, "index/what-if.csv?creativity=0&digitalisation=0,5")
    assert any(int(row["places"]) != 0 for row in found if row["places"])
    assert not IndexRun.objects.exists()
    page = client.get("/observe/index/what-if/?creativity=0&digitalisation=0,5&region=BE3").content.decode()
    assert "A scenario, not the official index." in page
    assert 'value="0,5"' in page
    title = re.search(r'id="figure-scenario-title">([^<]+)<', page)
    assert title is not None
    gains, loses = title[1].split("; ")
    assert re.fullmatch(r".+ gains most, \+0\.\d\d", gains)
    assert re.fullmatch(r".+ loses most, −0\.\d\d", loses)


def test_the_figure_of_the_official_weights_says_that_nothing_changes(client: Client) -> None:
    page = client.get(f"/observe/index/what-if/?{EQUAL}").content.decode()
    assert "No pilot region’s score changes under these weights" in page


@pytest.mark.parametrize(
    ("address", "figure", "said"),
    [
        (
            "index/compare/?regions=ES13,FI1D",
            "comparison",
            r"Totals run from 0\.62 \(East .+\) down to 0\.33 \(Cantabria\)",
        ),
        ("BE3/index/", "dimensions", r"Wallonia: ahead of the EU in \d of 5 dimensions, most in .+"),
        ("BE3/index/", "drivers", r".+ brings most: 0\.\d+ of 0\.56 points"),
    ],
)
def test_every_figure_of_the_index_has_its_finding_as_title(
    client: Client, address: str, figure: str, said: str
) -> None:
    page = unescape(client.get(f"/observe/{address}").content.decode())
    title = re.search(rf'id="figure-{figure}-title">([^<]+)<', page)
    assert title is not None
    assert re.fullmatch(said, title[1])


@pytest.mark.parametrize(
    "weight", ["-1", "abc", "", "1e9999", "1000", "NaN", "Infinity", "0.00001", "1\x00", "9" * 400]
)
def test_a_bad_weight_is_said_at_its_field_and_nothing_is_lost(client: Client, weight: str) -> None:
    answer = client.get("/observe/index/what-if/", {"creativity": weight, "digitalisation": "2.5"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert 'id="id_creativity_error"' in page
    assert 'value="2.5"' in page
    assert "How this is made" in page


def test_weights_that_are_all_zero_are_refused(client: Client) -> None:
    answer = client.get(f"/observe/index/what-if/?{EQUAL.replace('=1', '=0')}")
    assert answer.status_code == 400
    assert "All weights are zero" in answer.content.decode()
    assert client.get(f"/observe/index/what-if.csv?{EQUAL.replace('=1', '=0')}").status_code == 400


def test_a_run_is_stored_once_with_the_numbers_of_the_library(client: Client) -> None:
    officer = cast.m_and_e_officer()
    run, again = run_index(actor=officer, year=LATEST), run_index(actor=officer, year=LATEST)
    assert run.pk == again.pk
    assert IndexRun.objects.count() == 1
    assert digest_of(run.result) == run.result_sha256
    scores = run.result["zones"]["BE3"]["scores"]
    assert scores[-1] == pytest.approx(queries.computed(LATEST).score("BE3", "industrial_change"))
    assert list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True)) == ["ran", "asked for again"]


def test_the_page_reads_the_stored_run(client: Client) -> None:
    run = run_index(actor=None, year=LATEST)
    run.result["zones"]["BE3"]["scores"][-1] = 0.999
    run.result_sha256 = digest_of(run.result)
    run.save()
    page = client.get("/observe/index/?q=BE3")
    assert "Official run of" in page.content.decode()
    assert page.context["listed"].object_list[0].scores["industrial_change"] == 0.999


def test_other_figures_have_another_run(client: Client) -> None:
    run_index(actor=None, year=LATEST)
    with patch("beffroi.web.observatory.queries.index.fingerprint", return_value="f" * 64):
        assert queries.stored_run(LATEST) is None
        assert LATEST in queries.missing_years()


def test_preparing_makes_what_is_missing_and_nothing_twice() -> None:
    assert [run.year for run in run_all_years()] == queries.index_years()
    assert run_all_years() == []


ROLES: dict[str, tuple[Callable[[], Any], int]] = {
    "administrator": (cast.administrator, 302),
    "m_and_e_officer": (cast.m_and_e_officer, 302),
    "co_manager": (cast.co_manager, 403),
    "evaluator": (cast.evaluator, 403),
    "adviser": (cast.adviser, 403),
    "cluster_manager": (cast.cluster_manager, 403),
    "firm": (cast.firm, 403),
    "person": (cast.person, 403),
}


@pytest.mark.parametrize("role", ROLES)
def test_who_may_make_an_official_run(role: str) -> None:
    make, status = ROLES[role]
    answer = cast.signed_in(make()).post("/observe/index/run/", {"year": LATEST})
    assert answer.status_code == status
    assert IndexRun.objects.count() == (status == 302)


@pytest.mark.parametrize("role", ROLES)
def test_who_may_have_all_runs_made_in_the_background(role: str) -> None:
    make, status = ROLES[role]
    client = cast.signed_in(make())
    assert [client.post("/observe/index/run/", {"all": "1"}).status_code for _ in range(2)] == [status, status]
    assert Job.objects.filter(kind=INDEX_RUNS).count() == (status == 302)


def test_the_background_work_makes_what_is_missing_and_may_be_started_again() -> None:
    asked = ask_for_runs(actor=cast.m_and_e_officer())
    run_index(actor=None, year=LATEST)
    Worker().run(until_idle=True)
    asked.refresh_from_db()
    assert asked.state == Job.State.DONE
    assert IndexRun.objects.count() == len(queries.index_years())


def test_the_anonymous_are_sent_to_sign_in(client: Client) -> None:
    answer = client.post("/observe/index/run/", {"year": LATEST})
    assert answer.status_code == 302
    assert "login" in answer["Location"]
    assert not IndexRun.objects.exists()


def test_the_action_itself_refuses() -> None:
    with pytest.raises(PermissionDenied):
        run_index(actor=cast.person(), year=LATEST)


def test_a_year_that_is_not_held_is_refused() -> None:
    client = cast.signed_in(cast.administrator())
    answer = client.post("/observe/index/run/", {"year": "1900"}, follow=True)
    assert "holds no year 1900" in answer.content.decode()
    assert not IndexRun.objects.exists()


def test_search_finds_without_accents_and_by_code(client: Client) -> None:
    assert {row["code"] for row in rows_of(client, "index/ranking.csv?q=ile-de-france")} == {"FR1", "EU"}
    assert {row["code"] for row in rows_of(client, "index/ranking.csv?q=itc&country=IT")} == {
        "ITC1",
        "ITC2",
        "ITC3",
        "ITC4",
        "EU",
    }


def test_the_ranking_sorts_by_a_dimension(client: Client) -> None:
    found = [row for row in rows_of(client, "index/ranking.csv?sort=creativity") if row["code"] != "EU"]
    scores = [float(row["creativity"]) for row in found if row["creativity"]]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("query", ["year=1900", "sort=nothing", "country=ZZ", "region=Nowhere", "q=" + "x" * 101])
def test_a_bad_question_is_answered_at_its_field(client: Client, query: str) -> None:
    answer = client.get(f"/observe/index/?{query}")
    assert answer.status_code == 400
    assert f'id="id_{query.partition("=")[0]}_error"' in answer.content.decode()
    assert client.get(f"/observe/index/ranking.csv?{query}").status_code == 400


def test_an_empty_search_says_what_to_try(client: Client) -> None:
    assert "No zone fits this search" in client.get("/observe/index/?q=zzzz").content.decode()


def test_adding_leads_to_a_permanent_address(client: Client) -> None:
    answer = client.get("/observe/index/compare/?regions=BE3,SE31&add=Piemonte&year=2021")
    assert answer.status_code == 302
    assert answer["Location"] == "/observe/index/compare/?regions=BE3,SE31,ITC1&year=2021"


@pytest.mark.parametrize("query", ["regions=BE3,SE31,ITC1,ES13,FI1D&add=FRE", "regions=BE3,SE31,ITC1,ES13,FI1D,FRE"])
def test_a_sixth_region_is_refused_and_the_five_stay(client: Client, query: str) -> None:
    answer = client.get(f"/observe/index/compare/?{query}")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Five regions at most" in page
    assert "Cantabria" in page
    assert "East &amp; North Finland" in page


def test_regions_that_are_no_zone_say_why(client: Client) -> None:
    assert "only as part of Wallonia" in client.get("/observe/BE32/index/").content.decode()
    saxony = client.get("/observe/DED/index/").content.decode()
    assert "three zones" in saxony
    assert "/observe/DED2/index/" in saxony
    assert "only as part of Wallonia" in client.get("/observe/index/compare/?regions=BE3,BE32").content.decode()


def test_no_region_is_a_page_that_helps(client: Client) -> None:
    answer = client.get("/observe/Walonia/index/")
    assert answer.status_code == 404
    assert "BE3" in answer.content.decode()


def test_a_year_before_the_scoreboard_is_refused_in_a_sentence(client: Client) -> None:
    answer = client.get("/observe/BE3/index/?year=2010")
    assert answer.status_code == 400
    assert "begins in 2016" in answer.content.decode()


def test_a_name_leads_to_the_code(client: Client) -> None:
    answer = client.get("/observe/wallonia/index/?year=2019")
    assert answer["Location"] == "/observe/BE3/index/?year=2019"


def test_json_carries_source_and_question(client: Client) -> None:
    found = json.loads(client.get("/observe/index/what-if.json?creativity=2").content)
    assert found["is_scenario"] is True
    assert found["weights"]["creativity"] == 2.0
    assert found["source"]["licence"]
    assert len(found["rows"]) == 245


@pytest.mark.parametrize("address", ["index/", "index/compare/?regions=BE3,DED", "BE3/index/", "index/what-if/"])
def test_pages_need_few_queries_and_speak_french(
    client: Client, address: str, django_assert_max_num_queries: Any
) -> None:
    run_index(actor=None, year=LATEST)
    with django_assert_max_num_queries(5):
        assert client.get(f"/observe/{address}").status_code == 200
    signed_in = cast.signed_in(cast.m_and_e_officer())
    with django_assert_max_num_queries(12):
        assert signed_in.get(f"/observe/{address}").status_code == 200
    page = client.get(f"/observe/{address}", headers={"Accept-Language": "fr"}).content.decode()
    assert 'lang="fr"' in page
    assert "Créativité" in page


def test_htmx_gets_the_list_alone(client: Client) -> None:
    page = client.get("/observe/index/?q=li", headers={"HX-Request": "true"}).content.decode()
    assert page.lstrip().startswith('<div id="index-list">')
    assert "<html" not in page
