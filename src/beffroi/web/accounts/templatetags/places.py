"""Codes of an organisation as a reader says them: its country, its region, its activity."""

from babel import Locale
from django import template
from django.utils.translation import get_language

from beffroi.web.accounts.codelists import name_of_region, title_of_activity

register = template.Library()


@register.filter
def country_name(code: str) -> str:
    """A country by its ISO code, in the language of the page."""
    return str(Locale(get_language() or "en").territories.get(code, code))


@register.filter
def region_name(code: str) -> str:
    """A region by its NUTS code, in the language of the page; empty where none is entered."""
    return name_of_region(code, _language()) if code else ""


@register.filter
def activity_name(code: str) -> str:
    """A code of NACE with the title of its section or division; empty where none is entered."""
    return f"{code} – {title_of_activity(code, _language())}" if code else ""


def _language() -> str:
    return "fr" if get_language() == "fr" else "en"
