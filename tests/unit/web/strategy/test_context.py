"""The context of a strategy: boards of factors, consultations with who was reached, and what may be written there."""

from typing import Any

import pytest
from django.test import Client
from tests.large_strategy import large_strategy
from tests.unit.web import cast_strategy
from tests.unit.web.cast_strategy import factor
from tests.unit.web.strategy.test_strategies import manager, words

from beffroi.web.chain.models import Node
from beffroi.web.strategy.queries.context import reached_of


def test_people_reached_are_counted_by_helix_and_what_is_not_said_is_kept_apart() -> None:
    said = [{"reached": 10, "industry": 4, "government": 3}, {"industry": 2, "civil_society": 1}, {"method": "survey"}]
    assert reached_of(said) == {
        "reached": 13, "industry": 6, "education_and_research": 0, "government": 3, "civil_society": 1, "unknown": 3,
    }  # fmt: skip


@pytest.mark.django_db
def test_the_boards_show_each_factor_with_source_evidence_and_consultation() -> None:
    held = cast_strategy.published()
    space = held.version.space
    one = factor(space, "Strong in pharma", source={"en": "Scoreboard 2017"})
    factor(space, "Too few skills", "technological", "pest")
    asked = {"method": "survey", "held_on": "2021-03-04", "reached": 12, "industry": 7}
    survey = cast_strategy.node(space, "consultation", "Survey of firms", details=asked)
    cast_strategy.link(space, "heard_in", survey, one)
    page = words(manager(), f"/strategy/{held.slug}/context/?version=2")
    assert "3 factors of the context, 1 consultation, 12 people reached." in page
    assert "Scoreboard 2017</span> · no evidence yet · heard in 1 consultation" in page
    assert "Of 5 people reached the helix is not said." in page
    assert "<td>4 March 2021</td><td>Survey</td>" in page
    assert "Under no heading" in page  # the factor of the cast names no analysis
    assert page.count("board=pest&amp;heading=") == page.count("board=swot&amp;heading=") == 4
    public = words(Client(), f"/strategy/{held.slug}/context/")
    assert "Strong in pharma" not in public
    assert "Add a factor" not in public
    assert "<h1>What does the strategy start from?</h1>" in public


@pytest.mark.django_db
def test_a_factor_is_added_from_its_quadrant_and_only_under_a_heading_of_its_analysis() -> None:
    held = cast_strategy.published()
    client, where = manager(), f"/strategy/{held.slug}/element/new/?kind=factor&board=pest&heading=economic"
    assert '<option value="economic" selected>' in words(client, where)
    said = {"title_en": "Prices rise", "board": "pest", "heading": "threat", "source_en": "Eurostat"}
    refused = client.post(where, said)
    assert "choose one of: Political, Economic" in " ".join(refused.context["form"].errors["heading"])
    assert client.post(where, said | {"heading": "economic"}).status_code == 302
    made = Node.objects.get(space=held.version.space, title__en="Prices rise")
    assert made.details == {"board": "pest", "heading": "economic", "source": {"en": "Eurostat"}}
    asked = {"title_en": "Survey", "method": "survey", "reached": 3, "industry": 2, "government": 2}
    answer = client.post(f"/strategy/{held.slug}/element/new/?kind=consultation", asked)
    assert "come to 4 people" in " ".join(answer.context["form"].errors["reached"])


@pytest.mark.django_db
def test_at_full_size_the_pages_of_the_context_take_few_queries(django_assert_max_num_queries: Any) -> None:
    large = large_strategy(elements=2000, links=4000)
    nodes = list(Node.objects.filter(space=large.space, item__kind="factor"))
    for number, node in enumerate(nodes):
        heading = ("strength", "weakness", "opportunity", "threat")[number % 4]
        node.details = {"board": "swot", "heading": heading}
    Node.objects.bulk_update(nodes, ["details"])
    client = manager()
    for path in ("context/", "context/duplicates/", "context/directions/", "criteria/"):
        with django_assert_max_num_queries(15):
            page = client.get(f"/strategy/{large.strategy.slug}/{path}")
        assert page.status_code == 200
        assert len(page.content) < 250_000
