"""The logic on paper: both trees as outline and drawing, in both languages, whatever they hold."""

import io
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from tests.large_strategy import large_strategy
from tests.unit.web import cast, cast_strategy

from beffroi.web.chain.models import Node
from beffroi.web.strategy.queries.logic import MOST_DRAWN

pytestmark = pytest.mark.django_db


def trees() -> SimpleNamespace:
    """Driver → challenge → effect, and global → specific → intervention with a cost and a risk."""
    held = cast_strategy.strategy()
    space = cast_strategy.draft(held)
    kinds = ["driver", "challenge", "effect", "global_objective", "specific_objective", "intervention", "cost", "risk"]
    made = {kind: cast_strategy.node(space, kind, f"The {kind}") for kind in kinds}
    for kind, source, target in (
        ("causes", "driver", "challenge"), ("leads_to", "challenge", "effect"),
        ("broken_down", "global_objective", "specific_objective"), ("served_by", "specific_objective", "intervention"),
        ("costs", "intervention", "cost"), ("threatened_by", "intervention", "risk"),
    ):  # fmt: skip
        cast_strategy.link(space, kind, made[source], made[target])
    Node.objects.filter(pk=made["cost"].pk).update(
        details={"low": 100000, "high": 150000, "recurring": True, "owner": "The ministry"}
    )
    Node.objects.filter(pk=made["challenge"].pk).update(title={"en": "The challenge", "fr": "Le défi"})
    return SimpleNamespace(strategy=held, slug=held.slug, space=space, **made)


def read(held: Any, lang: str, client: Client) -> tuple[PdfReader, str]:
    answer = client.get(reverse("strategy:logic_pdf", kwargs={"slug": held.slug}), {"lang": lang})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"] == f'attachment; filename="{held.slug}-logic-1-{lang}.pdf"'
    found = PdfReader(io.BytesIO(answer.content))
    return found, " ".join(" ".join(page.extract_text() for page in found.pages).split())


def manager() -> Client:
    return cast.signed_in(cast.co_manager())


@pytest.mark.parametrize(
    ("lang", "title", "said"),
    [
        ("en", "Why does the strategy do what it does?", (
            "Problem tree", "Objective tree", "Problem tree as a diagram", "Objective tree as a diagram",
            "Challenge C1 The challenge", "is caused by driver D1 The driver", "€100,000 – €150,000 a year",
            "paid by The ministry", "1 challenge, 1 specific objective, 1 intervention.", "page 1 of",
        )),
        ("fr", "Pourquoi la stratégie fait\u2011elle ce qu’elle fait ?", (
            "Arbre des problèmes sous forme de diagramme", "Arbre des objectifs", "Défi C1 Le défi",
            "est causé par cause D1", "The driver", "par an",
            "page 1 sur",
        )),
    ],
)  # fmt: skip
def test_both_trees_and_what_is_done_are_on_paper_tagged_and_titled(
    lang: str, title: str, said: tuple[str, ...]
) -> None:
    held = trees()
    found, text = read(held, lang, manager())
    assert [one for one in said if " ".join(one.split()) not in text] == []
    assert all(text.count(f"The {kind}") >= 2 for kind in ("driver", "effect", "specific_objective"))
    assert found.metadata is not None
    assert " ".join(str(found.metadata.title).split()) == " ".join(title.split())
    root: Any = found.trailer["/Root"]
    assert root["/Lang"] == lang
    assert "/StructTreeRoot" in root


def test_the_drawings_are_vector_with_letters_that_can_be_read_as_text() -> None:
    found, _text = read(trees(), "en", manager())
    drawn = [page for page in found.pages if "as a diagram" in page.extract_text()]
    assert len(drawn) == 2
    assert all("The" in page.extract_text().partition("as a diagram")[2] for page in drawn)
    assert [image for page in found.pages for image in page.images] == []


def test_who_may_not_read_the_version_gets_no_paper_of_it() -> None:
    address = reverse("strategy:logic_pdf", kwargs={"slug": trees().slug})
    assert Client().get(address).status_code == 404
    assert cast.signed_in(cast.reader()).get(address).status_code == 200


def test_the_page_leads_to_the_paper_of_the_version_that_it_shows() -> None:
    held = trees()
    page = manager().get(reverse("strategy:logic", kwargs={"slug": held.slug}), {"version": 1}).content.decode()
    assert f'href="/strategy/{held.slug}/logic.pdf?version=1"' in page


def test_risks_are_named_to_those_who_read_them_and_not_said_to_be_none_to_others() -> None:
    held = cast_strategy.published()
    risk = cast_strategy.node(held.strategy.living, "risk", "Too few people")
    cast_strategy.link(held.strategy.living, "threatened_by", held.old["intervention"], risk)
    for client, reads in ((cast.signed_in(cast.co_manager()), True), (Client(), False)):
        text = read(held, "en", client)[1]
        page = client.get(reverse("strategy:logic", kwargs={"slug": held.slug})).content.decode()
        assert ("Risks: " in text, "Too few people" in text, "Too few people" in page) == (reads, reads, reads)
        assert "none named" not in text + page


def test_nothing_entered_is_said_in_words() -> None:
    _found, text = read(cast_strategy.strategy("Empty"), "en", manager())
    assert "No challenge, driver or effect here." in text
    assert "No intervention yet." in text


def test_a_change_is_on_the_next_paper() -> None:
    held, client = trees(), manager()
    assert "Quite new" not in read(held, "en", client)[1]
    cast_strategy.node(held.space, "challenge", "Quite new")
    held.space.changes += 1
    held.space.save(update_fields=["changes"])
    assert "Quite new" in read(held, "en", client)[1]


def test_a_long_chain_and_a_full_size_strategy_are_printed(django_assert_max_num_queries: Any) -> None:
    held = trees()
    before = held.effect
    for number in range(30):
        after = cast_strategy.node(held.space, "effect", f"Effect {number}")
        cast_strategy.link(held.space, "leads_to", before, after)
        before = after
    assert "Effect 29" in read(held, "en", manager())[1]
    large = large_strategy(elements=2000, links=10_000)
    client = manager()
    with django_assert_max_num_queries(15):
        found, text = read(large.strategy, "en", client)
    assert f"A drawing shows at most {MOST_DRAWN} elements." in text
    assert len(found.pages) > 5
