"""The register of risks: what may go wrong, and what went wrong."""

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beffroi.web.core.access import fetch, requires
from beffroi.web.core.asking import carried_out, tried
from beffroi.web.core.submission import once
from beffroi.web.piloting import actions
from beffroi.web.piloting.forms.risks import HappenedForm, OutcomeForm, RatingForm, RiskForm
from beffroi.web.piloting.models import Issue
from beffroi.web.piloting.queries import visible_of
from beffroi.web.piloting.queries.risks import RiskView, heat, interventions_of, issues_of, register
from beffroi.web.piloting.views.asking import form_page, may, the_strategy
from beffroi.web.piloting.wording import risks_words
from beffroi.web.strategy.queries import the_version

if TYPE_CHECKING:
    from uuid import UUID

    from beffroi.web.strategy.models import Strategy

CHANGE = "piloting.change_risks"


@requires("piloting.view_piloting")
def risks(request: HttpRequest, slug: str) -> HttpResponse:
    """What could go wrong, and how bad would it be?"""
    strategy = the_strategy(request, slug)
    views = _register(request, strategy)
    context = {
        "strategy": strategy,
        "views": views,
        "maps": [(_("Before mitigation"), heat(views, False)), (_("After mitigation"), heat(views, True))],
        "issues": issues_of(strategy),
        "answer": risks_words(views),
        "may_change": may(request, "change_risks", strategy),
    }
    return render(request, "piloting/risks.html", context)


@requires("piloting.view_piloting")
def risk(request: HttpRequest, slug: str, key: "UUID") -> HttpResponse:
    """What is this risk, and how was it rated?"""
    strategy = the_strategy(request, slug)
    view = _one(request, strategy, key)
    context = {"strategy": strategy, "view": view, "may_change": may(request, "change_risks", strategy)}
    return render(request, "piloting/risk.html", context)


@requires(CHANGE)
@once
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter a risk."""
    strategy = the_strategy(request, slug, CHANGE)
    form = _form(request.POST or None, request, strategy)

    def act() -> None:
        actions.save_risk(
            actor=request.user, strategy=strategy, title=form.texts("title"), text=form.texts("text"),
            details=form.details(), intervention=form.threatened,
        )  # fmt: skip

    if carried_out(request, form, act, _("The risk is entered; rate it next.")):
        return redirect("piloting:risks", slug=slug)
    return form_page(request, form, title=_("What may go wrong?"), strategy=strategy)


@requires(CHANGE)
@once
def edit(request: HttpRequest, slug: str, key: "UUID") -> HttpResponse:
    """Change a risk."""
    strategy = the_strategy(request, slug, CHANGE)
    view = _one(request, strategy, key)
    form = _form(request.POST or None, request, strategy, view)

    def act() -> None:
        actions.save_risk(
            actor=request.user, strategy=strategy, title=form.texts("title"), text=form.texts("text"),
            details=form.details(), intervention=form.threatened, node=view.node,
            revision=form.cleaned_data["revision"] or 0,
        )  # fmt: skip

    def fresh() -> RiskForm:
        return _form(None, request, strategy, _one(request, strategy, key))

    if carried_out(request, form, act, _("The risk is changed."), fresh):
        return redirect("piloting:risk", slug=slug, key=key)
    return form_page(request, form, title=_("What may go wrong?"), strategy=strategy)


@requires(CHANGE)
@once
def rate(request: HttpRequest, slug: str, key: "UUID") -> HttpResponse:
    """Rate a risk."""
    strategy = the_strategy(request, slug, CHANGE)
    view = _one(request, strategy, key)
    names = ("likelihood", "impact", "likelihood_after", "impact_after", "review_on")
    form = RatingForm(request.POST or None, initial={name: getattr(view.row, name, None) for name in names})

    def act() -> None:
        given = {name: form.cleaned_data[name] for name in names}
        actions.rate_risk(actor=request.user, strategy=strategy, item=view.node.item, note=form.texts("note"), **given)

    if carried_out(request, form, act, _("The rating is kept.")):
        return redirect("piloting:risk", slug=slug, key=key)
    return form_page(request, form, title=_("How likely, and how harmful?"), strategy=strategy, lead=str(view.node))


@requires(CHANGE)
@once
def happened(request: HttpRequest, slug: str, key: "UUID") -> HttpResponse:
    """Turn a risk into an issue."""
    strategy = the_strategy(request, slug, CHANGE)
    view = _one(request, strategy, key)
    form = HappenedForm(request.POST or None, texts={"title": view.node.title})

    def act() -> None:
        days = {name: form.cleaned_data[name] for name in ("start", "end")}
        title, step = form.texts("title"), form.texts("step")
        actions.risk_happened(actor=request.user, strategy=strategy, node=view.node, title=title, step=step, **days)

    if carried_out(request, form, act, _("The risk is now an issue, and its action stands on the roadmap.")):
        return redirect("piloting:risks", slug=slug)
    return form_page(request, form, title=_("What happened, and what is done?"), strategy=strategy, lead=str(view.node))


@requires(CHANGE)
@once
@require_POST
def close(request: HttpRequest, slug: str, key: "UUID") -> HttpResponse:
    """Stop watching a risk."""
    strategy = the_strategy(request, slug, CHANGE)
    item = _one(request, strategy, key).node.item
    tried(request, lambda: actions.close_risk(actor=request.user, strategy=strategy, item=item), _("It is closed."))
    return redirect("piloting:risk", slug=slug, key=key)


@requires(CHANGE)
@once
def end_issue(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say how an issue ended."""
    strategy = the_strategy(request, slug, CHANGE)
    issue = fetch(request.user, CHANGE, visible_of(request.user, Issue).filter(strategy=strategy), pk=pk)
    form = OutcomeForm(request.POST or None)

    def act() -> None:
        actions.close_issue(actor=request.user, issue=issue, outcome=form.texts("outcome"))

    if carried_out(request, form, act, _("The issue is closed.")):
        return redirect("piloting:risks", slug=slug)
    return form_page(request, form, title=_("How did it end?"), strategy=strategy)


def _register(request: HttpRequest, strategy: "Strategy") -> list[RiskView]:
    return register(strategy, interventions_of(request.user, the_version(request.user, strategy)))


def _one(request: HttpRequest, strategy: "Strategy", key: "UUID") -> RiskView:
    found = next((view for view in _register(request, strategy) if view.key == str(key)), None)
    if found is None:
        raise Http404
    return found


def _form(data: Any, request: HttpRequest, strategy: "Strategy", view: RiskView | None = None) -> RiskForm:
    choices: dict[str, Any] = {
        "bodies": strategy.bodies.all(),
        "interventions": interventions_of(request.user, the_version(request.user, strategy)),
    }
    if view is None:
        return RiskForm(data, **choices)
    texts = {"title": view.node.title, "text": view.node.text, "mitigation": view.row.mitigation if view.row else {}}
    initial = {
        "revision": view.node.revision,
        "intervention": view.threatens[0].item_id if view.threatens else None,
        "owner": view.row.owner_id if view.row else None,
        "review_on": view.row.review_on if view.row else None,
    }
    return RiskForm(data, texts=texts, initial=initial, **choices)
