"""The frame of every page: languages, the region at hand, the way back, nothing that the policy would refuse."""

import re

import pytest
from django.test import Client, RequestFactory

from beffroi.web.project.navigation import LONGEST_CODE, navigation

PAGES = ["/", "/design/", "/methods/", "/accessibility/", "/data-protection/", "/search/", "/nothing/here/"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_one_title_a_skip_link_and_its_language(client: Client, path: str) -> None:
    page = client.get(path, headers={"accept-language": "fr"}).content.decode()
    assert page.count("<h1") == 1
    assert '<a class="skip" href="#main">' in page
    assert '<html lang="fr">' in page
    assert re.search(r"<title>[^<]+ – Beffroi</title>", page)


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_no_page_carries_a_style_a_handler_or_a_foreign_address(client: Client, path: str) -> None:
    page = client.get(path).content.decode()
    assert not re.search(r"<[a-z][^>]* (style|on[a-z]+)=", page)
    assert not re.search(r"<script(?![^>]*src=)", page)
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', page)


@pytest.mark.django_db
def test_a_visitor_without_a_session_costs_no_query(client: Client, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        for path in PAGES:
            client.get(path)


@pytest.mark.django_db
def test_the_link_to_the_other_language_keeps_the_question(client: Client) -> None:
    page = client.get("/design/?page=4").content.decode()
    assert 'href="/design/?page=4&amp;lang=fr" lang="fr" hreflang="fr"' in page


@pytest.mark.parametrize(
    ("query", "name"),
    [("region=BE3", "Wallonia"), ("region=XX99", None), ("region=", None), ("region=" + "BE3+" * LONGEST_CODE, None)],
)
def test_the_masthead_names_the_region_that_is_asked_about(query: str, name: str | None) -> None:
    request = RequestFactory().get(f"/methods/?{query}")
    request.resolver_match = None
    here = navigation(request)["region_here"]
    assert (here and here["name"]) == name


@pytest.mark.django_db
def test_a_region_in_the_address_is_never_markup(client: Client) -> None:
    page = client.get("/methods/", {"region": "DED2+DED4", "name": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
