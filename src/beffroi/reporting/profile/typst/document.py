"""The printed profile as data: title, key figures, sections and their parts, in the order of the page on screen."""

from collections.abc import Iterable, Sequence

from beffroi.reporting.language import Language
from beffroi.reporting.profile.model import Profile, Section
from beffroi.reporting.profile.pictures import pictures
from beffroi.reporting.profile.pictures.indicators import key_figures
from beffroi.reporting.profile.pictures.model import KeyFigure, Picture
from beffroi.reporting.profile.typst.cells import BODY, SMALL, Piece, data_table, note_lines
from beffroi.reporting.profile.typst.drawing import FULL, HALF, STRIP, drawing
from beffroi.reporting.profile.typst.tables import (
    checksum_table,
    dimension_peers,
    indicator_table,
    peer_table,
    source_table,
    sources,
)

WIDE_COLUMNS = {"indicators": 1.0, "industry": 1.0, "reason": 1.8, "region": 1.0, "rests_on": 0.6}
"""Columns of text share the width that numbers leave, in these proportions."""


def document(profile: Profile) -> Piece:
    """Everything that the template prints."""
    language = Language(profile.lang)
    region, name = profile.region, language.text("Regional profile")
    shown = language.typeset(region.name)
    return {
        "lang": profile.lang,
        "title": _question(language, region.name),
        "kicker": f"Beffroi · {name} · {shown} ({region.code})",
        "lead": language.typeset(profile.sentences["summary"]),
        "byline": _byline(language, profile),
        "keywords": [shown, region.code, name],
        "header": {"left": f"{name} · {shown} ({region.code})", "right": "Beffroi"},
        "footer": _footer(language, profile),
        "page_of": language.text("page {page} of {pages}", page="{page}", pages="{pages}"),
        "strip_note": _strip_note(language, shown),
        "strip": [_key_figure(item) for item in key_figures(profile, language)],
        "contents": language.text("Contents"),
        "sections": _sections(language, profile, pictures(profile)),
    }


def _question(language: Language, name: str) -> str:
    """The question that the profile answers, which is its title."""
    region = language.with_article(name)
    if language.is_plural(name):
        return language.text("How do {region} stand?", region=region)
    return language.text("How does {region} stand?", region=region)


def _strip_note(language: Language, name: str) -> str:
    return language.text(
        "How to read the strips: ochre disc {name}, grey strokes the peers, dashed line the EU, ring the country. Each "
        "runs from the lowest to the highest value and does not start at zero. Higher is not always better.",
        name=name,
    )


def _byline(language: Language, profile: Profile) -> str:
    against = [*([profile.country] if profile.country else []), profile.eu, *profile.peers]
    names = ", ".join(language.typeset(place.name) for place in against)
    said = language.text("Compared with: {names}.", names=names)
    if not profile.region.parts:
        return said
    parts = ", ".join(f"{language.typeset(part.name)} ({part.code})" for part in profile.region.parts)
    made = language.text("Made of: {names}.", names=parts)
    return f"{said} {made}"


def _footer(language: Language, profile: Profile) -> str:
    return language.text(
        "Sources: {publishers}; datasets, vintages and licences in the last section. Beffroi {version}.",
        publishers=", ".join(dict.fromkeys(source.publisher for source in sources(profile))),
        version=profile.provenance.beffroi,
    )


def _key_figure(item: KeyFigure) -> Piece:
    return {
        "label": item.label,
        "value": item.value,
        "unit": item.unit,
        "marks": item.flag,
        "drawing": None if item.strip is None else drawing(item.strip, STRIP),
        "place": item.place,
        "against": [part for part in (item.others, item.when) if part],
    }


def _sections(language: Language, profile: Profile, found: Sequence[Picture]) -> list[Piece]:
    return [
        _indicators(language, profile, "economy", language.text("Key economic indicators"), found),
        _indicators(language, profile, "technology", language.text("Technology"), found),
        _index(language, profile, found),
        _clusters(language, profile, found),
        _method(language, profile),
        _origins(language, profile),
    ]


def _section(name: str, title: str, sentence: str, pieces: Iterable[Piece | None]) -> Piece:
    return {
        "id": name,
        "title": title,
        "sentence": sentence,
        "pieces": [piece for piece in pieces if piece is not None],
    }


