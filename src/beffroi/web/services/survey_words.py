"""What the sides of a pilot say, in words."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from beffroi.reporting.language import Language
from beffroi.web.services.queries.surveys import Side


def _language() -> Language:
    return Language("fr" if get_language() == "fr" else "en")


def sides_words(sides: Sequence[Side]) -> str:
    """Who of the sides is the most and the least satisfied."""
    told = [one for one in sides if one.is_told and one.satisfied]
    if not any(one.invited for one in sides):
        return _("Nobody has been asked yet.")
    if not told:
        return _("No side has given five answers yet; until then nothing is shown.")
    ranked = sorted(told, key=lambda one: -(one.satisfied.value if one.satisfied else 0))
    said = {"side": ranked[0].label, "share": share_words(ranked[0].satisfied)}
    if len(ranked) == 1:
        return _("%(side)s: %(share)s are satisfied.") % said
    last = {"last": ranked[-1].label, "lowest": share_words(ranked[-1].satisfied)}
    return _("Most satisfied: %(side)s, %(share)s. Least: %(last)s, %(lowest)s.") % (said | last)


def share_words(share: Any) -> str:
    """A share in percent."""
    return _language().percent(100 * share.value, 0) if share else "–"


def share_interval(share: Any) -> str:
    """The ends of its interval."""
    if not share:
        return ""
    language = _language()
    return f"{language.percent(100 * share.interval.low, 0)} – {language.percent(100 * share.interval.high, 0)}"


def score_words(found: Any) -> str:
    """A net promoter score with its interval."""
    if not found:
        return "–"
    language = _language()
    low, high = language.number(found.interval.low, 0), language.number(found.interval.high, 0)
    return f"{language.number(found.score, 0)} ({low} – {high})"
