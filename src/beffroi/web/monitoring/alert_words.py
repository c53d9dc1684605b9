"""Alerts in words: what is wrong, on which facts it opened, which closed it."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from beffroi.analytics.results.months import parse_month
from beffroi.web.chain.queries import in_language
from beffroi.web.core.french import listed
from beffroi.web.core.refusals import said_to_the_reader
from beffroi.web.monitoring.alert_rules import sentence
from beffroi.web.monitoring.rules import decimals
from beffroi.web.monitoring.wording import language, month_words

if TYPE_CHECKING:
    from beffroi.web.monitoring.queries.alerts import AlertView

HEADLINES = {
    "off_track": gettext_lazy("%(name)s is behind its path"),
    "no_data": gettext_lazy("Nothing tells how %(name)s stands"),
    "quality": gettext_lazy("The last value of %(name)s is doubtful"),
    "late_action": gettext_lazy("%(name)s is past its end and not done"),
    "assumption": gettext_lazy("An assumption of %(name)s does not hold"),
    "cadence": gettext_lazy("%(name)s does not meet as it agreed"),
    "context": gettext_lazy("The peers miss their path of %(name)s"),
}
MEANINGS = {
    "off_track": gettext_lazy(
        "The last value falls short of the path by more than the band: serious up to twice the band, urgent beyond."
    ),
    "no_data": gettext_lazy("Nothing was measured in the last twelve months."),
    "quality": gettext_lazy(
        "The last value jumps or lies far from all before, and nobody explained it: to be watched. It is not the sum "
        "of its parts: urgent."
    ),
    "late_action": gettext_lazy(
        "An action of the results chain is past its end and not done: serious, urgent after three months."
    ),
    "assumption": gettext_lazy("The M&E unit looked at an assumption of the chain, and it does not hold."),
    "cadence": gettext_lazy(
        "A body had to meet by its cadence and did not: serious, urgent once it missed a second time."
    ),
    "context": gettext_lazy(
        "The median of the peer regions misses its own path by more than the band: to be watched, serious if one’s own "
        "is missed too."
    ),
}
"""Rules in a sentence each: when they alert, and how badly."""
SEVERITY_MARKS = {"high": "off", "medium": "risk", "low": "none"}
"""Severity → its mark among the components."""


def headline(view: "AlertView") -> str:
    """What is wrong, in a few words."""
    return str(HEADLINES[view.alert.rule]) % {"name": view.name}


def alerts_words(open_now: int, urgent: int, asleep: int) -> str:
    """How many alerts are open, how many of them press, how many are put off."""
    if not open_now:
        said = _("Nothing alerts.")
    else:
        said = ngettext("One alert is open", "%(many)s alerts are open", open_now) % {"many": open_now}
        urgent_said = ngettext("%(many)s of them urgent", "%(many)s of them urgent", urgent) % {"many": urgent}
        said = f"{said}, {urgent_said}." if urgent else f"{said}."
    if asleep:
        off = ngettext("One is put off until its day.", "%(many)s are put off until their day.", asleep)
        said = f"{said} {off % {'many': asleep}}"
    return said


def assumptions_words(every: int, broken: int, unseen: int) -> str:
    """How many assumptions do not hold, and at how many nobody looked."""
    if not every:
        return _("The chain states none yet.")
    if broken:
        said = ngettext("One assumption does not hold", "%(many)s assumptions do not hold", broken) % {"many": broken}
    else:
        said = _("No assumption is known not to hold")
    if not unseen:
        return _("%(said)s; all were looked at.") % {"said": said}
    left = ngettext("nobody has looked at one of %(all)s", "nobody has looked at %(many)s of %(all)s", unseen)
    return f"{said}; {left % {'many': unseen, 'all': every}}."


def facts_words(rule: str, facts: Mapping[str, Any]) -> str:
    """The facts of a look as one sentence."""
    if facts.get("gone"):
        return _("What it was about is no longer part of the strategy.")
    return _SAID[rule](facts)


def _of_track(facts: Mapping[str, Any]) -> str:
    if facts.get("actual") is None:
        return _("No value of the last twelve months.")
    said = {"month": _month(facts.get("month", ""))}
    said |= {name: _level(facts[name], facts) for name in ("actual", "expected")}
    if facts.get("status") == "on_track":
        return _("%(actual)s in %(month)s, %(expected)s was expected: within the band.") % said
    if facts.get("levels"):
        return _("Judged %(actual)s in %(month)s, where %(expected)s was expected.") % said
    if not facts.get("share"):
        return _("%(actual)s in %(month)s, where %(expected)s was to be kept.") % said
    said["share"] = language().percent(100 * facts["share"], 0)
    return _("%(actual)s in %(month)s, %(expected)s was expected: short by %(share)s of the planned change.") % said


def _of_data(facts: Mapping[str, Any]) -> str:
    if "actual" in facts:
        return _("%(actual)s was measured in %(month)s.") % {
            "actual": _number(facts["actual"]), "month": _month(facts["month"]),
        }  # fmt: skip
    if "last" in facts:
        return _("It was last measured in %(month)s, more than twelve months ago.") % {"month": _month(facts["last"])}
    return _("It was never measured.")


def _of_quality(facts: Mapping[str, Any]) -> str:
    value = _("%(actual)s in %(month)s") % {"actual": _number(facts["actual"]), "month": _month(facts["month"])}
    doubts = [said_to_the_reader(sentence(one)) for one in facts.get("doubts", ())]
    if not doubts:
        return _("%(value)s: nothing is doubtful.") % {"value": value}
    said = f"{value}: {listed(doubts)}."
    if "explained" in facts:
        said = _("%(said)s It was explained: “%(why)s”") % {"said": said, "why": facts["explained"]}
    return said


def _of_action(facts: Mapping[str, Any]) -> str:
    if facts["state"] == "done":
        return _("It was done on %(day)s.") % {"day": _day(facts.get("done_on", ""))}
    if facts["state"] == "cancelled":
        return _("It was cancelled.")
    if "done_on" in facts:
        return _("Its end is now %(day)s.") % {"day": _day(facts["end"]) or _("open")}
    return _("It was to end on %(day)s.") % {"day": _day(facts["end"])}


def _of_assumption(facts: Mapping[str, Any]) -> str:
    said = {"assumption": in_language(facts["said"]), "day": _day(facts["on"]), "note": facts["note"].rstrip(".")}
    return _("“%(assumption)s”, looked at on %(day)s: %(note)s.") % said


def _of_cadence(facts: Mapping[str, Any]) -> str:
    weeks = facts["weeks"]
    agreed = ngettext("It agreed to meet every week", "It agreed to meet every %(weeks)s weeks", weeks)
    last = _("it last met on %(day)s") % {"day": _day(facts["last"])} if facts["last"] else _("it has not met yet")
    due = _("the next meeting was due on %(day)s") % {"day": _day(facts["due"])}
    return f"{agreed % {'weeks': weeks}}; {last}; {due}." if facts["due"] else _("It has no cadence any more.")


def _of_context(facts: Mapping[str, Any]) -> str:
    count = facts["peers"]
    if facts.get("share") is None:
        peers = ngettext(
            "One peer region misses what it was to keep",
            "The median of %(many)s peer regions misses what it was to keep", count,
        ) % {"many": count}  # fmt: skip
    else:
        share = language().percent(100 * facts["share"], 0)
        peers = ngettext(
            "One peer region lies %(share)s of its change behind its own path",
            "The median of %(many)s peer regions lies %(share)s of its change behind its own path", count,
        ) % {"many": count, "share": share}  # fmt: skip
    own = _("this region misses its path too") if facts.get("own") else _("this region keeps to its path")
    return f"{peers}; {own}."


_SAID = {
    "off_track": _of_track, "no_data": _of_data, "quality": _of_quality, "late_action": _of_action,
    "assumption": _of_assumption, "cadence": _of_cadence, "context": _of_context,
}  # fmt: skip


def _level(value: float, facts: Mapping[str, Any]) -> str:
    """A level of a rubric as one; else the number."""
    if facts.get("levels"):
        return _("level %(number)s of %(top)s") % {"number": round(value), "top": facts["levels"]}
    return _number(value)


def _number(value: float | None) -> str:
    return "–" if value is None else language().number(value, decimals([value]))


def _month(text: str) -> str:
    return month_words(parse_month(text)) if text else "–"


def _day(text: str) -> str:
    return date_format(date.fromisoformat(text), "j F Y") if text else ""
