"""A scene as HTML: one row a band, each with an SVG whose x is in percent."""

from collections.abc import Iterable
from html import escape

from beffroi.reporting.charts.labels import label_marks
from beffroi.reporting.charts.scene import Band, Box, Circle, Key, Line, Mark, Scene, Text

ANCHORS = {"start": "", "middle": "mid", "end": "end"}


def scene_to_html(scene: Scene) -> str:
    """The plot as one image with its description; keys above, axis title below."""
    if not scene.label_width:
        return _bare(scene)
    rows = "".join(_row(band, scene) for band in scene.bands)
    title = f'<p class="axis-title">{escape(scene.axis_title)}</p>' if scene.axis_title else ""
    classes = f"plot {_label_class(scene.label_width)} {_room_class(scene.room_right)}"
    return (
        f'<div class="{classes}" role="img" aria-label="{escape(scene.description, quote=True)}">'
        f"{_keys(scene.keys)}{rows}{title}</div>"
    )


def _bare(scene: Scene) -> str:
    band = scene.bands[0]
    return (
        f'<div class="plot" role="img" aria-label="{escape(scene.description, quote=True)}">'
        f'<svg height="{_n(band.height)}" focusable="false">{_marks(band.marks)}</svg></div>'
    )


def _label_class(width: int) -> str:
    if width <= 40:
        return "label-s"
    return "label-m" if width <= 150 else "label-l"


def _room_class(room: int) -> str:
    """Room beyond the axis in steps, since a style sheet cannot take a number from an attribute."""
    steps = (24, 48, 64, 88, 112, 176)
    return f"room-{next((step for step in steps if room <= step), steps[-1])}"


def _row(band: Band, scene: Scene) -> str:
    classes = " ".join(["row", *(["stacked"] if scene.stacked else []), *(["is-region"] if band.is_region else [])])
    labels = [
        mark
        for shows, *widths in scene.widths
        for mark in label_marks(band, (widths[0], widths[1]), scene.room_right, shows)
    ]
    svg = f'<svg height="{_n(band.height)}" focusable="false">{_marks([*band.marks, *labels])}</svg>'
    return f'<div class="{classes}"><span>{escape(band.label)}</span>{svg}</div>'


def _marks(marks: Iterable[Mark]) -> str:
    return "".join(_mark(mark) for mark in marks)


def _mark(mark: Mark) -> str:
    if isinstance(mark, Line):
        ends = f'x1="{_p(mark.x1)}" x2="{_p(mark.x2)}" y1="{_n(mark.y1)}" y2="{_n(mark.y2)}"'
        return f'<line class="{_classes(mark.style, mark.shows)}" {ends}/>'
    if isinstance(mark, Circle):
        return f'<circle class="{mark.style}" cx="{_p(mark.x)}" cy="{_n(mark.y)}" r="{_n(mark.r)}"/>'
    if isinstance(mark, Box):
        return _box(mark)
    return _text(mark)


def _box(box: Box) -> str:
    if box.width:
        size = f'width="{_p(box.width)}" height="{_n(box.height)}"'
        return f'<rect class="{box.style}" x="{_p(box.x)}" y="{_n(box.y)}" {size}/>'
    half, size = _n(-box.height / 2), _n(box.height)
    place = f'x="{_p(box.x)}" y="{_n(box.y)}" transform="translate({half} {half})"'
    return f'<rect class="{box.style}" {place} width="{size}" height="{size}"/>'


def _text(text: Text) -> str:
    classes = _classes(text.style, ANCHORS[text.anchor], text.shows)
    place = f'x="{_p(text.x)}" y="{_n(text.y)}"' + (f' dx="{_n(text.dx)}"' if text.dx else "")
    mark = f'<tspan class="raised" dx="1" dy="-4">{escape(text.mark)}</tspan>' if text.mark else ""
    return f'<text class="{classes}" {place}>{escape(text.text)}{mark}</text>'


def _classes(*parts: str) -> str:
    return " ".join(part for part in parts if part not in ("", "always"))


def _keys(keys: Iterable[Key]) -> str:
    entries = "".join(f"<li>{_swatch(key)}{escape(key.text)}</li>" for key in keys)
    return f'<ul class="chart-key">{entries}</ul>' if entries else ""


def _swatch(key: Key) -> str:
    shape = {
        "region": '<circle class="dot is-region" cx="8" cy="8" r="6"/>',
        "starred": '<circle class="bubble is-region" cx="8" cy="8" r="7"/>',
        "country": '<circle class="ring" cx="8" cy="8" r="5"/>',
        "eu": '<line class="ref" x1="8" x2="8" y1="0" y2="16"/>',
        "peer": '<circle class="dot" cx="8" cy="8" r="5"/>',
        "stroke": '<line class="peer" x1="8" x2="8" y1="2" y2="14"/>',
        "printed": '<rect class="printed" x="3" y="3" width="10" height="10"/>',
    }[key.style]
    return f'<svg width="16" height="16" focusable="false">{shape}</svg>'


def _p(share: float) -> str:
    return f"{100 * share:.2f}".rstrip("0").rstrip(".") + "%"


def _n(pixels: float) -> str:
    return f"{pixels:.2f}".rstrip("0").rstrip(".")
