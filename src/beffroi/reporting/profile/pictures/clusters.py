"""Figures of the cluster portfolio: industries by quotient, stars of region and peers, the plane of stars and index."""

from collections.abc import Sequence

from beffroi.reporting.charts.bars import StarsBars
from beffroi.reporting.charts.bubbles import Bubble, BubbleGroup, Bubbles
from beffroi.reporting.charts.dots import DotRow, ordered
from beffroi.reporting.charts.scatter import Scatter, ScatterPoint
from beffroi.reporting.charts.scene import Key
from beffroi.reporting.language import Language
from beffroi.reporting.profile.model import Layer, Point, Profile, Sector, StarTotal
from beffroi.reporting.profile.pictures.empty import empty_industries, empty_plane, empty_stars
from beffroi.reporting.profile.pictures.model import Cell, Column, DataTable, Notes, Picture, Row
from beffroi.reporting.profile.pictures.words import dated, placed, source_line


def cluster_pictures(profile: Profile, language: Language) -> list[Picture]:
    """Industries, stars, typology."""
    return [
        _industries(profile, language),
        _stars(profile, language),
        _plane(profile, language, profile.typology.computed),
        _plane(profile, language, profile.typology.published),
    ]


def _groups(language: Language) -> list[tuple[str, str]]:
    """Sections of NACE that share a band, and its heading."""
    return [
        ("C", language.text("Manufacturing")),
        ("BDE", language.text("Mining, energy, water, waste")),
        ("F", language.text("Construction")),
        ("G", language.text("Trade and repair of vehicles")),
        ("HI", language.text("Transport and hospitality")),
        ("J", language.text("Information, communication")),
        ("LM", language.text("Property, professional, scientific")),
        ("N", language.text("Business support")),
    ]


def _industries(profile: Profile, language: Language) -> Picture:
    found = profile.clusters
    known = [sector for sector in found.sectors if sector.lq]
    silent = [language.typeset(sector.name) for sector in found.sectors if sector.lq is None]
    remarks = [language.typeset(f"{found.coverage}.")] if found.coverage else []
    if silent:
        names = language.typeset("; ".join(silent))
        remarks.append(language.text("Not shown, because not reported: {names}.", names=names))
    measure = dated(language.text("Location quotient by industry, persons employed"), found.year)
    return Picture(
        id="industries",
        section="clusters",
        title=_strongest(language, known) or language.text("Industries: no value for this region"),
        subtitle=language.text("{measure}; the area of a bubble is the number of persons employed", measure=measure)
        if known
        else measure,
        chart=_bubbles(profile, language, known) if known else None,
        table=_industry_table(language, found.sectors),
        source=source_line(language, found.source, *remarks),
        is_wide=True,
        empty=None if known else empty_industries(profile, language),
    )


def _strongest(language: Language, known: list[Sector]) -> str:
    if not known:
        return ""
    top = max(known, key=lambda sector: sector.lq or 0)
    return language.text(
        "{sector}: {quotient} times the weight in the EU",
        sector=language.typeset(top.name),
        quotient=language.number(top.lq or 0, 1),
    )


def _bubbles(profile: Profile, language: Language, known: list[Sector]) -> Bubbles:
    groups, taken = [], ""
    for letters, name in _groups(language):
        taken += letters
        groups.append((name, [sector for sector in known if sector.sector[:1] in letters]))
    groups.append((language.text("Other"), [sector for sector in known if sector.sector[:1] not in taken]))
    starred = [language.typeset(sector.name) for sector in known if sector.stars]
    return Bubbles(
        description=language.text(
            "Bubbles of {count} industries of {name} by location quotient. With stars: {names}.",
            count=len(known),
            name=language.typeset(profile.region.name),
            names=language.list_of(starred) if starred else language.text("none"),
        ),
        groups=tuple(
            BubbleGroup(name, tuple(_bubble(language, sector) for sector in sectors))
            for name, sectors in groups
            if sectors
        ),
        eu_label=language.text("as in the EU"),
        axis_title=language.text(
            "Location quotient: share of jobs in the region over share in the EU; log scale, "
            "smaller than 1/8 at the edge"
        ),
        keys=(
            Key("starred", language.text("industry with at least one cluster star")),
            Key("peer", language.text("other industries")),
            Key("eu", language.text("the same weight as in the EU")),
        ),
    )


def _bubble(language: Language, sector: Sector) -> Bubble:
    name, quotient = language.typeset(sector.name), sector.lq or 0.0
    shown = f"{name} {language.number(quotient, 1)}" if sector.stars else name
    return Bubble(name, shown, quotient, sector.persons or 0.0, bool(sector.stars))


