"""What the rules of alerts find in a strategy today: every subject of every rule, in a dozen queries at most."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

from beffroi.analytics.results.kinds import peers_told
from beffroi.analytics.results.months import month_of
from beffroi.web.chain.queries import in_language
from beffroi.web.monitoring import alert_rules as rules
from beffroi.web.monitoring.alert_rules import Look, Subject
from beffroi.web.monitoring.models import AssumptionLook, Entry, Indicator, Measurement
from beffroi.web.monitoring.queries.track import Track, Tracked, track_of
from beffroi.web.monitoring.report_states import EntryState
from beffroi.web.monitoring.rules import first_day
from beffroi.web.piloting.queries.standing import actions_standing, cadences_standing

if TYPE_CHECKING:
    from beffroi.web.chain.models import Node
    from beffroi.web.strategy.models import Strategy


def looks_of(strategy: "Strategy", today: date, track: Track | None = None) -> list[Look]:
    """Every look of today, on the verdicts of the last month that is over."""
    track = track or track_of(strategy, today)
    return [
        *_of_indicators(track),
        *_of_quality(track),
        *_of_actions(strategy, track, today),
        *_of_assumptions(strategy, track),
        *_of_bodies(strategy, today),
    ]


def _of_indicators(track: Track) -> Iterator[Look]:
    for row in track.rows:
        if row.verdict is None:
            continue
        subject = Subject("indicator", row.reading.row.pk)
        yield rules.of_track(subject, row.verdict, row.month, len(row.reading.row.rubric))
        yield rules.of_data(subject, row.verdict, row.month)
        measured = row.reading.as_measured(track.at) if row.reading.peers else None
        if measured is not None:
            yield rules.of_context(subject, peers_told(measured, track.at), row.verdict.alerts)


def _of_quality(track: Track) -> Iterator[Look]:
    """Of what somebody enters; a level of a rubric may jump."""
    entered = [row for row in track.rows if row.reading.row.is_entered and not row.reading.row.rubric]
    parts, explained = _parts(entered), _explained(entered)
    for row in entered:
        last = row.reading.last
        held = parts.get((row.reading.row.pk, last.at)) if last else None
        why = explained.get((row.reading.row.pk, last.at), "") if last else ""
        yield rules.of_quality(Subject("indicator", row.reading.row.pk), row.reading.points, held, why)


def _explained(rows: Sequence[Tracked]) -> Mapping[tuple[int, int], str]:
    """Indicator and month of its last value → why it is right, as who reported it said when it was published last."""
    last = {one.reading.row.pk: one.reading.last.at for one in rows if one.reading.last}
    if not last:
        return {}
    found: dict[tuple[int, int], str] = {}
    published = Entry.objects.filter(
        indicator__in=list(last), state=EntryState.PUBLISHED, month__gte=first_day(min(last.values()))
    )
    for pk, month, why in published.order_by("pk").values_list("indicator_id", "month", "explanation"):
        found[pk, month_of(month)] = why
    return found


def _parts(rows: Sequence[Tracked]) -> Mapping[tuple[int, int], dict[str, float | None]]:
    """Indicator and month → the parts of a sum, those that were not entered as missing."""
    broken = {one.reading.row.pk: one.reading.row for one in rows if one.reading.row.breakdown}
    broken = {pk: row for pk, row in broken.items() if row.rule == Indicator.Rule.SUM}
    found: dict[tuple[int, int], dict[str, float | None]] = {}
    held = Measurement.objects.filter(indicator__in=list(broken), superseded_by=None).exclude(part="")
    for pk, period, part, value in held.values_list("indicator_id", "period", "part", "value"):
        names = dict.fromkeys(broken[pk].breakdown)
        found.setdefault((pk, month_of(period)), names)[part] = float(value)
    return found


def _of_actions(strategy: "Strategy", track: Track, today: date) -> Iterator[Look]:
    on_chain = [item for item, node in track.chain.steps.items() if node.item.kind == "action"]
    for one in actions_standing(strategy, on_chain):
        yield rules.of_action(Subject("item", one.item), one.state, one.end, one.done_on, today)


def _of_bodies(strategy: "Strategy", today: date) -> Iterator[Look]:
    for body, cadence in cadences_standing(strategy, today):
        weeks = body.cadence_weeks or 1
        yield rules.of_cadence(Subject("body", body.pk), cadence.standing, cadence.due, cadence.last, weeks, today)


def _of_assumptions(strategy: "Strategy", track: Track) -> Iterator[Look]:
    for node, said, look in assumptions_of(strategy, track.chain.steps.values()):
        state, on, note = (look.state, look.at.date(), look.note) if look else ("", None, "")
        yield rules.of_assumption(Subject("item", node.item_id, aspect_of(said)), said, state, on, note)


def assumptions_of(
    strategy: "Strategy", steps: Iterable["Node"]
) -> "list[tuple[Node, dict[str, str], AssumptionLook | None]]":
    """Each assumption of some steps by language, with the last look at it; one query.

    An assumption that says the same in one language is the same one.
    """
    looks: dict[int, list[AssumptionLook]] = defaultdict(list)
    for look in AssumptionLook.objects.filter(strategy=strategy).select_related("by"):
        looks[look.item_id].append(look)
    return [
        (node, said, next((one for one in looks[node.item_id] if one.said.items() & said.items()), None))
        for node in steps
        for said in said_of(node)
    ]


def said_of(node: "Node") -> list[dict[str, str]]:
    """The assumptions of a step, each by language."""
    texts: Mapping[str, Sequence[str]] = node.details.get("assumptions") or {}
    most = max((len(lines) for lines in texts.values()), default=0)
    return [
        {language: lines[number] for language, lines in texts.items() if number < len(lines) and lines[number]}
        for number in range(most)
    ]


def aspect_of(said: Mapping[str, str]) -> str:
    """An assumption in short: by what it says in its first language."""
    return sha256((said.get("en") or in_language(dict(said))).encode()).hexdigest()[:10]
