"""One action of the roadmap: its page, entering and changing it, what it hands over, how far it has come."""

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.web.core.access import requires
from beffroi.web.core.asking import carried_out
from beffroi.web.core.submission import once
from beffroi.web.piloting import actions
from beffroi.web.piloting.forms.roadmap import ActionForm, DeliverableForm, DeliveredForm, StateForm
from beffroi.web.piloting.models import Action, Deliverable
from beffroi.web.piloting.queries.action_page import ActionView, view_of
from beffroi.web.piloting.queries.meetings import decisions_taken
from beffroi.web.piloting.queries.roadmap import roadmap_of
from beffroi.web.piloting.roadmap_words import row_words
from beffroi.web.piloting.views.asking import form_page, may, the_action, the_strategy

if TYPE_CHECKING:
    from uuid import UUID

    from beffroi.web.strategy.models import Strategy

CHANGE, REPORT = "piloting.change_roadmap", "piloting.report_evidence"


@requires("piloting.view_action")
def action(request: HttpRequest, slug: str, key: "UUID") -> HttpResponse:
    """What is this action, why is it done, and how far has it come?"""
    strategy = the_action(request, slug, key).strategy
    view = the_view(strategy, key)
    context = {
        "is_inside": may(request, "view_piloting", strategy),
        "strategy": strategy,
        "view": view,
        "answer": row_words(view.row, timezone.localdate()),
        "may_change": may(request, "change_roadmap", strategy),
        "may_report": may(request, "report_evidence", view.row.action),
    }
    return render(request, "piloting/action.html", context)


@requires(CHANGE)
@once
def add_action(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter an action."""
    strategy = the_strategy(request, slug, CHANGE)
    found = roadmap_of(strategy, timezone.localdate())
    under = (one.item_id for one in found.interventions if str(one.item.key) == request.GET.get("intervention"))
    form = ActionForm(request.POST or None, roadmap=found, initial={"intervention": next(under, None)})

    def act() -> None:
        actions.add_action(actor=request.user, strategy=strategy, wish=form.wish())

    if carried_out(request, form, act, _("The action is entered; say next who has which part in it.")):
        return redirect("piloting:responsibilities", slug=slug)
    return form_page(request, form, title=_("What is to be done?"), strategy=strategy)


@requires(CHANGE)
@once
def edit_action(request: HttpRequest, slug: str, key: "UUID") -> HttpResponse:
    """Change an action; who comes second sees what stands now and chooses."""
    strategy = the_strategy(request, slug, CHANGE)
    view = the_view(strategy, key)
    form = _action_form(request.POST or None, view)

    def act() -> None:
        actions.change_action(
            actor=request.user, strategy=strategy, roadmap_action=view.row.action, wish=form.wish(),
            revision=form.cleaned_data["revision"] or 0,
        )  # fmt: skip

    def fresh() -> ActionForm:
        return _action_form(None, the_view(strategy, key))

    if carried_out(request, form, act, _("The action is changed."), fresh):
        return redirect("piloting:action", slug=slug, key=key)
    return form_page(request, form, title=_("What is to be done?"), strategy=strategy, lead=str(view.node))


@requires(CHANGE)
@once
def set_state(request: HttpRequest, slug: str, key: "UUID") -> HttpResponse:
    """Say how far an action has come."""
    strategy = the_strategy(request, slug, CHANGE)
    view = the_view(strategy, key)
    is_proved = any(one.delivered_on for one in view.deliverables)
    form = StateForm(
        request.POST or None, decisions=decisions_taken(strategy), is_proved=is_proved,
        initial={"state": view.row.action.state},
    )  # fmt: skip

    def act() -> None:
        actions.set_state(actor=request.user, roadmap_action=view.row.action, **form.given())

    if carried_out(request, form, act, _("The state is kept.")):
        return redirect("piloting:action", slug=slug, key=key)
    return form_page(request, form, title=_("How far has it come?"), strategy=strategy, lead=str(view.node))


@requires(CHANGE)
@once
def add_deliverable(request: HttpRequest, slug: str, key: "UUID") -> HttpResponse:
    """Say what an action has to hand over."""
    strategy = the_strategy(request, slug, CHANGE)
    view = the_view(strategy, key)
    form = DeliverableForm(request.POST or None)

    def act() -> None:
        title, due = form.texts("title"), form.cleaned_data["due_on"]
        actions.add_deliverable(actor=request.user, roadmap_action=view.row.action, title=title, due_on=due)

    if carried_out(request, form, act, _("It is entered; report it when it is handed over.")):
        return redirect("piloting:action", slug=slug, key=key)
    return form_page(request, form, title=_("What is handed over?"), strategy=strategy, lead=str(view.node))


@requires(REPORT)
@once
def report(request: HttpRequest, slug: str, key: "UUID", deliverable: "UUID") -> HttpResponse:
    """Report that something was handed over, with what proves it."""
    of = the_action(request, slug, key, REPORT)
    strategy, found = of.strategy, _deliverable(of, deliverable)
    is_outside = not may(request, "view_piloting", strategy)
    taken = () if is_outside else decisions_taken(strategy)
    form = DeliveredForm(request.POST or None, decisions=taken, initial={"on": timezone.localdate()})

    def act() -> None:
        actions.report_deliverable(actor=request.user, deliverable=found, **form.given())

    if carried_out(request, form, act, _("It is reported.")):
        return redirect("piloting:action", slug=slug, key=key)
    return form_page(
        request, form, title=_("What proves it?"), strategy=strategy, lead=str(found), is_outside=is_outside
    )


def the_view(strategy: "Strategy", key: "UUID", whole: bool = True) -> ActionView:
    """The action of an address."""
    found = view_of(strategy, key, timezone.localdate(), whole)
    if found is None:
        raise Http404
    return found


def _deliverable(of: Action, key: "UUID") -> Deliverable:
    found = of.deliverables.filter(key=key).first()
    if found is None:
        raise Http404
    return found


def _action_form(data: Any, view: ActionView) -> ActionForm:
    row = view.row
    initial = {
        "revision": view.node.revision, "code": row.code, "is_milestone": row.action.is_milestone,
        "intervention": row.intervention.item_id if row.intervention else None, "after": ", ".join(row.after),
    }  # fmt: skip
    return ActionForm(
        data, roadmap=view.roadmap, dates_stand=bool(row.action.start or row.action.end),
        texts={"title": view.node.title, "text": view.node.text}, initial=initial,
    )  # fmt: skip
