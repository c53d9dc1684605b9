"""Is the strategy on track, and what needs me this week? Made of what the slices register (`core.waiting`)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from beffroi.web.core.durations import span_words
from beffroi.web.core.french import listed
from beffroi.web.core.waiting import WORST, Found, Signal, Status, Wait

MARKS = {
    "ok": ("ok", gettext_lazy("On track")),
    "watch": ("risk", gettext_lazy("At risk")),
    "alarm": ("off", gettext_lazy("Off track")),
    "none": ("none", gettext_lazy("No data")),
}
"""Status → its mark and its word."""
GROUPS = {
    "late": gettext_lazy("Past its day"),
    "today": gettext_lazy("Today"),
    "week": gettext_lazy("This week"),
    "later": gettext_lazy("After this week"),
    "open": gettext_lazy("No day is set"),
}
NEAR = 8
"""Days within which a day is called by its weekday."""
Verdict = Literal["yes", "partly", "no", "unknown"]


@dataclass(frozen=True)
class Line:
    """Something that waits, with its day in words: how far it is, and which day that is."""

    of: Wait
    far: str
    day: str


@dataclass(frozen=True)
class Group:
    """Lines that belong to one stretch of time."""

    name: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Standing:
    """An area with its mark."""

    of: Signal
    mark: str
    word: str


@dataclass(frozen=True)
class Monday:
    """The whole page."""

    verdict: str
    needs: str
    standings: tuple[Standing, ...]
    groups: tuple[Group, ...]
    elsewhere: tuple[Line, ...]


def monday_of(found: Found, today: date) -> Monday:
    """The page, from what was found."""
    own = [wait for wait in found.waits if not wait.whose]
    others = sorted((wait for wait in found.waits if wait.whose), key=lambda one: (one.until or date.max, one.what))
    return Monday(
        verdict=on_track_words(found.signals),
        needs=needs_words(own, today),
        standings=standings_of(found.signals),
        groups=tuple(_groups(own, today)),
        elsewhere=tuple(line_of(wait, today) for wait in others),
    )


def standings_of(signals: Iterable[Signal]) -> tuple[Standing, ...]:
    """The areas with their marks, the worst first."""
    return tuple(
        Standing(one, MARKS[one.status][0], str(MARKS[one.status][1]))
        for one in sorted(signals, key=lambda one: WORST[one.status])
    )


def verdict(statuses: Sequence[Status]) -> Verdict:
    """Yes if everything that is known is on track; no if nothing is; partly in between.

    >>> verdict(["ok", "none"]), verdict(["ok", "watch"]), verdict(["watch", "alarm"]), verdict(["none"])
    ('yes', 'partly', 'no', 'unknown')
    """
    known = [one for one in statuses if one != "none"]
    if not known:
        return "unknown"
    fine = known.count("ok")
    if fine == len(known):
        return "yes"
    return "partly" if fine or "alarm" not in known else "no"


def on_track_words(signals: Sequence[Signal]) -> str:
    """The answer in one sentence."""
    statuses: list[Status] = [one.status for one in signals]
    found = verdict(statuses)
    if found == "unknown":
        return _("Nothing can be said yet: no body, no action and no money is entered.")
    many = Counter(statuses)
    parts = (
        ("ok", ngettext("one is on track", "%(many)s are on track", many["ok"])),
        ("watch", ngettext("one is at risk", "%(many)s are at risk", many["watch"])),
        ("alarm", ngettext("one is off track", "%(many)s are off track", many["alarm"])),
    )
    known = len(statuses) - many["none"]
    if found == "yes":
        said = ngettext("Yes: the one area that is known is on track.", "Yes: all %(many)s areas are on track.", known)
        return said % {"many": known}
    first = {"partly": _("Partly."), "no": _("No.")}[found]
    said = ", ".join(words % {"many": many[status]} for status, words in parts if many[status])  # type: ignore[index]
    areas = ngettext("Of one area %(said)s", "Of %(many)s areas %(said)s", known) % {"many": known, "said": said}
    off = [one.area for one in signals if one.status == "alarm"]
    return f"{first} {areas}" + (f" ({', '.join(off)})." if off else ".")


def needs_words(own: Sequence[Wait], today: date) -> str:
    """How many things need the reader, how many of them are late, and how many others wait for."""
    if not own:
        return _("Nothing needs you this week.")
    late, awaited = sum(one.is_late(today) for one in own), sum(bool(one.others) for one in own)
    said = ngettext("One thing needs you", "%(many)s things need you", len(own)) % {"many": len(own)}
    if late:
        said = listed([said, ngettext("one is past its day", "%(many)s are past their day", late) % {"many": late}])
    if awaited:
        said = listed([said, ngettext("others wait for one", "others wait for %(many)s", awaited) % {"many": awaited}])
    return said + "."


def group_of(wait: Wait, today: date) -> str:
    """The stretch of time that something belongs to: late, today, week, later or open."""
    if wait.until is None:
        return "open"
    if wait.until <= today:
        return "late" if wait.until < today else "today"
    return "week" if wait.until <= today + timedelta(days=6 - today.weekday()) else "later"


def line_of(wait: Wait, today: date) -> Line:
    """A line with its day in words."""
    if wait.until is not None:
        return Line(wait, far_words(wait.until, today), day_words(wait.until, today))
    return Line(wait, "", _("since %(day)s") % {"day": day_words(wait.since, today)} if wait.since else "")


def day_words(day: date, today: date) -> str:
    """A day: with its weekday if it is near, with its year if that is another."""
    if abs((day - today).days) < NEAR:
        return date_format(day, "l j F")
    return date_format(day, "j F" if day.year == today.year else "j F Y")


def far_words(day: date, today: date) -> str:
    """How far a day is."""
    days = (day - today).days
    if days < 0:
        return _("%(span)s late") % {"span": span_words(day, today)}
    if days < 2:
        return _("tomorrow") if days else _("today")
    return ngettext("in one day", "in %(days)s days", days) % {"days": days}


def _groups(own: Sequence[Wait], today: date) -> Iterable[Group]:
    sorted_out: dict[str, list[Wait]] = {}
    for wait in own:
        sorted_out.setdefault(group_of(wait, today), []).append(wait)
    for name, title in GROUPS.items():
        if name in sorted_out:
            lines = tuple(line_of(wait, today) for wait in sorted(sorted_out[name], key=lambda one: one.order))
            yield Group(name, str(title), lines)
