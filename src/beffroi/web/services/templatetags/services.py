"""How pages of services on demand show amounts, texts by language and seats."""

import json
from decimal import Decimal
from typing import Any

from django import template
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from beffroi.web.chain.queries import in_language
from beffroi.web.core.amounts import euro_with_cents
from beffroi.web.services import appraisal_words, pilot_words, promotion_words, survey_words
from beffroi.web.services.rules import Seats

register = template.Library()
NO_MARKS = {ord(mark): f"\\u{ord(mark):04X}" for mark in "<>&"}


@register.filter
def euro(amount: Decimal | None) -> str:
    """An amount with its cents."""
    return "–" if amount is None else euro_with_cents(amount)


@register.filter
def in_words(texts: dict[str, str]) -> str:
    """A text in the language of the page."""
    return in_language(texts or {})


@register.filter
def as_points(texts: dict[str, str]) -> list[str]:
    """The lines of a text."""
    return [line.strip() for line in in_language(texts or {}).splitlines() if line.strip()]


@register.filter
def as_linked_data(told: Any) -> SafeString:
    """Data of schema.org as a block that no browser runs; what could end the block is written by its number."""
    words = json.dumps(told, ensure_ascii=False, cls=DjangoJSONEncoder).translate(NO_MARKS)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(words))  # noqa: S308


@register.filter
def as_share(part: float, decimals: int = 0) -> str:
    """A part of one in percent, as the reader writes it."""
    return appraisal_words.share(part, decimals)


@register.filter
def as_money(amount: float) -> str:
    """An amount in euro, to the euro."""
    return appraisal_words.money(amount)


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


@register.filter
def plainly(value: Any) -> str:
    """A number as the page writes numbers, without decimals that say nothing; a dash where there is none."""
    if value is None:
        return "–"
    return pilot_words.number(float(value))


@register.filter
def step_asks(name: str) -> Any:
    """What a step of a pilot is for."""
    return pilot_words.ASKS[name]


@register.filter
def step_lacks(name: str) -> Any:
    """What is missing at a step."""
    return pilot_words.missing_words(name)


@register.filter
def step_dates(step: Any) -> str:
    """The dates that the roadmap gives a step."""
    return pilot_words.dates_words(step)


@register.filter
def appraisal_reasons(shown: Any) -> list[str]:
    """What is to be said of an appraisal, as sentences."""
    return appraisal_words.reasons(shown)


@register.filter
def share_words(share: Any) -> str:
    """A share in percent."""
    return survey_words.share_words(share)


@register.filter
def share_interval(share: Any) -> str:
    """The interval of a share."""
    return survey_words.share_interval(share)


@register.filter
def score_words(found: Any) -> str:
    """A net promoter score with its interval."""
    return survey_words.score_words(found)


@register.inclusion_tag("services/desk/_widget.html")
def widget_of(cluster: Any, shown: dict[int, int]) -> dict[str, Any]:
    """The code with which a cluster shows its services on its own site, in each language; `shown` is how many."""
    many = shown[cluster.pk]
    codes = [(code, name, promotion_words.widget_code(cluster, code, many)) for code, name in settings.LANGUAGES]
    return {"cluster": cluster, "codes": codes}
