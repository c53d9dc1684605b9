"""Amounts and days of invoices as a language writes them."""

from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import get_language

from beffroi.reporting.language import Language


def day(of: date) -> str:
    """A day in words."""
    return date_format(of, "j F Y")


def plain(number: Decimal) -> str:
    """A number without zeros that say nothing."""
    language = Language("fr" if get_language() == "fr" else "en")
    digits = max(0, -int(number.normalize().as_tuple().exponent))
    return language.number(float(number), digits)
