"""The roadmap as a picture: one row an action with its bar, its first plan, today, and what it waits for.

Rows are HTML, each with an SVG whose x is in percent, so that words keep their size at any width. Lines of dependencies
run through the rows between two actions. All lines of a kind are one path of a row: a browser lays out thousands of
rows with dozens of lines each.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.translation import gettext as _

HEIGHT = 34
STILL = ' focusable="false" aria-hidden="true"'
"""Of each drawing: its words stand beside it, and in the table."""
BASE_TOP, BASE_HEIGHT, TOP, BAR_HEIGHT, MIDDLE = 6, 6, 15, 11, 20.5
WIDE = 10_000
"""The units of the width in which the paths of a row are written; they are stretched to the room there is."""
LEAST = 0.006
"""The least share of the width that a bar takes, so that a day can be seen."""
AT_THE_EDGE = 0.93
"""From here on the name of a day stands before its line, so that it is not cut."""
NAMES = 0.16
"""The share of the width that the names of two days take: the last one, before its line, must not cover another."""
ON_PHONES = (0.72, 0.28)
"""Where there is little room: up to where a name fits, and the share of the width that it takes."""
WAITS = ("wait", "wait is-critical")
"""Lines between two actions of which one may slip, and of which none may."""
BEYOND = 0.35
"""Today is drawn as long as it widens the picture by no more than this part."""


@dataclass(frozen=True)
class Bar:
    """An action in the picture; `standing` is one of `rules.standing`."""

    code: str
    title: str
    address: str
    words: str
    standing: str
    start: date | None
    end: date | None
    base_start: date | None = None
    base_end: date | None = None
    is_milestone: bool = False
    is_critical: bool = False
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Axis:
    """The days that the picture spans."""

    first: date
    last: date

    def place(self, day: date) -> float:
        """Where a day stands, from 0 to 1."""
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return min(1.0, max(0.0, share))

    def holds(self, day: date) -> bool:
        """Whether a day is in the picture."""
        return self.first <= day <= self.last


def axis_of(bars: Iterable[Bar], today: date) -> Axis | None:
    """From the first to the last day of all bars, and today if it is not too far away."""
    days = [day for bar in bars for day in (bar.start, bar.end, bar.base_start, bar.base_end) if day is not None]
    if not days:
        return None
    first, last = min(days), max(days)
    room = (last - first) * BEYOND
    if first - room <= today <= last + room:
        first, last = min(first, today), max(last, today)
    margin = max(timedelta(days=3), (last - first) * 0.02)
    return Axis(first - margin, last + margin)


def ticks(axis: Axis) -> list[tuple[date, bool]]:
    """The days with a line, and whether it is named also where there is little room: quarters, or years."""
    years = axis.last.year - axis.first.year
    months = (1,) if years > 6 else (1, 7) if years > 3 else (1, 4, 7, 10)
    found = [date(year, month, 1) for year in range(axis.first.year, axis.last.year + 1) for month in months]
    every = 1 + years // 8
    return [(day, day.month == 1 and (day.year - axis.first.year) % every == 0) for day in found if axis.holds(day)]


def draw(bars: Sequence[Bar], today: date, description: str) -> str:
    """The picture as HTML; empty where no action has a date."""
    axis = axis_of(bars, today)
    if axis is None:
        return ""
    grid = "".join(_upright(axis.place(day)) for day, _named in ticks(axis))
    now = _today(axis.place(today), 0, HEIGHT) if axis.holds(today) else ""
    waits = _waits(bars, axis)
    rows = "".join(_row(bar, axis, grid, now, waits[at]) for at, bar in enumerate(bars))
    drawn = f"{_head(axis, today)}{rows}"
    return f'<div class="plot gantt" role="group" aria-label="{escape(description)}">{drawn}</div>{_key()}'


def _head(axis: Axis, today: date) -> str:
    texts, places, free = [], [axis.place(day) for day, _named in ticks(axis)], 0.0
    for at, (day, is_named) in enumerate(ticks(axis)):
        if at and places[at] > AT_THE_EDGE and places[at] - places[at - 1] < NAMES:
            continue
        words = date_format(day, "M Y") if day.month == 1 else date_format(day, "M")
        is_always = is_named and free <= places[at] <= ON_PHONES[0]
        free = places[at] + ON_PHONES[1] if is_always else free
        style = f"tick{'' if is_always else ' wide'}{' end' if places[at] > AT_THE_EDGE else ''}"
        texts.append(f'<text class="{style}" x="{_p(places[at])}" y="32">{words}</text>')
    if axis.holds(today):
        place = axis.place(today)
        side = " end" if place > 0.9 else "" if place < 0.1 else " mid"
        word = escape(_("Today"))
        texts.append(f'<text class="strong{side}" x="{_p(place)}" y="12">{word}</text>')
        texts.append(_today(place, 17, 38))
    drawn = f'<svg height="38"{STILL}>{"".join(texts)}</svg>'
    return f'<div class="row stacked gantt-head"><span></span>{drawn}</div>'


def _row(bar: Bar, axis: Axis, grid: str, now: str, waits: dict[str, list[str]]) -> str:
    name = f'<span><a href="{escape(bar.address)}"><b class="num">{escape(bar.code)}</b> {escape(bar.title)}</a></span>'
    label = f'<span class="gantt-label">{name} <span class="muted">{escape(bar.words)}</span></span>'
    lines = {"gridline": grid} | {style: "".join(dict.fromkeys(waits[style])) for style in WAITS if style in waits}
    drawn = _paths(lines) + _first_plan(bar, axis) + _now(bar, axis) + now
    return f'<div class="row stacked">{label}<svg height="{HEIGHT}"{STILL}>{drawn}</svg></div>'


def _first_plan(bar: Bar, axis: Axis) -> str:
    if bar.base_start is None and bar.base_end is None:
        return ""
    if bar.is_milestone:
        return _diamond("bar is-base", axis.place(bar.base_end or bar.base_start or axis.first), BASE_TOP + 8)
    return _box("bar is-base", bar.base_start, bar.base_end, axis, BASE_TOP, BASE_HEIGHT)


def _now(bar: Bar, axis: Axis) -> str:
    if bar.start is None and bar.end is None:
        return ""
    marks = {"done": " is-done", "late": " is-late", "cancelled": " is-done"}
    style = f"bar{marks.get(bar.standing, '')}{' is-critical' if bar.is_critical else ''}"
    if bar.is_milestone:
        return _diamond(style, axis.place(bar.end or bar.start or axis.first), MIDDLE)
    return _box(style, bar.start, bar.end, axis, TOP, BAR_HEIGHT)


def _box(style: str, start: date | None, end: date | None, axis: Axis, top: int, height: int) -> str:
    first, last = start or end, end or start
    if first is None or last is None:
        return ""
    left, right = sorted((axis.place(first), axis.place(last + timedelta(days=1))))
    width = max(LEAST, right - left)
    return f'<rect class="{style}" x="{_p(left)}" y="{top}" width="{_p(width)}" height="{height}"/>'


def _diamond(style: str, place: float, middle: float) -> str:
    return f'<svg x="{_p(place)}" y="{middle:g}"><path class="{style}" d="M0-7 7 0 0 7-7 0z"/></svg>'


def _waits(bars: Sequence[Bar], axis: Axis) -> list[dict[str, list[str]]]:
    """For each row the pieces of the lines that run from the end of an action to the start of one that waits for it."""
    place = {bar.code: at for at, bar in enumerate(bars)}
    pieces: list[dict[str, list[str]]] = [defaultdict(list) for _bar in bars]
    for to, bar in enumerate(bars):
        begins = bar.start or bar.end
        for code in bar.after:
            source = bars[place[code]] if code in place else bar
            ends = source.end or source.start
            if source is bar or ends is None or begins is None:
                continue
            x, style = axis.place(ends), WAITS[bar.is_critical and source.is_critical]
            low, high = sorted((place[code], to))
            through = _upright(x)
            for at in range(low + 1, high):
                pieces[at][style].append(through)
            pieces[low][style].append(_upright(x, MIDDLE))
            pieces[high][style].append(_upright(x, 0, MIDDLE))
            pieces[to][style].append(f"M{_w(x)} {MIDDLE}H{_w(axis.place(begins))}")
    return pieces


def _paths(lines: dict[str, str]) -> str:
    """The lines of a row, one path a style, as wide as the row."""
    drawn = "".join(f'<path class="{style}" d="{path}"/>' for style, path in lines.items() if path)
    return f'<svg viewBox="0 0 {WIDE} {HEIGHT}" preserveAspectRatio="none">{drawn}</svg>'


def _upright(place: float, top: float = 0, bottom: float = HEIGHT) -> str:
    return f"M{_w(place)} {top:g}V{bottom:g}"


def _today(place: float, top: int, bottom: int) -> str:
    return f'<line class="today" x1="{_p(place)}" x2="{_p(place)}" y1="{top}" y2="{bottom}"/>'


def _key() -> str:
    entries = (
        ("bar is-base", _("first plan")), ("bar is-done", _("done")), ("bar is-late", _("past its end")),
        ("bar", _("still to come")), ("bar is-critical", _("may not slip")),
    )  # fmt: skip
    said = "".join(
        f'<li><svg width="22" height="13"{STILL}><rect class="{style}" x="1" y="1" width="20" height="11"/></svg>'
        f"{escape(words)}</li>"
        for style, words in entries
    )
    return f'<ul class="gantt-key">{said}</ul>'


def _w(share: float) -> int:
    return round(WIDE * share)


def _p(share: float) -> str:
    return f"{100 * share:.2f}%"
