"""What a monitoring report says of results: indicators against their paths, where deviations begin, interventions."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beffroi.analytics.results.months import month_of
from beffroi.analytics.results.verdicts import worst
from beffroi.reporting.monitoring.model import Cell, Part, Picture
from beffroi.web.chain.queries import reads_of_nodes
from beffroi.web.core.together import read, together
from beffroi.web.monitoring.dashboard_words import said_of
from beffroi.web.monitoring.mitigation_states import S
from beffroi.web.monitoring.models import Alert, Measurement, Mitigation
from beffroi.web.monitoring.queries.alerts import AlertView, items_of, views_of
from beffroi.web.monitoring.queries.chain import steps_under
from beffroi.web.monitoring.queries.mitigations import (
    MitigationView,
    items_of_mitigations,
    mitigation_views,
    mitigations_of,
)
from beffroi.web.monitoring.queries.paper_cells import joined, named, remark, status
from beffroi.web.monitoring.queries.track import Track, Tracked, judged, track_of
from beffroi.web.monitoring.rules import last_day
from beffroi.web.monitoring.wording import KINDS, month_words, short_words, track_words

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from beffroi.web.chain.models import Node
    from beffroi.web.monitoring.models import MonitoringReport

MOST_PICTURES = 60


@dataclass(frozen=True)
class Facts:
    """What is published of the period of a report, as it stands on a day; `track` in the language that was on."""

    report: "MonitoringReport"
    track: Track
    measured: Mapping[int, Sequence[Measurement]]
    """Indicator → what was measured in the period and stands, in the order of time."""
    alerts: Sequence[AlertView]
    """The alerts that were open on a day of the period, or were opened since then."""
    mitigations: Sequence[MitigationView]
    """What piloting decided of mitigations in the period, or since then."""
    today: date

    def said_again(self) -> "Facts":
        """The same facts in the language that is on now, without reading them again."""
        return replace(self, track=judged(self.track.chain, self.track.readings, self.track.at))

    @property
    def first(self) -> int:
        """The first month."""
        return month_of(self.report.starts)

    def covers(self, month: int) -> bool:
        """Whether a month lies in the period."""
        return self.first <= month <= self.track.at

    def shown(self) -> set[tuple[str, int]]:
        """Key of an indicator and month of each value that the report says."""
        found = set()
        for row in self.track.rows:
            key = str(row.reading.node.item.key)
            found |= {(key, month_of(one.period)) for one in self.measured.get(row.reading.row.pk, ())}
            if row.month is not None:
                found.add((key, row.month))
        return found


def facts_of(report: "MonitoringReport", today: date) -> Facts:
    """Read what is published, in two statements beside what is counted, however much there is."""
    track = track_of(report.strategy, today, month_of(report.ends))
    values, alerts, decided = _values(report), _alerts(report, today), _decided(report, today)
    about, of_decided = items_of(alerts.order_by()), items_of_mitigations(decided)
    with together(values, alerts, decided, reads_of_nodes(about), reads_of_nodes(*of_decided)):
        measured: dict[int, list[Measurement]] = defaultdict(list)
        for one in read(values):
            measured[one.indicator_id].append(one)
        views = views_of(read(alerts), about)
        return Facts(report, track, measured, views, mitigation_views(read(decided), of_decided), today)


def _values(report: "MonitoringReport") -> "QuerySet[Measurement]":
    found = Measurement.objects.filter(
        indicator__strategy=report.strategy, superseded_by=None, period__gte=report.starts,
        period__lte=last_day(month_of(report.ends)),
    )  # fmt: skip
    return found.select_related("supersedes").order_by("period", "part")


def _alerts(report: "MonitoringReport", today: date) -> "QuerySet[Alert]":
    found = Alert.objects.filter(strategy=report.strategy, opened_at__date__lte=today)
    found = found.exclude(closed_at__date__lt=report.starts)
    return found.select_related("strategy", "indicator__item", "item", "body").order_by("opened_at", "pk")


def _decided(report: "MonitoringReport", today: date) -> "QuerySet[Mitigation]":
    found = mitigations_of(report.strategy).filter(
        state__in=(S.ACCEPTED, S.REJECTED), decision__taken_on__gte=report.starts, decision__taken_on__lte=today,
    )  # fmt: skip
    return found.order_by("decision__taken_on", "pk")


def indicators(facts: Facts) -> Part:
    """How each indicator stands against its path, with a small picture of it."""
    rows = facts.track.rows
    judged = [row for row in rows if row.verdict]
    drawn = judged if len(judged) <= MOST_PICTURES else [row for row in judged if row.verdict and row.verdict.alerts]
    pictures = (_picture(facts, row) for row in drawn[:MOST_PICTURES])
    return Part(
        "indicators", _("Is the strategy on track?"), track_words(facts.track),
        (_("Indicator"), _("Unit"), _("Stands"), _("Measured"), _("Expected then"), _("Target")),
        (False, False, False, True, True, True),
        tuple(_indicator(facts, row) for row in rows), tuple(one for one in pictures if one),
    )  # fmt: skip


def _indicator(facts: Facts, row: Tracked) -> tuple[Cell, ...]:
    reading, verdict = row.reading, row.verdict
    path = reading.path_at(facts.track.at)
    target = _two(short_words(reading, path.target.value), month_words(path.target.at)) if path else "–"
    actual = "–"
    if verdict and verdict.actual is not None and row.month is not None:
        actual = _two(short_words(reading, verdict.actual), month_words(row.month))
    return (
        named(reading.node, remark(facts.report, reading.node.item.key)), Cell(reading.unit),
        status(verdict.status if verdict else None), Cell(actual),
        Cell(short_words(reading, verdict.expected) if verdict else "–"), Cell(target),
    )  # fmt: skip


def _two(value: str, month: str) -> str:
    return f"{value}\n{month}"


def _picture(facts: Facts, row: Tracked) -> Picture | None:
    """Values until the end of the period against the path that held then; nothing where there is neither."""
    reading, at = row.reading, facts.track.at
    path = reading.path_at(at)
    values = tuple((point.at, point.value) for point in sorted(reading.points) if point.at <= at)
    planned = tuple((point.at, point.value) for point in path.points) if path else ()
    known = [month for month, _value in (*values, *planned)]
    if not known or row.verdict is None:
        return None
    end = "" if reading.row.rubric or not values else short_words(reading, values[-1][1])
    return Picture(
        named(reading.node), status(row.verdict.status), said_of(row), values, planned, month_words(min(known)),
        month_words(max(known)), end,
    )  # fmt: skip


def origins(facts: Facts) -> Part:
    """Where what is not on track begins, and why."""
    found = facts.track.origins
    if not found:
        said = _("Nothing alerts, so there is no beginning to look for.")
    else:
        said = ngettext(
            "What is not on track begins at one step: nothing that leads to it alerts.",
            "What is not on track begins at %(many)s steps: nothing that leads to them alerts.", len(found),
        ) % {"many": len(found)}  # fmt: skip
    rows = tuple(
        (
            named(one.step), Cell(str(KINDS[one.kind])), Cell("\n".join(one.because)),
            joined([named(node) for node in one.explains]),
        )
        for one in found
    )  # fmt: skip
    head = (_("Where it started"), _("What kind of source"), _("Why"), _("What it explains"))
    return Part("origins", _("Where did it start?"), said, head, (False,) * 4, rows)


def interventions(facts: Facts) -> Part:
    """How the indicators of each intervention stand, and what the writer remarks on it."""
    rows = [row for top in tops_of(facts.track) if (row := _intervention(facts, *top))]
    said = ngettext(
        "One intervention brings results about.", "%(many)s interventions bring results about.", len(rows)
    ) % {"many": len(rows)}  # fmt: skip
    head = (_("Intervention"), _("Its worst indicator"), _("On track"))
    return Part(
        "interventions", _("How do the interventions stand?"),
        said if rows else _("No intervention is linked to results yet."), head, (False, False, True), tuple(rows),
    )  # fmt: skip


def tops_of(track: Track) -> "Sequence[tuple[Node, list[Tracked]]]":
    """The interventions with the indicators at all that they bring about, in the order of the strategy."""
    found = []
    for item, node in sorted(track.chain.tops.items(), key=lambda pair: pair[1].position):
        steps = steps_under(track.chain, [item])
        rows = [row for row in track.rows if row.reading.step and row.reading.step.item_id in steps]
        if node.item.kind == "intervention":
            found.append((node, rows))
    return found


def _intervention(facts: Facts, node: "Node", rows: list[Tracked]) -> tuple[Cell, ...] | None:
    """A row; none for an intervention without results on which nobody remarks."""
    note = remark(facts.report, node.item.key)
    statuses = [row.verdict.status for row in rows if row.verdict]
    if not statuses and note is None:
        return None
    fine = sum(one == "on_track" for one in statuses)
    count = _("%(fine)s of %(all)s") % {"fine": fine, "all": len(statuses)} if statuses else "–"
    return named(node, note), status(worst(statuses) if statuses else None), Cell(count)
