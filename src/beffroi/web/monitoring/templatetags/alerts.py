"""How pages show alerts in words."""

from typing import Any

from django import template

from beffroi.web.monitoring import alert_words

register = template.Library()


@register.filter
def headline(view: Any) -> str:
    """What is wrong, in a few words."""
    return alert_words.headline(view)


@register.filter
def opened_because(alert: Any) -> str:
    """The facts that opened an alert."""
    return alert_words.facts_words(alert.rule, alert.opened_facts)


@register.filter
def stands_because(alert: Any) -> str:
    """The facts of the last look."""
    return alert_words.facts_words(alert.rule, alert.facts)


@register.filter
def closed_because(alert: Any) -> str:
    """The facts that closed an alert."""
    return alert_words.facts_words(alert.rule, alert.closed_facts)


@register.filter
def severity_mark(severity: str) -> str:
    """The mark of a severity."""
    return alert_words.SEVERITY_MARKS[severity]


@register.filter
def meaning(rule: str) -> str:
    """When a rule alerts."""
    return str(alert_words.MEANINGS[rule])
