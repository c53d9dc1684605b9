"""Reported values with all that is known of them: name, what was published before, what is doubtful, the files."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from beffroi.analytics.results.entry.consistency import Rule
from beffroi.analytics.results.months import month_of
from beffroi.analytics.results.path import Point
from beffroi.web.chain.queries import nodes_of
from beffroi.web.core.editions import edition_of
from beffroi.web.core.files import of_all
from beffroi.web.monitoring.checks import Finding, Given, findings_in
from beffroi.web.monitoring.collecting_rules import NoRule, parse_rule, plain
from beffroi.web.monitoring.models import DataRequest, Entry, Indicator, Measurement, ValueRule

if TYPE_CHECKING:
    from beffroi.web.chain.models import Node
    from beffroi.web.strategy.models import Strategy

ADDED = (Indicator.Rule.SUM, Indicator.Rule.DISTINCT)
Histories = Mapping[int, Mapping[str, Sequence[Point]]]


@dataclass
class EntryRow:
    """A reported value as pages show it."""

    entry: Entry
    node: "Node"
    history: Mapping[str, Sequence[Point]]
    files: list[Any] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def indicator(self) -> Indicator:
        """Its indicator."""
        return self.entry.indicator

    @property
    def unit(self) -> str:
        """Its unit in words; a level of a rubric has none."""
        return "" if self.indicator.kind == Indicator.Kind.QUALITATIVE else self.indicator.said("unit")

    @property
    def parts(self) -> list[str]:
        """The whole, then the names of its parts."""
        return ["", *self.indicator.breakdown]

    def before(self, part: str = "") -> Point | None:
        """What was published last before its month."""
        month = month_of(self.entry.month)
        return max((point for point in self.history.get(part, ()) if point.at < month), default=None)

    def stands(self, part: str = "") -> Point | None:
        """What is published for its month already."""
        month = month_of(self.entry.month)
        return next((point for point in self.history.get(part, ()) if point.at == month), None)

    @property
    def values(self) -> dict[str, Decimal]:
        """Part → value."""
        return values_of(self.entry)

    @property
    def errors(self) -> list[Finding]:
        """What cannot be right."""
        return [one for one in self.findings if one.is_error]

    @property
    def warnings(self) -> list[Finding]:
        """What is unlikely."""
        return [one for one in self.findings if not one.is_error]


def values_of(entry: Entry) -> dict[str, Decimal]:
    """Part → value of a reported value."""
    return {part: Decimal(text) for part, text in entry.values.items()}


def as_texts(values: Mapping[str, Decimal]) -> dict[str, str]:
    """Values as they are stored."""
    return {part: f"{plain(value):f}" for part, value in values.items()}


def names_of(strategy: "Strategy", indicators: Iterable[Indicator]) -> "dict[int, Node]":
    """Item of an indicator → the element that names it."""
    if strategy.living is None:
        return {}
    found = nodes_of(strategy.living, "indicator").filter(item__in=[one.item_id for one in indicators])
    return {node.item_id: node for node in found}


def histories_of(indicators: Iterable[int]) -> Histories:
    """Indicator → part → what is published, in the order of time: one query."""
    rows = Measurement.objects.filter(indicator__in=list(indicators), superseded_by=None).order_by("period")
    found: dict[int, dict[str, list[Point]]] = defaultdict(lambda: defaultdict(list))
    for indicator, part, period, value in rows.values_list("indicator_id", "part", "period", "value"):
        found[indicator][part].append(Point(month_of(period), float(value)))
    return found


def rules_of(strategy: "Strategy") -> list[Rule]:
    """The rules between indicators that can be read today; one that names what is gone is passed over."""
    found = list(ValueRule.objects.filter(strategy=strategy))
    if not found or strategy.living is None:
        return []
    known = {node.code for node in nodes_of(strategy.living, "indicator")}
    rules = []
    for one in found:
        try:
            rules.append(parse_rule(one.formula, known, cast("Any", one.weight)))
        except NoRule:
            continue
    return rules


def rows_of_entries(strategy: "Strategy", entries: Iterable[Entry]) -> list[EntryRow]:
    """Reported values of a strategy with all that is known of them; as many queries for one as for a thousand."""
    held = list(entries)
    nodes = names_of(strategy, [entry.indicator for entry in held])
    histories = histories_of({entry.indicator_id for entry in held})
    files = of_all(entry for entry in held if entry.pk)
    rows = [
        EntryRow(entry, nodes[entry.indicator.item_id], histories.get(entry.indicator_id, {}), files.get(entry.pk, []))
        for entry in held if entry.indicator.item_id in nodes
    ]  # fmt: skip
    found = doubts_of(strategy, rows)
    for row in rows:
        row.findings = found.get((row.node.code, row.entry.month), [])
    return rows


def doubts_of(
    strategy: "Strategy", rows: Sequence[EntryRow], values: Mapping[int, Mapping[str, Decimal]] | None = None
) -> dict[tuple[str, Any], list[Finding]]:
    """Code and month → what is doubtful; `values` by entry take the place of those that are stored."""
    rules = rules_of(strategy)
    others = _others(strategy, rows, rules) if rules else {}
    found: dict[tuple[str, Any], list[Finding]] = defaultdict(list)
    for month in {row.entry.month for row in rows}:
        mine = [row for row in rows if row.entry.month == month]
        given = [as_given(row, values[row.entry.pk] if values is not None else row.values) for row in mine]
        for one in findings_in(given, rules, others.get(month, {})):
            found[one.code, month].append(one)
    return found


def as_given(row: EntryRow, values: Mapping[str, Decimal]) -> Given:
    """What the checks take."""
    of = row.indicator
    return Given(
        row.node.code, month_of(row.entry.month), values, parts=of.breakdown,
        levels=len(of.rubric) if of.kind == Indicator.Kind.QUALITATIVE else 0, adds_up=of.rule in ADDED,
        least=float(of.least) if of.least is not None else None, most=float(of.most) if of.most is not None else None,
        history=row.history,
    )  # fmt: skip


def _others(strategy: "Strategy", rows: Sequence[EntryRow], rules: Sequence[Rule]) -> dict[Any, dict[str, float]]:
    """Month → code → value of indicators that rules name: what is under way, else what is published; three queries."""
    assert strategy.living is not None  # noqa: S101 - rules were read from it
    codes = {code for rule in rules for code in (*rule.left, *rule.right)}
    months = {row.entry.month for row in rows}
    items = {node.item_id: node.code for node in nodes_of(strategy.living, "indicator") if node.code in codes}
    named = dict(Indicator.objects.filter(item__in=items).values_list("pk", "item_id"))
    found: dict[Any, dict[str, float]] = defaultdict(dict)
    stand = Measurement.objects.filter(indicator__in=named, period__in=months, part="", superseded_by=None)
    for indicator, month, value in stand.values_list("indicator_id", "period", "value"):
        found[month][items[named[indicator]]] = float(value)
    under_way = Entry.objects.filter(indicator__in=named, month__in=months).exclude(state="published")
    for indicator, month, values in under_way.values_list("indicator_id", "month", "values"):
        if "" in values:
            found[month][items[named[indicator]]] = float(values[""])
    return found


def under_way_of(indicator: Indicator) -> list[Entry]:
    """What is reported of an indicator and does not count yet, without drafts that say nothing."""
    held = Entry.objects.filter(indicator=indicator).exclude(state="published").select_related("indicator")
    return [one for one in held.order_by("month") if one.is_answered or one.state == "returned"]


def entries_of(found: DataRequest) -> list[Entry]:
    """The values of a request: of each indicator the one that stands last."""
    held = Entry.objects.filter(request=found, corrected_by=None)
    return list(held.select_related("indicator", "corrects", "reported_by").order_by("indicator__item", "pk"))


def answer_rows(found: DataRequest) -> list[EntryRow]:
    """What a reporter is asked for, as the page shows it."""
    return rows_of_entries(found.period.strategy, entries_of(found))


def edition_of_answers(rows: Iterable[EntryRow]) -> str:
    """What a request says now, in short."""
    return edition_of([[row.entry.pk, row.entry.revision] for row in rows])
