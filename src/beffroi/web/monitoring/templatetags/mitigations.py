"""How pages show findings and mitigations in words."""

from typing import Any

from django import template

from beffroi.web.monitoring import mitigation_words

register = template.Library()


@register.filter
def expected_effect(view: Any) -> str:
    """Which value of which indicator is expected by when."""
    return mitigation_words.expected_words(view)


@register.filter
def cost(row: Any) -> str:
    """What it costs, low to high."""
    return mitigation_words.cost_words(row)


@register.filter
def state_mark(state: str) -> str:
    """The mark of a state."""
    return mitigation_words.STATE_MARKS[state]


@register.filter
def effect_mark(effect: str) -> str:
    """The mark of what came of it."""
    return mitigation_words.EFFECT_MARKS[effect]


@register.filter
def came_of_it(row: Any) -> str:
    """What came of it, as it was noted."""
    return mitigation_words.noted_words(row)


@register.filter
def decided_where(row: Any) -> str:
    """At which meeting, or in writing by which body."""
    return mitigation_words.decided_where(row)
