"""Values over years as lines, each named at its end; the region in ochre, the EU dashed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal

from beffroi.reporting.charts.letters import text_width
from beffroi.reporting.charts.scales import Scale, from_zero, round_step
from beffroi.reporting.charts.scene import Band, Circle, Key, Line, Mark, Scene, Shows, Text

HEIGHT = 340.0
# The numbers of the upright axis stand above their gridlines, left of the first year.
FIRST = 0.13
# Pixels from one name to the next.
GAP = 15.0
# Pixels right of the last year: for names as they are, and for what a phone has room for.
ROOM, ROOM_OF_A_PHONE, BEFORE = 176, 112, 8
# Pixels from the first year to the last on a phone, and between the names of two years.
ACROSS_A_PHONE, AIR = 170.0, 12.0
# A scale holds zero unless the values fill less than this share of it.
NARROW_SHARE = 0.5
STYLES = {"region": "line is-region", "peer": "line", "eu": "line is-ref"}


@dataclass(frozen=True)
class Course:
    """One line: the name at its end, and a value or None for each year."""

    name: str
    values: tuple[float | None, ...]
    role: Literal["region", "peer", "eu"]


@dataclass(frozen=True)
class Lines:
    """Courses over the same years. The scale holds zero, or `from_above_zero` says in words that it does not."""

    description: str
    years: tuple[int | str, ...]
    courses: tuple[Course, ...]
    axis_title: str
    from_above_zero: str
    keys: tuple[Key, ...]
    tick: Callable[[float], str]

    def scene(self) -> Scene:
        """One tall band with the lines, one with the years."""
        known = [value for course in self.courses for value in course.values if value is not None]
        scale = upright(known)
        marks: list[Mark] = []
        for tick in scale.ticks:
            y = _height(scale, tick)
            marks.append(Line(0, y, 1, y, "axis" if tick == scale.low else "gridline"))
            marks.append(Text(0, y - 4, self.tick(tick), "tick halo"))
        # The region comes last, above all others.
        for course in sorted(self.courses, key=lambda item: ("peer", "eu", "region").index(item.role)):
            marks += self._course(course, scale)
        marks += self._names(scale)
        title = self.axis_title if scale.low <= 0 <= scale.high else f"{self.axis_title} {self.from_above_zero}"
        return Scene(
            description=self.description,
            bands=(Band("", HEIGHT + 20, tuple(marks)), self._years()),
            axis_title=title.strip(),
            keys=self.keys,
            label_width=1,
            room_right=self._room(),
        )

    def _room(self) -> int:
        """What the longest name needs; a longer one than there is room for is cut."""
        needed = max((_width(course) for course in self.courses), default=0.0)
        return min(ROOM, int(needed) + BEFORE + 4)

    def _x(self, position: int) -> float:
        return FIRST + (1 - FIRST) * position / max(1, len(self.years) - 1)

    def _course(self, course: Course, scale: Scale) -> list[Mark]:
        """A line through neighbouring years; a year between two gaps is a dot."""
        marks: list[Mark] = []
        for position, (before, here, after) in enumerate(_neighbours(course.values)):
            if here is None:
                continue
            x, y = self._x(position), _height(scale, here)
            if after is not None:
                marks.append(Line(x, y, self._x(position + 1), _height(scale, after), STYLES[course.role]))
            if before is None and after is None:
                marks.append(Circle(x, y, 3, "dot is-region" if course.role == "region" else "dot"))
            elif after is None and course.role == "region":
                marks.append(Circle(x, y, 4, "dot is-region"))
        return marks

    def _names(self, scale: Scale) -> list[Mark]:
        """Names at the ends of the lines, moved apart where they would meet."""
        ends: dict[int, list[tuple[float, Course]]] = {}
        for course in self.courses:
            last = max((index for index, value in enumerate(course.values) if value is not None), default=None)
            if last is not None:
                ends.setdefault(last, []).append((_height(scale, course.values[last] or 0.0), course))
        marks: list[Mark] = []
        for position, named in ends.items():
            named.sort(key=lambda item: item[0])
            for y, (_, course) in zip(spread([y for y, _ in named], GAP), named, strict=True):
                marks += _named(self._x(position), y + 4.5, course)
        return marks

    def _years(self) -> Band:
        step = max(1, round(len(self.years) / 6))
        on_a_phone = step * self._every_on_a_phone(step)
        marks: list[Mark] = []
        for position, year in enumerate(self.years):
            x = self._x(position)
            from_last = len(self.years) - 1 - position
            shows: Shows = "always" if from_last % on_a_phone == 0 else "wide"
            marks.append(Line(x, 0, x, 6, "axis"))
            if from_last % step == 0:
                marks.append(Text(x, 19, str(year), "tick", "middle", shows=shows))
        return Band("", 24, tuple(marks))

    def _every_on_a_phone(self, step: int) -> int:
        """Every which of the years named elsewhere is named on a phone: every second, of long names fewer."""
        widest = max((text_width(str(year)) for year in self.years), default=0.0) + AIR
        between = ACROSS_A_PHONE * step / max(1, len(self.years) - 1)
        return max(2, ceil(widest / between))


def _named(x: float, y: float, course: Course) -> list[Mark]:
    """The name at the end of a line; on a phone cut to what there is room for."""
    bold = course.role == "region"
    style = "halo is-region" if bold else "halo"
    full, short = (cut(course.name, room - BEFORE, bold) for room in (ROOM, ROOM_OF_A_PHONE))
    if full == short:
        return [Text(x, y, full, style, dx=BEFORE)]
    kinds: tuple[tuple[str, Shows], ...] = ((full, "wide"), (short, "narrow"), (short, "phone"))
    return [Text(x, y, said, style, dx=BEFORE, shows=shows) for said, shows in kinds]


def _width(course: Course) -> float:
    return text_width(course.name, bold=course.role == "region")


def cut(name: str, room: float, bold: bool = False) -> str:
    """A name as far as there is room for it.

    >>> cut("Wallonia", 100), cut("Região Autónoma da Madeira", 100)
    ('Wallonia', 'Região Autón…')
    """
    if text_width(name, bold=bold) <= room:
        return name
    ends = (name[:length].rstrip() + "…" for length in range(len(name) - 1, 0, -1))
    return next((shorter for shorter in ends if text_width(shorter, bold=bold) <= room), "…")


def upright(values: Sequence[float]) -> Scale:
    """A scale that holds zero, unless the values lie close together and far from it.

    >>> upright([10, 40]).ticks, upright([96, 104]).low
    ((0.0, 10.0, 20.0, 30.0, 40.0), 96.0)
    """
    scale = from_zero(values)
    low, high = min(values, default=0.0), max(values, default=0.0)
    if low <= 0 or high - low >= NARROW_SHARE * high or low == high:
        return scale
    step = round_step((high - low) / 5)
    first, last = int(low // step), int(-(-high // step))
    ticks = tuple(round(index * step, 10) for index in range(first, last + 1))
    return Scale(ticks[0], ticks[-1], ticks)


def spread(places: Sequence[float], gap: float) -> list[float]:
    """Ordered places moved apart as little as keeps a gap between neighbours, each group around its own middle.

    >>> spread([10.0, 11.0, 40.0], 4.0)
    [8.5, 12.5, 40.0]
    """
    groups: list[list[float]] = []
    for place in places:
        groups.append([place])
        while len(groups) > 1 and _first(groups[-1], gap) - _last(groups[-2], gap) < gap:
            group = groups.pop()
            groups[-1] += group
    return [_first(group, gap) + gap * index for group in groups for index in range(len(group))]


def _first(group: Sequence[float], gap: float) -> float:
    return sum(group) / len(group) - gap * (len(group) - 1) / 2


def _last(group: Sequence[float], gap: float) -> float:
    return _first(group, gap) + gap * (len(group) - 1)


def _neighbours(values: Sequence[float | None]) -> list[tuple[float | None, float | None, float | None]]:
    return list(zip((None, *values), values, (*values[1:], None), strict=False))


def _height(scale: Scale, value: float) -> float:
    """Twenty pixels of air above, for the number of the highest gridline."""
    return round(20 + HEIGHT * (1 - scale.at(value)), 2)
