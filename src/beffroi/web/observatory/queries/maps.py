"""Maps of regions: where each stands, its true shape where boundaries were fetched, and the map of a ranking."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from beffroi.figures.boundaries import ATTRIBUTION, find_boundaries, read_boundaries
from beffroi.figures.points import centre_of, centres
from beffroi.figures.territories import Codes, Territory, find_territory
from beffroi.reporting.charts.map import (
    EUROPE,
    EuropeMap,
    Place,
    box_of,
    is_inside,
    shape_of,
    step_of,
    window_around,
)
from beffroi.reporting.charts.projection import to_window
from beffroi.reporting.language import Language
from beffroi.web.core.french import listed

MINI_SIDE = 300.0
SMALLEST_DOT, STANDING_OUT, LARGEST_DOT = 1.4, 2.8, 5.4
VINTAGE = 2013
"""Vintage of the codes of the regions that are mapped."""
NAMED, NAMED_CLOSE = 3, 12
"""How many of the highest regions a map names: of Europe, and of one country."""


@dataclass(frozen=True)
class Mapped:
    """One region of a map: code, name, value in its class, and as it is said."""

    code: str
    name: str
    value: float | None
    shown: str
    is_region: bool = False


@dataclass(frozen=True)
class Legend:
    """How values become classes: the limits between them, each class in words, and what the map shows."""

    breaks: tuple[float, ...]
    steps: tuple[str, ...]
    description: str
    own: str = ""


@dataclass(frozen=True)
class Dot:
    """One dot of the small map, as attributes of its circle."""

    x: str
    y: str
    r: str


@dataclass(frozen=True)
class MiniMap:
    """The small map in the head of a profile: all regions, the pilots, the region itself."""

    land: tuple[Dot, ...]
    pilots: tuple[Dot, ...]
    home: tuple[Dot, ...]
    description: str
    caption: str


@lru_cache(maxsize=1024)
def place_of(code: str) -> tuple[float, float] | None:
    """Where the centre of a region stands on the map, in shares; None where no centre is held, or beyond its edge."""
    centre = centre_of(find_territory(code))
    if centre is None:
        return None
    across, down = to_window(centre.lon, centre.lat)
    return (float(across), float(down)) if is_inside(float(across), float(down)) else None


def europe_map(
    regions: Sequence[Mapped], legend: Legend, language: Language, home: Territory | None, close: bool = False
) -> EuropeMap:
    """The map of a ranking: true shapes where they have been fetched, else a dot a region; `close` shows their part."""
    shapes = true_shapes(region.code for region in regions)
    standing = {region.code: at for region in regions if (at := _standing(region.code, shapes)) is not None}
    named = {region.code for region in _highest(regions, standing, NAMED_CLOSE if close else NAMED)}
    drawn = [region for region in regions if region.code in standing]
    places = tuple(_places(drawn, legend, shapes, standing, named, home, language))
    notes = [] if shapes else [_("Schematic: a dot a NUTS 2 region, at its centre.")]
    notes += _left_out([region for region in regions if region.code not in standing], shapes)
    return EuropeMap(
        description=legend.description,
        places=places,
        steps=legend.steps,
        own=legend.own if any(place.is_region for place in places) else "",
        missing=_("no value") if any(place.step is None for place in places) else "",
        note=" ".join(notes),
        attribution=ATTRIBUTION[language.lang] if shapes else "",
        window=window_around(places) if close else EUROPE,
    )


def _standing(code: str, shapes: Mapping[str, str]) -> tuple[float, float] | None:
    """Where a region stands: at its centre, else amid its shape; None beyond the edge, or where neither is held."""
    at = place_of(code)
    if at is None and shapes.get(code):
        (left, top), (right, bottom) = box_of(shapes[code])
        at = (left + right) / 2, (top + bottom) / 2
    return at if at is not None and is_inside(*at) else None


def _left_out(regions: Sequence[Mapped], shapes: Container[str]) -> list[str]:
    """The regions that are not drawn, by the reason why."""

    def is_known(code: str) -> bool:
        return code in shapes or centre_of(find_territory(code)) is not None

    beyond = [region.name for region in regions if is_known(region.code)]
    unknown = [region.name for region in regions if not is_known(region.code)]
    said = []
    if beyond:
        said.append(_("Beyond the edge of the map: %(names)s.") % {"names": listed(beyond)})
    if unknown:
        told = _("Not drawn, because their limits have changed and no centre is held: %(names)s.")
        said.append(told % {"names": listed(unknown)})
    return [*said, _("Their values stand in the table.")] if said else []


def _highest(regions: Iterable[Mapped], standing: Container[str], count: int) -> list[Mapped]:
    known = [region for region in regions if region.value is not None and region.code in standing]
    return sorted(known, key=lambda region: -(region.value or 0.0))[:count]


def _places(
    regions: Iterable[Mapped],
    legend: Legend,
    shapes: Mapping[str, str],
    standing: Mapping[str, tuple[float, float]],
    named: set[str],
    home: Territory | None,
    language: Language,
) -> Iterable[Place]:
    """The regions that can be drawn; of the parts of a region asked for, the first carries its name."""
    labelled = False
    for region in regions:
        label = region.name if region.code in named and not region.is_region else ""
        if region.is_region and home is not None and not labelled:
            label, labelled = language.typeset(home.name(language.lang)), True
        step = step_of(region.value, legend.breaks)
        shape = shapes.get(region.code, "")
        yield Place(region.name, *standing[region.code], step, region.shown, region.is_region, label, shape)


def true_shapes(codes: Iterable[str]) -> Mapping[str, str]:
    """Path data of the true boundaries of regions, where boundaries have been fetched; else nothing.

    Boundaries of another vintage are joined where they cover exactly a region; any other region stays a dot.
    """
    path = find_boundaries(Path(settings.DATA_FOLDER).parent, VINTAGE)
    return _shapes(path, path.stat().st_mtime, tuple(sorted(codes))) if path else {}


@lru_cache(maxsize=4)
def _shapes(path: Path, _changed: float, codes: tuple[str, ...]) -> Mapping[str, str]:
    """The shape of each region; `_changed` makes a file that was fetched again be read again."""
    boundaries = read_boundaries(path)
    own = {code: shape_of(rings) for code, rings in boundaries.rings.items() if len(code) == 4}
    known = Codes(list(own), boundaries.vintage)
    found = {code: known.of(find_territory(code)) for code in codes}
    return {code: "".join(own[of] for of in parts) for code, parts in found.items() if isinstance(parts, tuple)}


def mini_map(territory: Territory, others: Sequence[Territory], language: Language) -> MiniMap:
    """The small map of a region among all regions and the pilots; kept for the region and language."""
    return _mini_map(territory, tuple(others), language.lang)


@lru_cache(maxsize=256)
def _mini_map(territory: Territory, others: tuple[Territory, ...], lang: str) -> MiniMap:
    language = Language("fr" if lang == "fr" else "en")
    home = _codes_inside(territory)
    pilots = {code for other in others for code in _codes_inside(other)} - home
    name = language.typeset(territory.name(lang))
    dots = {code: dot for code, dot in _all_dots() if dot is not None}
    return MiniMap(
        land=tuple(dot for code, dot in dots.items() if code not in home and code not in pilots),
        pilots=tuple(_seen(dots[code]) for code in sorted(pilots) if code in dots),
        home=tuple(_seen(dots[code]) for code in sorted(home) if code in dots),
        description=_("Dot map of Europe: %(region)s among all NUTS 2 regions") % {"region": name},
        caption=_caption(name, bool(pilots), any(code in dots for code in home)),
    )


def _caption(name: str, has_others: bool, is_drawn: bool) -> str:
    """What the dots mean."""
    if not is_drawn:
        return _("Schematic: a dot a NUTS 2 region. %(region)s lies beyond the edge of the map.") % {"region": name}
    if has_others:
        said = _("Schematic: a dot a NUTS 2 region. Ochre: %(region)s; of strongest contrast: the pilot regions.")
    else:
        said = _("Schematic: a dot a NUTS 2 region. Ochre: %(region)s.")
    return said % {"region": name}


def _codes_inside(territory: Territory) -> set[str]:
    """The regions of the list of centres that lie inside a territory."""
    return set(_codes().inside(territory))


@lru_cache(maxsize=1)
def _codes() -> Codes:
    return Codes([code for code in centres() if len(code) == 4], 2021)


@lru_cache(maxsize=1)
def _all_dots() -> tuple[tuple[str, Dot | None], ...]:
    """The dot of every NUTS 2 region inside the window, its area that of the region."""
    regions = {code: point for code, point in centres().items() if len(code) == 4}
    across, down = to_window([point.lon for point in regions.values()], [point.lat for point in regions.values()])
    placed = zip(regions, across.tolist(), down.tolist(), strict=True)
    return tuple((code, _dot(x, y, regions[code].area_km2) if is_inside(x, y) else None) for code, x, y in placed)


def _seen(dot: Dot) -> Dot:
    """A dot that stands out by colour is large enough to be seen."""
    return replace(dot, r=f"{max(float(dot.r), STANDING_OUT):.1f}")


def _dot(across: float, down: float, area: float) -> Dot:
    radius = min(LARGEST_DOT, max(SMALLEST_DOT, 0.0305 * area**0.5))
    return Dot(f"{across * MINI_SIDE:.0f}", f"{down * MINI_SIDE:.0f}", f"{radius:.1f}")
