"""Neither side does the other's step: every role at every state of a mitigation, and each of its steps."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from tests.unit.web import cast
from tests.unit.web import cast_monitoring as monitor
from tests.unit.web import cast_piloting as pilot

from beffroi.web.monitoring.actions import deciding, findings
from beffroi.web.monitoring.actions.deciding import Carrying
from beffroi.web.monitoring.models import Finding, Mitigation

pytestmark = pytest.mark.django_db
STATES = ("proposed", "withdrawn", "accepted", "rejected", "looked_at")
ROLES = ("reader", "adviser", "evaluator", "m_and_e_officer", "co_manager", "administrator")
MONITORS, LEADS = {"m_and_e_officer", "administrator"}, {"co_manager", "administrator"}
Step = Callable[[Any, Mitigation], Any]


def _finding(actor: Any, of: Mitigation) -> Any:
    return findings.write_finding(
        actor=actor, alert=of.finding.alert, finding=of.finding, kind="theory", text={"en": "Other"}
    )


def _change(actor: Any, of: Mitigation) -> Any:
    said = monitor.proposal(of.indicator)
    return findings.change_mitigation(actor=actor, mitigation=of, proposal=said, revision=of.item.nodes.get().revision)


def _withdraw(actor: Any, of: Mitigation) -> Any:
    return findings.withdraw_mitigation(actor=actor, mitigation=of, reasons={"en": "Solved otherwise"})


def _decide(actor: Any, of: Mitigation) -> Any:
    return deciding.decide_mitigation(actor=actor, mitigation=of, reasons={"en": "Too dear"})


def _look(actor: Any, of: Mitigation) -> Any:
    return findings.note_effect(actor=actor, mitigation=of, note="It helped")


# step → who may take it, and at which states of the mitigation
STEPS: dict[str, tuple[Step, set[str], set[str]]] = {
    "change the finding": (_finding, MONITORS, {"proposed", "withdrawn"}),
    "change the proposal": (_change, MONITORS, {"proposed"}),
    "take it back": (_withdraw, MONITORS, {"proposed"}),
    "decide": (_decide, LEADS, {"proposed"}),
    "look at the effect": (_look, MONITORS, {"accepted"}),
}


def at_state(state: str) -> Mitigation:
    """A mitigation as far as it has come; the month of an accepted one is over."""
    made = monitor.mitigation()
    if state == "withdrawn":
        return findings.withdraw_mitigation(actor=None, mitigation=made, reasons={"en": "Solved otherwise"})
    if state == "rejected":
        return _decide(None, made)  # type: ignore[no-any-return]
    if state in {"accepted", "looked_at"}:
        Mitigation.objects.filter(pk=made.pk).update(expected_on=monitor.ago(1))
        made.refresh_from_db()
        made = monitor.accepted(made)
    return _look(None, made) if state == "looked_at" else made  # type: ignore[no-any-return]


def outcome_of(take: Step, actor: Any, one: Mitigation) -> str:
    """What a step comes to; what it did is undone."""
    with transaction.atomic():
        try:
            take(actor, one)
            said = "done"
        except PermissionDenied:
            said = "not theirs"
        except ValidationError:
            said = "not now"
        transaction.set_rollback(True)
    return said


@pytest.mark.parametrize("state", STATES)
def test_role_by_state_by_step(state: str) -> None:
    pilot.body()
    people, made = {role: getattr(cast, role)() for role in ROLES}, at_state(state)
    for step, (take, roles, states) in STEPS.items():
        outcome = {role: outcome_of(take, people[role], Mitigation.objects.get(pk=made.pk)) for role in ROLES}
        wanted = "done" if state in states else "not now"
        assert outcome == {role: wanted if role in roles else "not theirs" for role in ROLES}, step


@pytest.mark.parametrize("role", ROLES)
def test_who_writes_a_finding_and_proposes(role: str) -> None:
    actor, alert = getattr(cast, role)(), monitor.alert()
    asked: tuple[Callable[[], Any], ...] = (
        lambda: findings.write_finding(actor=actor, alert=alert, kind="data", text={"en": "No survey"}),
        lambda: monitor.mitigation(monitor.finding(alert), actor=actor),
    )
    for act in asked:
        if role in MONITORS:
            act()
        else:
            with pytest.raises(PermissionDenied):
                act()


def test_nobody_decides_what_they_proposed_or_found_themselves() -> None:
    administrator = cast.administrator()
    pilot.body()
    own = monitor.mitigation(monitor.finding(), actor=administrator)
    of_own_finding = monitor.mitigation(monitor.finding(own.finding.alert, actor=administrator))
    for one in (own, of_own_finding):
        with pytest.raises(PermissionDenied):
            _decide(administrator, one)
    assert set(Mitigation.objects.values_list("state", flat=True)) == {"proposed"}
    assert Finding.objects.count() == 2
    _decide(cast.co_manager(), own)


def test_accepting_asks_for_the_role_of_piloting_too() -> None:
    pilot.body()
    one = monitor.mitigation()
    with pytest.raises(PermissionDenied):
        deciding.decide_mitigation(
            actor=cast.m_and_e_officer(), mitigation=one, reasons={"en": "x"}, carrying=Carrying(pilot.body())
        )
