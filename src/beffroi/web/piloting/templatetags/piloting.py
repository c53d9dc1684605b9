"""How pages of piloting show texts by language and sides."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from beffroi.web.piloting.models.bodies import Wanted

register = template.Library()


@register.filter
def side_name(side: str) -> str:
    """A side of the innovation system in words."""
    return str(Wanted(side).label)


@register.filter
def times(number: int) -> range:
    """Something to repeat so often."""
    return range(number or 0)


@register.simple_tag
def said(texts: dict[str, str], as_lines: bool = False, as_list: bool = False) -> Any:
    """What somebody wrote, in the language of the page or marked as another one."""
    here = (get_language() or "en")[:2]
    lang = here if texts.get(here) else next((code for code, text in texts.items() if text), "")
    if not lang:
        return _("n/a: not entered")
    text: SafeString | str = texts[lang]
    mark = "" if lang == here else format_html(' lang="{}"', lang)
    if as_list:
        rows = format_html_join("", "<li>{}</li>", ((line.strip(),) for line in text.splitlines() if line.strip()))
        return format_html("<ul{}>{}</ul>", mark, rows)
    if as_lines:
        return format_html("<div{}>{}</div>", mark, mark_safe(linebreaks(text, autoescape=True)))  # noqa: S308
    return format_html("<span{}>{}</span>", mark, text) if mark else text
