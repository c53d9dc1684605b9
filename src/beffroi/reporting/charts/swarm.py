"""A swarm: every region as one dot, dots of like value stacked, so that the shape of the whole shows."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from beffroi.reporting.charts.dots import axis
from beffroi.reporting.charts.scales import Scale
from beffroi.reporting.charts.scene import Band, Box, Circle, Key, Line, Mark, Scene, Text, gridlines

SwarmRole = Literal["region", "pilot", "other"]
STEP = 8.0
RADIUS = 3.3
HEAD = 40.0
COLUMNS = 40
"""Stacks over the whole axis: as many as stay apart on the narrowest screen."""


@dataclass(frozen=True)
class SwarmDot:
    """One region: value on the axis, and how it is marked."""

    value: float
    role: SwarmRole


@dataclass(frozen=True)
class Swarm:
    """All regions on an axis from 0 to 1; values beyond an end stand at that end. The region asked for has a label."""

    description: str
    dots: tuple[SwarmDot, ...]
    own_label: str
    eu: float | None
    eu_label: str
    axis_title: str
    keys: tuple[Key, ...]
    tick: Callable[[float], str]

    def scene(self) -> Scene:
        """One band of stacks, and the axis below."""
        scale = Scale(0.0, 1.0, (0.0, 0.2, 0.4, 0.6, 0.8, 1.0))
        stacks = self._stacks(scale)
        height = HEAD + STEP * max((len(stack) for stack in stacks.values()), default=1)
        marks: list[Mark] = [*gridlines([scale.at(tick) for tick in scale.ticks], height)]
        if self.eu is not None:
            x = scale.at(self.eu)
            marks += [Line(x, 16, x, height, "ref"), Text(x, 12, self.eu_label, "halo", "middle")]
        for column, stack in stacks.items():
            for level, dot in enumerate(stack):
                x, y = (column + 0.5) / COLUMNS, height - STEP * (level + 0.5)
                marks += _marked(dot, x, y, self.own_label)
        return Scene(
            description=self.description,
            bands=(Band("", height, tuple(marks)), axis(scale, self.tick)),
            axis_title=self.axis_title,
            keys=self.keys,
            label_width=24,
            room_right=24,
        )

    def _stacks(self, scale: Scale) -> dict[int, list[SwarmDot]]:
        """The dots of each column, the region asked for on top so that its label is free, the pilots at the foot."""
        order = {"pilot": 0, "other": 1, "region": 2}
        stacks: dict[int, list[SwarmDot]] = {}
        for dot in sorted(self.dots, key=lambda dot: order[dot.role]):
            column = min(COLUMNS - 1, math.floor(scale.at(dot.value) * COLUMNS))
            stacks.setdefault(column, []).append(dot)
        return stacks


def _marked(dot: SwarmDot, x: float, y: float, label: str) -> list[Mark]:
    """The mark of a dot; a pilot is a square, so that it does not differ by its shade alone."""
    if dot.role == "pilot":
        return [Box(x, y, 0, 2 * RADIUS - 0.6, "printed")]
    if dot.role == "other":
        return [Circle(x, y, RADIUS, "dot")]
    side = "end" if x > 0.6 else "start"
    return [
        Circle(x, y, RADIUS + 2, "dot is-region"),
        Text(x, y - 8, label, "halo is-region", "end" if side == "end" else "start", dx=-4 if side == "end" else 4),
    ]
