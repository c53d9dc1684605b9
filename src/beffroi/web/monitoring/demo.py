"""Results of the Walloon strategy for a demonstration: invented, but for what the observatory and the platform know.

Loading twice changes nothing: a strategy that has an indicator stays as it is.
"""

from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml
from django.db import transaction
from django.utils import timezone

from beffroi.analytics.results.months import month, month_of, month_text
from beffroi.web.accounts.demo import acting_for, demo_person
from beffroi.web.chain.actions import add_link
from beffroi.web.chain.queries import nodes_in_order, nodes_of
from beffroi.web.monitoring.actions import add_step, enter, publish_entries, save_indicator, validate_entries
from beffroi.web.monitoring.actions.entries import Answer
from beffroi.web.monitoring.collecting_rules import next_periods
from beffroi.web.monitoring.demo_issued import load_demo_report
from beffroi.web.monitoring.demo_mitigations import load_demo_mitigations
from beffroi.web.monitoring.demo_requests import load_demo_requests
from beffroi.web.monitoring.demo_rows import load_demo_rows
from beffroi.web.monitoring.eu_common import common_indicators
from beffroi.web.monitoring.models import Entry, Indicator
from beffroi.web.monitoring.rules import first_day
from beffroi.web.piloting.queries import visible_bodies
from beffroi.web.strategy.queries import spaces_at_work

if TYPE_CHECKING:
    from beffroi.web.chain.models import Item
    from beffroi.web.strategy.models import Strategy

HALF_YEAR = 6
FIRST_YEAR = 1900
"""A greater number in the file is a year, any other a month from now."""


def load_demo_monitoring(strategy: "Strategy") -> None:
    """Draw the results chain, enter its indicators and two years of values."""
    if Indicator.objects.filter(strategy=strategy).exists() or strategy.living is None:
        return
    text = (files("beffroi.web.monitoring") / "data" / "demo.yaml").read_text(encoding="utf-8")
    more, officer = yaml.safe_load(text), demo_person("me-officer")
    with transaction.atomic():
        items = _steps(officer, strategy, more)
        bodies = {body.code: body for body in visible_bodies(officer).filter(strategy=strategy)}
        made: dict[str, Indicator] = {}
        for one in more["indicators"]:
            made[one["code"]] = _indicator(
                officer, strategy, one, more, items, bodies, made.get(one.get("part_of", ""))
            )
        for one in more["indicators"]:
            _values(made[one["code"]], one, more)
        load_demo_rows(officer, strategy, more["helped"])
        _publish(strategy, officer)
        _correct(made, officer, more["corrected"])
        load_demo_requests(strategy, officer, more["answers"])
        load_demo_mitigations(strategy, more, made)
        load_demo_report(strategy, officer, more["report"])


def _steps(officer: Any, strategy: "Strategy", more: dict[str, Any]) -> "dict[str, Item]":
    """The steps of the chain, by code, with the actions of the roadmap."""
    living = strategy.living
    assert living is not None  # noqa: S101 - asked before
    tops = {node.code: node.item for node in reversed(nodes_in_order(spaces_at_work(strategy), "intervention"))}
    items = tops | {node.code: node.item for node in nodes_of(living, "action")}
    for code, one in more["steps"].items():
        said = {"title": one["title"], "text": more["illustrative"], "details": one.get("details", {})}
        first, *others = one.get("of") or [None]
        node = add_step(actor=officer, strategy=strategy, kind=one["kind"], said=said, of=tops.get(first), code=code)
        items[code] = node.item
        for other in others:
            add_link(actor=officer, space=living, kind="expects", source=tops[other], target=node.item)
        for before, why in one.get("after", {}).items():
            add_link(
                actor=officer, space=living, kind="results_in", source=items[before], target=node.item, rationale=why
            )
    for one, other in more["leads_to"]:
        add_link(actor=officer, space=living, kind="results_in", source=items[one], target=items[other])
    return items


def _indicator(
    officer: Any,
    strategy: "Strategy",
    one: dict[str, Any],
    more: dict[str, Any],
    items: "dict[str, Item]",
    bodies: Any,
    part_of: Indicator | None,
) -> Indicator:
    common = common_indicators().get(one.get("common", ""))
    name, unit = (common.name, common.unit) if common else (one["name"], one.get("unit", {}))
    (begins, baseline), *between, (ends, target) = one["path"]
    details = {
        "kind": one["kind"], "common_code": one.get("common", ""), "series": one.get("series", ""),
        "counted": one.get("counted", ""), "region": strategy.region, "peers": one.get("peers", []),
        "polarity": one.get("polarity", "up"), "frequency": one.get("frequency", "year"),
        "rule": one.get("rule", "last"), "breakdown": one.get("breakdown", []), "rubric": one.get("rubric", []),
        "rows_of": [str(items[code].key) for code in one.get("counts", ())], "support": one.get("support", ""),
        "part_of": part_of,
        "texts": {"unit": unit, "limits": more["illustrative"]},
        "reporter_body": bodies.get(one.get("body", "")),
        "reporter_organisation": acting_for(officer) if one.get("organisation") else None,
        "baseline_on": _day(begins), "baseline_value": Decimal(str(baseline)),
        "milestones": [[month_text(month_of(_day(at))), value] for at, value in between],
        "target_on": _day(ends), "target_value": Decimal(str(target)),
    }  # fmt: skip
    said = {"title": name, "text": {}, "code": one["code"]}
    return save_indicator(actor=officer, strategy=strategy, step=items[one["step"]], said=said, details=details)


def _values(made: Indicator, one: dict[str, Any], more: dict[str, Any]) -> None:
    """Enter what was measured, each month with its parts, as somebody who does not validate it."""
    reporter, said = demo_person("administrator"), f"{more['note']['en']} / {more['note']['fr']}"
    for at, value in one.get("values", {}).items():
        parts = dict(zip(made.breakdown, one.get("parts", {}).get(at, ()), strict=False))
        values = {part: Decimal(str(given)) for part, given in {"": value, **parts}.items()}
        answer = Answer(values=values, note=said, explanation=said)
        enter(actor=reporter, indicator=made, month=_measured_in(at), answer=answer)


def _measured_in(at: int) -> date:
    """The month of a value: not the one that is just being asked for, so that there is something to ask."""
    asked = first_day(next_periods(None, month_of(timezone.localdate()), HALF_YEAR)[0][1])
    day = _day(at)
    return first_day(month_of(day) - 1) if day == asked else day


def _publish(strategy: "Strategy", officer: Any) -> None:
    """Validate and publish what was entered."""
    for act, state in ((validate_entries, "submitted"), (publish_entries, "validated")):
        found = Entry.objects.filter(indicator__strategy=strategy, state=state)
        act(actor=officer, strategy=strategy, chosen={str(one.key): one.revision for one in found})


def _correct(made: dict[str, Indicator], officer: Any, wrong: dict[str, Any]) -> None:
    """Correct one published value, through the same validation."""
    indicator = made[wrong["code"]]
    answer = Answer(
        values={"": Decimal(wrong["value"])}, reason=wrong["reason"]["fr"], explanation=wrong["reason"]["fr"]
    )
    month = _measured_in(wrong["month"])
    enter(actor=demo_person("administrator"), indicator=indicator, month=month, answer=answer)
    _publish(indicator.strategy, officer)


def _day(at: int) -> date:
    """The month of a number of the file."""
    return first_day(month(at) if at > FIRST_YEAR else month_of(timezone.localdate()) + at)
