"""The figure of diversification options: every sector by relatedness to what the region does, and by complexity."""

from beffroi.reporting.charts.scatter import Scatter, ScatterPoint
from beffroi.reporting.charts.scene import Key
from beffroi.reporting.language import Language
from beffroi.reporting.profile.model import Option, Profile
from beffroi.reporting.profile.pictures.empty import empty_options
from beffroi.reporting.profile.pictures.model import Cell, Column, DataTable, Picture, Row
from beffroi.reporting.profile.pictures.words import dated, source_line

NAMED = 3
ORDER = ("high_road", "casino", "slow_road", "dead_end", None)


def options_picture(profile: Profile, language: Language) -> Picture:
    """Sectors in the plane, with what the region lacks and is near to as its finding."""
    found = profile.diversification
    drawn = [each for each in found.sectors if each.quadrant is not None]
    notes = [language.typeset(f"{note[:1].upper()}{note[1:]}.") for note in found.notes]
    return Picture(
        id="options",
        section="clusters",
        title=_title(language, drawn) if drawn else language.text("Diversification: no value for this region"),
        subtitle=dated(
            language.text("Industries by relatedness to what the region does, and by complexity"), found.year
        ),
        chart=_chart(profile, language, drawn) if drawn else None,
        table=_table(language, found.sectors),
        source=source_line(language, found.source, *notes),
        is_wide=True,
        empty=None if drawn else empty_options(profile, language),
    )


def _title(language: Language, drawn: list[Option]) -> str:
    near = [each for each in _in_order(drawn) if each.quadrant == "high_road" and not each.specialised]
    if not near:
        return language.text("No industry that the region lacks is both near and complex")
    names = language.list_of([language.typeset(each.name) for each in near[:NAMED]])
    return language.text("Near, complex and not yet a specialisation, nearest first: {names}", names=names)


def _in_order(sectors: list[Option]) -> list[Option]:
    """What the region lacks first, then by quadrant, the nearest first."""
    return sorted(
        sectors, key=lambda one: (one.specialised, ORDER.index(one.quadrant), -(one.density or 0), one.sector)
    )


def _chart(profile: Profile, language: Language, drawn: list[Option]) -> Scatter:
    found = profile.diversification
    return Scatter(
        description=language.text(
            "{count} sectors by relatedness to what {region} does and by complexity; lines at the medians.",
            count=len(drawn),
            region=language.typeset(profile.region.name),
        ),
        points=tuple(
            ScatterPoint(each.sector, 100 * (each.density or 0), each.complexity, each.specialised) for each in drawn
        ),
        x_lines=() if found.density_line is None else (100 * found.density_line,),
        y_lines=() if found.complexity_line is None else (found.complexity_line,),
        x_title=language.text("Relatedness density, % of proximities that fall on specialisations of the region"),
        y_title=language.text("Complexity of the sector"),
        x_tick=lambda value: language.number(value, 0),
        y_tick=lambda value: language.number(value, 1),
        x_from_zero=False,
        is_wide=True,
        keys=(
            Key("region", language.text("specialisation of the region")),
            Key("peer", language.text("sector in which it is not specialised")),
        ),
    )


def _table(language: Language, sectors: list[Option]) -> DataTable:
    columns = (
        Column(language.text("Industry"), "industry"),
        Column(language.text("NACE"), "sector"),
        Column(language.text("Quadrant"), "quadrant"),
        Column(language.text("Location quotient"), "lq", True),
        Column(language.text("Density, %"), "density", True),
        Column(language.text("Complexity"), "complexity", True),
        Column(language.text("Rests on"), "rests_on"),
        Column(language.text("Peers specialised"), "peers", True),
    )
    return DataTable("options.csv", columns, tuple(_row(language, each) for each in _in_order(sectors)))


def _row(language: Language, each: Option) -> Row:
    quadrants = {
        "high_road": language.text("near and complex"),
        "casino": language.text("complex, not near"),
        "slow_road": language.text("near, not complex"),
        "dead_end": language.text("neither"),
    }
    density = None if each.density is None else 100 * each.density
    near = ", ".join(each.rests_on)
    return Row(
        (
            Cell(language.typeset(each.name), language.typeset(each.name)),
            Cell(each.sector, each.sector),
            Cell(quadrants.get(each.quadrant or "", "–"), each.quadrant),
            _number(language, each.lq, 2),
            _number(language, density, 1),
            _number(language, each.complexity, 2),
            Cell(near or "–", near or None),
            Cell(f"{each.peers}/{each.peers_reporting}", each.peers),
        ),
        is_region=each.specialised,
    )


def _number(language: Language, value: float | None, decimals: int) -> Cell:
    return (
        Cell(language.text("n/a"), None) if value is None else Cell(language.number(value, decimals), round(value, 6))
    )
