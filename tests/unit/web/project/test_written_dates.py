"""Dates on the pages of strategy, piloting and monitoring are written for readers, in the language of the page."""

import re
from collections import Counter, deque
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve
from tests.unit.web import cast
from tests.unit.web.project.demonstration import demonstration

from beffroi.web.strategy.models import Strategy

__all__ = ["demonstration"]
pytestmark = pytest.mark.django_db
AREAS = ("strategy", "pilot", "monitor", "monday", "brief")
NOT_READ = re.compile(r"<(script|style|textarea|option)\b[^>]*>.*?</\1>|<div class=\"help\"[^>]*>.*?</div>", re.S)
ISO = re.compile(r"\b\d{4}-\d{2}(?:-\d{2})?\b")
OF_THE_AUTHOR = {"2018-04-27", "2018-12-07"}  # as the case itself states its working sessions
EACH = 2  # pages of one kind
LINK = re.compile(r'href="(/[^"#]+)')
FILE = re.compile(r"\.(?:svg|pdf|csv|json|xlsx|ya?ml|ics)$|/export/")


def visible(page: str) -> str:
    return re.sub(r"<[^>]+>", " ", NOT_READ.sub(" ", page))


def pages(client: Client, lang: str, strategy: Strategy) -> dict[str, str]:
    """The pages that are reached by links, some of each kind."""
    seen: dict[str, str] = {}
    kinds: Counter[str] = Counter()
    waiting = deque(f"/{area}/{strategy.slug}/" for area in AREAS)
    while waiting:
        address = waiting.popleft()
        path = urlsplit(address).path
        try:
            kind = resolve(path).view_name
        except Resolver404:
            continue
        if address in seen or kinds[kind] >= EACH or FILE.search(path):
            continue
        answer = client.get(address, headers={"accept-language": lang})
        if answer.status_code != 200 or "html" not in answer["Content-Type"]:
            continue
        kinds[kind] += 1
        seen[address] = answer.content.decode()
        links = map(unescape, LINK.findall(seen[address]))
        waiting += [one for one in links if one.split("/")[1] in AREAS and "lang=" not in one]
    return seen


@pytest.mark.parametrize("lang", ["fr"])
def test_no_reader_meets_a_date_as_machines_write_it(lang: str, demonstration: Strategy) -> None:
    found = pages(cast.signed_in(cast.administrator()), lang, demonstration)
    assert len(found) > 60
    assert all(f'lang="{lang}"' in page for page in found.values())
    wrong = {
        address: left
        for address, page in found.items()
        if (left := set(ISO.findall(visible(page))) - OF_THE_AUTHOR)
    }  # fmt: skip
    assert wrong == {}
