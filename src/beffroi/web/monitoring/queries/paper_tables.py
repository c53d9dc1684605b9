"""What a monitoring report says of alerts, of what was decided, and of each value of its period."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beffroi.analytics.results.months import month_of
from beffroi.reporting.monitoring.model import Cell, Part
from beffroi.web.monitoring.alert_words import SEVERITY_MARKS, facts_words, headline
from beffroi.web.monitoring.mitigation_words import STATE_MARKS, cost_words, decided_where, expected_words
from beffroi.web.monitoring.models import Measurement
from beffroi.web.monitoring.queries.alerts import AlertView
from beffroi.web.monitoring.queries.mitigations import MitigationView
from beffroi.web.monitoring.queries.paper_cells import marked, named, texts
from beffroi.web.monitoring.queries.paper_parts import Facts
from beffroi.web.monitoring.queries.track import Tracked
from beffroi.web.monitoring.wording import amount_words, month_words, value_words


def alerts(facts: Facts) -> Part:
    """The alerts that were open on a day of the period, or were opened since then and until the report."""
    views = facts.alerts
    still = sum(view.alert.closed_at is None for view in views)
    said = ngettext("One alert was open", "%(many)s alerts were open", len(views)) % {"many": len(views)}
    stands = ngettext("%(many)s still is", "%(many)s still are", still) % {"many": still}
    head = (_("Alert"), _("Severity"), _("Facts"), _("Opened"), _("Closed by facts"))
    return Part(
        "alerts", _("What alerted in the period, or since?"),
        f"{said}; {stands}." if views else _("No alert was open in the period, or since."),
        head, (False,) * 5, tuple(_alert(view) for view in views),
    )  # fmt: skip


def _alert(view: AlertView) -> tuple[Cell, ...]:
    one = view.alert
    facts = facts_words(one.rule, one.facts)
    if one.closed_at is not None:
        facts = f"{facts_words(one.rule, one.opened_facts)}\n{facts_words(one.rule, one.closed_facts)}"
    severity = Cell(one.get_severity_display(), mark=marked(SEVERITY_MARKS[one.severity]))
    return Cell(headline(view)), severity, Cell(facts), Cell(_day(one.opened_at)), Cell(_day(one.closed_at))


def mitigations(facts: Facts) -> Part:
    """What piloting decided of mitigations in the period, or since then and until the report."""
    views = facts.mitigations
    said = ngettext("One mitigation was decided.", "%(many)s mitigations were decided.", len(views))
    head = (_("Mitigation"), _("Decision"), _("Effect that is expected"), _("Cost"), _("Reasons"))
    return Part(
        "mitigations", _("What was decided against deviations?"),
        said % {"many": len(views)} if views else _("No mitigation was decided in the period, or since."),
        head, (False, False, False, True, False), tuple(_mitigation(view) for view in views),
    )  # fmt: skip


def _mitigation(view: MitigationView) -> tuple[Cell, ...]:
    row = view.row
    taken = row.decision.taken_on if row.decision else None
    said = "\n".join(text for text in (row.get_state_display(), _day(taken), decided_where(row)) if text)
    decision = Cell(said, mark=marked(STATE_MARKS[row.state]))
    return named(view.node), decision, Cell(expected_words(view)), Cell(cost_words(row)), texts(row.reasons)


def values(facts: Facts) -> Part:
    """Every value of the period that is published, with where it comes from."""
    rows = tuple(cells for row in facts.track.rows for cells in _values(facts, row))
    said = ngettext("One value is published.", "%(many)s values are published.", len(rows)) % {"many": len(rows)}
    head = (_("Indicator"), _("Unit"), _("Month"), _("Part"), _("Value"), _("Where it comes from"))
    return Part(
        "values", _("What was measured in the period?"),
        said if rows else _("Nothing is published for the months of this period."), head,
        (False, False, False, False, True, False), rows,
    )  # fmt: skip


def _values(facts: Facts, row: Tracked) -> Iterator[tuple[Cell, ...]]:
    reading = row.reading
    name, unit, is_level = named(reading.node), Cell(reading.unit), bool(reading.row.rubric)
    if not reading.row.is_entered or reading.is_made:
        for point in sorted(reading.points):
            if facts.covers(point.at):
                said = value_words(reading, point.value)
                number = None if is_level else point.value
                yield name, unit, Cell(month_words(point.at)), Cell(""), Cell(said, number=number), Cell(_origin(row))
    for one in facts.measured.get(reading.row.pk, ()) if reading.row.is_entered else ():
        number = None if is_level else float(one.value)
        value = Cell(amount_words(reading.row, one.value), number=number)
        month = Cell(month_words(month_of(one.period)))
        yield name, unit, month, Cell(one.part), value, Cell(_corrected(reading.row, one))


def _origin(row: Tracked) -> str:
    indicator = row.reading.row
    if row.reading.is_made:
        return _("put together from its parts")
    if indicator.counts_rows:
        return _("counted from files of agencies")
    return _("the observatory") if indicator.series else _("counted by the platform")


def _corrected(indicator: Any, one: Measurement) -> str:
    if one.supersedes is None:
        return _("reported")
    return _("corrected, was %(value)s") % {"value": amount_words(indicator, one.supersedes.value)}


def _day(at: date | datetime | None) -> str:
    if at is None:
        return ""
    return date_format(timezone.localtime(at).date() if isinstance(at, datetime) else at, "j F Y")
