"""When something alerts: declared rules on plain values; what follows for the alerts that are open. No database.

Each rule looks at its subjects one by one and gives a `Look`: how bad it is, or fine, or that the facts do not tell.
An alert opens with the first look that is bad and closes with the first that is fine; one that cannot tell leaves it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import isfinite
from typing import Any, Literal, NamedTuple

from beffroi.analytics.messages import Message, Number
from beffroi.analytics.results.entry.jump import jump
from beffroi.analytics.results.entry.outliers import outlier
from beffroi.analytics.results.entry.totals import total_differs
from beffroi.analytics.results.kinds import PeersTold, SourceKind
from beffroi.analytics.results.months import month_text
from beffroi.analytics.results.path import Point
from beffroi.analytics.results.verdicts import Verdict

Rule = Literal["off_track", "no_data", "quality", "late_action", "assumption", "cadence", "context"]
Severity = Literal["low", "medium", "high"]
SEVERITIES: tuple[Severity, ...] = ("high", "medium", "low")
LONG_LATE = 90
"""Days after its end from which an action that is not done is urgent."""
ITS_OWN_KIND: Mapping[Rule, SourceKind] = {
    "quality": "data", "late_action": "delivery", "assumption": "theory", "cadence": "delivery", "context": "context",
}  # fmt: skip
"""Rules that name a source themselves → of what kind it is; what an indicator says is explained along the chain."""


class Subject(NamedTuple):
    """What an alert is about: an indicator, a step of the chain or a body; `aspect` tells assumptions apart."""

    kind: Literal["indicator", "item", "body"]
    pk: int
    aspect: str = ""

    @property
    def key(self) -> str:
        """The same in one word, as it is stored."""
        return f"{self.kind}-{self.pk}" + (f"-{self.aspect}" if self.aspect else "")


@dataclass(frozen=True)
class Look:
    """What a rule finds at one subject; without a severity it is fine, unless nothing can be told."""

    rule: Rule
    subject: Subject
    severity: Severity | None
    facts: Mapping[str, Any] = field(default_factory=dict)
    is_known: bool = True

    @property
    def at(self) -> tuple[str, str]:
        """The rule and the subject: one open alert for each."""
        return (self.rule, self.subject.key)


class Held(NamedTuple):
    """An open alert as the rules see it."""

    rule: str
    subject: str
    severity: str
    facts: Mapping[str, Any]
    snoozed_until: date | None


class Changes(NamedTuple):
    """What is to be done: looks that open an alert, that change one, that close one; alerts that come back."""

    opened: list[Look]
    changed: list[Look]
    closed: dict[tuple[str, str], Mapping[str, Any]]
    woken: set[tuple[str, str]]


def changes(held: Iterable[Held], looks: Sequence[Look], today: date) -> Changes:
    """What follows from the looks of today for the alerts that are open; nothing where they agree.

    An alert whose subject no rule looks at any more closes: that it is gone is the fact.
    """
    open_now = {(one.rule, one.subject): one for one in held}
    seen = {look.at: look for look in looks}
    found = Changes([], [], {}, set())
    for at, look in seen.items():
        one = open_now.get(at)
        if one is None and look.severity is not None:
            found.opened.append(look)
        elif one is not None and look.is_known and look.severity is None:
            found.closed[at] = look.facts
        elif one is not None and look.severity and (one.severity, one.facts) != (look.severity, look.facts):
            found.changed.append(look)
    found.closed.update({at: {"gone": True} for at in open_now.keys() - seen.keys()})
    asleep = {at for at, one in open_now.items() if one.snoozed_until and one.snoozed_until <= today}
    return found._replace(woken=asleep - found.closed.keys())


def of_track(subject: Subject, verdict: Verdict, month: int | None, levels: int = 0) -> Look:
    """Behind its path: urgent when off track, serious when at risk; without data it cannot be told.

    `levels` is how many a rubric has, by which it is judged; its levels are no amounts.
    """
    if verdict.status == "no_data":
        return Look("off_track", subject, None, is_known=False)
    severity: Severity | None = {"off_track": "high", "at_risk": "medium"}.get(verdict.status)  # type: ignore[assignment]
    facts = _measured(verdict, month) | ({"levels": levels} if levels else {})
    return Look("off_track", subject, severity, facts)


def of_data(subject: Subject, verdict: Verdict, month: int | None) -> Look:
    """Nothing measured in the last twelve months: serious."""
    if verdict.status != "no_data":
        return Look("no_data", subject, None, _measured(verdict, month))
    facts = {"last": month_text(verdict.measured)} if verdict.measured is not None else {}
    return Look("no_data", subject, "medium", facts)


def _measured(verdict: Verdict, month: int | None) -> dict[str, Any]:
    share = verdict.share
    return {
        "month": month_text(month) if month is not None else "", "status": verdict.status,
        "actual": _short(verdict.actual), "expected": _short(verdict.expected),
        "share": _short(share) if share is not None and isfinite(share) else None,
    }  # fmt: skip


def _short(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.6g}")


def of_quality(
    subject: Subject, points: Sequence[Point], parts: Mapping[str, float | None] | None, explained: str = ""
) -> Look:
    """The last value is unlikely (to be watched), or cannot be right (urgent).

    What is unlikely and was `explained`, and validated so, is fine; what cannot be right no explanation mends.
    """
    if not points:
        return Look("quality", subject, None, is_known=False)
    *before, last = sorted(points)
    doubts = [
        doubt
        for doubt in (
            total_differs(last.value, parts) if parts else None,
            jump(last, before),
            outlier(last.value, [point.value for point in before]),
        )
        if doubt is not None
    ]
    facts: dict[str, Any] = {"month": month_text(last.at), "actual": _short(last.value)}
    if not doubts:
        return Look("quality", subject, None, facts)
    said = [stored(doubt.message) for doubt in doubts]
    if any(doubt.weight == "wrong" for doubt in doubts):
        return Look("quality", subject, "high", facts | {"doubts": said})
    if explained:
        return Look("quality", subject, None, facts | {"doubts": said, "explained": explained})
    return Look("quality", subject, "low", facts | {"doubts": said})


def stored(message: Message) -> dict[str, Any]:
    """A sentence of the library as plain values, so that it can be said in another language later.

    >>> stored(Message("{value} is much", value=Number(3.0)))
    {'template': '{value} is much', 'values': {'value': {'number': '3'}}}
    """
    values = {
        name: {"number": str(value)} if isinstance(value, Number) else str(value)
        for name, value in message.values.items()
    }
    return {"template": message.template, "values": values}


def sentence(plain: Mapping[str, Any]) -> Message:
    """The sentence again.

    >>> str(sentence(stored(Message("{value} is much", value=Number(3.0)))))
    '3 is much'
    """
    values = plain["values"].items()
    return Message(
        plain["template"],
        **{name: Number(value["number"]) if isinstance(value, dict) else value for name, value in values},
    )


def of_action(subject: Subject, state: str, end: date | None, done_on: date | None, today: date) -> Look:
    """An action of the chain past its end and not done: serious, urgent after three months."""
    facts: dict[str, Any] = {"state": state, "end": end.isoformat() if end else ""}
    if state in {"done", "cancelled"} or end is None or end >= today:
        return Look("late_action", subject, None, facts | {"done_on": done_on.isoformat() if done_on else ""})
    return Look("late_action", subject, "high" if (today - end).days > LONG_LATE else "medium", facts)


def of_assumption(subject: Subject, said: Mapping[str, str], state: str, on: date | None, note: str) -> Look:
    """An assumption that was looked at and does not hold: serious; one that nobody looked at tells nothing."""
    facts: dict[str, Any] = {"said": dict(said), "on": on.isoformat() if on else "", "note": note}
    if state == "broken":
        return Look("assumption", subject, "medium", facts)
    return Look("assumption", subject, None, facts, is_known=state == "holds")


def of_cadence(subject: Subject, standing: str, due: date | None, last: date | None, weeks: int, today: date) -> Look:
    """A body that had to meet and did not: serious, urgent once it missed a second time."""
    facts: dict[str, Any] = {
        "due": due.isoformat() if due else "", "last": last.isoformat() if last else "", "weeks": weeks,
    }  # fmt: skip
    if standing != "off" or due is None:
        return Look("cadence", subject, None, facts)
    return Look("cadence", subject, "high" if (today - due).days >= 7 * weeks else "medium", facts)


def of_context(subject: Subject, told: PeersTold, alerts: bool) -> Look:
    """The median of the peers misses its own path by more than the band: serious if one's own is missed too."""
    if told.median is None:
        return Look("context", subject, None, is_known=False)
    share = _short(told.median) if isfinite(told.median) else None
    facts = {"peers": told.count, "share": share, "own": alerts}
    if not told.miss:
        return Look("context", subject, None, facts)
    return Look("context", subject, "medium" if alerts else "low", facts)
