"""Requests of the demonstration in different states: answered, returned, not answered yet."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from beffroi.web.accounts.demo import demo_person
from beffroi.web.monitoring.actions import open_periods, return_entries, save_answers, save_value_rule
from beffroi.web.monitoring.actions.entries import Answer
from beffroi.web.monitoring.models import DataRequest
from beffroi.web.monitoring.queries.answers import EntryRow, answer_rows

if TYPE_CHECKING:
    from beffroi.web.strategy.models import Strategy


def load_demo_requests(strategy: "Strategy", officer: Any, answers: dict[str, Any]) -> None:
    """Ask for the last half-year; one reporter has sent it all, another gets a value back, a third has not begun."""
    for rule in answers["rules"]:
        save_value_rule(actor=officer, strategy=strategy, formula=rule["formula"], why=rule["why"]["fr"])
    open_periods(actor=officer, strategy=strategy, today=timezone.localdate())
    asked = DataRequest.objects.filter(period__strategy=strategy).select_related("period__strategy__living", "body")
    for found in asked:
        who = answers["by"].get(found.body.code if found.body else "")
        if who is None:
            continue
        rows = answer_rows(found)
        given = {row.entry.pk: _answer(row, answers) for row in rows}
        save_answers(actor=demo_person(who["person"]), request_of=found, answers=given, is_sent=True)
        if "returned" in who:
            first = next(row.entry for row in answer_rows(found))
            chosen = {str(first.key): first.revision}
            return_entries(actor=officer, strategy=strategy, chosen=chosen, reason=who["returned"]["fr"])


def _answer(row: EntryRow, answers: dict[str, Any]) -> Answer:
    """What was published last, and a little more; suspiciously more, with an explanation, where the file says so."""
    times = answers["suspicious"].get(row.node.code)
    last, top = row.before(), len(row.indicator.rubric)
    if last is None:
        return Answer(nothing=answers["nothing"]["fr"])
    digits = 0 if last.value == round(last.value) else 1
    value = min(Decimal(str(last.value)) * Decimal(str(times or answers["times"])), Decimal(top or 10**12))
    said = answers["explanation"]["fr"] if times else ""
    return Answer(values={"": round(value, digits)}, note=answers["note"]["fr"], explanation=said)
