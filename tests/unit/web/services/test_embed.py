"""The list that a cluster shows on its own site: the only page that may be framed; no cookie, no script, no form."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from tests.unit.web import cast, cast_services

import beffroi.web
from beffroi.web.core.embedding import MARK
from beffroi.web.services import actions

pytestmark = pytest.mark.django_db
OPENERS = re.compile(r"xframe_options|csp_(?:update|replace|exempt)|frame-ancestors")


def shown(slug: str = "skywin", client: Client | None = None, **query):
    return (client or Client()).get(reverse("services:embed", kwargs={"slug": slug}), query)


def every_view(patterns, path=""):
    for one in patterns:
        if isinstance(one, URLPattern):
            yield f"{path}{one.pattern}", one.callback
        else:
            yield from every_view(one.url_patterns, f"{path}{one.pattern}")


def test_one_address_may_be_framed_and_every_other_page_refuses():
    marked = [where for where, view in every_view(get_resolver().url_patterns) if hasattr(view, MARK)]
    assert marked == ["services/embed/<slug:slug>/"]
    web = Path(beffroi.web.__file__).parent
    opening = {str(one.relative_to(web)) for one in web.rglob("*.py") if OPENERS.search(one.read_text("utf-8"))}
    assert opening == {"core/embedding.py", "project/settings.py"}, "a page is opened for frames by one decorator"
    cast_services.promotion()
    open_one = shown()
    assert "X-Frame-Options" not in open_one
    assert "frame-ancestors *" in open_one["Content-Security-Policy"]
    assert "script-src 'none'" in open_one["Content-Security-Policy"]
    others = ("/", "/services/", "/services/offers/mission/", "/services/embed/nobody/", "/account/login/", "/nothing/")
    for answer in map(Client().get, others):
        assert answer["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_it_shows_what_is_published_links_by_way_of_the_cluster_and_sets_no_cookie():
    cast_services.offer("draft", is_published=False)
    cast_services.offer("other")
    promotion = cast_services.promotion()
    answer = shown(lang="fr")
    page = answer.content.decode()
    assert answer["Content-Language"] == "fr" and 'lang="fr"' in page and "Mission à Malmö" in page
    assert not answer.cookies and not shown().cookies
    assert re.findall(r"/services/offers/[^\"]+", page) == ["/services/offers/mission/?via=skywin"]
    assert "150,00\u00a0€" in page, "the lowest price that members of another cluster pay"
    assert "<script" not in page and "<form" not in page and "csrf" not in page
    own = shown("greenwin").content.decode()
    assert "/offers/mission/?via=greenwin" in own and "/offers/other/" in own and "/offers/draft/" not in own
    actions.stop_promoting(actor=None, promotion=promotion)
    assert "No service can be booked" in shown().content.decode()
    manager = cast.cluster_manager()
    asked = shown(client=cast.signed_in(manager))
    assert not asked.cookies and manager.name not in asked.content.decode()


def test_it_asks_few_questions_however_many_offers(django_assert_max_num_queries):
    for number in range(4):
        cast_services.promotion(of=cast_services.offer(f"mission-{number}"))
    with django_assert_max_num_queries(4):
        assert shown().status_code == 200


def test_the_code_to_copy_stands_on_the_desk_and_in_the_kit():
    cast_services.promotion()
    manager = cast.signed_in(cast.cluster_manager("Olga", of=cast.cluster("Skywin")))
    kit = reverse("services:kit", kwargs={"slug": "mission", "cluster": "skywin"})
    for where in (reverse("services:desk"), kit):
        page = manager.get(where).content.decode()
        assert "/services/embed/skywin/?lang=fr" in page
        assert 'height="320"' in page, "room for the one service that it shows"
