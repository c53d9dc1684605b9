"""A request and its values as a program reads them."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse

from beffroi.analytics.results.months import month_text
from beffroi.web.chain.queries import in_language
from beffroi.web.monitoring.actions.entries import Problem
from beffroi.web.monitoring.collecting_rules import Answering
from beffroi.web.monitoring.models import DataRequest
from beffroi.web.monitoring.queries.answers import EntryRow, answer_rows, edition_of_answers
from beffroi.web.monitoring.queries.requests import RequestRow
from beffroi.web.monitoring.wording import finding_words


def row_json(row: RequestRow) -> dict[str, Any]:
    """A request in a list."""
    found = row.request
    return {
        "key": found.key, "address": f"{settings.SITE_URL}{reverse('reports:answer', kwargs={'key': found.key})}",
        "strategy": str(found.period.strategy), "reporter": str(found.reporter),
        "first_month": f"{found.period.starts:%Y-%m}", "last_month": f"{found.period.ends:%Y-%m}",
        "period": found.period.state, "due_on": found.due_on, "state": row.answering.word,
        "asked": len(row.answering.states), "answered": row.answered,
    }  # fmt: skip


def request_json(found: DataRequest) -> dict[str, Any]:
    """A request with all its values."""
    rows = answer_rows(found)
    listed = RequestRow(found, Answering([row.entry.state for row in rows]))
    return row_json(listed) | {"edition": edition_of_answers(rows), "values": [_value_json(row) for row in rows]}


def _value_json(row: EntryRow) -> dict[str, Any]:
    entry, before = row.entry, row.stands() or row.before()
    return {
        "key": entry.key, "code": row.node.code, "name": in_language(row.node.title), "month": f"{entry.month:%Y-%m}",
        "unit": row.unit, "part_names": row.indicator.breakdown,
        "levels": [in_language(one) for one in row.indicator.rubric], "state": entry.state,
        "is_writable": entry.is_writable, "is_correction": entry.corrects_id is not None,
        "returned_because": entry.return_reason, "value": entry.values.get(""),
        "parts": {part: text for part, text in entry.values.items() if part}, "note": entry.note,
        "explanation": entry.explanation, "nothing": entry.nothing, "reason": entry.reason,
        "published": {"month": month_text(before.at), "value": before.value} if before else None,
        "doubts": [
            {"part": one.part, "weight": "error" if one.is_error else "warning", "detail": finding_words(one)}
            for one in row.findings
        ],
        "files": [{"key": one.key, "name": one.name, "size": one.size, "sha256": one.sha256} for one in row.files],
    }  # fmt: skip


def problem_json(rows: Mapping[Any, EntryRow], one: Problem) -> dict[str, Any]:
    """What stands against sending a value."""
    row = rows[one.entry]
    return {"key": row.entry.key, "code": row.node.code, "part": one.part, "field": one.field, "detail": one.words}
