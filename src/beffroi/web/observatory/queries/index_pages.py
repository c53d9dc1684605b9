"""What each page of the index says: sentences, rows and pictures, made from a ranking."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beffroi.figures.names import plain
from beffroi.figures.territories import Territory
from beffroi.reporting.language import Language
from beffroi.reporting.profile.pictures.model import DataTable, Picture
from beffroi.web.observatory.models import IndexRun
from beffroi.web.observatory.queries.index import (
    Driver,
    Placing,
    Ranking,
    Zone,
    drivers,
    indicator_label,
    moves,
    node_label,
    placing,
    rank_interval,
    ranking,
    scenario_ranking,
    sorted_by,
    spec,
    stored_run,
    zone_name,
)
from beffroi.web.observatory.queries.index_pictures import (
    comparison_picture,
    dimensions_picture,
    drivers_picture,
    scenario_picture,
    swarm_picture,
)
from beffroi.web.observatory.queries.index_tables import (
    nodes,
    not_measured,
    ranking_table,
    scenario_table,
    score,
    signed,
)
from beffroi.web.observatory.rules.index import Move, official_weights, standing_out


@dataclass(frozen=True)
class Named:
    """A region of the index with where it stands: its zone, or why it has none."""

    territory: Territory
    name: str
    placing: Placing
    zone: Zone | None
    why_none: str


@dataclass(frozen=True)
class RankRow:
    """One row of the ranking as read."""

    zone: Zone
    rank: str
    scores: tuple[str, ...]
    is_region: bool


@dataclass(frozen=True)
class RankingPage:
    """The ranking of a year."""

    year: int
    run: IndexRun | None
    answer: str
    own: str
    sort: str
    zone: Zone | None
    headings: tuple[tuple[str, str], ...]
    ranked: Ranking
    zones: list[Zone]

    def rows(self, zones: Sequence[Zone], language: Language) -> list[RankRow]:
        """Some of the zones as read."""
        return [_row(item, self.sort, self.zone, language) for item in zones]

    def eu(self, language: Language) -> RankRow:
        """The EU as read."""
        return _row(self.ranked.eu, self.sort, None, language)

    def picture(self, language: Language) -> Picture:
        """All zones in one picture, whatever was searched for."""
        return swarm_picture(self.ranked, self.zone, language)

    def table(self, language: Language) -> DataTable:
        """The zones searched for, to be kept."""
        return ranking_table(self.ranked, self.zones, language)


@dataclass(frozen=True)
class ComparePage:
    """Regions side by side; no picture where none has a score."""

    regions: tuple[Named, ...]
    answer: str
    picture: Picture | None


@dataclass(frozen=True)
class RegionPage:
    """What drives the score of one region; no pictures where no zone is the region."""

    region: Named
    year: int
    answer: str
    strengths: tuple[str, ...]
    weaknesses: tuple[str, ...]
    dimensions: Picture | None
    drivers: Picture | None
    left_out: str
    coverage: str


@dataclass(frozen=True)
class MoveRow:
    """One row of a scenario as read."""

    zone: Zone
    move: Move
    said: str
    score: str
    official_score: str
    is_region: bool


@dataclass(frozen=True)
class ScenarioPage:
    """A scenario beside the official run."""

    answer: str
    own: str
    is_official: bool
    zone: Zone | None
    official: Ranking
    scenario: Ranking
    moved: Mapping[str, Move]

    def rows(self, zones: Sequence[Zone], language: Language) -> list[MoveRow]:
        """Some of the zones as read."""
        total, before = spec().total, self.official.by_code
        return [
            MoveRow(
                zone=zone,
                move=self.moved[zone.code],
                said=move_in_words(self.moved[zone.code]),
                score=score(language, zone.scores[total]),
                official_score=score(language, before[zone.code].scores[total]),
                is_region=self.zone is not None and self.zone.code == zone.code,
            )
            for zone in zones
        ]

    def picture(self, language: Language) -> Picture:
        """The region asked for and the pilots in the scenario."""
        return scenario_picture(self.official, self.scenario, self.zone, language)

    def table(self, language: Language) -> DataTable:
        """All zones, to be kept."""
        return scenario_table(self.official, self.scenario.zones, self.moved, language)


def named(territory: Territory, ranked: Ranking, language: Language) -> Named:
    """A territory in the index of a year."""
    place = placing(territory)
    name = language.typeset(territory.name(language.lang))
    zone = ranked.by_code.get(place.zone) if place.zone else None
    return Named(territory, name, place, zone, "" if zone else _why_none(place, name, language))


def _why_none(place: Placing, name: str, language: Language) -> str:
    if place.around:
        around = language.with_article(zone_name(place.around, language.lang))
        said = _("The scoreboard holds %(region)s only as part of %(zone)s.")
        return said % {"region": language.with_article(name), "zone": around}
    if place.parts:
        said = _(
            "No single zone of the scoreboard is %(region)s: it is made of %(count)s zones, and indices of several "
            "zones are not averaged."
        )
        return said % {"region": language.with_article(name), "count": language.cardinal(len(place.parts))}
    return _("The scoreboard has no zone for %(region)s.") % {"region": language.with_article(name)}


def ranking_page(
    year: int, sort: str, wanted: tuple[str, str], own: Territory | None, language: Language
) -> RankingPage:
    """The ranking of a year, sorted by a node; `wanted` is what to search for and in which country."""
    run = stored_run(year)
    ranked = ranking(year, language.lang, run)
    mine = named(own, ranked, language) if own is not None else None
    zone = mine.zone if mine else None
    zones = [item for item in sorted_by(ranked.zones, sort) if _matches(item, *wanted)]
    return RankingPage(
        year=year,
        run=run,
        answer=_ranking_answer(ranked, sort, language),
        own="" if mine is None else _own_place(mine, ranked, sort, language),
        sort=sort,
        zone=zone,
        headings=tuple((node, node_label(node, language.lang)) for node in nodes()),
        ranked=ranked,
        zones=zones,
    )


def _matches(zone: Zone, text: str, country: str) -> bool:
    if country and zone.country != country:
        return False
    wanted = plain(text)
    return not wanted or wanted in plain(zone.name) or zone.code.lower().startswith(text.strip().lower())


def _row(zone: Zone, sort: str, own: Zone | None, language: Language) -> RankRow:
    rank = zone.ranks[sort]
    scores = tuple(score(language, zone.scores[node]) for node in nodes())
    return RankRow(zone, "–" if rank is None else str(rank), scores, own is not None and own.code == zone.code)


def _ranking_answer(ranked: Ranking, node: str, language: Language) -> str:
    first = sorted_by(ranked.zones, node)[0]
    said = {
        "region": language.subject(first.name),
        "year": ranked.year,
        "score": score(language, first.scores[node]),
        "eu": score(language, ranked.eu.scores[node]),
        "dimension": language.inside(node_label(node, language.lang)),
    }
    if node == spec().total:
        return _("%(region)s: the highest total of %(year)s, %(score)s of 1. The EU as a whole: %(eu)s.") % said
    return _("%(region)s: the highest score of %(year)s in %(dimension)s, %(score)s of 1. The EU: %(eu)s.") % said


def _own_place(mine: Named, ranked: Ranking, node: str, language: Language) -> str:
    zone = mine.zone
    if zone is None:
        return mine.why_none
    value, rank = zone.scores[node], zone.ranks[node]
    if value is None:
        return _("%(region)s: no score, too little is reported.") % {"region": language.subject(zone.name)}
    said = {"region": language.subject(zone.name), "score": score(language, value), "count": ranked.of}
    if rank is None:
        return _("%(region)s: %(score)s, on the same scale but outside the ranking of the EU.") % said
    return _("%(region)s: %(place)s of %(count)s EU zones, %(score)s.") % (said | {"place": language.place(rank)})


def compare_page(year: int, regions: Sequence[Territory], language: Language) -> ComparePage:
    """Regions side by side in one year."""
    ranked = ranking(year, language.lang, stored_run(year))
    found = tuple(named(territory, ranked, language) for territory in regions)
    zones = [item.zone for item in found if item.zone is not None]
    total = spec().total
    scored = sorted(
        (zone for zone in zones if zone.scores[total] is not None), key=lambda zone: -(zone.scores[total] or 0)
    )
    said = language.list_of([f"{zone.name} ({score(language, zone.scores[total])})" for zone in scored])
    answer = _("In %(year)s, by total score: %(regions)s.") % {"year": year, "regions": said} if scored else ""
    return ComparePage(found, answer, comparison_picture(ranked, zones, language) if zones else None)


def region_page(year: int, region: Territory, peers: Sequence[Territory], language: Language) -> RegionPage:
    """What drives the score of a region in one year."""
    ranked = ranking(year, language.lang, stored_run(year))
    own = named(region, ranked, language)
    others = [named(peer, ranked, language) for peer in peers if not peer.same_place(region)]
    without = [other.name for other in others if other.zone is None]
    zones = [other.zone for other in others if other.zone is not None]
    zone = own.zone
    found = drivers(year, zone.code, [other.code for other in zones]) if zone else []
    best, worst = standing_out({driver.indicator: driver.gap for driver in found})
    reported = sum(driver.scaled is not None for driver in found)
    left_out = _("Not compared, since no single zone is the region: %(regions)s.")
    return RegionPage(
        region=own,
        year=year,
        answer=_region_answer(own, ranked, language),
        strengths=_in_words(best, found, language),
        weaknesses=_in_words(worst, found, language),
        dimensions=dimensions_picture(ranked, zone, zones, language) if zone else None,
        drivers=drivers_picture(year, zone, found, language) if zone else None,
        left_out=left_out % {"regions": language.list_of(without)} if without else "",
        coverage=_coverage(reported, len(found), language),
    )


def _region_answer(own: Named, ranked: Ranking, language: Language) -> str:
    said = _own_place(own, ranked, spec().total, language)
    if own.zone is None:
        return said
    union = _("The EU as a whole: %(eu)s.") % {"eu": score(language, ranked.eu.scores[spec().total])}
    return " ".join([said, *_sureness(own.zone, ranked.year, language), union])


def _sureness(zone: Zone, year: int, language: Language) -> list[str]:
    """How far the rank depends on choices; nothing where the zone has no rank."""
    found = rank_interval(year, zone.code, language.lang) if zone.ranks[spec().total] is not None else None
    if found is None:
        return []
    said = _(
        "Under other choices its rank is between %(low)s and %(high)s in nine tenths of %(runs)s runs (%(inputs)s)."
    )
    values = {"low": language.number(found.low), "high": language.number(found.high)}
    return [said % (values | {"runs": language.number(found.runs), "inputs": language.list_of(found.inputs)})]


def _coverage(reported: int, declared: int, language: Language) -> str:
    measured = len(spec().dimensions) - len(not_measured(language.lang))
    said = _("%(reported)s of %(declared)s indicators reported; %(measured)s of %(dimensions)s dimensions measured")
    return said % {
        "reported": reported,
        "declared": declared,
        "measured": measured,
        "dimensions": len(spec().dimensions),
    }


def _in_words(wanted: Sequence[str], found: Sequence[Driver], language: Language) -> tuple[str, ...]:
    """Indicators with what they add to or take from the difference with the EU."""
    gaps = {driver.indicator: driver.gap or 0.0 for driver in found}
    return tuple(f"{indicator_label(name, language.lang)} ({signed(language, gaps[name], 3)})" for name in wanted)


def scenario_page(year: int, weights: dict[str, float], own: Territory | None, language: Language) -> ScenarioPage:
    """Another weight for each dimension, beside the official run; nothing is stored."""
    official = ranking(year, language.lang, stored_run(year))
    other = scenario_ranking(year, language.lang, weights)
    moved = moves(official, other)
    mine = named(own, official, language) if own is not None else None
    return ScenarioPage(
        answer=_scenario_answer(other, moved, language),
        own="" if mine is None else _own_move(mine, moved, language),
        is_official=_same_proportions(weights),
        zone=mine.zone if mine else None,
        official=official,
        scenario=other,
        moved=moved,
    )


def _same_proportions(weights: dict[str, float]) -> bool:
    """Whether weights differ from the official ones by one factor only."""
    official = official_weights(spec())
    shares = [weights[node] / sum(weights.values()) - official[node] / sum(official.values()) for node in official]
    return max(abs(share) for share in shares) < 1e-9


def _scenario_answer(other: Ranking, moved: dict[str, Move], language: Language) -> str:
    first = other.zones[0]
    far = sum(abs(move.places) > 5 for move in moved.values() if move.places is not None)
    ranked = sum(move.places is not None for move in moved.values())
    leader = _("Under these weights the first is %(region)s (officially %(place)s).")
    place = moved[first.code].official
    said = leader % {
        "region": language.with_article(first.name),
        "place": language.place(place) if place else _("not ranked"),
    }
    count = ngettext(
        "%(far)s of %(ranked)s EU zones moves by more than five places.",
        "%(far)s of %(ranked)s EU zones move by more than five places.",
        far,
    )
    return f"{said} {count % {'far': far, 'ranked': ranked}}"


def _own_move(mine: Named, moved: dict[str, Move], language: Language) -> str:
    if mine.zone is None:
        return mine.why_none
    move, name = moved[mine.zone.code], language.subject(mine.name)
    if move.official is None or move.scenario is None:
        return _("%(region)s is not in the ranking of the EU.") % {"region": name}
    said = {"region": name, "scenario": language.place(move.scenario), "official": language.place(move.official)}
    return _("%(region)s: %(scenario)s, officially %(official)s.") % said


def move_in_words(move: Move) -> str:
    """How a zone moves."""
    places = move.places
    if places is None:
        return "–"
    if not places:
        return _("no change")
    up = ngettext("up %(count)s place", "up %(count)s places", abs(places))
    down = ngettext("down %(count)s place", "down %(count)s places", abs(places))
    return (up if places > 0 else down) % {"count": abs(places)}
