"""Where labels go: beside their point, without touching another label or another point, at every width of a range."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from beffroi.reporting.charts.letters import text_width
from beffroi.reporting.charts.scene import Anchor, Label

# The box of a line of text above and below its baseline, as shares of its size.
ABOVE, BELOW = 0.85, 0.27
# Free room left and right of a text, so that two labels do not read as one word.
APART = 1.5
# Labels that touch a point less than this share of its radius from its edge only meet the corner of its square.
CORNER = 0.85
# How far above or below its point a label with a leader may stand, in pixels.
LEADERS = tuple(range(14, 112, 7))
# Which part of a label with a leader stands left of the line.
SHARES = (0.5, 0.0, 1.0, 0.25, 0.75)
# A label that matters may graze other points by this many square pixels, but not hide one.
GRAZED = 30.0
# So many times those that found no place are served first, and the others anew.
ROUNDS = 4


@dataclass(frozen=True)
class Placed:
    """Where a label goes relative to its point: shift, shift of the baseline, anchor.

    `leader` holds the two ends of the line that ties a label to its point, as shifts down from the point.
    """

    dx: float
    dy: float
    anchor: Anchor
    leader: tuple[float, float] | None = None


_Box = tuple[float, float, float, float, float, float]
"""Left and right at the least width, the same at the greatest, top and bottom; plain, since thousands are made."""


@dataclass(frozen=True)
class Room:
    """The plot in which labels are placed: its least and its greatest width, its height, and what is free beyond."""

    least: float
    most: float
    height: float
    right: float = 0.0

    def box(self, x: float, left: float, right: float, top: float, bottom: float) -> _Box:
        """A box tied to a share of the width; left and right are pixels from there, top and bottom from the top."""
        near, far = x * self.least, x * self.most
        return near + left, near + right, far + left, far + right, top, bottom

    def holds(self, box: _Box) -> bool:
        """Whether a box stays inside at every width."""
        left, right, left_wide, right_wide, top, bottom = box
        return (
            top >= 0
            and bottom <= self.height
            and left >= 0
            and left_wide >= 0
            and right <= self.least + self.right
            and right_wide <= self.most + self.right
        )


def _shared(boxes: Sequence[_Box], others: Sequence[_Box], enough: float = 0.0) -> float:
    """The pixels that boxes share with others; where there are `enough`, the rest is not counted.

    Two boxes share some where one is not below the other, nor left of it at every width. Places are linear in the
    width: what is apart, and on the same side, at both ends is apart in between.
    """
    total = 0.0
    for left, right, left_wide, right_wide, top, bottom in boxes:
        for left_b, right_b, left_wide_b, right_wide_b, top_b, bottom_b in others:
            if bottom <= top_b or bottom_b <= top:
                continue
            if (right <= left_b and right_wide <= left_wide_b) or (right_b <= left and right_wide_b <= left_wide):
                continue
            across = max(
                min(right, right_b) - max(left, left_b),
                min(right_wide, right_wide_b) - max(left_wide, left_wide_b),
                1.0,
            )
            total += (min(bottom, bottom_b) - max(top, top_b)) * across
            if total >= enough:
                return total
    return total


def place_labels(labels: Sequence[Label], room: Room, size: float = 13.0) -> list[Placed | None]:
    """Give each label a place beside its point, or None where there is none.

    Labels are served in their order; each tries right, left, above, below and the corners, and takes the first place
    inside the plot that touches no label and no other point. A label that matters then tries places farther up and
    down, tied to the point by a line, and at last those that graze other points. Those that matter are also served
    from left to right, from right to left, and those left out first; the answer is the one that leaves out fewest. No
    label ever touches another one or leaves the plot.

    Returns
    -------
    list of Placed or None
        in the order of `labels`.

    """
    asking = [_Asking(label, room, size) for label in labels]
    tried = [(order, _served(asking, order)) for order in _orders(labels)]
    order, best = min(tried, key=lambda entry: _lost(labels, entry[1]))
    for _ in range(ROUNDS):
        lost = [index for index in order if labels[index].matters and best[index] is None]
        if not lost:
            break
        order = [*lost, *(index for index in order if index not in lost)]
        answer = _served(asking, order)
        best = min((best, answer), key=lambda places: _lost(labels, places))
    return best


def _orders(labels: Sequence[Label]) -> list[list[int]]:
    """As asked; then those that matter from left to right and from right to left, so that their lines form stairs."""
    asked = sorted(range(len(labels)), key=lambda position: labels[position].order)
    across = sorted((index for index in asked if labels[index].matters), key=lambda position: labels[position].x)
    rest = [index for index in asked if not labels[index].matters]
    return [asked, *([[*across, *rest], [*across[::-1], *rest]] if across else [])]


def _lost(labels: Sequence[Label], places: Sequence[Placed | None]) -> tuple[int, int]:
    """What is left out: those that matter, each weighing the more the earlier it asked; then the number of all."""
    asked = sorted((index for index, label in enumerate(labels) if label.matters), key=lambda at: labels[at].order)
    weights = {index: len(asked) - place for place, index in enumerate(asked)}
    without = [index for index, place in enumerate(places) if place is None]
    return sum(weights.get(index, 0) for index in without), len(without)


class _Asking:
    """A label that asks for a place: its point, and the places that the plot holds, computed once for all rounds."""

    def __init__(self, label: Label, room: Room, size: float) -> None:
        self.label, self.room, self.size = label, room, size
        self.width = text_width(label.text, size, "is-region" in label.style)
        self.point = _point(label, room)

    @cached_property
    def near(self) -> list[tuple[Placed, list[_Box]]]:
        """Beside the point."""
        return self._held(_near(self.label, self.size))

    @cached_property
    def tied(self) -> list[tuple[Placed, list[_Box]]]:
        """Farther up and down, for one that matters."""
        return self._held(_tied(self.label, self.size, self.width))

    def _held(self, places: Sequence[Placed]) -> list[tuple[Placed, list[_Box]]]:
        filled = ((place, _boxes(self.label, place, self.room, self.size, self.width)) for place in places)
        return [(place, boxes) for place, boxes in filled if self.room.holds(boxes[0])]


def _served(asking: Sequence[_Asking], order: Sequence[int]) -> list[Placed | None]:
    """The places when labels are served in this order."""
    taken: list[_Box] = []
    answer: list[Placed | None] = [None] * len(asking)
    for index in order:
        others = [one.point for position, one in enumerate(asking) if position != index]
        found = _place(asking[index], taken, others)
        if found is not None:
            answer[index] = found[0]
            taken += found[1]
    return answer


def _place(one: _Asking, taken: Sequence[_Box], points: Sequence[_Box]) -> tuple[Placed, list[_Box]] | None:
    """The best place of one label, with the boxes that it fills."""
    grazing: tuple[Placed, list[_Box]] | None = None
    least = GRAZED if one.label.matters else 0.0
    for places in (one.near, one.tied) if one.label.matters else (one.near,):
        for place, boxes in places:
            if _shared(boxes, taken):
                continue
            touched = _shared(boxes, points, least)
            if not touched:
                return place, boxes
            if touched < least:
                least, grazing = touched, (place, boxes)
    return grazing


def _near(label: Label, size: float) -> list[Placed]:
    """The places around a point, best first."""
    half, gap, corner = size * 0.36, label.r + 4, 0.7 * label.r + 3
    return [
        Placed(gap, half, "start"),
        Placed(-gap, half, "end"),
        Placed(0, -gap, "middle"),
        Placed(0, gap + size * 0.78, "middle"),
        Placed(corner, -corner, "start"),
        Placed(corner, corner + size * 0.78, "start"),
        Placed(-corner, -corner, "end"),
        Placed(-corner, corner + size * 0.78, "end"),
        Placed(-label.r, -gap, "start"),
        Placed(label.r, -gap, "end"),
        Placed(-label.r, gap + size * 0.78, "start"),
        Placed(label.r, gap + size * 0.78, "end"),
    ]


def _tied(label: Label, size: float, width: float) -> list[Placed]:
    """Places farther up and down, the nearest first, each with its line."""
    places = []
    for far in LEADERS:
        up, down = -label.r - far, label.r + far + ABOVE * size
        for share in SHARES:
            dx = (0.5 - share) * width
            places.append(Placed(dx, up, "middle", (up + BELOW * size, -label.r)))
            places.append(Placed(dx, down, "middle", (label.r, down - ABOVE * size)))
    return places


def _boxes(label: Label, place: Placed, room: Room, size: float, width: float) -> list[_Box]:
    """The box of the text, then that of the line that ties it to its point."""
    left = place.dx - {"start": 0.0, "middle": width / 2, "end": width}[place.anchor]
    baseline = label.y + place.dy
    text = room.box(label.x, left - APART, left + width + APART, baseline - ABOVE * size, baseline + BELOW * size)
    if place.leader is None:
        return [text]
    return [text, room.box(label.x, -1.0, 1.0, label.y + place.leader[0], label.y + place.leader[1])]


def _point(label: Label, room: Room) -> _Box:
    half = CORNER * label.r
    return room.box(label.x, -half, half, label.y - half, label.y + half)
