"""How pages of monitoring show texts by language and values."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _

from beffroi.web.chain import kinds
from beffroi.web.chain.queries import in_language
from beffroi.web.monitoring.wording import (
    KINDS,
    MARKS,
    REACHES,
    STATUSES,
    TRENDS,
    language,
    month_words,
    short_words,
    value_words,
    with_unit,
)

register = template.Library()


@register.filter
def in_words(texts: dict[str, str] | None) -> str:
    """A text by language, in that of the page."""
    return in_language(texts or {})


@register.filter
def euro_cents(amount: Any) -> str:
    """An amount to the cent, in the language of the page."""
    return language().number(float(amount), 2)


@register.filter
def point_words(point: Any, reading: Any) -> str:
    """A value of an indicator with its month."""
    return f"{value_words(reading, point.value)} ({month_words(point.at)})"


@register.filter
def month_said(at: int) -> str:
    """A month as people write it."""
    return month_words(at)


@register.filter
def last_value(reading: Any) -> str:
    """The last value of an indicator with its unit."""
    return with_unit(reading, reading.last.value) if reading.last else ""


@register.filter
def target_value(reading: Any) -> str:
    """The target of an indicator."""
    return value_words(reading, reading.path.target.value) if reading.path else ""


@register.filter
def status_words(status: str) -> str:
    """The status of an indicator in words."""
    return str(STATUSES[status])


@register.filter
def mark(status: str) -> str:
    """The mark of a status."""
    return MARKS[status]


@register.filter
def kind_words(kind: str) -> str:
    """The kind of a source as a sentence."""
    return str(KINDS[kind])


@register.filter
def trend_words(trend: str) -> str:
    """A trend in words."""
    return str(TRENDS[trend])


@register.filter
def kind_of_step(node: Any) -> str:
    """The kind of a step in words, an action as the activity that it is."""
    return str(kinds.NODES[node.item.kind].label).capitalize()


@register.simple_tag
def stands(row: Any) -> str:
    """The value of a verdict against what was expected, in one line."""
    if row.verdict is None or row.verdict.actual is None:
        return ""
    said = {"actual": short_words(row.reading, row.verdict.actual), "month": month_words(row.month)}
    said["expected"] = short_words(row.reading, row.verdict.expected)
    return _("%(actual)s, expected %(expected)s; %(month)s") % said


@register.simple_tag
def actual(row: Any) -> str:
    """The value that a verdict speaks of, with its month."""
    if row.verdict is None or row.verdict.actual is None:
        return "–"
    return _two(short_words(row.reading, row.verdict.actual), month_words(row.month))


@register.simple_tag
def expected(row: Any) -> str:
    """What was expected in that month."""
    return short_words(row.reading, row.verdict.expected) if row.verdict else "–"


@register.simple_tag
def forecast(row: Any) -> str:
    """Where the line leads by the month of the target, with its interval, and whether that is enough."""
    found = row.forecast
    if found is None:
        return "–"
    value, low, high = (value_words(row.reading, each) for each in (found.value, found.low, found.high))
    return _two(f"{value} ({low} – {high})", str(REACHES[found.reach]))


def _two(first: str, second: str) -> str:
    return format_html('{}<br><span class="small muted">{}</span>', first, second)
