"""A strategy of any size, made up: layers of elements from factors to interventions, links between neighbours.

    large = large_strategy(elements=2000, links=10_000)   # .strategy, .version, .space, .first, .last
    large_roadmap(large, actions=1000)

Everything is written in bulk; the same numbers give the same strategy.
"""

import random
from datetime import date, timedelta
from itertools import pairwise
from types import SimpleNamespace

from django.db import connection

from beffroi.web.chain.models import Item, Link, Node
from beffroi.web.piloting.models import Action, Body, Responsibility
from beffroi.web.strategy.actions import create_strategy

LAYERS = (
    ("factor", "F", 0.3, ""),
    ("challenge", "C", 0.2, "grounds"),
    ("specific_objective", "O", 0.25, "answered_by"),
    ("intervention", "H", 0.25, "served_by"),
)
"""Kind, letters, share of the elements, link from the layer above."""
BATCH = 1000


def large_strategy(elements: int = 2000, links: int = 10_000, slug: str = "large") -> SimpleNamespace:
    """A strategy with a draft of so many elements and links."""
    title = {"en": "A large strategy", "fr": "Une grande stratégie"}
    strategy = create_strategy(actor=None, title=title, region="BE3", starts=date(2021, 1, 1), slug=slug)
    version = strategy.versions.get()
    layers = _items(version.space, elements)
    _links(version.space, layers, links)
    count_rows()
    return SimpleNamespace(
        strategy=strategy, version=version, space=version.space, layers=layers, first=layers[0][0], last=layers[-1][-1]
    )


def count_rows() -> None:
    """The database learns how many rows there are, as one in use has: without, PostgreSQL walks links row by row."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _items(space: object, elements: int) -> list[list[Item]]:
    layers, made = [], 0
    for kind, letters, share, _link in LAYERS:
        many = elements - made if kind == LAYERS[-1][0] else round(elements * share)
        items = Item.objects.bulk_create([Item(kind=kind) for _ in range(many)], BATCH)
        nodes = [
            Node(space=space, item=item, code=f"{letters}{n}", position=made + n,
                 title={"en": f"Element {letters}{n}", "fr": f"Élément {letters}{n}"})
            for n, item in enumerate(items, 1)
        ]  # fmt: skip
        Node.objects.bulk_create(nodes, BATCH)
        layers.append(items)
        made += many
    return layers


def _links(space: object, layers: list[list[Item]], links: int) -> None:
    chance = random.Random(4)  # noqa: S311 - made-up data
    drawn: set[tuple[str, int, int]] = set()
    while len(drawn) < links:
        number = chance.randrange(len(layers) - 1)
        above, below = list(pairwise(layers))[number]
        drawn.add((LAYERS[number + 1][3], chance.choice(above).pk, chance.choice(below).pk))
    made = [Link(space=space, kind=kind, source_id=one, target_id=other) for kind, one, other in sorted(drawn)]
    Link.objects.bulk_create(made, BATCH)


def large_roadmap(large: SimpleNamespace, actions: int = 1000) -> None:
    """Give a large strategy a roadmap: each action carries out an intervention and follows one before it."""
    strategy, living = large.strategy, large.strategy.living
    items = Item.objects.bulk_create([Item(kind="action") for _ in range(actions)], BATCH)
    Node.objects.bulk_create(
        [
            Node(space=living, item=item, code=f"X{n}", position=n,
                 title={"en": f"Action {n}", "fr": f"Mesure {n}"})
            for n, item in enumerate(items, 1)
        ], BATCH,
    )  # fmt: skip
    days = [date(2021, 1, 1) + timedelta(days=at * 2500 // actions) for at in range(actions)]
    made = [
        Action(strategy=strategy, item=item, start=day, end=day + timedelta(days=30), baseline_start=day,
               start_as_stated=day.isoformat(), end_as_stated=(day + timedelta(days=30)).isoformat(),
               baseline_end=day + timedelta(days=20), state="planned")
        for item, day in zip(items, days, strict=True)
    ]  # fmt: skip
    Action.objects.bulk_create(made, BATCH)
    body = Body.objects.create(strategy=strategy, code="CM", name={"en": "Co-managers", "fr": "Copilotes"},
                               kind=Body.Kind.CO_MANAGERS, function="piloting")  # fmt: skip
    Responsibility.objects.bulk_create(
        [
            Responsibility(action=action, part=part, body=body)
            for action in Action.objects.filter(strategy=strategy)
            for part in ("R", "A")
        ], BATCH,
    )  # fmt: skip
    above = large.layers[-1]
    carried = [Link(space=living, kind="carried_out_by", source=above[n % len(above)], target=item)
               for n, item in enumerate(items)]  # fmt: skip
    followed = [Link(space=living, kind="precedes", source=items[n - min(n, 10)], target=items[n])
                for n in range(10, actions)]  # fmt: skip
    Link.objects.bulk_create(carried + followed, BATCH)
