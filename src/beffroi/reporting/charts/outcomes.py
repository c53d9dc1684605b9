"""A tornado of amounts: how far each input, between its ends, moves an outcome to either side of what is expected."""

from collections.abc import Callable
from dataclasses import dataclass

from beffroi.reporting.charts.dots import axis
from beffroi.reporting.charts.letters import room_for
from beffroi.reporting.charts.scales import Scale, from_zero
from beffroi.reporting.charts.scene import Anchor, Band, Box, Line, Mark, Scene, Text, gridlines

ROW = 34.0
BAR = 14.0


@dataclass(frozen=True)
class OutcomeBar:
    """An input, and the outcome at the low and at the high end of its range."""

    name: str
    low: float
    high: float


@dataclass(frozen=True)
class Outcomes:
    """Bars in the order given, about the outcome that is expected, which is a dashed rule."""

    description: str
    bars: tuple[OutcomeBar, ...]
    expected: float
    expected_name: str
    axis_title: str
    tick: Callable[[float], str]

    def scene(self) -> Scene:
        """Rows as bands under the name of the rule."""
        ends = [end for bar in self.bars for end in (bar.low, bar.high)]
        scale = from_zero([*ends, self.expected])
        x = scale.at(self.expected)
        anchor: Anchor = "end" if x > 0.6 else "start"
        head = Band("", 22, (Text(x, 14, self.expected_name, "halo", anchor), Line(x, 18, x, 22, "ref")))
        rows = (self._row(bar, scale, x) for bar in self.bars)
        room = room_for([bar.name for bar in self.bars])
        bands = (head, *rows, axis(scale, self.tick))
        return Scene(
            self.description, bands, self.axis_title, label_width=room, room_right=48, stacked=True,
        )  # fmt: skip

    def _row(self, bar: OutcomeBar, scale: Scale, x: float) -> Band:
        first, last = sorted((scale.at(bar.low), scale.at(bar.high)))
        marks: list[Mark] = [*gridlines([scale.at(tick) for tick in scale.ticks], ROW)]
        if last > first:
            marks.append(Box(first, (ROW - BAR) / 2, last - first, BAR, "bar"))
        zero = scale.at(0)
        marks += [Line(zero, 0, zero, ROW, "axis"), Line(x, 0, x, ROW, "ref")]
        return Band(bar.name, ROW, tuple(marks))
