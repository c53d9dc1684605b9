"""A results chain of any size, made up: steps from inputs to impact, an indicator each, measurements over months.

Everything is written in bulk; the same numbers give the same chain.
"""

import random
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from beffroi.analytics.results.months import month_of
from beffroi.web.chain.models import Item, Link, Node
from beffroi.web.monitoring.models import Indicator, Measurement
from beffroi.web.monitoring.rules import first_day
from beffroi.web.strategy.actions import create_strategy

KINDS = ("input", "output", "outcome", "impact")
BATCH = 2000
PLANNED = Decimal(100)


def large_results(slug: str, indicators: int, measurements: int, parts: tuple[str, ...] = ("",)) -> Any:
    """A strategy with so many steps, an indicator each, and so many measurements; a fifth of them behind."""
    title = {"en": f"Large {slug}", "fr": f"Grande {slug}"}
    strategy = create_strategy(actor=None, title=title, region="BE3", starts=date(2021, 1, 1), slug=slug)
    chance = random.Random(2030)  # noqa: S311 - a chain to measure with
    space = strategy.living
    steps = _nodes(space, [KINDS[at * len(KINDS) // indicators] for at in range(indicators)], "S")
    sheets = _nodes(space, ["indicator"] * indicators, "M")
    links = [
        Link(space=space, kind="measured_by", source=one, target=two) for one, two in zip(steps, sheets, strict=True)
    ]
    links += [
        Link(space=space, kind="results_in", source=steps[at], target=other)
        for at in range(indicators - 1)
        for other in chance.sample(steps[at + 1 : at + 40], min(2, indicators - at - 1))
    ]
    Link.objects.bulk_create(links, BATCH)
    made = _indicators(strategy, sheets, parts)
    _measured(made, measurements // indicators, parts, chance)
    return strategy


def _nodes(space: Any, kinds: list[str], letters: str) -> list[Item]:
    items = Item.objects.bulk_create([Item(kind=kind) for kind in kinds], BATCH)
    nodes = [
        Node(space=space, item=item, code=f"{letters}{n}", position=n, title={"en": f"{letters} {n}"})
        for n, item in enumerate(items, 1)
    ]
    Node.objects.bulk_create(nodes, BATCH)
    return items


def _indicators(strategy: Any, items: list[Item], parts: tuple[str, ...]) -> list[Indicator]:
    now = month_of(timezone.localdate())
    rows = [
        Indicator(
            strategy=strategy, item=item, frequency="month", baseline_on=first_day(now - 48), baseline_value=0,
            target_on=first_day(now + 12), target_value=PLANNED, breakdown=[part for part in parts if part],
            rule="sum" if len(parts) > 1 else "last",
        )
        for item in items
    ]  # fmt: skip
    return Indicator.objects.bulk_create(rows, BATCH)


def _measured(made: list[Indicator], each: int, parts: tuple[str, ...], chance: random.Random) -> None:
    now = month_of(timezone.localdate())
    rows = []
    periods = max(1, each // len(parts))
    for one in made:
        behind = chance.random() < 0.2
        for number in range(each):
            ago = 1 + number % periods
            part = parts[number // periods % len(parts)]
            value = PLANNED * (48 - ago) / 60 / (2 if behind else 1)
            share = 1 if not part else len(parts) - 1
            kept = round(value / share, 4)  # as many decimals as are kept of what somebody enters
            rows.append(Measurement(indicator=one, period=first_day(now - ago), part=part, value=kept))
    Measurement.objects.bulk_create(rows, BATCH)
