"""What an address asks: a parameter given twice or malformed is told in one sentence, one that no page knows is not."""

from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from tests.unit.web import cast

from beffroi.web.core.asked import LONGEST_WORDS, AskedOnce
from beffroi.web.observatory.pinnable import NotPinnable, permalink

pytestmark = pytest.mark.django_db
NEWSLETTER = "utm_source=letter&utm_source=again&fbclid=x"


def asked(address: str, client: Client | None = None) -> HttpResponse:
    client = client or Client()
    client.raise_request_exception = False
    return client.get(address)


def said(answer: HttpResponse) -> str:
    return unescape(answer.content.decode())


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("/observe/", "q"),
        ("/search/", "q"),
        ("/observe/BE3/", "year"),
        ("/observe/BE3/", "peers"),
        ("/observe/BE3/", "others"),
        ("/observe/BE3/", "was"),
        ("/observe/DED2+DED4/", "name"),
        ("/observe/BE3/economy/", "year"),
        ("/observe/BE3/profile.json", "year"),
        ("/observe/BE3/clusters/", "peers"),
        ("/observe/BE3/index/", "year"),
        ("/observe/sectors/", "kind"),
        ("/observe/sectors/", "q"),
        ("/observe/sectors/C20/", "by"),
        ("/observe/sectors/C20/", "region"),
        ("/observe/sectors/C20/strength/", "country"),
        ("/observe/sectors/C20.csv", "year"),
        ("/observe/index/", "sort"),
        ("/observe/index/", "page"),
        ("/observe/index/ranking.csv", "year"),
        ("/observe/index/compare/", "regions"),
        ("/observe/index/compare/", "add"),
        ("/observe/index/what-if/", "business"),
        ("/observe/index/what-if/", "region"),
        ("/observe/figures/", "source"),
        ("/observe/figures/unemployment_rate/", "region"),
        ("/observe/figures/unemployment_rate/data.csv", "level"),
        ("/observe/territories/new/", "more"),
        ("/observe/pins/", "page"),
        ("/strategy/", "lang"),
    ],
)
def test_a_parameter_that_the_page_takes_once_is_refused_twice(page: str, name: str) -> None:
    if name == "business":  # a dimension, by the name that the spec gives it
        name = next(iter(asked(page).context["form"].weight_fields)).name
    answer = asked(f"{page}?{name}=1&{name}=1")
    assert answer.status_code == 400
    assert f"“{name}” is given more than once in the address; give it once." in said(answer)


@pytest.mark.parametrize(
    "page",
    [
        "/observe/",
        "/search/",
        "/observe/BE3/",
        "/observe/BE3/clusters/",
        "/observe/BE3/index/",
        "/observe/sectors/",
        "/observe/sectors/C20/",
        "/observe/index/",
        "/observe/index/what-if/",
        "/observe/figures/",
        "/observe/figures/unemployment_rate/",
        "/observe/figures/unemployment_rate/data.csv",
        "/observe/territories/new/",
    ],
)
def test_what_no_page_knows_does_no_harm(page: str) -> None:
    plain, marked = asked(page), asked(f"{page}?{NEWSLETTER}")
    assert (plain.status_code, marked.status_code) == (200, 200)
    assert plain.headers["Content-Type"] == marked.headers["Content-Type"]


def test_nor_where_the_address_moves() -> None:
    answer = asked(f"/observe/be3/?{NEWSLETTER}&year=2020")
    assert (answer.status_code, answer["Location"]) == (302, "/observe/BE3/?year=2020")


def test_several_regions_are_ticked_under_one_name() -> None:
    answer = asked("/observe/territories/new/?codes=BE2&codes=BE3")
    assert (answer.status_code, answer["Location"]) == (302, "/observe/BE2+BE3/")


@pytest.mark.parametrize("page", ["abc", "0", "-1", "1.5", "9" * 3000, "٣", "%00"])
@pytest.mark.parametrize("address", ["/observe/index/", "/observe/figures/", "/observe/pins/"])
def test_a_page_of_a_list_is_a_number_from_one(address: str, page: str) -> None:
    answer = asked(f"{address}?page={page}")
    assert answer.status_code == 400
    assert "is not a page of a list; write a number from 1." in said(answer)


def test_a_page_after_the_last_shows_the_last_and_none_the_first() -> None:
    last, first = asked("/observe/index/?page=999"), asked("/observe/index/?page=")
    assert (last.status_code, first.status_code) == (200, 200)
    assert last.context["listed"].number == last.context["listed"].paginator.num_pages > 1
    assert first.context["listed"].number == 1


@pytest.mark.parametrize("page", ["/observe/", "/search/", "/observe/sectors/"])
def test_more_words_than_a_search_can_use_are_refused(page: str) -> None:
    assert asked(f"{page}?q={'x' * LONGEST_WORDS}").status_code == 200
    answer = asked(f"{page}?q={'x' * 3000}")
    assert answer.status_code == 400
    assert "The words to search for have 3000 characters; write at most 100." in said(answer)


def test_markets_that_are_no_choice_are_refused() -> None:
    answer = asked("/observe/sectors/?kind=exported")
    assert answer.status_code == 400
    assert "“exported” is no choice of markets" in said(answer)
    with pytest.raises(NotPinnable, match="more than once"):
        permalink("/observe/sectors/?kind=local&kind=traded")


def test_people_are_searched_for_by_the_same_rule() -> None:
    answer = asked(f"{reverse('accounts:people')}?q={'x' * 101}", cast.signed_in(cast.administrator()))
    assert answer.status_code == 400


def test_the_refusal_speaks_the_language_of_the_reader() -> None:
    answer = asked("/observe/BE3/?lang=fr&year=2020&year=2021")
    assert answer.status_code == 400
    assert "plus d’une fois" in said(answer)


def test_the_api_keeps_its_own_form_of_refusal() -> None:
    answer = asked("/api/v1/profiles/BE3?year=2020&year=2021")
    assert answer.status_code == 422
    assert "year" in answer.json()["detail"]


def test_a_list_is_read_as_a_list_and_a_copy_is_held_to_the_same() -> None:
    query = AskedOnce("codes=a&codes=b&year=1")
    assert query.getlist("codes") == ["a", "b"]
    assert query.copy().get("year") == "1"
    with pytest.raises(Exception, match="more than once"):
        query.copy().get("codes")
