"""Finding regions, making territories of several, and the search of the site."""

import pytest
from django.core.cache import caches
from django.test import Client

from beffroi.web.observatory.queries.territories import countries, current_territories, nearest, search_territories

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    caches["pages"].clear()


def text_of(client: Client, address: str, status: int = 200) -> str:
    """The text of a page."""
    answer = client.get(address)
    assert answer.status_code == status
    return str(answer.content.decode())


@pytest.mark.parametrize(
    ("words", "code"),
    [("wallo", "BE3"), ("Wallonie", "BE3"), ("liège", "BE33"), ("LIEGE", "BE33"), ("gr", "EL"), ("FR30", "FR30")],
)
def test_a_region_is_found_by_name_in_both_languages_or_by_code(words: str, code: str) -> None:
    assert search_territories(words)[0].code == code


def test_a_misspelt_name_finds_the_nearest() -> None:
    assert nearest("Walonia")[0].code == "BE3"
    assert not search_territories("Walonia")


def test_each_place_is_listed_once() -> None:
    leaves = [territory.leaves for territory in current_territories()]
    assert len(leaves) == len(set(leaves))
    assert len(countries("en")) == sum(territory.level == "country" for territory in current_territories())


def test_the_first_page_offers_pilots_and_every_country(client: Client, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):
        text = text_of(client, "/observe/")
    assert text.index("The ten pilot regions") < text.index('href="/observe/BE3/"') < text.index("Every country")
    assert 'href="/observe/LU/"' in text
    assert 'href="/observe/RO21/"' in text


def test_a_place_without_any_figure_is_named_but_not_linked(client: Client) -> None:
    text = text_of(client, "/observe/")
    for code in ("BA", "LI", "UA", "XK", "PT19"):
        assert f'href="/observe/{code}/"' not in text
    assert "Kosovo" in text
    assert "no figures held" in text
    assert "no figures held" in text_of(client, "/observe/?q=kosovo")


def test_a_search_shows_the_regions_found_and_the_fragment_is_the_same_list(client: Client) -> None:
    whole, part = text_of(client, "/observe/?q=namur"), client.get("/observe/?q=namur", headers=HTMX).content.decode()
    assert 'href="/observe/BE35/"' in part
    assert "<h1>" not in part
    assert part.strip() in whole


def test_a_search_without_result_offers_the_nearest(client: Client) -> None:
    text = text_of(client, "/observe/?q=Walonia")
    assert "No region has “Walonia” in its name or code." in text
    assert text.index("Did you mean") < text.index('href="/observe/BE3/"')


def test_regions_that_are_ticked_and_written_become_one_address(client: Client) -> None:
    answer = client.get("/observe/territories/new/?codes=DED5&codes=DED2&more=ded4&name=Saxony")
    assert answer["Location"] == "/observe/DED2+DED4+DED5/?name=Saxony"
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("codes=BE35", "Choose at least two regions; a territory of one is that region itself."),
        ("more=", "Choose at least two regions; a territory of one is that region itself."),
        ("codes=BE35&more=BE35", "Choose at least two regions"),
        ("codes=BE3&codes=BE35", "BE3 and BE35 overlap; name each region once."),
        ("more=BE35, Atlantis", "“Atlantis” is not a region known here."),
        ("codes=zz&codes=BE35", "“zz” is not a region known here."),
        ("more=" + "x" * 700, "at most 600 characters"),
        ("name=" + "x" * 90 + "&codes=BE31&codes=BE35", "at most 80 characters"),
        ("more=" + ",".join(sorted(r.code for r in current_territories() if r.level == "NUTS 2")[:60]), "too many"),
    ],
)
def test_what_makes_no_territory_is_said_at_the_field(client: Client, query: str, sentence: str) -> None:
    text = text_of(client, f"/observe/territories/new/?{query}", 400)
    assert 'role="alert"' in text
    assert text.count(sentence) >= 2


def test_what_was_ticked_stays_ticked(client: Client) -> None:
    text = text_of(client, "/observe/territories/new/?codes=BE35&name=Ours", 400)
    assert 'value="BE35" checked' in text
    assert 'value="Ours"' in text


def test_the_empty_form_refuses_nothing(client: Client) -> None:
    assert 'role="alert"' not in text_of(client, "/observe/territories/new/")


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("wallonia", "/observe/BE3/"),
        ("unemployment", "/observe/figures/unemployment_rate/"),
        ("chomage", "/observe/figures/unemployment_rate/"),
        ("C21", "/observe/sectors/C21/"),
        ("pharma", "/observe/sectors/C21/"),
        ("accessibility", "/accessibility/"),
    ],
)
def test_the_search_finds_regions_figures_sectors_and_pages(
    client: Client, words: str, wanted: str, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(3):
        text = text_of(client, f"/search/?q={words}")
    assert f'href="{wanted}"' in text.partition("<h1>")[2]


def test_the_best_hit_stands_first(client: Client) -> None:
    text = text_of(client, "/search/?q=luxembourg")
    assert text.index('href="/observe/LU/"') < text.index('href="/observe/BE34/"')


@pytest.mark.parametrize("words", ["", "   ", "%00", "zzzzqqq", "<b>x</b>", "x" * 100, "%", "' OR 1=1"])
def test_a_search_that_finds_nothing_helps_on(client: Client, words: str) -> None:
    answer = client.get("/search/", {"q": words})
    assert answer.status_code == 200
    assert "<b>x</b>" not in answer.content.decode()
    assert "Choose a region" in answer.content.decode()
