"""Writes about risks and issues."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.web.chain.actions import add_link, add_node, change_node
from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited
from beffroi.web.piloting.actions.roadmap import Wish, add_action
from beffroi.web.piloting.models import Issue, Risk, RiskRating
from beffroi.web.piloting.risk_rules import is_worse_after, rating

CHANGE = "piloting.change_risks"
Texts = Mapping[str, str]


@action
def save_risk(
    *,
    actor: Any,
    strategy: Any,
    title: Texts,
    text: Texts,
    details: Mapping[str, Any],
    intervention: Any = None,
    node: Any = None,
    revision: int = 0,
    code: str = "",
) -> Risk:
    """Enter a risk of an intervention, or change one as it was seen (`Outdated` if somebody changed it since).

    Parameters
    ----------
    actor : Person or None
    strategy : Strategy
    title, text : mapping
        language → text.
    details : mapping
        `mitigation`, `owner`, `review_on`.
    intervention : Item, optional
        what the risk threatens.
    node : Node, optional
        the risk that is changed, as it stood at `revision`.
    code : str
        of a new risk; the next free one if empty.

    """
    strategy = lock(strategy)
    if actor is not None:
        permit(actor, CHANGE, strategy)
    if node is None:
        node = add_node(actor=actor, space=strategy.living, kind="risk", title=title, text=text, code=code)
    else:
        node = change_node(
            actor=actor, node=node, revision=revision, title=title, text=text, details=node.details, code=None
        )
    if intervention is not None:
        add_link(actor=actor, space=strategy.living, kind="threatened_by", source=intervention, target=node.item)
    risk = _row(strategy, node.item)
    with audited(actor, "changed" if risk.pk else "created", risk):
        for name, value in details.items():
            setattr(risk, name, value)
        risk.save()
    return risk


@action
def rate_risk(
    *,
    actor: Any,
    strategy: Any,
    item: Any,
    likelihood: int,
    impact: int,
    likelihood_after: int | None = None,
    impact_after: int | None = None,
    review_on: date | None = None,
    note: Texts | None = None,
) -> Risk:
    """Rate a risk before and after mitigation; earlier ratings stay in its history."""
    strategy = lock(strategy)
    if actor is not None:
        permit(actor, CHANGE, strategy)
    before, after = rating(likelihood, impact), rating(likelihood_after, impact_after)
    if (likelihood_after is None) != (impact_after is None):
        raise ValidationError({"impact_after": _("Give both, likelihood and impact after mitigation, or neither.")})
    if before is not None and is_worse_after(before, after):
        raise ValidationError({"likelihood_after": _("After mitigation a risk is not worse than before; check both.")})
    risk = _row(strategy, item)
    if risk.pk is None:
        risk.save()
    ratings: dict[str, Any] = {
        "likelihood": likelihood,
        "impact": impact,
        "likelihood_after": likelihood_after,
        "impact_after": impact_after,
    }
    with audited(actor, "rated", risk):
        for name, value in ratings.items():
            setattr(risk, name, value)
        risk.review_on = review_on
        risk.save()
    RiskRating.objects.create(risk=risk, note=dict(note or {}), rated_by=actor, **ratings)
    return risk


@action
def risk_happened(
    *, actor: Any, strategy: Any, node: Any, title: Texts, step: Texts, start: date | None, end: date | None
) -> Issue:
    """Turn a risk that happened into an issue, with the action that meets it."""
    strategy = lock(strategy)
    permit(actor, CHANGE, strategy)
    risk = _row(strategy, node.item)
    if risk.state != Risk.State.OPEN:
        raise ValidationError(_("This risk is no longer open."))
    if start and end and end < start:
        raise ValidationError({"end": _("The action ends before it starts; correct one of the days.")})
    living = strategy.living
    made = add_node(actor=actor, space=living, kind="issue", title=title)
    add_link(actor=actor, space=living, kind="became", source=node.item, target=made.item)
    first, last = (day.isoformat() if day else "" for day in (start, end))
    meets = add_action(actor=actor, strategy=strategy, wish=Wish(title=step, start=first, end=last))
    add_link(actor=actor, space=living, kind="met_by", source=made.item, target=meets.item)
    issue = Issue(strategy=strategy, item=made.item, opened_on=timezone.localdate())
    with audited(actor, "created", issue):
        issue.save()
    with audited(actor, "happened", risk):
        risk.state = Risk.State.HAPPENED
        risk.save()
    return issue


@action
def close_risk(*, actor: Any, strategy: Any, item: Any) -> Risk:
    """Say that a risk need not be watched any more."""
    strategy = lock(strategy)
    permit(actor, CHANGE, strategy)
    risk = _row(strategy, item)
    if risk.state != Risk.State.OPEN:
        raise ValidationError(_("This risk is no longer open."))
    with audited(actor, "closed", risk):
        risk.state = Risk.State.CLOSED
        risk.save()
    return risk


@action
def close_issue(*, actor: Any, issue: Issue, outcome: Texts) -> Issue:
    """Say how an issue ended."""
    issue = lock(issue)
    permit(actor, CHANGE, issue)
    if issue.closed_on:
        raise ValidationError(_("This issue is closed already."))
    if not any(outcome.values()):
        raise ValidationError({"outcome_en": _("Say how it ended.")})
    with audited(actor, "closed", issue):
        issue.closed_on, issue.outcome = timezone.localdate(), dict(outcome)
        issue.save()
    return issue


def _row(strategy: Any, item: Any) -> Risk:
    """The row of a risk, locked; a new one, unsaved, where it was never rated."""
    return Risk.objects.select_for_update().filter(item=item).first() or Risk(strategy=strategy, item=item)
