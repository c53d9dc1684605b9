"""How pages of piloting show texts by language, sides and amounts."""

from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from beffroi.analytics.planning.dates import PartialDate
from beffroi.web.core.amounts import euro_with_cents, whole_euro
from beffroi.web.piloting import money_words
from beffroi.web.piloting.dates import date_words
from beffroi.web.piloting.models import Action, Flow, LedgerEntry, Responsibility
from beffroi.web.piloting.models.bodies import Wanted
from beffroi.web.piloting.queries.money import Cost
from beffroi.web.piloting.roadmap_words import FIELD_WORDS, KINDS, STANDINGS
from beffroi.web.piloting.wording import FAULTS, rhythm_words

register = template.Library()


@register.filter
def side_name(side: str) -> str:
    """A side of the innovation system in words."""
    return str(Wanted(side).label)


@register.filter
def times(number: int) -> range:
    """Something to repeat so often."""
    return range(number or 0)


@register.filter
def parts_words(parts: str) -> str:
    """Parts of a responsibility in words."""
    return ", ".join(str(Responsibility.Part(part).label) for part in parts)


@register.filter
def starts(one: Action) -> str:
    """The start of an action, as it was stated: a year, a month or a day."""
    return date_words(one.start_as_stated, one.start)


@register.filter
def ends(one: Action) -> str:
    """The end of an action, as it was stated."""
    return date_words(one.end_as_stated, one.end)


@register.filter
def stated(one: PartialDate | None) -> str:
    """A year, a month or a day of a plan."""
    return date_words(str(one) if one else "", None)


@register.inclusion_tag("piloting/partials/_standing_of_action.html")
def standing_mark(row: Any) -> dict[str, Any]:
    """How an action stands, as a mark with words."""
    return {"kind": KINDS.get(row.standing, "none"), "words": STANDINGS[row.standing]}


@register.filter
def field_words(name: str) -> str:
    """A column of the roadmap in words."""
    return str(FIELD_WORDS[name])


@register.filter
def rhythm(flow: Flow) -> str:
    """When information of a flow is due."""
    return rhythm_words(flow)


@register.filter
def fault_words(fault: str) -> str:
    """What is wrong with the responsibilities of an action."""
    return str(FAULTS[fault])


@register.filter
def euro(amount: Decimal | None) -> str:
    """An amount in whole euro; a dash where it is not known."""
    return "–" if amount is None else whole_euro(amount)


@register.filter
def cents(amount: Decimal) -> str:
    """An amount with its cents."""
    return euro_with_cents(amount)


@register.filter
def estimate(cost: Cost) -> str:
    """What something is estimated to cost, once and a year."""
    return money_words.estimate(cost)


@register.filter
def kind_name(kind: str) -> str:
    """How far money has come, in words."""
    return str(LedgerEntry.Kind(kind).label)


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
