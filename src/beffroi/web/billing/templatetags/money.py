"""How pages of money show amounts and payment codes."""

from decimal import Decimal

from django import template
from django.utils.safestring import SafeString, mark_safe

from beffroi.web.billing.queries import Standing
from beffroi.web.core.amounts import euro_with_cents

register = template.Library()


@register.filter
def in_euro(amount: Decimal | None) -> str:
    """An amount with its cents."""
    return "–" if amount is None else euro_with_cents(amount)


@register.filter
def drawn(svg: str) -> SafeString:
    """A payment code, drawn by the library from modules alone: no text of anybody stands in it."""
    return mark_safe(svg)  # noqa: S308


@register.filter
def standing_kind(one: Standing) -> str:
    """Which mark the state of an invoice carries."""
    if one.invoice.is_credit:
        return "none"
    return "ok" if not one.balance.open else "risk"
