"""How pages of monitoring show texts by language and values."""

from typing import Any

from django import template

from beffroi.web.chain.queries import in_language
from beffroi.web.monitoring.wording import value_words, with_unit

register = template.Library()


@register.filter
def in_words(texts: dict[str, str] | None) -> str:
    """A text by language, in that of the page."""
    return in_language(texts or {})


@register.filter
def last_value(reading: Any) -> str:
    """The last value of an indicator with its unit."""
    return with_unit(reading, reading.last.value) if reading.last else ""


@register.filter
def target_value(reading: Any) -> str:
    """The target of an indicator."""
    return value_words(reading, reading.path.target.value) if reading.path else ""