def _indicators(language: Language, profile: Profile, section: Section, title: str, found: Sequence[Picture]) -> Piece:
    """Pictures in pairs, then their tables brought together."""
    own = [picture for picture in found if picture.section == section]
    held = [item for item in profile.indicators if item.section == section]
    drawn = [_figure(picture, HALF) for picture in own if picture.chart is not None]
    absent = [_figure(picture, HALF) for picture in own if picture.chart is None]
    pieces = [
        {"kind": "pairs", "figures": drawn},
        *absent,
        indicator_table(language, profile, held),
        peer_table(language, profile, held),
    ]
    return _section(section, title, language.typeset(profile.sentences[section]), pieces)


def _index(language: Language, profile: Profile, found: Sequence[Picture]) -> Piece:
    own = [picture for picture in found if picture.section == "index"]
    pieces = [piece for picture in own for piece in _with_table(language, picture, BODY)]
    title = language.text("Index of industrial change")
    return _section(
        "index", title, language.typeset(profile.sentences["index"]), [*pieces, dimension_peers(language, profile)]
    )


def _clusters(language: Language, profile: Profile, found: Sequence[Picture]) -> Piece:
    """Industries, stars, and the two layers of the typology side by side, each with its table."""
    own = [picture for picture in found if picture.section == "clusters"]
    planes = [picture for picture in own if picture.id.startswith("typology-")]
    pieces: list[Piece | None] = []
    for picture in own:
        if picture not in planes:
            pieces += _with_table(language, picture, SMALL if picture.id in ("industries", "options") else BODY)
    pieces.append({"kind": "pairs", "figures": [_figure(picture, HALF) for picture in planes]})
    pieces += [_table_of(language, picture, BODY) for picture in planes]
    title = language.text("Cluster portfolio and type of region")
    return _section("clusters", title, language.typeset(profile.sentences["clusters"]), pieces)


def _figure(picture: Picture, width: float) -> Piece:
    """A picture with its finding, what it measures, its notes and its source; without a drawing, why there is none."""
    empty = picture.empty
    numbered = note_lines(picture.notes, picture.flags)
    said = [] if empty is None else [f"{empty.belongs} {empty.reason}", f"{empty.step} {empty.command}".strip()]
    return {
        "kind": "figure",
        "title": picture.title,
        "subtitle": picture.subtitle,
        "drawing": None if picture.chart is None else drawing(picture.chart, width),
        "notes": said or numbered,
        "source": picture.source,
    }


def _with_table(language: Language, picture: Picture, size: float) -> list[Piece]:
    """A picture across the page, and the table behind it."""
    table = _table_of(language, picture, size)
    return [_figure(picture, FULL), *([] if table is None else [table])]


def _table_of(language: Language, picture: Picture, size: float) -> Piece | None:
    if not picture.table.rows:
        return None
    caption = language.text("Data of the figure: {subtitle}", subtitle=picture.subtitle)
    return data_table(picture.table, caption, note_lines(picture.notes, picture.flags), WIDE_COLUMNS, size)


def _method(language: Language, profile: Profile) -> Piece:
    pieces: list[Piece] = [{"kind": "list", "items": [language.typeset(said) for said in profile.method]}]
    if profile.region.notes:
        pieces.append({"kind": "list", "items": [language.typeset(note) for note in profile.region.notes]})
    if profile.revisions:
        pieces.append({"kind": "heading", "text": language.text("Revised since it was published")})
        pieces.append({"kind": "list", "items": [language.typeset(said) for said in profile.revisions]})
    return _section("method", language.text("How this is made"), "", pieces)


def _origins(language: Language, profile: Profile) -> Piece:
    origin = profile.provenance
    made = language.text("Beffroi {version}, figures: {figures}", version=origin.beffroi, figures=origin.figures)
    pieces = [
        source_table(language, profile),
        {"kind": "heading", "text": language.text("What regenerates this profile")},
        {"kind": "paragraph", "text": f"{made}. {origin.command}"},
        checksum_table(language, profile),
    ]
    return _section("sources", language.text("Sources"), "", pieces)
