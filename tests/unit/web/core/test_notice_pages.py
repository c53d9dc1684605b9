"""The pages of notices: one's own, marked as read, and how to be told."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.unit.web.core.cast import person

from beffroi.web.core import forms, notifications
from beffroi.web.core.models import Notification
from beffroi.web.core.notifications import choices_of, declare, unread_count

pytestmark = pytest.mark.django_db

LIST = "/notifications/"


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two kinds of notice."""
    own: dict[str, Any] = {}
    monkeypatch.setattr(notifications, "KINDS", own)
    monkeypatch.setattr(forms, "KINDS", own)
    declare("a.granted", "A role was given to you", "x.txt")
    declare("a.revised", "A figure was revised", "x.txt")
    yield


def notices(to: Any, many: int = 1, link: str = "") -> list[Notification]:
    texts = {code: {"title": f"{code} <b>title</b>", "body": "one\n\ntwo"} for code in ("en", "fr")}
    return [
        Notification.objects.create(
            person=to, kind="a.granted", texts=texts, link=link, idempotency_key=f"{to.pk}-{number}"
        )
        for number in range(many)
    ]


def test_each_sees_their_own_notices_in_the_language_of_the_page(client: Client) -> None:
    ann, bob = person(), person()
    notices(ann)
    assert client.get(LIST).status_code == 302
    client.force_login(bob)
    assert "&lt;b&gt;title" not in client.get(LIST).content.decode()
    client.force_login(ann)
    assert "en &lt;b&gt;title&lt;/b&gt;" in client.get(LIST).content.decode()
    assert "fr &lt;b&gt;title&lt;/b&gt;" in client.get(LIST + "?lang=fr").content.decode()


def test_a_long_list_takes_few_queries_and_the_masthead_counts(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    ann = person()
    notices(ann, 40)
    client.force_login(ann)
    with django_assert_max_num_queries(6):
        page = client.get(LIST).content.decode()
    assert page.count('class="card"') == 30
    assert '<b class="num">40</b>' in page


def test_notices_are_marked_as_read_one_or_all_and_only_ones_own(client: Client) -> None:
    ann, bob = person(), person()
    first, *_ = notices(ann, 3)
    other = notices(bob)[0]
    client.force_login(ann)
    client.post(reverse("core:read_notifications"), {"key": [str(first.key), str(other.key)]})
    assert (unread_count(ann), unread_count(bob)) == (2, 1)
    client.post(reverse("core:read_notifications"))
    assert (unread_count(ann), unread_count(bob)) == (0, 1)
    assert client.post(reverse("core:read_notifications"), {"key": "nonsense"}).status_code == 404


def test_opening_a_notice_reads_it_and_leads_where_it_points(client: Client) -> None:
    ann = person()
    notice = notices(ann, link="/observe/")[0]
    client.force_login(person())
    assert client.post(f"{LIST}{notice.key}/").status_code == 404
    client.force_login(ann)
    assert client.get(f"{LIST}{notice.key}/").status_code == 405
    assert client.post(f"{LIST}{notice.key}/").headers["Location"] == "/observe/"
    assert unread_count(ann) == 0


def test_choices_are_kept_for_each_kind_and_nonsense_is_told_at_the_field(client: Client) -> None:
    ann = person()
    client.force_login(ann)
    address = reverse("core:notification_choices")
    page = client.get(address).content.decode()
    assert "A role was given to you" in page and page.count('type="radio"') == 6
    assert client.post(address, {"a.granted": "digest", "a.revised": "mail"}).status_code == 302
    assert choices_of(ann) == {"a.granted": "digest", "a.revised": "mail"}
    answer = client.post(address, {"a.granted": "pigeon", "a.revised": "mail"})
    assert answer.status_code == 400
    assert choices_of(ann)["a.granted"] == "digest"
