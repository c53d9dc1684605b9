"""The policy timeline in a case file: plans and their instruments, kept in tables beside the graph."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from beffroi.web.core.audit import audited
from beffroi.web.strategy.casefile.checks import plan_code
from beffroi.web.strategy.casefile.sections import Content, Section, Storing, section
from beffroi.web.strategy.models import Instrument, Plan
from beffroi.web.strategy.rules import INSTRUMENT, PLAN

if TYPE_CHECKING:
    from beffroi.web.strategy.models import Strategy

Case = Mapping[str, Any]


def _store(storing: Storing, case: Case) -> None:
    for number, one in enumerate(case.get("policy_timeline", ())):
        code = plan_code(one, number)
        found = Plan.objects.filter(strategy=storing.strategy, code=code).first()
        plan = found or Plan(strategy=storing.strategy, code=code, position=number + 1)
        before = [getattr(plan, name) for name in PLAN]
        plan.name, plan.aim = _said(storing, plan.name, one, "name"), _said(storing, plan.aim, one, "aim")
        plan.first_year, plan.last_year = one.get("from"), one.get("to")
        plan.source = one.get("source", plan.source)
        if before != [getattr(plan, name) for name in PLAN]:
            with audited(storing.actor, "changed" if found else "created", plan):
                plan.save()
        _store_instruments(storing, plan, one)


def _store_instruments(storing: Storing, plan: Plan, row: Case) -> None:
    """Instruments are known by their place in the plan."""
    held = list(plan.instruments.order_by("pk"))
    for number, one in enumerate(row.get("instruments", ())):
        found = held[number] if number < len(held) else None
        made = found or Instrument(plan=plan)
        before = [getattr(made, name) for name in INSTRUMENT]
        for name in ("name", "for_whom", "money"):
            setattr(made, name, _said(storing, getattr(made, name), one, name))
        made.run_by, made.source = one.get("run_by", made.run_by), one.get("source", made.source)
        if "amount_eur" in one:
            made.amount = Decimal(str(one["amount_eur"])).quantize(Decimal("0.01"))
        if before != [getattr(made, name) for name in INSTRUMENT]:
            with audited(storing.actor, "changed" if found else "created", made):
                made.save()


def _said(storing: Storing, held: Mapping[str, str], row: Case, name: str) -> dict[str, str]:
    return {**held, **({storing.language: row[name]} if name in row else {})}


def _write(content: Content, case: dict[str, Any], strategy: "Strategy") -> None:
    plans = strategy.plans.order_by("position", "pk").prefetch_related("instruments")
    for number, plan in enumerate(plans):
        row = {"id": plan.code if plan.code != plan_code({}, number) else None,
               "name": _named(content, plan.name, plan.code), "from": plan.first_year, "to": plan.last_year,
               "aim": content.said(plan.aim), "source": plan.source or None,
               "instruments": [_instrument(content, one) for one in plan.instruments.all()] or None}  # fmt: skip
        case.setdefault("policy_timeline", []).append({key: value for key, value in row.items() if value is not None})


def _instrument(content: Content, one: Instrument) -> dict[str, Any]:
    row = {
        "name": _named(content, one.name, one.plan.code), "run_by": one.run_by or None,
        "for_whom": content.said(one.for_whom), "money": content.said(one.money),
        "amount_eur": _amount(one.amount), "source": one.source or None,
    }  # fmt: skip
    return {key: value for key, value in row.items() if value is not None}


def _named(content: Content, texts: Mapping[str, str], code: str) -> str:
    """A name; one that is missing in this language is given in another, and counted."""
    if not texts.get(content.language):
        content.untranslated.append(code)
    return texts.get(content.language) or next((text for text in texts.values() if text), code)


def _amount(amount: Decimal | None) -> int | float | None:
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral() else float(amount)


section(Section("policy_timeline", write=_write, store=_store))
