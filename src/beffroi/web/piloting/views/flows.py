"""Communication guidelines: what was agreed to flow, and whether it does."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beffroi.web.core.access import fetch, requires
from beffroi.web.core.asking import carried_out, tried
from beffroi.web.core.submission import once
from beffroi.web.piloting import actions
from beffroi.web.piloting.forms.flows import FlowForm, NoteForm
from beffroi.web.piloting.models import Body, Flow
from beffroi.web.piloting.queries.flows import flows_of
from beffroi.web.piloting.queries.visible import visible_of
from beffroi.web.piloting.views.asking import form_page, may, the_strategy
from beffroi.web.piloting.wording import flows_words

if TYPE_CHECKING:
    from uuid import UUID

CHANGE, NOTE = "piloting.change_flows", "piloting.note_flow"


@requires("piloting.view_piloting")
def communication(request: HttpRequest, slug: str) -> HttpResponse:
    """Who tells whom what, and does it happen?"""
    strategy = the_strategy(request, slug)
    views = flows_of(strategy, timezone.localdate())
    parts = [
        (_("Inside a structure"), [view for view in views if not view.is_between]),
        (_("Between piloting, monitoring and evaluation"), [view for view in views if view.is_between]),
    ]
    context = {
        "strategy": strategy,
        "parts": parts,
        "views": views,
        "answer": flows_words(views),
        "may_change": may(request, "change_flows", strategy),
        "may_note": may(request, "note_flow", strategy),
    }
    return render(request, "piloting/communication.html", context)


@requires(CHANGE)
@once
def add_flow(request: HttpRequest, slug: str) -> HttpResponse:
    """Agree on a flow."""
    strategy = the_strategy(request, slug, CHANGE)
    form = FlowForm(request.POST or None, bodies=Body.objects.filter(strategy=strategy))

    def act() -> None:
        actions.save_flow(actor=request.user, strategy=strategy, details=form.details())

    if carried_out(request, form, act, _("The flow is agreed.")):
        return redirect("piloting:communication", slug=slug)
    return form_page(request, form, title=_("Who tells whom what?"), strategy=strategy)


@requires(CHANGE)
@once
def edit_flow(request: HttpRequest, slug: str, key: "UUID") -> HttpResponse:
    """Change what was agreed."""
    flow = _flow(request, slug, key, CHANGE)

    def opened(data: Any = None) -> FlowForm:
        flow.refresh_from_db()
        return FlowForm(data, bodies=Body.objects.filter(strategy=flow.strategy), flow=flow)

    form = opened(request.POST or None)

    def act() -> None:
        said = {"details": form.details(), "seen": form.cleaned_data["seen"]}
        actions.save_flow(actor=request.user, strategy=flow.strategy, flow=flow, **said)

    if carried_out(request, form, act, _("The flow is changed."), opened):
        return redirect("piloting:communication", slug=slug)
    return form_page(request, form, title=_("Who tells whom what?"), strategy=flow.strategy)


@requires(CHANGE)
@once
@require_POST
def end_flow(request: HttpRequest, slug: str, key: "UUID") -> HttpResponse:
    """End a flow."""
    flow = _flow(request, slug, key, CHANGE)
    tried(request, lambda: actions.end_flow(actor=request.user, flow=flow), _("The flow has ended."))
    return redirect("piloting:communication", slug=slug)


@requires(NOTE)
@once
def note_flow(request: HttpRequest, slug: str, key: "UUID") -> HttpResponse:
    """Note that the information of a flow was sent."""
    flow = _flow(request, slug, key, NOTE)
    form = NoteForm(request.POST or None)

    def act() -> None:
        actions.note_flow(actor=request.user, flow=flow, **form.cleaned_data)

    if carried_out(request, form, act, _("It is noted.")):
        return redirect("piloting:communication", slug=slug)
    return form_page(request, form, title=_("When was it sent?"), strategy=flow.strategy, lead=str(flow))


def _flow(request: HttpRequest, slug: str, key: "UUID", permission: str) -> Flow:
    return fetch(request.user, permission, visible_of(request.user, Flow).filter(strategy__slug=slug), key=key)
