"""Vendor the outlines of Europe for schematic maps: `python tools/vendor_outlines.py ARCHIVE`.

ARCHIVE is what `npm pack world-atlas@2.0.2` writes: Natural Earth's countries as TopoJSON, in the public domain. Land
and borders are projected to ETRS89-LAEA, cut to the window of the map, simplified line by line (so that neighbours
keep their common border), rounded, and written as SVG path data in steps of `UNIT` metres.
"""

import hashlib
import json
import sys
import tarfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from beffroi.reporting.charts.projection import SIDE, SOUTH, WEST, to_grid

OUT = Path(__file__).resolve().parents[1] / "src/beffroi/reporting/charts/outlines/europe.json"
MEMBER = "package/countries-50m.json"
UNIT = 2500.0
TOLERANCE, SMALLEST = 1.7, 30.0  # in units, and square units: 4 km, 190 square kilometres
Line = np.ndarray[Any, np.dtype[np.float64]]


def main(archive: Path) -> None:
    """Write the outlines with their provenance."""
    with tarfile.open(archive) as packed:
        member = packed.extractfile(MEMBER)
        if member is None:
            sys.exit(f"{archive}: holds no {MEMBER}.")
        content = member.read()
    atlas = json.loads(content)
    side = SIDE / UNIT
    arcs = [_simplified(line) for line in _arcs(atlas)]
    rings = [_clipped(_joined(arcs, ring), side) for ring in _rings(atlas["objects"]["land"])]
    uses = Counter(arc if arc >= 0 else ~arc for ring in _rings(atlas["objects"]["countries"]) for arc in ring)
    borders = [part for arc, times in uses.items() if times > 1 for part in _inside(arcs[arc], side)]
    land = "".join(_path(ring) + "z" for ring in rings if len(ring) > 3 and _area(ring) >= SMALLEST)
    written = {
        "source": "Natural Earth, Admin 0 countries, 1:50 million, as restated by npm world-atlas 2.0.2",
        "licence": "Public domain (Natural Earth); restatement ISC, Mike Bostock",
        "of": f"{MEMBER}, SHA-256 {hashlib.sha256(content).hexdigest()}",
        "made_by": "tools/vendor_outlines.py",
        "projection": "ETRS89-LAEA (EPSG:3035)",
        "side": round(side),
        "land": land,
        "borders": "".join(_path(part) for part in borders),
    }
    OUT.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")
    print(f"{OUT.name}: {OUT.stat().st_size} bytes")


def _arcs(atlas: dict[str, Any]) -> Iterable[Line]:
    """Every arc in units of the window, y downwards."""
    scale, shift = (np.array(atlas["transform"][name]) for name in ("scale", "translate"))
    for arc in atlas["arcs"]:
        degrees = np.cumsum(np.array(arc), axis=0) * scale + shift
        east, north = to_grid(degrees[:, 0], degrees[:, 1])
        yield np.column_stack([(east - WEST) / UNIT, (SOUTH + SIDE - north) / UNIT])


def _rings(node: dict[str, Any]) -> Iterable[list[int]]:
    """The rings of all polygons below an object, as lists of arcs."""
    if node["type"] == "GeometryCollection":
        for inner in node["geometries"]:
            yield from _rings(inner)
    elif node["type"] == "Polygon":
        yield from node["arcs"]
    elif node["type"] == "MultiPolygon":
        for polygon in node["arcs"]:
            yield from polygon


def _joined(arcs: list[Line], ring: list[int]) -> Line:
    """The points of a ring; a negative number is an arc read backwards."""
    lines = [arcs[at] if at >= 0 else arcs[~at][::-1] for at in ring]
    return np.concatenate([line[:-1] for line in lines])


def _simplified(line: Line) -> Line:
    """Douglas and Peucker: what strays from a straight line by more than the tolerance stays."""
    keep = np.zeros(len(line), dtype=bool)
    keep[[0, -1]] = True
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        a, b = line[first], line[last]
        inner = line[first + 1 : last]
        along = b - a
        length = float(np.hypot(*along))
        away = np.hypot(*(inner - a).T)
        if length > 0:
            away = np.abs(along[0] * (inner[:, 1] - a[1]) - along[1] * (inner[:, 0] - a[0])) / length
        farthest = int(away.argmax())
        if away[farthest] > TOLERANCE:
            middle = first + 1 + farthest
            keep[middle] = True
            spans += [(first, middle), (middle, last)]
    return line[keep]


def _clipped(ring: Line, side: float) -> Line:
    """Sutherland and Hodgman: the ring inside the window, with a little margin so that no edge shows."""
    low, high = -4.0, side + 4.0
    for axis, limit, above in ((0, low, True), (0, high, False), (1, low, True), (1, high, False)):
        found: list[Line] = []
        for start, end in zip(ring, np.roll(ring, -1, axis=0), strict=True):
            start_in, end_in = ((point[axis] >= limit) == above for point in (start, end))
            if start_in:
                found.append(start)
            if start_in != end_in:
                found.append(start + (end - start) * (limit - start[axis]) / (end[axis] - start[axis]))
        ring = np.array(found).reshape(-1, 2)
        if not len(ring):
            break
    return ring


def _inside(line: Line, side: float) -> Iterable[Line]:
    """The stretches of a line inside the window."""
    inside = ((line > -4) & (line < side + 4)).all(axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], inside.astype(int), [0]])))
    return (line[first:last] for first, last in edges.reshape(-1, 2) if last - first > 1)


def _area(ring: Line) -> float:
    x, y = ring.T
    return abs(float(x @ np.roll(y, 1) - y @ np.roll(x, 1))) / 2


def _path(line: Line) -> str:
    """Path data in whole units, each point relative to the one before."""
    points = np.rint(line).astype(int)
    points = points[np.concatenate([[True], np.any(np.diff(points, axis=0) != 0, axis=1)])]
    steps = "".join(
        f"{'' if x < 0 and at else ' ' if at else ''}{x}{'' if y < 0 else ' '}{y}"
        for at, (x, y) in enumerate(np.diff(points, axis=0))
    )
    return f"M{points[0][0]} {points[0][1]}" + (f"l{steps}" if steps else "")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
