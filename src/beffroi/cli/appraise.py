"""`beffroi appraise price`: the corridor of prices of a service."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

import click

from beffroi.analytics.appraisal.price.aid import money
from beffroi.analytics.appraisal.price.corridor import Corridor, corridor
from beffroi.analytics.appraisal.price.demand import Demand
from beffroi.analytics.appraisal.price.intervals import Interval
from beffroi.analytics.appraisal.price.model import PriceCase
from beffroi.analytics.appraisal.price.reading import read_case

Line = tuple[str, ...]
"""A label, a value, and what it rests on."""


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Write an object to standard output.")
def price(file: Path, as_json: bool) -> None:
    """Find the prices that carry the costs of a service, keep members and still find buyers, from FILE (YAML)."""
    case = read_case(file)
    found = corridor(case)
    click.echo(as_object(asdict(found)) if as_json else "\n".join([*table(price_lines(case, found)), *closing(found)]))


def as_object(answer: dict[str, object]) -> str:
    """The answer as JSON, numbers not rounded."""
    return json.dumps(answer, indent=2, ensure_ascii=False, allow_nan=False)


def table(lines: Iterable[Line], sides: str = "<><") -> Iterator[str]:
    """Cells in columns, to the left or right as `sides` says; by default a label, a value, a note."""
    rows = list(lines)
    widths = [max(len(row[at]) for row in rows) for at in range(len(sides))] if rows else []
    for row in rows:
        cells = (f"{cell:{side}{width}}" for cell, side, width in zip(row, sides, widths, strict=True))
        yield "  ".join(cells).rstrip()


def price_lines(case: PriceCase, found: Corridor) -> Iterator[Line]:
    """What the corridor is made of, and what a session brings at its middle."""
    costs, sure = case.costs, found.intervals
    shared = f"{money(costs.variable)} a participant and {money(costs.fixed)} shared by {case.take_up.pessimistic:g}"
    yield "floor of costs", money(found.floor_cost), shared
    if found.floor_members is not None:
        kept = f"membership pays for {case.protect_share:.0%} of the members who use it"
        yield "floor of members", money(found.floor_members), f"{kept}{_sure(sure.floor_members)}"
    if found.ceiling is not None:
        asked = len(case.survey) - found.dropped_answers
        dropped = f", {found.dropped_answers} dropped" if found.dropped_answers else ""
        yield "ceiling", money(found.ceiling), f"answers: {asked}{dropped}{_sure(sure.ceiling)}"
    if found.expected is not None:
        yield "price in the middle", money(found.expected.price), f"viable in {sure.viable:.0%} of {sure.draws} draws"
        yield "revenue", money(found.expected.revenue), f"{found.expected.take_up:g} participants"
        yield "margin", money(found.expected.margin), "of a session"
    if found.members_at_risk is not None:
        never = f"; {found.members_never_using:.0f} never use it" if found.members_never_using else ""
        yield "members at risk", f"{found.members_at_risk:.0f}", f"of {case.membership.members}{never}"
    if found.breakeven_leavers is not None:
        yield "leavers to break even", str(found.breakeven_leavers), "whose fees of a year the margin makes up for"
    if found.demand is not None:
        yield from _demand_lines(found.demand)


def _demand_lines(demand: Demand) -> Iterator[Line]:
    for point in demand.points:
        yield f"would buy at {money(point.price)}", f"{point.share:.0%}", f"{point.low:.0%} to {point.high:.0%}"
    yield "most revenue at", money(demand.best_revenue), "of the prices asked"
    yield "most margin at", money(demand.best_margin), "of the prices asked"


def _sure(interval: Interval | None) -> str:
    return "" if interval is None else f"; 95% of draws: {money(interval.low)} to {money(interval.high)}"


def closing(found: Corridor) -> Iterator[str]:
    """The outcome in one sentence, and the reasons."""
    yield ""
    if found.recommended is not None:
        low, high = money(found.recommended.low), money(found.recommended.high)
        yield f"Recommended: {low} to {high} EUR net of VAT."
    else:
        yield "No viable price."
    yield from (f"- {reason}" for reason in found.reasons)
