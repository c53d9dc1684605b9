"""Beneficiaries for a demonstration: invented enterprises, with numbers that the register has not given out."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from beffroi.analytics.results.months import month_of
from beffroi.web.accounts.demo import acting_for
from beffroi.web.monitoring.actions import import_beneficiaries
from beffroi.web.monitoring.beneficiary_file import Row
from beffroi.web.monitoring.rules import first_day

if TYPE_CHECKING:
    from beffroi.web.strategy.models import Strategy

NOT_GIVEN_OUT = 19_999_000
"""Belgian numbers begin at 0 and 1; those that begin so high are not in use."""
CHECKED_BY = 97
STRIDE = 29
"""Spreads the sizes over the enterprises; it shares no divisor with their number."""


def load_demo_rows(officer: Any, strategy: "Strategy", more: dict[str, Any]) -> None:
    """Take over a file of invented beneficiaries, and a later one that corrects an amount."""
    rows, later = list(_rows(more)), more["later"]
    sender = acting_for(officer)
    import_beneficiaries(actor=officer, strategy=strategy, organisation=sender, rows=rows, name=more["name"])
    changed = replace(rows[later["row"]], amount=Decimal(later["amount"]))
    import_beneficiaries(
        actor=officer, strategy=strategy, organisation=sender, rows=[changed], name=more["name"],
        reason=later["reason"],
    )  # fmt: skip


def _rows(more: dict[str, Any]) -> Iterator[Row]:
    sizes = [size for size, many in more["sizes"].items() for _one in range(many)]
    again, now, at = more["again"], month_of(timezone.localdate()), 0
    for one in more["rows"]:
        for month, many in one["by"].items():
            for _new in range(many):
                row = _row(more, one, at, now + month, sizes[at * STRIDE % len(sizes)])
                yield row
                later = now + month + again["months"]
                if at % again["every"] == 0 and later < now:
                    yield replace(row, row=row.row + 1000, reference=f"{row.reference}-2", on=_day(at, later))
                at += 1


def _row(more: dict[str, Any], one: dict[str, Any], at: int, month: int, size: str) -> Row:
    plain = NOT_GIVEN_OUT + at
    number = f"{plain:08}{CHECKED_BY - plain % CHECKED_BY:02}"
    return Row(
        at + 2, f"D-{at + 1:03}", number, one["code"], one["support"], Decimal(one["amount"]), _day(at, month), size,
        f"{more['called']} {at + 1}",
    )  # fmt: skip


def _day(at: int, month: int) -> Any:
    """Some day of a month."""
    return first_day(month) + timedelta(days=at % 28)
