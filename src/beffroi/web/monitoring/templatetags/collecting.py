"""How pages show what is collected: states in words, values with their parts, and what is doubtful."""

from typing import Any

from django import template

from beffroi.analytics.results.months import month_of
from beffroi.web.monitoring import wording
from beffroi.web.monitoring.wording import (
    ANSWERS,
    STATES,
    amount_words,
    change_words,
    finding_words,
    language,
    month_words,
)

register = template.Library()


@register.filter
def month_name(day: Any) -> str:
    """The month of a day."""
    return month_words(month_of(day))


@register.filter
def period_words(period: Any) -> str:
    """A period by its months."""
    return wording.period_words(month_of(period.starts), month_of(period.ends))


@register.filter
def state_mark(entry: Any) -> str:
    """The mark of the state of a value."""
    return STATES.get(entry.state, "")


@register.filter
def answer_words(word: str) -> str:
    """How a request stands."""
    return str(ANSWERS[word])


@register.filter
def answer_mark(word: str) -> str:
    """The mark of how a request stands."""
    return STATES.get(word, "")


@register.filter
def doubt_words(finding: Any) -> str:
    """What is doubtful, as a sentence."""
    words = finding_words(finding)
    said = f"{words[:1].upper()}{words[1:]}."
    return f"{finding.part}: {said}" if finding.part else said


@register.simple_tag
def reported_values(row: Any) -> list[tuple[str, str, str, str, str]]:
    """Part, value, the one before, its month, and the change, of what a value says."""
    found = []
    for part in row.parts:
        value = row.values.get(part)
        before = row.stands(part) or row.before(part)
        if value is None and (part or before is None):
            continue
        was = before.value if before else None
        found.append((
            part, amount_words(row.indicator, value), amount_words(row.indicator, was),
            month_words(before.at) if before else "", change_words(row.indicator, value, was),
        ))  # fmt: skip
    return found


@register.simple_tag
def amount(row: Any, value: Any) -> str:
    """A value of an indicator as it is read."""
    return amount_words(row.indicator, value)


@register.simple_tag
def published_before(row: Any, part: str = "") -> str:
    """What was published last of a part, with its month."""
    before = row.stands(part) or row.before(part)
    return f"{amount_words(row.indicator, before.value)} ({month_words(before.at)})" if before else ""


@register.filter
def share(value: float | None) -> str:
    """A share in percent."""
    return "–" if value is None else language().percent(100 * value, 0)


@register.filter
def minutes(value: float | None) -> str:
    """Minutes in whole numbers, at least one."""
    return "–" if value is None else language().number(max(1.0, round(value)))


@register.filter
def is_late(row: Any, today: Any) -> bool:
    """Whether a request is past its day."""
    return bool(row.is_late(today))
