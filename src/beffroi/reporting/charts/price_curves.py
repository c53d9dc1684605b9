"""What people find cheap or expensive at which price: Van Westendorp's curves, with the limits of a corridor."""

from collections.abc import Callable
from dataclasses import dataclass

from beffroi.reporting.charts.scales import Scale, between
from beffroi.reporting.charts.scene import Anchor, Band, Key, Line, Mark, Scene, Text

HEIGHT, TOP = 300.0, 52.0
SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True)
class PriceCurve:
    """The share of those asked who say something of each price; `stands_out` where it makes the ceiling."""

    name: str
    points: tuple[tuple[float, float], ...]
    stands_out: bool = False


@dataclass(frozen=True)
class Limit:
    """A price that limits the corridor."""

    name: str
    price: float


@dataclass(frozen=True)
class PriceCurves:
    """Curves over prices, and limits as dashed rules named above them."""

    description: str
    curves: tuple[PriceCurve, ...]
    limits: tuple[Limit, ...]
    axis_title: str
    share: Callable[[float], str]
    tick: Callable[[float], str]
    keys: tuple[Key, ...]

    def scene(self) -> Scene:
        """A tall band with the curves, one with the prices."""
        prices = [price for curve in self.curves for price, _share in curve.points]
        scale = between([*prices, *(limit.price for limit in self.limits)])
        marks: list[Mark] = []
        for share in SHARES:
            marks.append(Line(0, _height(share), 1, _height(share), "gridline" if share else "axis"))
            marks.append(Text(0, _height(share) - 4, self.share(share), "tick halo"))
        for curve in sorted(self.curves, key=lambda one: one.stands_out):
            style = "line is-region" if curve.stands_out else "line"
            for (price, share), (after, next_share) in zip(curve.points, curve.points[1:], strict=False):
                marks.append(Line(scale.at(price), _height(share), scale.at(after), _height(next_share), style))
        for at, limit in enumerate(sorted(self.limits, key=lambda one: one.price)):
            marks += _limit(limit, scale, 12.0 + 14.0 * (at % 3))
        return Scene(
            self.description, (Band("", HEIGHT + TOP, tuple(marks)), _axis(scale, self.tick)), self.axis_title,
            self.keys, label_width=1, room_right=24,
        )  # fmt: skip


def _height(share: float) -> float:
    return TOP + HEIGHT * (1 - share) - 4


def _limit(limit: Limit, scale: Scale, y: float) -> list[Mark]:
    x = scale.at(limit.price)
    anchor: Anchor = "end" if x > 0.6 else "start"
    rule = Line(x, y + 4, x, TOP + HEIGHT - 4, "ref")
    return [rule, Text(x, y, limit.name, "halo", anchor)]


def _axis(scale: Scale, tick: Callable[[float], str]) -> Band:
    marks: list[Mark] = []
    for at, price in enumerate(scale.ticks):
        x = scale.at(price)
        marks.append(Line(x, 0, x, 6, "axis"))
        anchor: Anchor = "start" if not at else "end" if at == len(scale.ticks) - 1 else "middle"
        marks.append(Text(x, 19, tick(price), "tick", anchor, shows="always" if at % 2 == 0 else "wide"))
    return Band("", 24, tuple(marks))
