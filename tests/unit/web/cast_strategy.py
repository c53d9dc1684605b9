"""A strategy for tests: a published version and a draft of the same small chain, and the living work beside."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from tests.unit.web import cast

from beffroi.web.chain.actions import add_evidence, add_link, add_node
from beffroi.web.chain.models import Node, Space
from beffroi.web.strategy.actions import create_strategy, publish_version, save_instrument, save_plan, start_version
from beffroi.web.strategy.models import Instrument, Strategy

CHAIN = ("factor", "challenge", "specific_objective", "intervention")


def strategy(title: str = "Smart strategy") -> Strategy:
    """An empty strategy with its first draft."""
    return create_strategy(
        actor=None, title={"en": title, "fr": f"{title} (fr)"}, region="BE3", starts=date(2021, 1, 1)
    )


def draft(of: Strategy) -> Space:
    """The space of its draft."""
    return of.versions.get(status="draft").space


def node(space: Space, kind: str, title: str, **more: Any) -> Node:
    """An element in both languages."""
    return add_node(actor=None, space=space, kind=kind, title={"en": title, "fr": f"{title} (fr)"}, **more)


def factor(space: Space, title: str, heading: str = "strength", board: str = "swot", **more: Any) -> Node:
    """A factor under a heading of an analysis."""
    return node(space, "factor", title, details={"board": board, "heading": heading, **more})


def instrument(of: Strategy, plan: str = "Marshall Plan", **more: Any) -> Instrument:
    """A new instrument of a new plan of 2005 to 2009."""
    years = {"first_year": 2005, "last_year": 2009}
    made = save_plan(actor=None, strategy=of, details={"name": {"en": plan}, **years})
    return save_instrument(actor=None, plan=made, details={"name": {"en": "Calls for projects"}, **more})


def link(space: Space, kind: str, source: Node, target: Node) -> Any:
    """Something follows from a reason."""
    return add_link(actor=None, space=space, kind=kind, source=source.item, target=target.item)


def chain(space: Space) -> dict[str, Node]:
    """Factor → challenge → objective → intervention, with a document under the factor."""
    made = {kind: node(space, kind, f"The {kind.replace('_', ' ')}") for kind in CHAIN}
    for kind, source, target in (
        ("grounds", "factor", "challenge"),
        ("answered_by", "challenge", "specific_objective"),
        ("served_by", "specific_objective", "intervention"),
    ):
        link(space, kind, made[source], made[target])
    add_evidence(actor=None, of=made["factor"], kind="document", source="A report")
    return made


def unpublished() -> SimpleNamespace:
    """A strategy of which only the first draft is there, with the same chain."""
    held = strategy()
    version, nodes = held.versions.get(), chain(draft(held))
    return SimpleNamespace(strategy=held, slug=held.slug, version=version, nodes=nodes, old=nodes)


def published() -> SimpleNamespace:
    """A strategy in force with its chain, and a new draft that says the same."""
    held = strategy()
    made = chain(draft(held))
    publish_version(actor=cast.co_manager(), version=held.versions.get())
    version = start_version(actor=cast.co_manager(), strategy=held)
    nodes = {kind: Node.objects.get(space=version.space, item=one.item) for kind, one in made.items()}
    return SimpleNamespace(strategy=held, slug=held.slug, version=version, nodes=nodes, old=made)
