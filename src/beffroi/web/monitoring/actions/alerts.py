"""Writes about alerts: opened and closed by the facts of a look, given to somebody, put off for a reason."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited
from beffroi.web.core.editions import refuse_unseen
from beffroi.web.monitoring.alert_notices import SHOWN, tell_new, tell_owner, tell_woken
from beffroi.web.monitoring.alert_rules import SEVERITIES, Changes, Look
from beffroi.web.monitoring.models import Alert, AssumptionLook
from beffroi.web.monitoring.queries.alert_looks import assumptions_of
from beffroi.web.monitoring.queries.alerts import may_look_after, officers_of, open_alerts, views_of

if TYPE_CHECKING:
    from beffroi.web.chain.models import Node
    from beffroi.web.strategy.models import Strategy

MOST_PUT_OFF = timedelta(days=366)


@action
def follow_facts(*, actor: Any, strategy: "Strategy", asked: Changes) -> int:
    """Open, change and close alerts as a look asks for (`alert_refresh`); says how many changed."""
    now = timezone.now()
    held = {(one.rule, one.subject): one for one in Alert.objects.filter(strategy=strategy, closed_at=None)}
    opened = [_opened(actor, strategy, look, now) for look in asked.opened]
    for look in asked.changed:
        with audited(actor, "changed", held[look.at]):
            _write(held[look.at], severity=look.severity, facts=dict(look.facts))
    for at, facts in asked.closed.items():
        with audited(actor, "closed by facts", held[at]):
            _write(held[at], closed_at=now, closed_facts=dict(facts))
    woken = [held[at] for at in held if at in asked.woken]
    for one in woken:
        with audited(actor, "came back", one):
            _write(one, snoozed_until=None, snoozed_because="")
    _tell(strategy, opened, woken)
    return len(opened) + len(asked.changed) + len(asked.closed) + len(woken)


def _opened(actor: Any, strategy: "Strategy", look: Look, now: Any) -> Alert:
    subject, facts = look.subject, dict(look.facts)
    made = Alert(
        strategy=strategy, rule=look.rule, subject=subject.key, severity=look.severity or "low", opened_at=now,
        opened_facts=facts, facts=facts, **{f"{subject.kind}_id": subject.pk},
    )  # fmt: skip
    with audited(actor, "opened", made):
        made.save()
    return made


def _write(one: Alert, **values: Any) -> None:
    for name, value in values.items():
        setattr(one, name, value)
    one.save(update_fields=list(values))


def _tell(strategy: "Strategy", opened: list[Alert], woken: list[Alert]) -> None:
    """One notice of all that opened, the most pressing named; one for each that came back."""
    if opened:
        pressing = sorted(opened, key=lambda one: SEVERITIES.index(one.severity))
        named = open_alerts(strategy).filter(pk__in=[one.pk for one in pressing[:SHOWN]])
        tell_new(strategy, len(opened), views_of(named), officers_of(strategy))
    for view in views_of(open_alerts(strategy).filter(pk__in=[one.pk for one in woken])) if woken else ():
        owner = view.alert.owner
        tell_woken(view, [owner] if owner else officers_of(strategy))


@action
def give_alert(*, actor: Any, alert: Alert, owner: Any, seen: str = "") -> Alert:
    """Ask somebody to look after an alert as it was `seen`, or nobody any more; they hear of it."""
    found = _open(alert)
    if actor is not None:
        permit(actor, "monitoring.change_alerts", found)
    refuse_unseen(found, ("owner",), seen)
    if owner is not None and owner.pk not in {one.pk for one in may_look_after(found.strategy)}:
        raise ValidationError({"owner": _("Choose somebody who holds a role for this strategy.")})
    with audited(actor, "gave to somebody", found):
        _write(found, owner=owner)
    if owner is not None and owner != actor:
        [view] = views_of([found])
        tell_owner(view, owner)
    return found


@action
def snooze_alert(*, actor: Any, alert: Alert, until: date, reason: str) -> Alert:
    """Put an alert off until a day, for a reason; it comes back by itself, and closes meanwhile if facts say so."""
    found = _open(alert)
    if actor is not None:
        permit(actor, "monitoring.snooze_alert", found)
    today = timezone.localdate()
    if until <= today:
        raise ValidationError({"until": _("Give a day to come: the alert stands again from that day on.")})
    if until > today + MOST_PUT_OFF:
        raise ValidationError({"until": _("An alert is put off for a year at most; give a nearer day.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it can wait.")})
    with audited(actor, "put off", found):
        _write(found, snoozed_until=until, snoozed_because=reason.strip()[:500])
    return found


@action
def wake_alert(*, actor: Any, alert: Alert) -> Alert:
    """Let an alert stand again before its day."""
    found = _open(alert)
    if actor is not None:
        permit(actor, "monitoring.snooze_alert", found)
    if found.snoozed_until is None:
        raise ValidationError(_("This alert is not put off."))
    with audited(actor, "came back", found):
        _write(found, snoozed_until=None, snoozed_because="")
    return found


def _open(alert: Alert) -> Alert:
    found = lock(alert)
    if found.closed_at is not None:
        raise ValidationError(_("Facts closed this alert meanwhile; it stays on record as it is."))
    return found


@action
def note_assumption(
    *, actor: Any, strategy: "Strategy", step: "Node", said: Mapping[str, str], state: str, note: str
) -> AssumptionLook:
    """Note whether an assumption of a step holds, and what shows it."""
    strategy = lock(strategy)
    if actor is not None:
        permit(actor, "monitoring.note_assumptions", strategy)
    if all(dict(said) != held for _node, held, _look in assumptions_of(strategy, [step])):
        raise ValidationError(_("This assumption stands at the step no longer; look at its page."))
    if state not in AssumptionLook.State.values:
        raise ValidationError({"state": _("Say whether it holds.")})
    if not note.strip():
        raise ValidationError({"note": _("Say what shows it.")})
    made = AssumptionLook(
        strategy=strategy, item=step.item, said=dict(said), state=state, note=note.strip()[:1000], by=actor
    )
    with audited(actor, "looked at an assumption", made):
        made.save()
    return made
