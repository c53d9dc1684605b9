"""The policy timeline and the policy map of a region: its plans in order of time, and the instruments of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import F, Prefetch
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.web.chain.queries import in_language
from beffroi.web.strategy.models import Instrument, Plan, Strategy
from beffroi.web.strategy.queries.strategies import visible_instruments, visible_plans
from beffroi.web.strategy.queries.words import said_in
from beffroi.web.strategy.timeline import Axis, Span, axis_of, span_of

if TYPE_CHECKING:
    from beffroi.analytics.spreadsheets.writing import Value


@dataclass(frozen=True)
class Row:
    """A plan with its years in words, its place on the axis and its instruments."""

    plan: Plan
    years: str
    span: Span | None
    instruments: list[dict[str, Any]]


@dataclass(frozen=True)
class Timeline:
    """All plans; `amount` adds up what the instruments say, `without_amount` counts those that say none."""

    rows: list[Row]
    axis: Axis | None
    instruments: int
    amount: Decimal
    without_amount: int


def timeline(user: Any, strategy: Strategy) -> Timeline:
    """The plans around a strategy, in order of time; in two queries."""
    plans = list(_plans(user, strategy))
    axis = axis_of([(plan.first_year, plan.last_year) for plan in plans], timezone.localdate().year)
    rows = [
        Row(
            plan, years_in_words(plan.first_year, plan.last_year),
            span_of((plan.first_year, plan.last_year), axis) if axis else None,
            [_instrument(one) for one in plan.instruments.all()],
        )
        for plan in plans
    ]  # fmt: skip
    amounts = [one["amount"] for row in rows for one in row.instruments]
    known = [amount for amount in amounts if amount is not None]
    return Timeline(rows, axis, len(amounts), sum(known, Decimal(0)), len(amounts) - len(known))


def _plans(user: Any, strategy: Strategy) -> Any:
    found = visible_plans(user).filter(strategy=strategy).prefetch_related(
        Prefetch("instruments", Instrument.objects.order_by("pk"))
    )  # fmt: skip
    return found.order_by(F("first_year").asc(nulls_last=True), F("last_year").asc(nulls_last=True), "position", "pk")


def _instrument(one: Instrument) -> dict[str, Any]:
    name, whom, money = (said_in(texts) for texts in (one.name, one.for_whom, one.money))
    return {
        "pk": one.pk, "name": name[1], "lang": name[0], "run_by": one.run_by, "for_whom": whom[1], "whom_lang": whom[0],
        "money": money[1], "money_lang": money[0], "amount": one.amount, "source": one.source,
    }  # fmt: skip


def years_in_words(first: int | None, last: int | None) -> str:
    """The years of a plan, open at the side that is not known."""
    if first is None and last is None:
        return _("years not known")
    if first == last:
        return str(first)
    if last is None:
        return _("since %(year)s") % {"year": first}
    return _("until %(year)s") % {"year": last} if first is None else f"{first} – {last}"


def policy_map(found: Timeline) -> Iterator["list[Value]"]:
    """The policy map as lines of a table: a plan without instruments has one line."""
    for row in found.rows:
        plan = row.plan
        ours: list[Value] = [in_language(plan.name), plan.first_year, plan.last_year, in_language(plan.aim)]
        for one in row.instruments:
            amount = float(one["amount"]) if one["amount"] is not None else None
            yield [
                *ours,
                one["name"],
                one["run_by"],
                one["for_whom"],
                one["money"],
                amount,
                one["source"] or plan.source,
            ]
        if not row.instruments:
            yield [*ours, None, None, None, None, None, plan.source]


def the_plan(user: Any, strategy: Strategy, code: str) -> Plan:
    """A plan by its code; 404 if there is none."""
    found = visible_plans(user).filter(strategy=strategy, code=code).select_related("strategy__living").first()
    if found is None:
        raise Http404
    return found


def the_instrument(user: Any, plan: Plan, pk: int) -> Instrument:
    """An instrument of a plan; 404 if there is none."""
    found = visible_instruments(user).filter(plan=plan, pk=pk).select_related("plan__strategy__living").first()
    if found is None:
        raise Http404
    return found
