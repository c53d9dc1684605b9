"""The pictures of the index of industrial change, each with its table and its source."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from beffroi.reporting.charts.dots import DimensionDots, DimensionRow
from beffroi.reporting.charts.grouped import GroupedRow, GroupedRows, RowGroup
from beffroi.reporting.charts.scene import Key
from beffroi.reporting.charts.swarm import Swarm, SwarmDot, SwarmRole
from beffroi.reporting.language import Language
from beffroi.reporting.profile.index import SCOREBOARD
from beffroi.reporting.profile.indicators import source_of
from beffroi.reporting.profile.pictures.model import Notes, Picture
from beffroi.reporting.profile.pictures.words import source_line
from beffroi.web.core.french import listed
from beffroi.web.observatory.queries.figures_store import figures
from beffroi.web.observatory.queries.index import Driver, Ranking, Zone, indicator_label, moves, node_label, spec
from beffroi.web.observatory.queries.index_tables import (
    comparison_table,
    dimension_table,
    driver_table,
    not_measured,
    ranking_table,
    scenario_table,
    score,
)
from beffroi.web.observatory.rules.index import weighed


def source(language: Language) -> str:
    """Where the index comes from, with licence."""
    found = source_of(figures(), SCOREBOARD)
    licence = _("Licence: %(licence)s.") % {"licence": language.typeset(found.licence)} if found else ""
    return source_line(language, found, licence, _("Computed here."))


def swarm_picture(ranked: Ranking, own: Zone | None, language: Language) -> Picture:
    """All zones by their total: the EU dashed, pilots hollow squares, the region asked for ochre."""
    total = spec().total
    scored = [zone for zone in ranked.zones if zone.scores[total] is not None]
    half = sorted(value for zone in scored if (value := zone.scores[total]) is not None)[len(scored) // 2]
    keys = [
        Key("peer", _("one zone")),
        Key("printed", _("pilot region, or part of one")),
        Key("eu", language.text("EU")),
    ]
    if own is not None:
        keys.insert(0, Key("region", own.name))
    own_label = "" if own is None else f"{own.name} {score(language, own.scores[total])}"
    chart = Swarm(
        description=_("%(count)s zones by total score; half of them score above %(half)s. EU: %(eu)s.")
        % {"count": len(scored), "half": score(language, half), "eu": score(language, ranked.eu.scores[total])}
        + (f" {own_label}." if own_label else ""),
        dots=tuple(SwarmDot(zone.scores[total] or 0.0, _role(zone, own)) for zone in scored),
        own_label=own_label,
        eu=ranked.eu.scores[total],
        eu_label=f"{language.text('EU')} {score(language, ranked.eu.scores[total])}",
        axis_title=_("Total score, 0 to 1"),
        keys=tuple(keys),
        tick=lambda value: language.number(value, 1),
    )
    title = _("Half of the zones score above %(half)s") % {"half": score(language, half)}
    unit = _("Each mark is one of %(count)s zones of the scoreboard, %(year)s; marks of like score are stacked")
    return Picture(
        id="distribution",
        section="index",
        title=title,
        subtitle=unit % {"count": len(scored), "year": ranked.year},
        chart=chart,
        table=ranking_table(ranked, ranked.zones, language),
        source=source(language),
        is_wide=True,
    )


def _role(zone: Zone, own: Zone | None) -> SwarmRole:
    if own is not None and zone.code == own.code:
        return "region"
    return "pilot" if zone.is_pilot else "other"


def dimensions_picture(ranked: Ranking, own: Zone, peers: Sequence[Zone], language: Language) -> Picture:
    """One zone on every dimension, beside the EU and its peers."""
    notes, lang = Notes(), language.lang
    missing = not_measured(lang)
    rows = []
    for node in (*spec().dimensions, spec().total):
        value = own.scores[node]
        reason = missing.get(node) or _("too few of its indicators are reported")
        number = notes.number(reason) if value is None else 0
        rows.append(
            DimensionRow(
                name=node_label(node, lang),
                value=value,
                shown=score(language, value),
                eu=ranked.eu.scores[node],
                country=None,
                peers=tuple(found for zone in peers if (found := zone.scores[node]) is not None),
                mark=str(number) if number else "",
                is_total=node == spec().total,
            )
        )
    keys = (Key("region", own.name), Key("eu", language.text("EU")), Key("stroke", _("compared with")))
    said = ", ".join(f"{row.name} {row.shown}" for row in rows)
    return Picture(
        id="dimensions",
        section="index",
        title=_strongest(ranked, own, language),
        subtitle=_("Score of each dimension, 0 (lowest of the EU zones) to 1 (highest), %(year)s")
        % {"year": ranked.year},
        chart=DimensionDots(
            description=_("Scores by dimension: %(values)s.") % {"values": said},
            rows=tuple(rows),
            axis_title=_("Score, 0 to 1"),
            keys=keys,
            tick=lambda value: language.number(value, 1),
        ),
        table=dimension_table(ranked, own, peers, language),
        source=source(language),
        notes=tuple(notes.said),
    )


def _strongest(ranked: Ranking, own: Zone, language: Language) -> str:
    """The finding: where the zone is farthest ahead of the EU, or least behind."""
    gaps = {
        node: value - eu
        for node in weighed(spec())
        if (value := own.scores[node]) is not None and (eu := ranked.eu.scores[node]) is not None
    }
    if not gaps:
        return _("No dimension can be compared")
    best = max(gaps, key=lambda node: gaps[node])
    ahead = sum(gap > 0 for gap in gaps.values())
    named = {"region": own.name, "dimension": language.inside(node_label(best, language.lang))}
    told = named | {"ahead": ahead, "count": len(gaps)}
    if not ahead:
        return _("%(region)s: ahead of the EU in no dimension, nearest in %(dimension)s") % told
    return _("%(region)s: ahead of the EU in %(ahead)s of %(count)s dimensions, most in %(dimension)s") % told


def drivers_picture(year: int, own: Zone, found: Sequence[Driver], language: Language) -> Picture:
    """What each indicator brings to the total, beside the EU and the median of the peers."""
    notes = Notes()
    total = own.scores[spec().total]
    groups = tuple(_group(own, node, found, language, notes) for node in weighed(spec()))
    known = [driver for driver in found if driver.to_total is not None]
    largest = max(known, key=lambda driver: driver.to_total or 0.0, default=None)
    title = _("No indicator is reported for this zone and year")
    if largest is not None:
        brings = {"indicator": indicator_label(largest.indicator, language.lang)}
        brings |= {"points": score(language, largest.to_total, 3), "total": score(language, total)}
        title = _("%(indicator)s brings most: %(points)s of %(total)s points") % brings
    keys = (Key("region", own.name), Key("eu", language.text("EU")), Key("printed", _("median of those compared with")))
    return Picture(
        id="drivers",
        section="index",
        title=title,
        subtitle=_("Points that each indicator brings to the total of %(total)s, %(year)s")
        % {"total": score(language, total), "year": year},
        chart=GroupedRows(
            description=_("Contributions to the total: %(values)s.")
            % {
                "values": ", ".join(
                    f"{indicator_label(driver.indicator, language.lang)} {score(language, driver.to_total, 3)}"
                    for driver in found
                )
            },
            groups=groups,
            form="bars",
            axis_title=_("Points of the total"),
            keys=keys,
            tick=lambda value: language.number(value, 2),
        ),
        table=driver_table(found, language),
        source=source(language),
        notes=tuple(notes.said),
        is_wide=True,
    )


def _group(own: Zone, node: str, found: Sequence[Driver], language: Language, notes: Notes) -> RowGroup:
    """The indicators of one dimension."""
    rows = []
    for driver in (one for one in found if one.dimension == node):
        number = notes.number(_("the scoreboard has no value for this zone and year")) if driver.to_total is None else 0
        rows.append(
            GroupedRow(
                name=indicator_label(driver.indicator, language.lang),
                value=driver.to_total,
                shown=score(language, driver.to_total, 3),
                eu=driver.eu,
                other=driver.peers,
                mark=str(number) if number else "",
            )
        )
    return RowGroup(
        node_label(node, language.lang),
        _("score of the dimension: %(score)s") % {"score": score(language, own.scores[node])},
        tuple(rows),
    )


def comparison_picture(ranked: Ranking, zones: Sequence[Zone], language: Language) -> Picture:
    """Up to five zones on every dimension; the first is ochre."""
    lang, total = language.lang, spec().total
    groups = []
    for node in (*weighed(spec()), total):
        rows = tuple(
            GroupedRow(
                zone.name, zone.scores[node], score(language, zone.scores[node]), at == 0, ranked.eu.scores[node]
            )
            for at, zone in enumerate(zones)
        )
        groups.append(RowGroup(node_label(node, lang), "", rows))
    values = ", ".join(f"{zone.name} {score(language, zone.scores[total])}" for zone in zones)
    return Picture(
        id="comparison",
        section="index",
        title=_ahead(zones, language),
        subtitle=_("Score of each dimension, 0 (lowest of the EU zones) to 1 (highest), %(year)s")
        % {"year": ranked.year},
        chart=GroupedRows(
            description=_("Total scores: %(values)s. The table gives every dimension.") % {"values": values},
            groups=tuple(groups),
            form="dots",
            axis_title=_("Score, 0 to 1"),
            keys=(Key("region", zones[0].name), Key("peer", _("the others")), Key("eu", language.text("EU"))),
            tick=lambda value: language.number(value, 1),
            top=1.0,
        ),
        table=comparison_table(ranked, zones, language),
        source=source(language),
        is_wide=True,
    )


def _ahead(zones: Sequence[Zone], language: Language) -> str:
    """Who has the highest total, and who the lowest."""
    total = spec().total
    ordered = sorted(zones, key=lambda zone: -(zone.scores[total] or 0.0))
    best, last = ordered[0], ordered[-1]
    told = {"best": best.name, "score": score(language, best.scores[total])}
    if len(ordered) == 1:
        return _("%(best)s: total score %(score)s") % told
    told |= {"last": last.name, "least": score(language, last.scores[total])}
    return _("Totals run from %(score)s (%(best)s) down to %(least)s (%(last)s)") % told


def _most_moved(shown: Sequence[Zone], before: Mapping[str, Zone], language: Language) -> str:
    """Whose score a scenario raises most, and whose it lowers most, of the zones shown."""
    total = spec().total
    changes = {
        zone.name: after - officially
        for zone in shown
        if (after := zone.scores[total]) is not None and (officially := before[zone.code].scores[total]) is not None
    }
    up, down = max(changes, key=lambda name: changes[name]), min(changes, key=lambda name: changes[name])
    parts = []
    if round(changes[up], 2) > 0:
        parts.append(_("%(zone)s gains most, +%(points)s") % {"zone": up, "points": score(language, changes[up])})
    if round(changes[down], 2) < 0:
        lost = {"zone": down, "points": score(language, -changes[down])}
        parts.append(_("%(zone)s loses most, −%(points)s") % lost)
    return listed(parts) or _("No pilot region’s score changes under these weights")


def scenario_picture(official: Ranking, other: Ranking, own: Zone | None, language: Language) -> Picture:
    """The region asked for and the pilots: score in the scenario (dot) and in the official run (stroke)."""
    total, before = spec().total, official.by_code
    shown = [zone for zone in other.zones if zone.is_pilot or (own is not None and zone.code == own.code)]
    rows = tuple(
        GroupedRow(
            name=zone.name,
            value=zone.scores[total],
            shown=score(language, zone.scores[total]),
            is_region=own is not None and zone.code == own.code,
            other=before[zone.code].scores[total],
        )
        for zone in shown
    )
    keys = [Key("peer", _("in the scenario")), Key("printed", _("in the official run"))]
    if own is not None:
        keys.insert(0, Key("region", own.name))
    values = ", ".join(f"{row.name} {row.shown}" for row in rows)
    return Picture(
        id="scenario",
        section="index",
        title=_most_moved(shown, before, language),
        subtitle=_("Total score, 0 to 1, %(year)s; not the official run") % {"year": official.year},
        chart=GroupedRows(
            description=_("Total scores in the scenario: %(values)s.") % {"values": values},
            groups=(RowGroup("", "", rows),),
            form="dots",
            axis_title=_("Total score, 0 to 1"),
            keys=tuple(keys),
            tick=lambda value: language.number(value, 1),
            top=1.0,
        ),
        table=scenario_table(official, shown, moves(official, other), language),
        source=source(language),
        is_wide=True,
    )
