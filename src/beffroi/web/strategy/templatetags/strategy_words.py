"""Texts in the language of the page, with the language that they are in; how much is missing."""

from collections.abc import Mapping
from typing import Any

from django import template

from beffroi.web.core.amounts import euro
from beffroi.web.strategy.queries.elements import Place, gaps
from beffroi.web.strategy.queries.words import costs_words, said_in

register = template.Library()


@register.simple_tag
def said(texts: Mapping[str, Any] | None) -> tuple[str, Any]:
    """Language and text: that of the page if there is one, else another."""
    return said_in(texts or {})


register.filter("euro", euro)
register.filter("costs_words", costs_words)


@register.simple_tag
def gap_count(place: Place) -> int:
    """How much is missing in a version."""
    return len(gaps(place))
