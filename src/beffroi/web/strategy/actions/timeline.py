"""Writes about the policy timeline: plans and their instruments."""

import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited, record
from beffroi.web.core.editions import refuse_unseen
from beffroi.web.strategy.models import Instrument, Plan, Strategy
from beffroi.web.strategy.rules import INSTRUMENT, PLAN

WRITE = "strategy.change_strategy"


def _allowed(actor: Any, strategy: Strategy) -> Strategy:
    strategy = lock(strategy)
    if actor is not None:
        permit(actor, WRITE, strategy)
    return strategy


@action
def save_plan(
    *, actor: Any, strategy: Strategy, details: Mapping[str, Any], plan: Plan | None = None, seen: str = ""
) -> Plan:
    """Enter a plan, or change it unless somebody else changed what was `seen`."""
    strategy = _allowed(actor, strategy)
    plan = lock(plan) if plan is not None else _next_plan(strategy)
    refuse_unseen(plan, PLAN, seen)
    first, last = details.get("first_year"), details.get("last_year")
    if not any(details.get("name", {}).values()):
        raise ValidationError({"name": _("Give the plan a name.")})
    if first and last and last < first:
        raise ValidationError({"last_year": _("The last year is before the first; put it on or after the first.")})
    with audited(actor, "changed" if plan.pk else "created", plan):
        for name in PLAN:
            setattr(plan, name, details.get(name, getattr(plan, name)))
        plan.save()
    return plan


def _next_plan(strategy: Strategy) -> Plan:
    """A new plan behind the others, under the next free code."""
    codes = strategy.plans.values_list("code", flat=True)
    numbers = [int(found.group(1)) for code in codes if (found := re.fullmatch(r"plan-(\d{1,6})", code))]
    last = strategy.plans.aggregate(last=Max("position"))["last"] or 0
    return Plan(strategy=strategy, code=f"plan-{max([last, *numbers]) + 1}", position=last + 1)


@action
def remove_plan(*, actor: Any, plan: Plan) -> None:
    """Take a plan and its instruments out of the timeline."""
    _allowed(actor, plan.strategy)
    plan = lock(plan)
    for one in plan.instruments.all():
        _remove(actor, one)
    record(actor, "removed", plan, before={name: getattr(plan, name) for name in ("code", *PLAN)})
    plan.delete()


@action
def save_instrument(
    *, actor: Any, plan: Plan, details: Mapping[str, Any], instrument: Instrument | None = None, seen: str = ""
) -> Instrument:
    """Enter an instrument of a plan, or change it unless somebody else changed what was `seen`."""
    _allowed(actor, plan.strategy)
    instrument = lock(instrument) if instrument is not None else Instrument(plan=plan)
    refuse_unseen(instrument, INSTRUMENT, seen)
    if not any(details.get("name", {}).values()):
        raise ValidationError({"name": _("Give the instrument a name.")})
    with audited(actor, "changed" if instrument.pk else "created", instrument):
        for name in INSTRUMENT:
            setattr(instrument, name, details.get(name, getattr(instrument, name)))
        instrument.save()
    return instrument


@action
def remove_instrument(*, actor: Any, instrument: Instrument) -> None:
    """Take an instrument out of the policy map."""
    _allowed(actor, instrument.plan.strategy)
    _remove(actor, lock(instrument))


def _remove(actor: Any, one: Instrument) -> None:
    said = {name: getattr(one, name) for name in INSTRUMENT}
    record(actor, "removed", one, before=said | {"amount": None if one.amount is None else str(one.amount)})
    one.delete()
