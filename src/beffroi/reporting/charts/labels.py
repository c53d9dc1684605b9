"""Labels of a band as marks, for those who write a scene down and know how wide it is."""

from collections.abc import Iterable

from beffroi.reporting.charts.placement import Placed, Room, place_labels
from beffroi.reporting.charts.scene import Band, Label, Line, Mark, Shows, Text


def label_marks(band: Band, widths: tuple[float, float], room_right: float, shows: Shows = "always") -> list[Mark]:
    """The labels of a band placed for all widths from the first to the second; lines below the texts."""
    room = Room(*widths, height=band.height, right=room_right)
    placed = [
        (label, place)
        for label, place in zip(band.labels, place_labels(band.labels, room), strict=True)
        if place is not None
    ]
    return [*_leaders(placed, shows), *(_text(label, place, shows) for label, place in placed)]


def _leaders(placed: Iterable[tuple[Label, Placed]], shows: Shows) -> list[Mark]:
    return [
        Line(label.x, label.y + place.leader[0], label.x, label.y + place.leader[1], "leader", shows)
        for label, place in placed
        if place.leader is not None
    ]


def _text(label: Label, place: Placed, shows: Shows) -> Text:
    return Text(
        label.x,
        round(label.y + place.dy, 2),
        label.text,
        label.style,
        place.anchor,
        round(place.dx, 2),
        shows=shows,
    )