def _industry_table(language: Language, sectors: list[Sector]) -> DataTable:
    columns = (
        Column(language.text("Industry"), "industry"),
        Column(language.text("NACE"), "sector"),
        Column(language.text("Persons employed"), "persons", True),
        Column(language.text("Share, %"), "share", True),
        Column(language.text("Location quotient"), "lq", True),
        Column(language.text("Stars"), "stars", True),
        Column(language.text("Size"), "star_size", True),
        Column(language.text("Specialisation"), "star_specialisation", True),
        Column(language.text("Focus"), "star_focus", True),
    )
    by_quotient = sorted(sectors, key=lambda sector: -(sector.lq if sector.lq is not None else -1.0))
    return DataTable("industries.csv", columns, tuple(_industry_row(language, sector) for sector in by_quotient))


def _industry_row(language: Language, sector: Sector) -> Row:
    share = None if sector.share is None else 100 * sector.share
    return Row(
        (
            Cell(language.typeset(sector.name), language.typeset(sector.name)),
            Cell(sector.sector, sector.sector),
            _number(language, sector.persons, 0),
            _number(language, share, 1),
            _number(language, sector.lq, 2),
            _number(language, sector.stars, 0),
            *(_star(language, given) for given in (sector.size, sector.specialisation, sector.focus)),
        ),
        is_region=bool(sector.stars),
    )


def _number(language: Language, value: float | None, decimals: int) -> Cell:
    if value is None:
        return Cell(language.text("n/a"), None)
    return Cell(language.number(value, decimals), round(value, 6))


def _star(language: Language, given: bool | None) -> Cell:
    if given is None:
        return Cell(language.text("n/a"), None)
    return Cell(language.text("yes") if given else "–", int(given))


def _stars(profile: Profile, language: Language) -> Picture:
    found, notes = profile.clusters, Notes()
    own = StarTotal(
        code=profile.region.code,
        name=profile.region.name,
        stars=found.stars_total,
        sectors_counted=sum(sector.stars is not None for sector in found.sectors),
        sectors_missing=sum(sector.stars is None for sector in found.sectors),
        missing_reason=found.missing_reason,
    )
    rows = [_star_row(language, own, notes, is_region=True)]
    rows += [_star_row(language, peer, notes) for peer in found.peers]
    drawable = any(row.value is not None for row in rows)
    label, place = language.text("Cluster stars"), placed(language, found.rank, found.of)
    return Picture(
        id="stars",
        section="clusters",
        title=language.text("{label}: {finding}", label=label, finding=place) if place else label,
        subtitle=dated(language.text("Number of cluster stars over the industries that report"), found.year),
        chart=_star_chart(language, rows) if drawable else None,
        table=_star_table(language, own, found.parts, found.peers, notes),
        source=source_line(language, found.source, language.typeset(found.rules_note)),
        notes=tuple(notes.said),
        is_wide=True,
        empty=None if drawable else empty_stars(profile, language),
    )


def _star_row(language: Language, total: StarTotal, notes: Notes, is_region: bool = False) -> DotRow:
    name, role = language.typeset(total.name), "region" if is_region else "peer"
    if total.stars is None:
        number = notes.number(language.typeset(total.missing_reason or ""))
        return DotRow(name, None, language.text("n/a"), "region" if is_region else "peer", str(number))
    return DotRow(name, float(total.stars), str(total.stars), "region" if role == "region" else "peer")


def _star_chart(language: Language, rows: list[DotRow]) -> StarsBars:
    shown = ordered(rows)
    return StarsBars(
        description=language.text(
            "Bars of cluster stars: {values}.", values=", ".join(f"{row.name} {row.shown}" for row in shown)
        ),
        rows=shown,
        axis_title=language.text("Cluster stars"),
        tick=lambda value: language.number(value, 0),
    )


def _star_table(
    language: Language, own: StarTotal, parts: list[StarTotal], peers: list[StarTotal], notes: Notes
) -> DataTable:
    columns = (
        Column(language.text("Region"), "region"),
        Column(language.text("Code"), "code"),
        Column(language.text("Stars"), "stars", True),
        Column(language.text("Industries counted"), "sectors_counted", True),
        Column(language.text("Industries missing"), "sectors_missing", True),
    )
    ranked = sorted(peers, key=lambda peer: -(peer.stars if peer.stars is not None else -1))
    rows = [_star_cells(language, own, notes, is_region=True)]
    rows += [_star_cells(language, total, notes) for total in ranked]
    for position, part in enumerate(parts):
        rows.append(Row(_star_cells(language, part, notes).cells, opens_group=position == 0))
    return DataTable("stars.csv", columns, tuple(rows))


def _star_cells(language: Language, total: StarTotal, notes: Notes, is_region: bool = False) -> Row:
    if total.stars is None:
        stars = Cell(language.text("n/a"), None, note=notes.number(language.typeset(total.missing_reason or "")))
    else:
        stars = Cell(str(total.stars), total.stars)
    cells = (
        Cell(language.typeset(total.name), language.typeset(total.name)),
        Cell(total.code, total.code),
        stars,
        Cell(str(total.sectors_counted), total.sectors_counted),
        Cell(str(total.sectors_missing), total.sectors_missing),
    )
    return Row(cells, is_region=is_region)


