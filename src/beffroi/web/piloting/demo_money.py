"""Money and flows of information of the demonstration: invented, but for the costs that the case itself states."""

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from beffroi.web.piloting.actions import enter_amount, note_flow, save_flow, save_source
from beffroi.web.piloting.models import Body
from beffroi.web.piloting.queries.money import items_by_code

if TYPE_CHECKING:
    from beffroi.web.strategy.models import Strategy

QUARTERS = 8
"""How many quarters back the demonstration's ledger begins; its budget runs on for four more."""


def load_money(manager: Any, strategy: "Strategy", more: dict[str, Any]) -> None:
    """Sources of funds, a budget quarter by quarter, commitments and payments until today."""
    sources = {
        code: save_source(actor=manager, strategy=strategy, code=code, name=name)
        for code, name in more["sources"].items()
    }
    items, today = items_by_code(strategy), timezone.localdate()
    for code, one in more["lines"].items():
        given = {"actor": manager, "strategy": strategy, "item": items[code], "source": sources[one["source"]]}
        for number, day in enumerate(_quarters(today)):
            for kind in ("budget", "committed", "paid"):
                amount = Decimal(one[kind]) if kind in one else Decimal(0)
                if amount and (kind == "budget" or (day < today and number >= one.get("lag", 0))):
                    enter_amount(
                        **given,
                        kind=kind,
                        on=day,
                        amount=amount,
                        reference=f"{code}-{kind}-{number}",
                        note=more["note"],
                    )


def load_flows(manager: Any, strategy: "Strategy", more: list[dict[str, Any]], since: date) -> None:
    """What the bodies agreed to tell each other."""
    bodies = {body.code: body for body in Body.objects.filter(strategy=strategy)}
    for one in more:
        details = {
            "what": one["what"], "sender": bodies[one["from"]], "recipient": bodies[one["to"]], "proof": one["proof"],
            "days": one["days"], "every_weeks": one.get("weeks"), "starts": since,
        }  # fmt: skip
        made = save_flow(actor=manager, strategy=strategy, details=details)
        if "noted" in one:
            note_flow(actor=manager, flow=made, on=timezone.localdate() - timedelta(weeks=one["noted"]))


def _quarters(today: date) -> list[date]:
    first = today - timedelta(days=91 * QUARTERS)
    return [first + timedelta(days=91 * number) for number in range(QUARTERS + 5)]
