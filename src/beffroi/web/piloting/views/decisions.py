"""Decisions: what a body has to decide by when, and what a meeting decided."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.web.core.access import fetch, requires
from beffroi.web.core.asking import carried_out
from beffroi.web.core.submission import once
from beffroi.web.piloting import actions
from beffroi.web.piloting.forms.decisions import DropForm, DueForm
from beffroi.web.piloting.forms.meetings import DecisionForm, codes_in
from beffroi.web.piloting.models import Decision, Meeting
from beffroi.web.piloting.queries import visible_bodies, visible_decisions
from beffroi.web.piloting.queries.decisions import Waiting, decisions_waiting
from beffroi.web.piloting.queries.meetings import actions_to_move, changes_of
from beffroi.web.piloting.queries.roadmap import moves_of, plan_of_strategy
from beffroi.web.piloting.views.asking import form_page, the_body, to_body
from beffroi.web.piloting.views.meetings import the_meeting, to_meeting

if TYPE_CHECKING:
    from uuid import UUID

DECIDE = "piloting.decide"
MOST_CODES = 200
"""Signs in which codes of actions are read."""


@requires(DECIDE)
@once
def add(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Enter a decision that a body has to take."""
    body = the_body(request, slug, code, DECIDE)
    form = DueForm(request.POST or None)

    def act() -> None:
        actions.save_due_decision(
            actor=request.user, body=body, title=form.texts("title"), text=form.texts("text"),
            due_on=form.cleaned_data["due_on"],
        )  # fmt: skip

    if carried_out(request, form, act, _("The decision is due; it comes onto the agenda of the next meeting.")):
        return to_body(body)
    return form_page(request, form, title=_("What has this body to decide, and by when?"), body=body, lead=str(body))


@requires(DECIDE)
@once
def edit(request: HttpRequest, slug: str, key: "UUID") -> HttpResponse:
    """Change a decision that is due."""
    found, waiting = _due(request, slug, key)
    form = _due_form(request.POST or None, found, waiting)

    def act() -> None:
        actions.save_due_decision(
            actor=request.user, body=found.body, decision=found, title=form.texts("title"), text=form.texts("text"),
            due_on=form.cleaned_data["due_on"], revision=form.cleaned_data["revision"] or 0,
        )  # fmt: skip

    def fresh() -> DueForm:
        return _due_form(None, *_due(request, slug, key))

    if carried_out(request, form, act, _("The decision is changed."), fresh):
        return to_body(found.body)
    return form_page(request, form, title=_("What has this body to decide, and by when?"), body=found.body)


@requires(DECIDE)
@once
def drop(request: HttpRequest, slug: str, key: "UUID") -> HttpResponse:
    """Say that a decision need not be taken any more."""
    found, waiting = _due(request, slug, key)
    form = DropForm(request.POST or None)

    def act() -> None:
        actions.drop_decision(actor=request.user, decision=found, reasons=form.texts("reasons"))

    if carried_out(request, form, act, _("The decision is no longer due.")):
        return to_body(found.body)
    lead = str(waiting.node) if waiting else ""
    return form_page(request, form, title=_("Why is this not to be decided any more?"), body=found.body, lead=lead)


@requires(DECIDE)
@once
def decide(request: HttpRequest, slug: str, key: "UUID") -> HttpResponse:
    """Record a decision; `show` says first what it moves."""
    meeting = the_meeting(request, slug, str(key), DECIDE)
    form = _decision_form(request, meeting)
    shown = "show" in request.POST and form.is_valid()

    def act() -> None:
        actions.decide(actor=request.user, meeting=meeting, **form.decided())

    if "show" not in request.POST and carried_out(request, form, act, _("The decision is entered.")):
        return to_meeting(meeting)
    moves = _moves(form, meeting) if shown else None
    return form_page(request, form, title=_("What was decided?"), body=meeting.body, shows=True, moves=moves)


def _due(request: HttpRequest, slug: str, key: "UUID") -> tuple[Decision, Waiting | None]:
    known = visible_decisions(request.user).filter(strategy__slug=slug).select_related("body__strategy__living", "item")
    found = fetch(request.user, DECIDE, known, item__key=key)
    waiting = decisions_waiting(found.strategy, timezone.localdate(), pk=found.pk)
    return found, next(iter(waiting), None)


def _due_form(data: Any, found: Decision, waiting: Waiting | None) -> DueForm:
    node = waiting.node if waiting else None
    texts = {"title": node.title, "text": node.text} if node else None
    return DueForm(data, texts=texts, initial={"due_on": found.due_on, "revision": node.revision if node else 0})


def _decision_form(request: HttpRequest, meeting: Meeting) -> DecisionForm:
    """A decision that was due, a new action, new dates of actions: those on the agenda, others by their codes."""
    strategy = meeting.body.strategy
    bodies = visible_bodies(request.user).filter(strategy=strategy)
    listed, unknown = actions_to_move(meeting, codes_in(request.POST.get("more", "")[:MOST_CODES]))
    waiting = decisions_waiting(strategy, timezone.localdate(), body=meeting.body)
    due = [(one.decision, f"{one.node.code} {one.node}") for one in waiting]
    asked = next((one.decision.pk for one in waiting if str(one.node.item.key) == request.GET.get("due")), None)
    return DecisionForm(
        request.POST or None, bodies=bodies, actions=listed, due=due, unknown=unknown, initial={"due": asked}
    )


def _moves(form: DecisionForm, meeting: Meeting) -> list[tuple[str, Any]]:
    """What would move, with the names of the actions."""
    strategy = meeting.body.strategy
    plan = plan_of_strategy(strategy)
    try:
        moves = moves_of(plan, changes_of(strategy, form.dates()))
    except ValidationError as error:
        form.add_error(None, ValidationError(error.messages))
        return []
    return [(f"{move.action} {plan.by_id[move.action].name}", move) for move in moves]