def _plane(profile: Profile, language: Language, layer: Layer) -> Picture:
    """Regions by stars and index: computed here, or as printed in 2019."""
    is_computed = layer.id == "computed"
    known = [point for point in layer.points if point.stars is not None]
    title = _type_title(profile, language) if is_computed else _printed_title(language, known)
    found = profile.clusters.source if is_computed else None
    return Picture(
        id=f"typology-{layer.id}",
        section="clusters",
        title=title,
        subtitle=language.text(
            "{layer}: cluster stars and index of industrial change", layer=language.typeset(layer.label)
        ),
        chart=_scatter(language, layer, known) if known else None,
        table=_plane_table(language, layer),
        source=source_line(language, found, *_remarks(profile, language, layer)),
        empty=None if known else empty_plane(profile, language),
    )


def _printed_title(language: Language, known: Sequence[Point]) -> str:
    """Which region the briefing of 2019 puts highest, and with how many stars."""
    printed = [point for point in known if point.index is not None]
    if not printed:
        return language.text("The briefing of 2019 prints no index of these regions")
    best = max(printed, key=lambda point: (point.index or 0.0, point.stars or 0))
    return language.text(
        "In the briefing of 2019 the highest index is {index}, with {stars} stars: {name}",
        index=language.number(best.index or 0.0, 2),
        stars=language.number(best.stars or 0),
        name=language.typeset(best.name),
    )


def _remarks(profile: Profile, language: Language, layer: Layer) -> list[str]:
    """Why the region has its type, which regions cannot be drawn, and what the layer rests on."""
    said = []
    if layer.id == "computed" and profile.typology.reason:
        reason = language.typeset(profile.typology.reason)
        said.append(f"{reason[:1].upper()}{reason[1:]}.")
    on_axis = [point for point in layer.points if point.stars is not None and point.index is None]
    if on_axis:
        said.append(language.text("A stroke on the axis marks a region whose index is not known."))
    absent = [language.typeset(point.name) for point in layer.points if point.stars is None]
    if absent:
        said.append(language.text("Not drawn, because the stars are not known: {names}.", names=", ".join(absent)))
    return [*said, language.typeset(layer.note)]


def _type_title(profile: Profile, language: Language) -> str:
    placed_ = profile.typology
    label = language.typeset(placed_.type_label)
    if placed_.type is None:
        return language.text("Type of region: {label}", label=label)
    return language.text("Type {number}: {label}", number=placed_.type, label=label)


def _scatter(language: Language, layer: Layer, known: list[Point]) -> Scatter:
    is_printed = layer.id == "published"
    points = tuple(
        ScatterPoint(language.typeset(point.name), point.stars or 0.0, point.index, point.of_region, is_printed)
        for point in known
    )
    said = ", ".join(_coordinates(language, point) for point in points if point.is_region)
    return Scatter(
        description=language.text(
            "Scatter plot of {count} regions by cluster stars and index of industrial change. {values}",
            count=len(points),
            values=said,
        ).strip(),
        points=points,
        x_lines=tuple(layer.stars_line),
        y_lines=tuple(layer.index_line),
        x_title=language.text("Cluster stars"),
        y_title=language.text("Index of industrial change, 0 to 1") if not is_printed else language.text("Total index"),
        x_tick=lambda value: language.number(value, 0),
        y_tick=lambda value: language.number(value, 1),
    )


def _coordinates(language: Language, point: ScatterPoint) -> str:
    index = language.text("n/a") if point.y is None else language.number(point.y, 2)
    return f"{point.name} {language.number(point.x)} / {index}"


def _plane_table(language: Language, layer: Layer) -> DataTable:
    columns = (
        Column(language.text("Region"), "region"),
        Column(language.text("Code"), "code"),
        Column(language.text("Cluster stars"), "stars", True),
        Column(language.text("Total index"), "index", True),
        Column(language.text("Type"), "type", True),
        Column(language.text("Why"), "reason"),
    )
    return DataTable(f"typology-{layer.id}.csv", columns, tuple(_plane_row(language, point) for point in layer.points))


def _plane_row(language: Language, point: Point) -> Row:
    return Row(
        (
            Cell(language.typeset(point.name), language.typeset(point.name)),
            Cell(point.code, point.code),
            _number(language, point.stars, 0),
            _number(language, point.index, 2),
            Cell("–", None) if point.type is None else Cell(str(point.type), point.type),
            Cell(language.typeset(point.reason), language.typeset(point.reason)),
        ),
        is_region=point.of_region,
    )
