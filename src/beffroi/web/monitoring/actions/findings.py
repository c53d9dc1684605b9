"""Writes of the M&E unit about an alert: what it found, what it proposes, what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.analytics.results.months import month_of
from beffroi.web.chain.actions import add_link, add_node, change_node
from beffroi.web.chain.queries import node_of
from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited
from beffroi.web.core.editions import refuse_unseen
from beffroi.web.monitoring import mitigation_rules as rules
from beffroi.web.monitoring.mitigation_notices import tell_proposed
from beffroi.web.monitoring.mitigation_states import S
from beffroi.web.monitoring.models import Alert, Finding, Indicator, Mitigation
from beffroi.web.monitoring.queries.chain import chain_of
from beffroi.web.monitoring.queries.mitigations import space_of
from beffroi.web.monitoring.queries.readings import reading_of
from beffroi.web.monitoring.rules import POLARITIES, first_day
from beffroi.web.strategy.queries import people_who_lead

if TYPE_CHECKING:
    from beffroi.web.chain.models import Item, Node

WRITE, PROPOSE, LOOK = "monitoring.write_findings", "monitoring.propose_mitigation", "monitoring.look_at_effect"
Texts = Mapping[str, str]
FINDING = ("item", "kind", "text")


@dataclass(frozen=True)
class Proposal:
    """What a mitigation says: title and text, on which indicator which value by which month, at what cost."""

    title: Texts
    text: Texts
    indicator: Indicator
    expected_value: Decimal
    expected_on: date
    cost_low: Decimal
    cost_high: Decimal


@action
def write_finding(
    *,
    actor: Any,
    alert: Alert,
    kind: str,
    text: Texts,
    item: "Item | None" = None,
    finding: Finding | None = None,
    seen: str = "",
) -> Finding:
    """Write what was found about the source of an alert, or change it as it was `seen`, until something is decided."""
    alert = lock(alert)
    if actor is not None:
        permit(actor, WRITE, alert)
    if finding is None and alert.closed_at is not None:
        raise ValidationError(_("Facts closed this alert meanwhile; there is nothing left to explain."))
    found = lock(finding) if finding else Finding(alert=alert, written_by=actor)
    refuse_unseen(found, FINDING, seen)
    if found.pk and found.mitigations.filter(state__in=[S.ACCEPTED, S.REJECTED]).exists():
        raise ValidationError(_("Piloting decided on this finding; it stays as it is. Write another one."))
    if kind not in Finding.Kind.values:
        raise ValidationError({"kind": _("Say of what kind the source is.")})
    if not any(text.values()):
        raise ValidationError({"text_en": _("Write this in one language at least.")})
    if item is not None and item.pk not in chain_of(alert.strategy).steps:
        raise ValidationError({"item": _("Choose a step of the results chain.")})
    with audited(actor, "changed" if found.pk else "found", found):
        found.kind, found.text, found.item = kind, dict(text), item
        found.save()
    return found


@action
def propose_mitigation(*, actor: Any, finding: Finding, proposal: Proposal) -> Mitigation:
    """Propose to piloting what to do about a source; who leads hears of it, and it comes onto the next agenda."""
    finding = lock(finding)
    if actor is not None:
        permit(actor, PROPOSE, finding)
    strategy = finding.alert.strategy
    made = Mitigation(strategy=strategy, finding=finding, proposed_by=actor)
    _fill(made, proposal)
    node = add_node(
        actor=actor, space=space_of(strategy), kind="mitigation", title=proposal.title, text=proposal.text
    )  # fmt: skip
    made.item = node.item
    with audited(actor, "proposed a mitigation", made):
        made.save()
    about = finding.item or (finding.alert.indicator.item if finding.alert.indicator else finding.alert.item)
    if about is not None and about.kind != "mitigation":
        add_link(actor=actor, space=space_of(strategy), kind="mitigated_by", source=about, target=node.item)
    tell_proposed(made, node, people_who_lead(strategy))
    return made


@action
def change_mitigation(*, actor: Any, mitigation: Mitigation, proposal: Proposal, revision: int) -> Mitigation:
    """Change a proposal as it was seen at a revision, as long as it waits for a decision."""
    found, node = _waiting(actor, mitigation)
    change_node(
        actor=actor, node=node, revision=revision, title=proposal.title, text=proposal.text, details=node.details
    )  # fmt: skip
    with audited(actor, "changed", found):
        _fill(found, proposal)
        found.save()
    return found


@action
def withdraw_mitigation(*, actor: Any, mitigation: Mitigation, reasons: Texts) -> Mitigation:
    """Take a proposal back before it is decided, and say why."""
    found, _node = _waiting(actor, mitigation)
    if not any(reasons.values()):
        raise ValidationError({"reasons_en": _("Say why it is taken back.")})
    with audited(actor, "withdrew", found):
        found.withdraw()
        found.reasons = dict(reasons)
        found.save()
    return found


@action
def note_effect(*, actor: Any, mitigation: Mitigation, note: str) -> Mitigation:
    """Look at what came of an accepted mitigation once its month is over: the value then is read, not typed."""
    found = lock(mitigation)
    if actor is not None:
        permit(actor, LOOK, found)
    if found.state != S.ACCEPTED or found.effect:
        raise ValidationError(_("There is no effect to look at: it was not accepted, or somebody looked already."))
    today = timezone.localdate()
    if not rules.is_due(found.expected_on, today):
        raise ValidationError(_("The month of the expected effect is not over; look at it then."))
    if not note.strip():
        raise ValidationError({"note": _("Say what follows from it.")})
    effect, point = effect_now(found, today)
    with audited(actor, "looked at the effect", found):
        found.effect, found.effect_note = effect, note.strip()[:1000]
        found.effect_value = Decimal(str(point.value)) if point else None
        found.effect_month = first_day(point.at) if point else None
        found.effect_by, found.effect_at = actor, timezone.now()
        found.save()
    return found


def effect_now(found: Mitigation, today: date) -> tuple[rules.Effect, Any]:
    """What came of a mitigation by what is measured now, and the value that says so."""
    reading = reading_of(found.indicator, today)
    proposed = month_of(timezone.localtime(found.proposed_at).date())
    points = reading.points if reading else ()
    point = rules.value_then(points, proposed, month_of(found.expected_on))
    sign = 1 if POLARITIES[found.indicator.polarity] == "up" else -1
    before = float(found.value_before) if found.value_before is not None else None
    return rules.effect_of(before, float(found.expected_value), point.value if point else None, sign), point


def _waiting(actor: Any, mitigation: Mitigation) -> "tuple[Mitigation, Node]":
    found = lock(mitigation)
    if actor is not None:
        permit(actor, PROPOSE, found)
    if found.state != S.PROPOSED:
        raise ValidationError(_("This was decided or taken back meanwhile; it stays as it is."))
    node = node_of([space_of(found.strategy)], found.item)
    if node is None:
        raise ValidationError(_("This was removed meanwhile."))
    return found, node


def _fill(found: Mitigation, proposal: Proposal) -> None:
    """What is proposed, as far as it can be."""
    today = timezone.localdate()
    if proposal.indicator.strategy_id != found.strategy_id:
        raise ValidationError({"indicator": _("Choose an indicator of this strategy.")})
    if month_of(proposal.expected_on) <= month_of(today):
        raise ValidationError({"expected_on": _("Give a month to come: nothing is mended by yesterday.")})
    if proposal.cost_high < proposal.cost_low:
        raise ValidationError({"cost_high": _("The high cost lies below the low one; correct one of them.")})
    found.indicator, found.expected_value = proposal.indicator, proposal.expected_value
    found.expected_on = proposal.expected_on.replace(day=1)
    found.cost_low, found.cost_high = proposal.cost_low, proposal.cost_high
    reading = reading_of(proposal.indicator, today)
    last = reading.last if reading else None
    found.value_before = Decimal(f"{last.value:.4f}") if last else None
