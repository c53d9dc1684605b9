"""Texts in the language of the page, with the language that they are in; how much is missing."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import get_language

from beffroi.reporting.language import Language
from beffroi.web.strategy.queries.elements import Place, gaps
from beffroi.web.strategy.queries.words import said_in

register = template.Library()


@register.simple_tag
def said(texts: Mapping[str, Any] | None) -> tuple[str, Any]:
    """Language and text: that of the page if there is one, else another."""
    return said_in(texts or {})


@register.filter
def euro(amount: float) -> str:
    """An amount in euro as the language of the page writes it, with cents where there are some."""
    decimals = 0 if float(amount).is_integer() else 2
    french = get_language() == "fr"
    text = Language("fr" if french else "en").number(float(amount), decimals)
    return f"{text}\u00a0€" if french else f"€{text}"


@register.simple_tag
def gap_count(place: Place) -> int:
    """How much is missing in a version."""
    return len(gaps(place))
