"""Indicators as their pages show them: the sheet, values against the path, a chart, peers beside."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from beffroi.analytics.results.months import month_of
from beffroi.reporting.charts.fluid import scene_to_html
from beffroi.reporting.charts.lines import Course, Lines
from beffroi.reporting.charts.scene import Key
from beffroi.reporting.language import Language
from beffroi.web.chain.queries import in_language
from beffroi.web.core.files import of_all
from beffroi.web.core.french import listed
from beffroi.web.monitoring import rules
from beffroi.web.monitoring.beneficiary_rules import Shared
from beffroi.web.monitoring.counted import COUNTED
from beffroi.web.monitoring.eu_common import REGULATION, common_indicators
from beffroi.web.monitoring.models import Indicator, Measurement
from beffroi.web.monitoring.queries.beneficiaries import shared_out
from beffroi.web.monitoring.queries.commitments import Earlier
from beffroi.web.monitoring.queries.readings import PeerReading, Reading, history_of, readings_of
from beffroi.web.monitoring.queries.wholes import Together, together_of
from beffroi.web.monitoring.wording import amount_words, language, month_words, short_words, value_words, with_unit
from beffroi.web.monitoring.wording_rows import shared_words, together_words
from beffroi.web.observatory.queries.catalogue import described
from beffroi.web.observatory.queries.figures_store import figures

MOST_SLOTS = 40
"""Stretches of time that a chart can show."""


@dataclass(frozen=True)
class Value:
    """A line of the table: month, value, what was expected; `measurement` where somebody entered it."""

    month: str
    part: str
    value: str
    expected: str
    measurement: Measurement | None = None
    stood: str = ""
    """The value that was corrected."""
    files: tuple[Any, ...] = ()
    """Evidence that was sent with it."""


@dataclass(frozen=True)
class Page:
    """Everything that the page of an indicator shows."""

    reading: Reading
    sheet: list[tuple[Any, str]]
    values: list[Value]
    chart: str
    peers: list[tuple[PeerReading, str, str]]
    answer: str
    origin: str
    whole: Together | None = None
    shared: Shared | None = None
    part_of: Reading | None = None

    @property
    def whole_words(self) -> str:
        """By which rule the whole is made, and whether it fits what was entered."""
        return together_words(self.reading, self.whole) if self.whole else ""

    @property
    def shared_words(self) -> str:
        """Of how many rows a number of enterprises is made."""
        return shared_words(self.shared) if self.shared else ""

    @property
    def earlier(self) -> tuple[Earlier, ...]:
        """What it was committed to before."""
        return self.reading.earlier


def series_held(language: Language) -> list[tuple[str, str]]:
    """The series of the observatory that an indicator can show, by their names."""
    held = figures()
    return sorted(
        (
            (name, f"{language.typeset(held.label(name, language.lang))} ({name})")
            for name in held.series
            if held.years(name)
        ),
        key=lambda one: one[1],
    )


def table_of(readings: list[Reading]) -> list[dict[str, Any]]:
    """The list of indicators: name, step, last value, what was expected then, target."""
    return [
        {
            "reading": one, "last": short_words(one, one.last.value) if one.last else "",
            "month": month_words(one.last.at) if one.last else "",
            "expected": short_words(one, one.path.expected(one.last.at)) if one.last and one.path else "",
            "target": short_words(one, one.path.target.value) if one.path else "",
            "by": month_words(one.path.target.at) if one.path else "",
        }
        for one in readings
    ]  # fmt: skip


def page_of(row: Indicator, today: date) -> Page | None:
    """One indicator; None where its element is gone."""
    readings = readings_of(row.strategy, today)
    reading = next((one for one in readings if one.row.pk == row.pk), None)
    if reading is None:
        return None
    entered = history_of(row) if row.is_entered else []
    return Page(
        reading, _sheet(reading), _entered(reading, entered) if row.is_entered else _given(reading),
        _chart(reading, month_of(today)), [_peer(reading, one) for one in reading.peers],
        _answer(reading), _origin(row), together_of(reading, readings),
        shared_out(row) if row.counts_rows else None,
        next((one for one in readings if one.row.pk == row.part_of_id), None),
    )  # fmt: skip


def _answer(reading: Reading) -> str:
    last, path = reading.last, reading.path
    if last is None:
        return _("No value yet.")
    said = {"month": month_words(last.at), "value": with_unit(reading, last.value)}
    if path is None:
        return _("%(value)s in %(month)s; no path is given to hold it against.") % said
    held = reading.path_at(last.at) or path
    said |= {
        "expected": value_words(reading, held.expected(last.at)), "target": value_words(reading, path.target.value),
        "by": month_words(path.target.at),
    }  # fmt: skip
    return _("%(value)s in %(month)s, where %(expected)s was expected; the target is %(target)s by %(by)s.") % said


def _origin(row: Indicator) -> str:
    """Where its name and its values come from, in words."""
    rows = _("Counted from the rows of agencies' files, typed by nobody.") if row.counts_rows else ""
    return f"{_source(row)} {rows}".strip()


def _source(row: Indicator) -> str:
    if row.common_code in common_indicators():
        one = common_indicators()[row.common_code]
        said = _("%(code)s %(name)s: Regulation %(regulation)s.") % {
            "code": one.code, "name": in_language(one.name), "regulation": REGULATION,
        }  # fmt: skip
        ours = _("The French name is a translation of ours, not yet compared with the Official Journal.")
        return f"{said} {ours}" if one.is_translation else said
    if row.series in figures().series:
        one_series = described(row.series, language())
        return _("%(label)s, %(publisher)s, as the observatory holds it (%(vintage)s).") % {
            "label": one_series.label, "publisher": one_series.publisher, "vintage": one_series.vintage,
        }  # fmt: skip
    if row.counted in COUNTED:
        return _("%(label)s: counted by the platform, typed by nobody.") % {"label": COUNTED[row.counted].label}
    return ""


def _sheet(reading: Reading) -> list[tuple[Any, str]]:
    row, path = reading.row, reading.path
    ends = [(path.baseline, _("Baseline")), (path.target, _("Target"))] if path else []
    said = [(label, f"{with_unit(reading, point.value)}, {month_words(point.at)}") for point, label in ends]
    milestones = listed(
        f"{value_words(reading, point.value)} ({month_words(point.at)})" for point in (path.milestones if path else ())
    )
    found = [
        (_("Unit"), row.said("unit")),
        (_("Which way is good"), str(row.get_polarity_display())),
        (_("Formula"), row.said("formula")),
        (_("Broken down by"), ", ".join(row.breakdown)),
        (_("Rubric"), listed(f"{n}: {in_language(text)}" for n, text in enumerate(row.rubric, 1))),
        (_("How often it is measured"), str(row.get_frequency_display())),
        (_("Source"), row.said("source")),
        (_("Who reports it"), str(reading.reporter or "") if row.is_entered else _("nobody: it comes by itself")),
        (_("How it is verified"), row.said("verification")),
        (_("Limits"), row.said("limits")),
        *said,
        (_("Milestones"), milestones),
        (_("Possible values"), _possible(row)),
        (_("Acceptable band"), language().percent(100 * float(row.band), 0)),
        (_("How a whole is put together from its parts"), str(row.get_rule_display())),
    ]
    return [(label, text) for label, text in found if text]


def _possible(row: Indicator) -> str:
    """The bounds of its values, in words."""
    least, most = (None if value is None else amount_words(row, value) for value in (row.least, row.most))
    if least is not None and most is not None:
        return _("%(least)s to %(most)s") % {"least": least, "most": most}
    if least is not None:
        return _("%(least)s or more") % {"least": least}
    return _("%(most)s or less") % {"most": most} if most is not None else ""


def _entered(reading: Reading, rows: list[Measurement]) -> list[Value]:
    """What somebody entered, with what it superseded; what was corrected stands at its correction."""
    found, files = [], of_all(one.entry for one in rows if one.entry)
    for one in rows:
        if hasattr(one, "superseded_by"):
            continue
        expected = _expected(reading, month_of(one.period)) if not one.part else None
        found.append(
            Value(
                month_words(month_of(one.period)), one.part, value_words(reading, float(one.value)),
                value_words(reading, expected), one,
                value_words(reading, float(one.supersedes.value)) if one.supersedes else "",
                tuple(files.get(one.entry_id or 0, ())),
            )
        )  # fmt: skip
    return (_given(reading) if reading.is_made else []) + found


def _expected(reading: Reading, at: int) -> float | None:
    """What was planned for a month; nothing before the path begins."""
    path = reading.path_at(at)
    return path.expected(at) if path and at >= path.baseline.at else None


def _planned(reading: Reading, at: int) -> float | None:
    """What was planned for a month, on the path that held then."""
    path = reading.path_at(at)
    return path.expected(at) if path and path.baseline.at <= at <= path.target.at else None


def _given(reading: Reading) -> list[Value]:
    return [
        Value(
            month_words(point.at), "", value_words(reading, point.value),
            value_words(reading, _expected(reading, point.at)),
        )
        for point in sorted(reading.points, reverse=True)
    ]  # fmt: skip


def _peer(reading: Reading, one: PeerReading) -> tuple[PeerReading, str, str]:
    last = max(one.points, default=None)
    return one, value_words(reading, last.value if last else None), month_words(last.at) if last else ""


def _chart(reading: Reading, now: int) -> str:
    """Values, the path to the target and the peers over time; nothing where there are fewer than two values."""
    path, every = reading.path, rules.MONTHS[reading.row.frequency]
    every = max(every, 12) if reading.row.series else every
    if len(reading.points) < 2 or reading.row.rubric:
        return ""
    starts = [one.path.baseline for one in reading.earlier] + ([path.baseline] if path else [])
    first = min(point.at for point in (*reading.points, *starts))
    last = max(path.target.at if path else now, max(point.at for point in reading.points))
    months = rules.periods(max(first, last - every * MOST_SLOTS), last, every)
    courses = [Course(_("measured"), rules.slots(reading.points, months), "region")]
    keys = [Key("region", _("measured"))]
    if path:
        planned = tuple(_planned(reading, at) for at in months)
        courses.append(Course(_("path to the target"), planned, "eu"))
        keys.append(Key("eu", _("path to the target")))
    courses += [Course(one.name, rules.slots(one.points, months), "peer") for one in reading.peers]
    keys += [Key("peer", _("peer regions"))] if reading.peers else []
    drawn = Lines(
        description=_answer(reading),
        years=tuple(f"{at // 12}" if every == 12 else f"{at % 12 + 1:02}/{at // 12}" for at in months),
        courses=tuple(courses), axis_title=reading.unit, from_above_zero=_("(the scale does not start at zero)"),
        keys=tuple(keys), tick=lambda value: language().number(value, rules.decimals([value])),
    )  # fmt: skip
    return scene_to_html(drawn.scene())
