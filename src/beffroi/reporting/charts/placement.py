"""Where labels go: beside their point, without touching another label or another point, at every width of a range."""

from collections.abc import Sequence
from dataclasses import dataclass

from beffroi.reporting.charts.letters import text_width
from beffroi.reporting.charts.scene import Anchor, Label

# The box of a line of text above and below its baseline, as shares of its size.
ABOVE, BELOW = 0.85, 0.27
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


@dataclass(frozen=True)
class _Box:
    """A box tied to a share of the width: `left` and `right` are pixels from there, `top` and `bottom` from the top."""

    x: float
    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True)
class Room:
    """The plot in which labels are placed: its least and its greatest width, its height, and what is free beyond."""

    least: float
    most: float
    height: float
    right: float = 0.0

    def holds(self, box: _Box) -> bool:
        """Whether a box stays inside at every width."""
        if box.top < 0 or box.bottom > self.height:
            return False
        widths = (self.least, self.most)
        return all(box.x * width + box.left >= 0 for width in widths) and all(
            box.x * width + box.right <= width + self.right for width in widths
        )

    def overlap(self, a: _Box, b: _Box) -> float:
        """The pixels that two boxes share, one below the other, unless one stays left of the other at every width.

        Places are linear in the width: what is apart, and on the same side, at both ends is apart in between.
        """
        down = min(a.bottom, b.bottom) - max(a.top, b.top)
        if down <= 0 or self._is_left(a, b) or self._is_left(b, a):
            return 0.0
        across = max(min(_right(a, w), _right(b, w)) - max(_left(a, w), _left(b, w)) for w in (self.least, self.most))
        return down * max(across, 1.0)

    def _is_left(self, a: _Box, b: _Box) -> bool:
        return all(_right(a, width) <= _left(b, width) for width in (self.least, self.most))


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
    tried = [(order, _served(labels, order, room, size)) for order in _orders(labels)]
    order, best = min(tried, key=lambda entry: _lost(labels, entry[1]))
    for _ in range(ROUNDS):
        lost = [index for index in order if labels[index].matters and best[index] is None]
        if not lost:
            break
        order = [*lost, *(index for index in order if index not in lost)]
        answer = _served(labels, order, room, size)
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


def _served(labels: Sequence[Label], order: Sequence[int], room: Room, size: float) -> list[Placed | None]:
    """The places when labels are served in this order."""
    points = [_point(label) for label in labels]
    taken: list[_Box] = []
    answer: list[Placed | None] = [None] * len(labels)
    for index in order:
        others = [box for position, box in enumerate(points) if position != index]
        found = _place(labels[index], room, taken, others, size)
        if found is not None:
            answer[index] = found[0]
            taken += found[1]
    return answer


def _place(
    label: Label, room: Room, taken: Sequence[_Box], points: Sequence[_Box], size: float
) -> tuple[Placed, list[_Box]] | None:
    """The best place of one label, with the boxes that it fills."""
    grazing: tuple[float, Placed, list[_Box]] | None = None
    width = text_width(label.text, size, "is-region" in label.style)
    for place in (*_near(label, size), *(_tied(label, size, width) if label.matters else [])):
        boxes = _boxes(label, place, size, width)
        if not room.holds(boxes[0]) or any(room.overlap(box, other) for box in boxes for other in taken):
            continue
        touched = sum(room.overlap(box, point) for box in boxes for point in points)
        if not touched:
            return place, boxes
        if label.matters and touched < (GRAZED if grazing is None else grazing[0]):
            grazing = (touched, place, boxes)
    return grazing and grazing[1:]


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


def _boxes(label: Label, place: Placed, size: float, width: float) -> list[_Box]:
    """The box of the text, then that of the line that ties it to its point."""
    left = place.dx - {"start": 0.0, "middle": width / 2, "end": width}[place.anchor]
    baseline = label.y + place.dy
    text = _Box(label.x, left, left + width, baseline - ABOVE * size, baseline + BELOW * size)
    if place.leader is None:
        return [text]
    return [text, _Box(label.x, -1.0, 1.0, label.y + place.leader[0], label.y + place.leader[1])]


def _point(label: Label) -> _Box:
    half = CORNER * label.r
    return _Box(label.x, -half, half, label.y - half, label.y + half)


def _left(box: _Box, width: float) -> float:
    return box.x * width + box.left


def _right(box: _Box, width: float) -> float:
    return box.x * width + box.right
