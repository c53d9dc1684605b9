"""What of piloting rests on an element: money, ratings, proofs, parts, minutes; and which decisions are settled."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beffroi.web.chain.resting import Rest, rests, stands
from beffroi.web.piloting.models import Action, AgendaItem, Decision, Issue, LedgerEntry, Meeting, Risk

if TYPE_CHECKING:
    from beffroi.web.chain.models import Item


@rests
def money_for_it(item: "Item") -> Iterable[Rest]:
    """Amounts of the ledger, reversed ones too: they say what they were for."""
    entries = LedgerEntry.objects.filter(item=item)
    if many := entries.count():
        words = ngettext("one amount of the ledger", "%(many)s amounts of the ledger", many) % {"many": many}
        yield Rest(words, _page("ledger", entries.select_related("strategy")[0].strategy))


@rests
def points_about_it(item: "Item") -> Iterable[Rest]:
    """Points of agendas."""
    points = AgendaItem.objects.filter(item=item).select_related("meeting__body__strategy")
    for meeting in {point.meeting_id: point.meeting for point in points}.values():
        yield Rest(_("a point on the agenda of “%(meeting)s”") % {"meeting": meeting}, _meeting(meeting))


@rests
def of_an_action(item: "Item") -> Iterable[Rest]:
    """The decision that made an action, what it hands over, who has a part in it, its new dates."""
    found = (
        Action.objects.filter(item=item).select_related("strategy", "item").first() if item.kind == "action" else None
    )
    if found is None:
        return
    page = _page("action", found.strategy, key=item.key)
    for decision in _deciding(item):
        yield Rest(_("the decision of %(body)s that decided it") % {"body": decision.body}, _of_chain(decision))
    if many := found.deliverables.count():
        yield Rest(ngettext("one deliverable", "%(many)s deliverables", many) % {"many": many}, page)
    if many := found.replannings.count():
        yield Rest(ngettext("one replanning", "%(many)s replannings", many) % {"many": many}, page)
    if many := found.responsibilities.count():
        words = ngettext("one responsibility", "%(many)s responsibilities", many) % {"many": many}
        yield Rest(words, _page("share_out", found.strategy, key=item.key))


@rests
def of_a_risk(item: "Item") -> Iterable[Rest]:
    """The ratings of a risk."""
    found = Risk.objects.filter(item=item).select_related("strategy").first()
    many = found.ratings.count() if found else 0
    if found is not None and many:
        words = ngettext("one rating of the risk", "%(many)s ratings of the risk", many) % {"many": many}
        yield Rest(words, _page("risk", found.strategy, key=item.key))


@rests
def of_an_issue(item: "Item") -> Iterable[Rest]:
    """An issue and how it ended: it is ended, not removed."""
    found = Issue.objects.filter(item=item).select_related("strategy").first()
    if found is not None:
        day = date_format(found.opened_on, "j F Y")
        yield Rest(
            _("the issue open since %(day)s; say how it ended instead") % {"day": day}, _page("risks", found.strategy)
        )


@rests
def of_a_decision(item: "Item") -> Iterable[Rest]:
    """The meeting that took a decision, or the body that has to: it is dropped with a reason, not removed."""
    found = Decision.objects.filter(item=item).select_related("body__strategy", "meeting__body__strategy").first()
    if found is None:
        return
    if found.meeting is not None:
        yield Rest(
            _("the meeting “%(meeting)s”, which decided it") % {"meeting": found.meeting}, _meeting(found.meeting)
        )
        return
    words = {
        Decision.State.DUE: _("the body %(body)s, which has to decide it; say why it need not be decided instead"),
        Decision.State.TAKEN: _("the body %(body)s, which decided it"),
        Decision.State.DROPPED: _("the body %(body)s, which dropped it with a reason"),
    }[Decision.State(found.state)]
    yield Rest(words % {"body": found.body}, _page("body", found.body.strategy, code=found.body.code))


@stands
def in_approved_minutes(item: "Item") -> str:
    """A decision of a meeting whose minutes are approved."""
    if item.kind != "decision":
        return ""
    found = Decision.objects.filter(item=item, meeting__minutes_state=Meeting.Minutes.APPROVED).first()
    if found is None or found.meeting is None:
        return ""
    return _(
        "This decision stands in the approved minutes of %(day)s and stays as it is: add a correction to the minutes, "
        "or take a new decision that replaces it."
    ) % {"day": date_format(localtime(found.meeting.starts_at), "j F Y")}


def _deciding(item: "Item") -> Iterable[Decision]:
    links = Q(item__leads_to__kind="decided", item__leads_to__target=item)
    return Decision.objects.filter(links).select_related("body", "strategy", "item").distinct()


def _page(name: str, strategy: object, **more: object) -> str:
    return reverse(f"piloting:{name}", kwargs={"slug": strategy.slug, **more})  # type: ignore[attr-defined]


def _meeting(meeting: Meeting) -> str:
    return _page("meeting", meeting.body.strategy, key=meeting.key)


def _of_chain(decision: Decision) -> str:
    return reverse("strategy:element", kwargs={"slug": decision.strategy.slug, "key": decision.item.key})
