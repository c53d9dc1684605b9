"""How pages of services on demand show amounts, texts by language and seats."""

from decimal import Decimal
from typing import Any

from django import template

from beffroi.web.chain.queries import in_language
from beffroi.web.services import wording
from beffroi.web.services.rules import Seats

register = template.Library()


@register.filter
def euro(amount: Decimal | None) -> str:
    """An amount with its cents."""
    return "–" if amount is None else wording.euro(amount)


@register.filter
def in_words(texts: dict[str, str]) -> str:
    """A text in the language of the page."""
    return in_language(texts or {})


@register.filter
def as_points(texts: dict[str, str]) -> list[str]:
    """The lines of a text."""
    return [line.strip() for line in in_language(texts or {}).splitlines() if line.strip()]


@register.filter
def percent(share: Decimal) -> str:
    """A share of one in percent."""
    return f"{float(share) * 100:.0f}"


@register.filter
def circles(seats: Seats) -> list[str]:
    """The state of each seat, for a picture of a room that is not too large to be counted."""
    return ["taken"] * seats.confirmed + ["is-held"] * seats.held + ["is-free"] * seats.free


@register.filter
def state_kind(state: str) -> Any:
    """Which mark a state carries."""
    return {"confirmed": "ok", "held": "risk", "review": "risk", "goes_ahead": "ok", "offered": "risk"}.get(
        state, "none"
    )
