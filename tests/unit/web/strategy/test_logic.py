"""The logic: trees as outlines and drawings, costs as honest ranges, order changed from the outline."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests.large_strategy import large_strategy
from tests.unit.web import cast, cast_strategy

from beffroi.web.chain.actions import add_node
from beffroi.web.chain.models import Link, Node
from beffroi.web.chain.queries import graph_of
from beffroi.web.chain.rules import Graph, GraphLink, GraphNode
from beffroi.web.strategy import rules

pytestmark = pytest.mark.django_db


def trees(held: Any = None) -> SimpleNamespace:
    """Driver → challenge → effect → effect, and global → specific → two interventions with costs."""
    held = held or cast_strategy.strategy()
    space = cast_strategy.draft(held)
    kinds = "driver challenge effect global_objective specific_objective intervention cost risk"
    made = {kind: cast_strategy.node(space, kind, f"The {kind}") for kind in kinds.split() if kind != "risk"}
    made["last"] = cast_strategy.node(space, "effect", "The last effect")
    made["other"] = cast_strategy.node(space, "intervention", "The other intervention")
    for kind, source, target in (
        ("causes", "driver", "challenge"), ("leads_to", "challenge", "effect"), ("leads_to", "effect", "last"),
        ("broken_down", "global_objective", "specific_objective"), ("served_by", "specific_objective", "intervention"),
        ("served_by", "specific_objective", "other"), ("costs", "intervention", "cost"),
    ):  # fmt: skip
        cast_strategy.link(space, kind, made[source], made[target])
    Node.objects.filter(pk=made["cost"].pk).update(details={"low": 100000, "high": 150000.5, "recurring": True})
    return SimpleNamespace(strategy=held, slug=held.slug, space=space, **made)


def titles(branches: Any) -> Any:
    return [(one.node.title["en"], [(limb.way, titles(limb.branches)) for limb in one.limbs]) for one in branches]


def address(held: Any, view: str = "logic", **more: Any) -> str:
    return reverse(f"strategy:{view}", kwargs={"slug": held.slug, **more})


def manager() -> Client:
    return cast.signed_in(cast.co_manager())


def test_a_problem_tree_opens_drivers_and_effects_and_lists_what_stands_alone() -> None:
    held = trees()
    cast_strategy.node(held.space, "driver", "Alone")
    assert titles(rules.tree(graph_of([held.space]), rules.PROBLEMS)) == [
        ("The challenge", [
            ("up:causes", [("The driver", [])]),
            ("down:leads_to", [("The effect", [("down:leads_to", [("The last effect", [])])])]),
        ]),
        ("Alone", []),
    ]  # fmt: skip


def test_effects_and_aims_stand_on_top_of_a_drawing() -> None:
    held = trees()
    graph = graph_of([held.space])
    rows = rules.layers(graph, rules.PROBLEMS)
    assert [rows[one.item_id] for one in (held.last, held.effect, held.challenge, held.driver)] == [0, 1, 2, 3]
    rows = rules.layers(graph, rules.OBJECTIVES)
    assert [rows[one.item_id] for one in (held.global_objective, held.specific_objective, held.other)] == [0, 1, 2]


@given(st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=30))
def test_a_tree_opens_every_element_exactly_once_whatever_the_links(pairs: set[tuple[int, int]]) -> None:
    kinds = ("challenge", "driver", "effect")
    nodes = {n: GraphNode(n, str(n), kinds[n % 3], f"X{n}", {"en": str(n)}, {}, n) for n in range(9)}
    names = {"driver": "causes", "challenge": "leads_to", "effect": "leads_to"}
    links = [GraphLink(n, names[nodes[a].kind], a, b, {}) for n, (a, b) in enumerate(sorted(pairs)) if a != b]
    opened: list[int] = []
    waiting = list(rules.tree(Graph(nodes, tuple(links)), rules.PROBLEMS))
    while waiting:
        branch = waiting.pop()
        opened += [] if branch.again else [branch.node.item]
        waiting += [one for limb in branch.limbs for one in limb.branches]
    assert sorted(opened) == list(range(9))


def cost(item: int, **details: Any) -> GraphNode:
    return GraphNode(item, str(item), "cost", "", {}, details, item)


def test_costs_are_ranges_with_once_and_yearly_apart_and_the_unknown_counted() -> None:
    shared = cost(1, low=10, high=20.5)
    found = rules.costs_of([shared, shared, cost(2, low=5, high=7), cost(3, low=1, high=2, recurring=True), cost(4)])
    assert found == rules.Costs(
        rules.Range(Decimal(15), Decimal("27.5")), rules.Range(Decimal(1), Decimal(2)), unknown=1
    )
    assert rules.costs_of([cost(1, high="30")]).once == rules.Range(Decimal(30), Decimal(30))
    assert rules.costs_of([cost(1, low="many")]) == rules.Costs(unknown=1)


def test_the_page_shows_both_trees_the_costs_and_what_is_missing() -> None:
    held = trees()
    page = " ".join(manager().get(address(held)).content.decode().split())
    assert "1 challenge, 1 specific objective, 2 interventions." in page
    total = page.partition("All interventions together:")[2].partition("</p>")[0]
    said = "€100,000 – €150,000.50 a year; 1 intervention without a cost is not in it."
    assert " ".join(total.split()) == said
    assert "nobody is named who pays" in page
    assert "things are missing in the strategy" in page
    assert page.count(f'id="n-{held.driver.item.key}"') == 1


def test_what_may_serve_later_is_not_shown_as_serving_now() -> None:
    held = trees()
    Link.objects.filter(source=held.specific_objective.item, target=held.other.item).update(
        details={"certainty": "may_later"}
    )
    client, where = manager(), address(held) + "?version=1"
    page = client.get(where).content.decode()
    assert page.count("may later") == 2
    served = {
        one["title"]: [end["later"] for end in one["serves"]]
        for one in client.get(where).context["logic"].interventions
    }
    assert served == {"The intervention": [False], "The other intervention": [True]}


def test_who_may_not_write_sees_no_doings() -> None:
    held = trees(cast_strategy.strategy())
    assert Client().get(address(held)).status_code == 404
    page = cast.signed_in(cast.reader()).get(address(held)).content.decode()
    assert "formaction" not in page
    assert address(held, "element", key=held.driver.item.key) in page
    assert "formaction" in manager().get(address(held)).content.decode()


def test_moving_from_the_outline_comes_back_to_it() -> None:
    held = trees()
    where = address(held, "element_move", key=held.other.item.key)
    answer = manager().post(where, {"way": "up", "back": "logic", "page": "1"})
    assert answer["Location"] == f"{address(held)}?version=1&page=1#n-{held.other.item.key}"
    assert Client().get(answer["Location"]).status_code == 404
    assert manager().get(answer["Location"]).status_code == 200
    ours = Node.objects.filter(space=held.space, item__kind="intervention").order_by("position")
    assert [one.pk for one in ours] == [held.other.pk, held.intervention.pk]


def test_every_way_to_add_from_the_outline_opens_a_form() -> None:
    held = trees()
    client = manager()
    adding = [
        address(held, "element_below", key=one["key"]) + more["query"]
        for name in ("problems", "objectives")
        for one in flat(client.get(address(held)).context["logic"].trees[name])
        for more in one["adding"]
    ]
    assert len(adding) == 1 + 3 + 2 + 2 + 1 + 1 + 1 + 1
    assert {client.get(one).status_code for one in adding} == {200}


def flat(branches: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [x for one in branches for x in (one, *(y for limb in one["limbs"] for y in flat(limb["branches"])))]


def test_both_trees_are_files_and_an_empty_one_is_not_there() -> None:
    held = trees()
    answer = manager().get(address(held, "logic_svg", tree="problems"))
    assert answer["Content-Disposition"] == f'attachment; filename="{held.slug}-problems.svg"'
    words = "".join(ElementTree.fromstring(answer.content).itertext())  # noqa: S314 - our own text
    assert all(title in words for title in ("The driver", "The challenge", "The last effect"))
    empty = cast_strategy.strategy("Empty")
    assert manager().get(address(empty, "logic_svg", tree="objectives")).status_code == 404
    assert "No intervention yet." in manager().get(address(empty)).content.decode()


def test_a_change_is_seen_at_once() -> None:
    held = trees()
    client = manager()
    assert "Quite new" not in client.get(address(held)).content.decode()
    add_node(actor=None, space=held.space, kind="challenge", title={"en": "Quite new"})
    assert "Quite new" in client.get(address(held)).content.decode()


def test_at_full_size_the_logic_takes_few_queries(django_assert_max_num_queries: Any) -> None:
    large = large_strategy(elements=2000, links=10_000)
    client = manager()
    for query in ("?page=999", "?page=2", ""):
        with django_assert_max_num_queries(15):
            page = client.get(reverse("strategy:logic", kwargs={"slug": large.strategy.slug}) + query)
        assert page.status_code == 200
    assert len(page.context["logic"].trees["problems"]) == 20
