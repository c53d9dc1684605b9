"""A small results chain for tests, made by the real actions: input → output → outcome, with indicators."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django.utils import timezone
from tests.unit.web import cast_piloting

from beffroi.analytics.results.months import month_of
from beffroi.web.chain.models import Node
from beffroi.web.monitoring.actions import add_step, measure, save_indicator
from beffroi.web.monitoring.actions.deciding import Carrying, decide_mitigation
from beffroi.web.monitoring.actions.findings import Proposal, propose_mitigation, write_finding
from beffroi.web.monitoring.alert_refresh import refresh_alerts
from beffroi.web.monitoring.models import Alert, Finding, Indicator, Measurement, Mitigation
from beffroi.web.monitoring.queries.alert_looks import aspect_of
from beffroi.web.monitoring.rules import first_day
from beffroi.web.strategy.models import Strategy


def ago(months: int) -> Any:
    """The first day of the month so many months ago."""
    return first_day(month_of(timezone.localdate()) - months)


def step(kind: str = "output", after: Node | None = None, of: Strategy | None = None, **more: Any) -> Node:
    """A step of the chain, after another one if that is given."""
    said = {"title": {"en": f"An {kind}"}, "text": {}, "details": {}}
    return add_step(
        actor=None, strategy=of or cast_piloting.strategy(), kind=kind, said=said,
        after=after.item if after else None, **more,
    )  # fmt: skip


def indicator(at: Node | None = None, name: str = "Firms helped", actor: Any = None, **fields: Any) -> Indicator:
    """An indicator from 0 two years ago to 24 in two years, unless said otherwise."""
    at = at or step()
    details = {
        "baseline_on": ago(24), "baseline_value": Decimal(0), "target_on": ago(-24), "target_value": Decimal(48),
        "texts": {"unit": {"en": "firms"}},
    } | fields  # fmt: skip
    said = {"title": {"en": name}, "text": {}}
    return save_indicator(actor=actor, strategy=cast_piloting.strategy(), step=at.item, said=said, details=details)


def value(of: Indicator, number: float, months: int = 1, part: str = "", actor: Any = None) -> Measurement:
    """What was measured some months ago."""
    return measure(actor=actor, indicator=of, period=ago(months), value=Decimal(str(number)), part=part)


def alert() -> Alert:
    """The alert of an indicator that nobody measured."""
    made = indicator(name="Nobody asks")
    refresh_alerts(made.strategy)
    return Alert.objects.get(indicator=made, rule="no_data")


def finding(on: Alert | None = None, actor: Any = None) -> Finding:
    """What was found about an alert."""
    return write_finding(actor=actor, alert=on or alert(), kind="delivery", text={"en": "Two posts are empty"})


def proposal(indicator: Indicator, title: str = "Second two officers", **fields: Any) -> Proposal:
    """What is proposed: 30 in three months for 40,000 to 60,000 euro."""
    given: dict[str, Any] = {
        "expected_value": Decimal(30), "expected_on": ago(-3), "cost_low": Decimal(40000), "cost_high": Decimal(60000)
    } | fields  # fmt: skip
    return Proposal({"en": title}, {"en": "From the administration, for six months"}, indicator, **given)


def mitigation(on: Finding | None = None, actor: Any = None, **fields: Any) -> Mitigation:
    """A mitigation that waits for a decision."""
    on = on or finding()
    moved = on.alert.indicator
    assert moved is not None
    return propose_mitigation(actor=actor, finding=on, proposal=proposal(moved, **fields))


def accepted(of: Mitigation | None = None) -> Mitigation:
    """A mitigation that piloting accepted in writing."""
    of = of or mitigation(title="Open an evening desk")
    carrying = Carrying(cast_piloting.body(), ago(0), ago(-2))
    return decide_mitigation(actor=None, mitigation=of, reasons={"en": "It is worth it"}, carrying=carrying)


def assumed(*said: str) -> Node:
    """A step of the chain with assumptions."""
    details = {"assumptions": {"en": list(said or ("Posts are filled",))}}
    found = {"title": {"en": "A step that assumes"}, "text": {}, "details": details}
    return add_step(actor=None, strategy=cast_piloting.strategy(), kind="output", said=found)


def all_of_it() -> SimpleNamespace:
    """One of each thing that an address of monitoring speaks of."""
    made, step, on = indicator(), assumed(), alert()
    return SimpleNamespace(
        strategy=made.strategy, indicator=made, measurement=value(made, 12), alert=on,
        assumption=(step, aspect_of({"en": "Posts are filled"})), mitigation=mitigation(finding(on)),
        accepted=accepted(mitigation(finding(on), title="Open an evening desk")),
    )  # fmt: skip
