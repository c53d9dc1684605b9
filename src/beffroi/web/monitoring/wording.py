"""How monitoring says things: numbers, months, and the answers of its pages."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from beffroi.reporting.language import Language
from beffroi.web.chain.queries import in_language
from beffroi.web.core.refusals import said_to_the_reader

if TYPE_CHECKING:
    from beffroi.web.monitoring.checks import Finding
    from beffroi.web.monitoring.queries.chain import Chain
    from beffroi.web.monitoring.queries.readings import Reading
    from beffroi.web.monitoring.queries.track import Track


def language() -> Language:
    """The language of the page."""
    return Language("fr" if get_language() == "fr" else "en")


def month_words(at: int) -> str:
    """A month as people write it."""
    year, number = divmod(at, 12)
    return f"{language().month(number + 1)} {year}"


def period_words(first: int, last: int) -> str:
    """Some months as people write them."""
    return month_words(first) if first == last else f"{month_words(first)} – {month_words(last)}"


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


def level_words(reading: "Reading", actual: float | None, expected: float) -> str:
    """What is wrong with an indicator that a rubric judges: levels, no differences."""
    name = in_language(reading.node.title)
    if actual is None:
        return _("%(name)s: nobody has judged it in the last twelve months.") % {"name": name}
    said = {"name": name, "actual": value_words(reading, actual), "expected": value_words(reading, expected)}
    return _("%(name)s is judged “%(actual)s”, where “%(expected)s” was expected.") % said


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


STATUSES = {
    "on_track": gettext_lazy("On track"), "at_risk": gettext_lazy("At risk"),
    "off_track": gettext_lazy("Off track"), "no_data": gettext_lazy("No data"),
}  # fmt: skip
MARKS = {"on_track": "ok", "at_risk": "risk", "off_track": "off", "no_data": "none"}
"""Status of an indicator → its mark among the components."""
KINDS = {
    "delivery": gettext_lazy("What is put in, done or delivered lags behind"),
    "theory": gettext_lazy("It was delivered, and the result does not follow"),
    "context": gettext_lazy("The peers miss it in the same way"),
    "data": gettext_lazy("Nothing tells"),
}
"""Kinds of sources, as sentences."""
TRENDS = {
    "improving": gettext_lazy("improving"),
    "unclear": gettext_lazy("unclear"),
    "worsening": gettext_lazy("worsening"),
}
REACHES = {
    "likely": gettext_lazy("the target is likely"), "open": gettext_lazy("the target is open"),
    "unlikely": gettext_lazy("the target is unlikely"),
}  # fmt: skip


def track_words(track: "Track") -> str:
    """How many indicators are on track, and at how many places the others begin."""
    if not track.judged:
        return _("Nothing can be said yet: no indicator has a path and a step.")
    fine = track.judged - track.alerts
    if not track.alerts:
        return _("Yes: %(many)s of %(all)s indicators are on track.") % {"many": fine, "all": track.judged}
    names = language().list_of([one.step.code for one in track.origins])
    return _("%(fine)s of %(all)s indicators are on track; what is not begins at %(names)s.") % {
        "fine": fine, "all": track.judged, "names": names,
    }  # fmt: skip


def statuses_words(statuses: Sequence[str]) -> str:
    """How many of some indicators stand how."""
    if not statuses:
        return _("No indicator of it has a path and a step.")
    said = [f"{statuses.count(name)} {str(words).lower()}" for name, words in STATUSES.items() if name in statuses]
    return f"{language().list_of(said)}."


def finding_words(one: "Finding") -> str:
    """What is doubtful of a value, as a sentence without its end."""
    return said_to_the_reader(one.doubt.message)


STATES = {"returned": "risk", "published": "ok"}
"""State of a reported value → its mark among the components; the others are on their way and have none."""
ANSWERS = {
    "empty": gettext_lazy("Nothing is asked"),
    "open": gettext_lazy("Asked, not answered yet"),
    "begun": gettext_lazy("Partly answered"),
    "returned": gettext_lazy("Returned to be corrected"),
    "sent": gettext_lazy("Sent, waits to be checked"),
    "validated": gettext_lazy("Validated, not yet published"),
    "published": pgettext_lazy("request", "Published"),
}
"""How a request stands, in words."""


def amount_words(indicator: Any, value: Any) -> str:
    """A reported value as it is read: a level of a rubric by its words, any other number as it was given."""
    if value is None:
        return "–"
    if indicator.kind == "qualitative" and 1 <= value <= len(indicator.rubric):
        return f"{in_language(indicator.rubric[int(value) - 1])} ({int(value)}/{len(indicator.rubric)})"
    text = f"{float(value):.4f}".rstrip("0").rstrip(".")
    return language().number(float(value), len(text.partition(".")[2]))


def change_words(indicator: Any, value: Any, before: float | None) -> str:
    """By how much a reported value differs from the one before; nothing for levels."""
    if value is None or before is None or indicator.kind == "qualitative":
        return ""
    by = float(value) - before
    return f"+{amount_words(indicator, by)}" if by > 0 else amount_words(indicator, by)
