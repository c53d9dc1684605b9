"""How monitoring says things: numbers, months, and the answers of its pages."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from beffroi.reporting.language import Language
from beffroi.web.chain.queries import in_language

if TYPE_CHECKING:
    from beffroi.web.monitoring.queries.chain import Chain
    from beffroi.web.monitoring.queries.readings import Reading


def language() -> Language:
    """The language of the page."""
    return Language("fr" if get_language() == "fr" else "en")


def month_words(at: int) -> str:
    """A month as people write it."""
    year, number = divmod(at, 12)
    return f"{language().month(number + 1)} {year}"


def value_words(reading: "Reading", value: float | None) -> str:
    """A value of an indicator: a level of a rubric by its words, never as an amount."""
    if value is None:
        return "–"
    if reading.row.kind == "qualitative" and reading.row.rubric:
        number = min(max(round(value), 1), len(reading.row.rubric))
        return f"{in_language(reading.row.rubric[number - 1])} ({number}/{len(reading.row.rubric)})"
    return language().number(value, reading.decimals)


def short_words(reading: "Reading", value: float | None) -> str:
    """A value for a column: of a rubric the number of the level, which is no amount and says so."""
    if value is not None and reading.row.kind == "qualitative":
        return _("level %(number)s of %(top)s") % {"number": round(value), "top": len(reading.row.rubric)}
    return value_words(reading, value)


def with_unit(reading: "Reading", value: float) -> str:
    """A value with its unit; a base such as "EU = 100" between brackets."""
    said, unit = value_words(reading, value), "" if reading.row.kind == "qualitative" else reading.unit
    return f"{said} ({unit})" if "=" in unit else f"{said} {unit}".strip()


def chain_words(chain: "Chain", measured: Mapping[int, Sequence[Any]]) -> str:
    """How many steps, and how many of them are measured."""
    if not chain.steps:
        return _("No step is entered yet.")
    steps = ngettext("%(many)s step from inputs to impact", "%(many)s steps from inputs to impact", len(chain.steps))
    indicators = ngettext("%(many)s of them measured", "%(many)s of them measured", len(measured))
    return f"{steps % {'many': len(chain.steps)}}, {indicators % {'many': len(measured)}}."


def indicators_words(readings: Sequence["Reading"]) -> str:
    """How many indicators, and how many of them nobody has to type."""
    if not readings:
        return _("Nothing is measured yet.")
    alone = sum(not one.row.is_entered for one in readings)
    said = ngettext("%(many)s indicator", "%(many)s indicators", len(readings)) % {"many": len(readings)}
    return _("%(indicators)s; %(alone)s of them come by themselves.") % {"indicators": said, "alone": alone}


def findings_words(findings: Sequence[Any], indicators: int, steps: int) -> str:
    """How much is to be mended."""
    if not steps:
        return _("No step is entered yet.")
    if not findings:
        return _("Nothing: every result is measured, and each indicator has its baseline, target and reporter.")
    said = ngettext("%(many)s thing is to be mended", "%(many)s things are to be mended", len(findings))
    return _("%(said)s in %(indicators)s indicators and %(steps)s steps.") % {
        "said": said % {"many": len(findings)}, "indicators": indicators, "steps": steps,
    }  # fmt: skip
