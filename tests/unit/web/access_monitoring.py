"""Who gets what at the addresses of alerts, beneficiaries and what is carried forward: part of the table of access."""

from typing import Any

from tests.unit.web.access_roles import ADMINISTRATOR, ANALYSTS, INSIDE, LEADS, UNSEEN, Line, lines

from beffroi.web.core.models import Job


def of_strategy(cast: Any) -> dict[str, Any]:
    return {"slug": cast.monitoring().strategy.slug}


def alert(cast: Any) -> dict[str, Any]:
    return of_strategy(cast) | {"key": cast.monitoring().alert.key}


def assumption(cast: Any) -> dict[str, Any]:
    step, aspect = cast.monitoring().assumption
    return of_strategy(cast) | {"key": step.item.key, "aspect": aspect}


def finding(cast: Any) -> dict[str, Any]:
    return of_strategy(cast) | {"key": cast.monitoring().mitigation.finding.key}


def mitigation(cast: Any) -> dict[str, Any]:
    return of_strategy(cast) | {"key": cast.monitoring().mitigation.item.key}


def accepted(cast: Any) -> dict[str, Any]:
    return of_strategy(cast) | {"key": cast.monitoring().accepted.item.key}


def check(cast: Any) -> dict[str, Any]:
    """A large file of beneficiaries that the administrator had checked."""
    strategy = cast.monitoring().strategy
    sent = {"strategy": strategy.pk, "organisation": cast.organisation.pk, "name": "a.csv", "is_complete": False}
    row = [2, "D1", "1999900072", "HIA", "grant", "100.00", "2025-01-31", "", "Duval"]
    made = Job.objects.create(
        person=cast.people["administrator"], kind="monitoring.check_beneficiaries", state="done", arguments=sent,
        outcome={"rows": [row]},
    )  # fmt: skip
    return of_strategy(cast) | {"key": made.key}


MONITORING: dict[str, Line] = {
    **lines("monitoring:beneficiaries", ANALYSTS | {"evaluator"}, of_strategy, but=UNSEEN),
    **lines("monitoring:send_beneficiaries monitoring:carry_forward", ANALYSTS, of_strategy, but=UNSEEN),
    **lines("monitoring:take_beneficiaries", ANALYSTS, of_strategy, method="post", but=UNSEEN),
    # A check is seen by who asked for it
    **lines("monitoring:checked_beneficiaries", ADMINISTRATOR, check, but=UNSEEN | {"m_and_e_officer": "404"}),
    # Who is inside reads what alerts and why; the M&E unit looks after it
    **lines("monitoring:dashboard monitoring:alerts monitoring:assumptions", INSIDE, of_strategy, refused="404"),
    **lines("monitoring:alert", INSIDE, alert, refused="404"),
    **lines("monitoring:give_alert monitoring:snooze_alert", ANALYSTS, alert, but=UNSEEN),
    **lines("monitoring:wake_alert", ANALYSTS, alert, method="post", but=UNSEEN),
    **lines("monitoring:note_assumption", ANALYSTS, assumption, but=UNSEEN),
    # Monitoring finds and proposes, piloting decides
    **lines("monitoring:mitigations", INSIDE, of_strategy, refused="404"),
    **lines("monitoring:mitigation", INSIDE, mitigation, refused="404"),
    **lines("monitoring:add_finding", ANALYSTS, alert, but=UNSEEN),
    **lines("monitoring:edit_finding monitoring:propose", ANALYSTS, finding, but=UNSEEN),
    **lines("monitoring:edit_mitigation monitoring:withdraw_mitigation", ANALYSTS, mitigation, but=UNSEEN),
    **lines("monitoring:decide_mitigation", LEADS, mitigation, but=UNSEEN),
    **lines("monitoring:effect", ANALYSTS, accepted, but=UNSEEN),
}
