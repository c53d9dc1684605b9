"""Words of a relation: its orders, its lists, its places."""

import re

from beffroi.analytics.errors import InputError
from beffroi.figures.territories import find_territory
from beffroi.reporting.case.evidence import EU
from beffroi.reporting.case.vocabulary import Order, vocabulary


def ordered(value: float, reference: float, order: Order) -> bool:
    """Whether a value stands to its reference as the wording says."""
    if order == "close":
        return abs(value - reference) <= vocabulary().closeness * abs(reference)
    return value > reference if order == "above" else value < reference


def listed(text: str) -> list[str]:
    """The members of 'a, b and c'."""
    return [part.strip() for part in re.split(r",|\band\b", text) if part.strip()]


def known(place: str) -> bool:
    """Whether a word names the EU or a region."""
    if place == EU:
        return True
    try:
        find_territory(place)
    except InputError:
        return False
    return True
