"""Mitigations: for those who lead what is to be decided, for the M&E unit what is to be looked at afterwards."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.analytics.results.months import month_of
from beffroi.web.chain.queries import reads_of_nodes
from beffroi.web.core.permissions import allows
from beffroi.web.core.together import read
from beffroi.web.core.waiting import Asked, Wait, reads, waits
from beffroi.web.monitoring.mitigation_words import cost_words, expected_words
from beffroi.web.monitoring.queries.mitigations import (
    MitigationView,
    awaiting_effect,
    items_of_mitigations,
    mitigation_views,
    pending,
)
from beffroi.web.monitoring.rules import last_day

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from beffroi.web.monitoring.models import Mitigation


def _leads(asked: Asked) -> bool:
    return allows(asked.user, "piloting.decide", asked.of)


def _to_decide(asked: Asked) -> "QuerySet[Mitigation] | None":
    if _leads(asked) or allows(asked.user, "monitoring.propose_mitigation", asked.of):
        return pending(asked.of)
    return None


def _to_look_at(asked: Asked) -> "QuerySet[Mitigation] | None":
    looks = allows(asked.user, "monitoring.look_at_effect", asked.of)
    return awaiting_effect(asked.of, asked.today) if looks else None


@reads(then=True)
def ahead(asked: Asked) -> "Iterable[QuerySet[Any, Any]]":
    """The mitigations that wait, and their elements."""
    for found in (_to_decide(asked), _to_look_at(asked)):
        if found is not None:
            yield from (found, reads_of_nodes(*items_of_mitigations(found)))


def _views(found: "QuerySet[Mitigation] | None") -> list[MitigationView]:
    return [] if found is None else mitigation_views(read(found), items_of_mitigations(found))


@waits
def to_decide(asked: Asked) -> Iterable[Wait]:
    """Mitigations that monitoring proposed: piloting decides; the M&E unit sees whose turn it is."""
    for view in _views(_to_decide(asked)):
        since = timezone.localtime(view.row.proposed_at).date()
        mine = _leads(asked) and allows(asked.user, "monitoring.decide_mitigation", view.row)
        yield Wait(
            _("Mitigation"), _("Decide on %(what)s") % {"what": _called(view)}, view.url, _("Decide"),
            note=f"{expected_words(view)}; {cost_words(view.row)}.", since=since, urgency="high" if mine else "low",
            whose="" if mine else _("the co-managers"), others=_("the M&E unit") if mine else "",
        )  # fmt: skip


@waits
def effects(asked: Asked) -> Iterable[Wait]:
    """Accepted mitigations whose month is over: did they do what was expected?"""
    for view in _views(_to_look_at(asked)):
        yield Wait(
            _("Mitigation"), _("Look at what came of %(what)s") % {"what": _called(view)}, view.url,
            _("Look at the effect"), note=f"{expected_words(view)}.", since=last_day(month_of(view.row.expected_on)),
        )  # fmt: skip


def _called(view: MitigationView) -> str:
    return f"{view.node.code} {view.node}" if view.node else "–"
