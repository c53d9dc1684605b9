"""The Walloon strategy for a demonstration: the case in both languages, resting on figures, in force and being revised.

Loading twice changes nothing: a strategy that is there stays as it is.
"""

from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml
from django.db import transaction

from beffroi.web.accounts.demo import demo_person, grant_for
from beffroi.web.chain.actions import Entry, add_evidence, connect, enter
from beffroi.web.chain.queries import links_of, nodes_of
from beffroi.web.observatory.actions.pins import pin_evidence
from beffroi.web.strategy.actions import create_strategy, name_proof, publish_version, save_instrument, start_version
from beffroi.web.strategy.casefile import import_case, read_case
from beffroi.web.strategy.kinds import HELICES
from beffroi.web.strategy.models import Strategy, Version
from beffroi.web.strategy.queries import draft_of

if TYPE_CHECKING:
    from beffroi.web.chain.models import Item, Node

SLUG = "wallonia"
LANGUAGES = ("en", "fr")
DATA = files("beffroi.web.strategy") / "data"


def load_demo_strategy() -> Strategy:
    """The strategy of the demonstration; version 1 is in force, version 2 an open draft that says the same."""
    found = Strategy.objects.filter(slug=SLUG).first()
    if found is not None:
        return found
    more = yaml.safe_load((DATA / "demo.yaml").read_text(encoding="utf-8"))
    founder = demo_person("administrator")
    with transaction.atomic():
        strategy = create_strategy(
            actor=founder, title=more["title"], region="BE3", starts=date(2019, 1, 1), languages=LANGUAGES, slug=SLUG
        )
        grant_for(actor=founder, scope=strategy)
        manager = demo_person("co-manager")
        for language in LANGUAGES:
            text = (DATA / f"wallonia.{language}.yaml").read_text(encoding="utf-8")
            import_case(actor=manager, strategy=strategy, case=read_case(text), language=language)
        draft = draft_of(strategy)
        if draft is not None:
            _extend(manager, draft, more)
            _map_policies(manager, strategy, more)
            _prove(manager, draft, more)
            publish_version(actor=manager, version=draft, note=more["note"])
            start_version(actor=manager, strategy=strategy)
    return Strategy.objects.get(pk=strategy.pk)


def _map_policies(manager: Any, strategy: Strategy, more: dict[str, Any]) -> None:
    """Instruments of earlier plans."""
    plans = {plan.code: plan for plan in strategy.plans.all()}
    for one in more["instruments"]:
        details = {name: value for name, value in one.items() if name != "plan"}
        save_instrument(actor=manager, plan=plans[one["plan"]], details=details)


def _prove(manager: Any, draft: Version, more: dict[str, Any]) -> None:
    """What an author named for criteria of the enabling condition."""
    items = {node.code: node.item_id for node in nodes_of(draft.space)}
    for one in more["proofs"]:
        name_proof(actor=manager, strategy=draft.strategy, criterion=one["criterion"], item=items[one["element"]],
                   note=one["note"])  # fmt: skip


def _extend(manager: Any, draft: Version, more: dict[str, Any]) -> None:
    """Consultations, priority areas, what grounds what, and the evidence."""
    heard = {code: {key: one[key] for key in ("method", "held_on", "reached", *HELICES) if key in one}
             for code, one in more["consultations"].items()}  # fmt: skip
    entries = [
        *(
            Entry("consultation", code, one["title"], heard[code], one.get("text", {}))
            for code, one in more["consultations"].items()
        ),
        *(Entry("cost", code, title) for code, title in more["costs"].items()),
        *(Entry(one["kind"], code, one["title"], one.get("details", {})) for code, one in more["areas"].items()),
    ]
    enter(actor=manager, space=draft.space, entries=entries)
    nodes = {node.code: node for node in nodes_of(draft.space)}
    made: list[tuple[str, Item, Item, dict[str, Any]]] = [
        (kind, nodes[source].item, nodes[target].item, {})
        for kind, pairs in more["links"].items() for source, target in pairs
    ]  # fmt: skip
    connect(actor=manager, space=draft.space, links=[*made, *_heard_in(nodes, more)])
    _rest_on(manager, draft, nodes, more)


def _heard_in(nodes: "dict[str, Node]", more: dict[str, Any]) -> "Iterator[tuple[str, Item, Item, dict[str, Any]]]":
    """What the sources of factors say was heard in a consultation."""
    for code, one in more["consultations"].items():
        for node in nodes.values():
            source = node.details.get("source", {}).get("en", "") if node.item.kind == "factor" else ""
            if any(words in source for words in one.get("said_in", ())):
                yield "heard_in", nodes[code].item, node.item, {}


def _rest_on(manager: Any, draft: Version, nodes: "dict[str, Node]", more: dict[str, Any]) -> None:
    """Pins of the observatory where the case names figures; statements for what was heard, documents for the rest."""
    note = more["note"]
    for code, target in more["figures"].items():
        pin = pin_evidence(actor=manager, target=target, note=note["en"], language="en", note_translated=note["fr"])
        add_evidence(actor=manager, of=nodes[code], kind="figure", pin=pin.key)
    heard = set(links_of(draft.space, "heard_in").values_list("target_id", flat=True))
    for node in nodes.values():
        if node.item.kind == "factor" and node.item_id in heard:
            add_evidence(actor=manager, of=node, kind="statement", source=node.details["source"]["en"])
        elif node.item.kind in ("factor", "consultation"):
            said = node.details.get("source", {}).get("en") or more["source"]
            add_evidence(actor=manager, of=node, kind="document", source=said, url=more["url"])
    for link in links_of(draft.space, "grounds").select_related("target"):
        add_evidence(actor=manager, of=link, kind="statement", source=more["invented"]["en"], note=more["invented"])
