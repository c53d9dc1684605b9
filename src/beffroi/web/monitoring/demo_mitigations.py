"""What follows from the alerts of the demonstration: findings, a mitigation that is decided and one that waits."""

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from beffroi.analytics.results.months import month_of
from beffroi.web.accounts.demo import demo_person
from beffroi.web.monitoring.actions.alerts import note_assumption
from beffroi.web.monitoring.actions.deciding import Carrying, decide_mitigation
from beffroi.web.monitoring.actions.findings import Proposal, propose_mitigation, write_finding
from beffroi.web.monitoring.alert_refresh import refresh_alerts
from beffroi.web.monitoring.models import Alert, Indicator, Mitigation
from beffroi.web.monitoring.queries.alert_looks import said_of
from beffroi.web.monitoring.queries.chain import chain_of
from beffroi.web.monitoring.rules import first_day
from beffroi.web.piloting.queries import visible_bodies

if TYPE_CHECKING:
    from beffroi.web.strategy.models import Strategy


def load_demo_mitigations(strategy: "Strategy", more: dict[str, Any], made: dict[str, Indicator]) -> None:
    """Look at what alerts, write what was found, propose and decide."""
    officer, manager = demo_person("me-officer"), demo_person("co-manager")
    steps = {node.code: node for node in chain_of(strategy).steps.values()}
    for one in more["looked"]:
        step = steps[one["step"]]
        note = f"{one['note']['en']} / {one['note']['fr']}"
        said = said_of(step)[one["number"]]
        note_assumption(actor=officer, strategy=strategy, step=step, said=said, state=one["state"], note=note)
    refresh_alerts(strategy)
    for one in more["found"]:
        alert = Alert.objects.get(indicator=made[one["alert"]], rule=Alert.Rule.OFF_TRACK, closed_at=None)
        step = steps[one["step"]]
        finding = write_finding(actor=officer, alert=alert, kind=one["kind"], text=one["text"], item=step.item)
        for each in one["mitigations"]:
            proposed = propose_mitigation(actor=officer, finding=finding, proposal=_proposal(each, made))
            if "decided" in each:
                _decided(manager, proposed, each["decided"])


def _proposal(one: dict[str, Any], made: dict[str, Indicator]) -> Proposal:
    code, value, months = one["expect"]
    by = first_day(month_of(timezone.localdate()) + months)
    low, high = (Decimal(amount) for amount in one["cost"])
    return Proposal(one["title"], one["text"], made[code], Decimal(str(value)), by, low, high)


def _decided(manager: Any, proposed: Mitigation, one: dict[str, Any]) -> None:
    today = timezone.localdate()
    body = visible_bodies(manager).get(strategy=proposed.strategy, code=one["body"])
    carrying = Carrying(body, today, today + timedelta(weeks=one["weeks"])) if one["accept"] else None
    decide_mitigation(actor=manager, mitigation=proposed, reasons=one["reasons"], carrying=carrying)
