"""Amounts of money as the language of the page writes them."""

from decimal import Decimal

from django.utils.translation import get_language

from beffroi.reporting.language import MINUS, Language


def euro(amount: Decimal | float, decimals: int | None = None) -> str:
    """An amount in euro; without `decimals`, cents where there are some.

    >>> euro(Decimal("-1439")), euro(1900.5), euro(Decimal("2299"), 2)
    ('−€1,439', '€1,900.50', '€2,299.00')
    """
    is_french = get_language() == "fr"
    places = (0 if float(amount).is_integer() else 2) if decimals is None else decimals
    text = Language("fr" if is_french else "en").number(float(amount), places)
    if is_french:
        return f"{text}\u00a0€"
    return f"{MINUS}€{text[1:]}" if text.startswith(MINUS) else f"€{text}"


def euro_with_cents(amount: Decimal | float) -> str:
    """An amount as invoices and prices have it."""
    return euro(amount, 2)


def whole_euro(amount: Decimal | float) -> str:
    """An amount to the euro, as budgets have it."""
    return euro(amount, 0)
