"""Writes about rules between indicators."""

from typing import Any, cast

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from beffroi.web.chain.queries import nodes_of
from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited
from beffroi.web.monitoring.collecting_rules import NoRule, parse_rule
from beffroi.web.monitoring.models import ValueRule

COLLECT = "monitoring.collect"


@action
def save_value_rule(*, actor: Any, strategy: Any, formula: str, why: str = "", weight: str = "unlikely") -> ValueRule:
    """Declare a rule that the values of several indicators keep to."""
    strategy = lock(strategy)
    if actor is not None:
        permit(actor, COLLECT, strategy)
    name = _read(strategy, formula, weight)
    if ValueRule.objects.filter(strategy=strategy, formula=name).exists():
        raise ValidationError({"formula": _("This rule is there already.")})
    made = ValueRule(strategy=strategy, formula=name, why=why.strip(), weight=weight)
    with audited(actor, "created", made):
        made.save()
    return made


@action
def state_value_rule(*, actor: Any, strategy: Any, formula: str, why: str = "", weight: str = "unlikely") -> ValueRule:
    """Declare a rule as a case file states it, or give one that stands another reason or weight."""
    strategy = lock(strategy)
    if actor is not None:
        permit(actor, COLLECT, strategy)
    name = _read(strategy, formula, weight)
    held = ValueRule.objects.filter(strategy=strategy, formula=name).first()
    found = held or ValueRule(strategy=strategy, formula=name)
    with audited(actor, "changed" if held else "created", found):
        found.why, found.weight = why.strip(), weight
        found.save()
    return found


def _read(strategy: Any, formula: str, weight: str) -> str:
    """A formula that can be read, as it is kept."""
    known = {node.code for node in nodes_of(strategy.living, "indicator")} if strategy.living else set()
    try:
        return parse_rule(formula, known, cast("Any", weight)).name
    except NoRule as error:
        said = _("“%(part)s” cannot be read; write codes of indicators, such as M8 <= M7 or M1 + M2 = M3.")
        raise ValidationError({"formula": said % {"part": error.part}}) from None


@action
def remove_value_rule(*, actor: Any, rule: ValueRule) -> None:
    """Take a rule away; what was reported under it stays."""
    found = lock(rule)
    permit(actor, COLLECT, found)
    with audited(actor, "removed", found):
        ValueRule.objects.filter(pk=found.pk).delete()
