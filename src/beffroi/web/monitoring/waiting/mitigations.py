"""Mitigations: for those who lead what is to be decided, for the M&E unit what is to be looked at afterwards."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.analytics.results.months import month_of
from beffroi.web.core.permissions import allows
from beffroi.web.core.waiting import Asked, Wait, waits
from beffroi.web.monitoring.mitigation_words import cost_words, expected_words
from beffroi.web.monitoring.queries.mitigations import MitigationView, awaiting_effect, mitigation_views, pending
from beffroi.web.monitoring.rules import last_day


@waits
def to_decide(asked: Asked) -> Iterable[Wait]:
    """Mitigations that monitoring proposed: piloting decides; the M&E unit sees whose turn it is."""
    leads = allows(asked.user, "piloting.decide", asked.of)
    if not leads and not allows(asked.user, "monitoring.propose_mitigation", asked.of):
        return
    for view in mitigation_views(pending(asked.of)):
        since = timezone.localtime(view.row.proposed_at).date()
        mine = leads and allows(asked.user, "monitoring.decide_mitigation", view.row)
        yield Wait(
            _("Mitigation"), _("Decide on %(what)s") % {"what": _called(view)}, view.url, _("Decide"),
            note=f"{expected_words(view)}; {cost_words(view.row)}.", since=since, urgency="high" if mine else "low",
            whose="" if mine else _("the co-managers"), others=_("the M&E unit") if mine else "",
        )  # fmt: skip


@waits
def effects(asked: Asked) -> Iterable[Wait]:
    """Accepted mitigations whose month is over: did they do what was expected?"""
    if not allows(asked.user, "monitoring.look_at_effect", asked.of):
        return
    for view in mitigation_views(awaiting_effect(asked.of, asked.today)):
        yield Wait(
            _("Mitigation"), _("Look at what came of %(what)s") % {"what": _called(view)}, view.url,
            _("Look at the effect"), note=f"{expected_words(view)}.", since=last_day(month_of(view.row.expected_on)),
        )  # fmt: skip


def _called(view: MitigationView) -> str:
    return f"{view.node.code} {view.node}" if view.node else "–"
